"""A year in progress: spending, forecast, deviation, volume and price, as worked by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import timezone

from aabenraa_plan.refusals import NotPossible
from budget.actions import choose_forecast, set_phasing, withdraw_choice
from budget.cases.reporting import Change
from budget.extract import LEDGER
from budget.forecast import Choice, Lack, Method
from budget.models import BudgetLine, ForecastChoice
from budget.phasing import Origin
from budget.reporting import revised, year_status
from budget.standing import OVER
from budget.variance import Priced, Split
from budget.years.rows import support_rows
from extracts.actions import preview
from extracts.models import DataVersion
from tests.budgets import BUDGET
from tests.ledgers import FORBRUG, LATE, SICKNESS, close, even_year, line_of, load_ledger

pytestmark = pytest.mark.django_db
D = Decimal


def test_line_after_a_quarter_is_as_worked_by_hand(quarter):
    # Booked 6.000 + 5.700 + 6.120 = 17.820.000; run rate · 12 / 3 = 71.280.000; deviation +1.219.000.
    # Persons (520 + 510 + 530) / 3 = 520. U_b = 70.061.000 / 494 = 141.823,8866….
    # Volume (520 − 494) · U_b = 3.687.421,0526… → 3.687.421,05; price 1.219.000 − 3.687.421,05 = −2.468.421,05.
    line = line_of(2023, "sygedagpenge")
    assert (line.spent, line.forecast.method, line.forecast.amount) == (D(17_820_000), Method.RUN_RATE, D(71_280_000))
    assert (line.forecast.persons, line.deviation) == (Fraction(520), D(1_219_000))
    assert line.split == Split(D("3687421.05"), D("-2468421.05"))
    assert (line.phase.origin, line.phase.through(3)) == (Origin.TWELFTHS, Fraction(1, 4))


def test_late_posting_in_a_closed_month_moves_the_forecast(quarter):
    # February becomes 5.805.000 with 514 persons. Booked 17.925.000; · 4 = 71.700.000; deviation +1.639.000.
    # Persons (520 + 514 + 530) / 3 = 521⅓. Volume 82/3 · 70.061.000 / 494 = 3.876.519,568… → 3.876.519,57;
    # price 1.639.000 − 3.876.519,57 = −2.237.519,57.
    before = DataVersion.objects.get().moment
    load_ledger(LATE)
    line = line_of(2023, "sygedagpenge")
    assert (line.spent, line.forecast.amount, line.deviation) == (D(17_925_000), D(71_700_000), D(1_639_000))
    assert line.split == Split(D("3876519.57"), D("-2237519.57"))
    assert line_of(2023, "sygedagpenge", as_of=before).deviation == D(1_219_000)


def test_file_that_books_in_a_closed_month_is_said_to_before_it_is_saved(quarter, receive):
    upload = receive(LATE, "Sygedagpenge;;5.57.71;2023M04;1;0;1;1;Prøve", header=FORBRUG)
    said = LEDGER.effect(preview(upload).diff)
    assert "1 linje er bogført i en lukket måned (februar 2023): efterposteringer, som ændrer" in said[-1]
    load_ledger(LATE)
    assert len(LEDGER.effect(preview(receive(LATE, header=FORBRUG)).diff)) == 0


def test_year_without_a_closed_month_has_spending_and_no_forecast():
    load_ledger(*SICKNESS)
    line = line_of(2023, "sygedagpenge")
    assert (line.spent, line.forecast.amount, line.forecast.lack) == (D(17_820_000), None, Lack.NOTHING_CLOSED)


def test_support_without_a_closed_month_is_missing_and_not_0():
    load_ledger(*SICKNESS, "Fleksjob;;1;2023M01;10;0;10;1;Prøve", "Fleksjob;;1;2023M03;10;0;10;1;Prøve")
    close(2023, 3)
    assert line_of(2023, "fleksjob").forecast.lack == Lack.MONTH_MISSING
    assert line_of(2023, "fleksjob").spent == D(20)
    assert line_of(2023, "ledighedsydelse").spent is None


def test_effort_without_an_entry_in_a_month_has_nothing_booked_in_it():
    others = [f"Jobafklaring;indsats;2;2023M{month:02d};10;0;10;;Prøve" for month in (1, 2, 3)]
    load_ledger(*SICKNESS, *others, "Sygedagpenge;indsats;2;2023M02;90;0;90;;Prøve")
    close(2023, 3)
    assert line_of(2023, "sygedagpenge", "effort").forecast.amount == D(360)  # 90 · 12 / 3


def test_effort_of_months_without_any_effort_is_missing_and_not_0():
    load_ledger(*SICKNESS, "Sygedagpenge;indsats;2;2023M02;90;0;90;;Prøve")
    close(2023, 3)
    assert line_of(2023, "sygedagpenge", "effort").forecast.lack == Lack.MONTH_MISSING


def test_effort_with_a_budget_of_0_and_no_booking_has_spent_0():
    # Plan 2021 prints 0 for effort on flex-jobs; KIK II's line has a budget, and nobody has booked on it yet.
    others = [f"Jobafklaring;indsats;2;2021M{month:02d};10;0;10;;Prøve" for month in range(1, 13)]
    load_ledger(*others, *even_year(2021, 100))
    close(2021, 3)
    assert line_of(2021, "fleksjob", "effort").forecast.amount == D(0)
    assert line_of(2021, "a-dagpenge", "effort", "kik-ii").forecast.lack == Lack.NOTHING_BOOKED
    close(2021, 13)
    assert line_of(2021, "a-dagpenge", "effort", "kik-ii").forecast.amount == D(0)


def test_booking_on_a_line_without_a_budget_is_all_overspending():
    load_ledger(*SICKNESS)
    BudgetLine.objects.filter(year=2023, benefit_type__code="sygedagpenge", kind="support").supersede(timezone.now())
    close(2023, 3)
    line = line_of(2023, "sygedagpenge")
    row = next(row for row in support_rows(year_status(2023)) if row.name == "Sygedagpenge")
    assert (line.budget, line.deviation, row.standing) == (None, D(71_280_000), OVER)
    assert line.split is None


def test_line_without_persons_gets_none_from_a_case(by):
    # Of a line that nobody has said the persons of, two more persons say nothing.
    adopted, more = Priced(D(50_000_000)), Change(D(500_000), D(2))
    assert revised(adopted, more) == Priced(D(50_500_000), None)
    assert revised(Priced(D(100), D(10)), Change(D(50), D(2))) == Priced(D(150), D(12))
    assert revised(Priced(D(100), D(10)), Change(D(50))) == Priced(D(150), D(10))
    assert Priced(D(100), D(-10)).unit_price is None


def test_missing_figure_in_the_supplementary_period_leaves_the_year_unknown():
    load_ledger(*even_year(2023, 100), "Sygedagpenge;;1;2023M13;..;..;..;..;Prøve")
    close(2023, 13)
    assert line_of(2023, "sygedagpenge").forecast.lack == Lack.MONTH_MISSING


def test_own_figure_with_persons_adds_up_with_other_lines(quarter, by):
    # 515 persons beside a mean of 10: 525 together, whatever kind of number each is.
    load_ledger(*even_year(2023, 100, name="Fleksjob", months=3))
    choice = Choice(Method.OWN, D(72_000_000), D(515))
    choose_forecast(year=2023, line=line_of(2023, "sygedagpenge").key, choice=choice, by=by, reason="x")
    known = [row.expected_persons for row in support_rows(year_status(2023)) if row.expected_persons is not None]
    assert sum(known) == 525


def test_own_figure_of_a_later_day_is_no_part_of_an_earlier_month(quarter, by):
    choice = Choice(Method.OWN, D(1))
    choose_forecast(year=2023, line=line_of(2023, "sygedagpenge").key, choice=choice, by=by, reason="x")
    assert line_of(2023, "sygedagpenge", month=1).forecast.amount == D(72_000_000)


def test_half_a_sum_has_no_share_of_the_budget(quarter):
    total = support_rows(year_status(2023))[-1]
    assert (total.spent, total.share) == (D(17_820_000), None)


def test_gross_of_a_month_with_a_gap_is_not_known():
    load_ledger(*SICKNESS, "Sygedagpenge;;2;2023M02;..;..;..;..;Prøve")
    assert line_of(2023, "sygedagpenge").months[2].gross is None
    assert line_of(2023, "sygedagpenge").months[1].gross == D(8_400_000)


def test_provisional_and_invented_figures_are_marked_as_such():
    load_ledger(*SICKNESS, header=FORBRUG)
    header = "ydelse;måned;netto;foreløbig;kilde"
    load_ledger("Fleksjob;2023M01;1;ja;Prøve", "Jobafklaring;2023M01;1;nej;eksempeldata", header=header)
    load_ledger("2024;vedtaget;Fleksjob;forsørgelse;;1;1;Eksempeldata", header=BUDGET, profile="budget")
    close(2023, 1)
    assert [line_of(2023, code).provisional for code in ("fleksjob", "jobafklaring")] == [True, False]
    assert [line_of(2023, code).invented for code in ("fleksjob", "jobafklaring")] == [False, True]
    assert line_of(2024, "fleksjob").invented


def test_figure_that_is_said_to_be_missing_leaves_no_forecast():
    load_ledger(*SICKNESS, "Sygedagpenge;;2;2023M02;..;..;..;..;Prøve")
    close(2023, 3)
    line = line_of(2023, "sygedagpenge")
    assert (line.forecast.lack, line.spent) == (Lack.MONTH_MISSING, D(17_820_000))


def test_last_years_season_is_the_standard_where_it_is_whole():
    # 2022: 100 a month, 200 in December: 300 of 1.300 in the first quarter. 17.820.000 · 1300 / 300 = 77.220.000.
    load_ledger(*even_year(2022, 100, months=11), "Sygedagpenge;;1;2022M12;200;0;200;10;Prøve", *SICKNESS)
    close(2023, 3)
    # December may still be half booked while nobody has closed it.
    assert line_of(2023, "sygedagpenge").forecast.method == Method.RUN_RATE
    close(2022, 12)
    line = line_of(2023, "sygedagpenge")
    assert (line.forecast.method, line.forecast.amount) == (Method.SEASONAL, D("77220000.00"))
    assert (line.phase.origin, line.phase.through(3)) == (Origin.LAST_YEAR, Fraction(3, 13))


def test_supplementary_period_closes_the_year_with_its_late_invoices():
    load_ledger(*even_year(2023, 100), "Sygedagpenge;;1;2023M13;50;0;50;;Prøve")
    close(2023, 12)
    assert line_of(2023, "sygedagpenge").forecast.amount == D(1200)
    close(2023, 13)
    line = line_of(2023, "sygedagpenge")
    assert (line.spent, line.forecast.amount, line.forecast.method) == (D(1250), D(1250), Method.BOOKED)


def test_year_can_be_seen_after_an_earlier_closed_month(quarter):
    # January alone: 6.000.000 · 12 = 72.000.000.
    assert line_of(2023, "sygedagpenge", month=1).forecast.amount == D(72_000_000)
    assert year_status(2023, month=7).month.number == 3


@pytest.fixture
def sickness(quarter):
    return line_of(2023, "sygedagpenge").key


def test_own_figure_is_the_forecast_and_keeps_its_author(sickness, by):
    choice = Choice(Method.OWN, D(72_000_000), D(515))
    said = choose_forecast(year=2023, line=sickness, choice=choice, by=by, reason="Færre raskmeldinger")
    line = line_of(2023, "sygedagpenge")
    assert (line.forecast.amount, line.deviation) == (D(72_000_000), D(1_939_000))
    assert (said.made_by, said.reason) == (by, "Færre raskmeldinger")


def test_later_choice_ends_the_earlier_which_stays_to_be_read(sickness, by):
    first = choose_forecast(year=2023, line=sickness, choice=Choice(Method.OWN, D(1)), by=by, reason="x")
    choose_forecast(year=2023, line=sickness, choice=Choice(Method.PERSONS_PRICE), by=by)
    assert ForecastChoice.objects.count() == 2
    assert line_of(2023, "sygedagpenge", as_of=first.made_at).forecast.amount == D(1)
    # 17.820.000 / 1.560 person months = 11.423,0769… a month; 520 persons for nine more: + 53.460.000.
    assert line_of(2023, "sygedagpenge").forecast.amount == D(71_280_000)
    withdraw_choice(year=2023, line=sickness, by=by)
    assert line_of(2023, "sygedagpenge").forecast.method == Method.RUN_RATE


def test_own_phasing_replaces_the_twelfths_and_can_be_taken_back(sickness, by):
    shares = [D(20), D(15), D(10), *[D("6.25")] * 8, D(5)]
    set_phasing(year=2023, line=sickness, shares=shares, by=by)
    assert line_of(2023, "sygedagpenge").phase.through(3) == Fraction(45, 100)
    set_phasing(year=2023, line=sickness, shares=None, by=by)
    assert line_of(2023, "sygedagpenge").phase.origin == Origin.TWELFTHS


def test_phasing_that_does_not_make_a_hundred_is_refused(sickness, by):
    with pytest.raises(NotPossible, match=r"giver 99,5 % tilsammen. De skal give 100 %"):
        set_phasing(year=2023, line=sickness, shares=[D("8.5"), *[D("8.2727")] * 10, D("8.273")], by=by)


def test_half_a_month_is_a_part_also_before_any_month_is_closed():
    header = "ydelse;måned;netto;foreløbig"
    load_ledger("Sygedagpenge;2023M01;..;ja", "Sygedagpenge;2023M02;5.000.000;ja", header=header)
    row = next(row for row in support_rows(year_status(2023)) if row.name == "Sygedagpenge")
    assert (row.is_part, row.provisional, row.share) == (True, True, None)


def test_own_figure_given_before_an_earlier_month_was_closed_counts_in_it(quarter, by):
    choice = Choice(Method.OWN, D(77_000_000))
    choose_forecast(year=2023, line=line_of(2023, "sygedagpenge").key, choice=choice, by=by, reason="x")
    load_ledger(SICKNESS[0].replace("M01", "M04"), SICKNESS[0].replace("M01", "M05"))
    close(2023, 4)
    close(2023, 5)
    assert line_of(2023, "sygedagpenge", month=4).forecast.amount == D(77_000_000)
    assert line_of(2023, "sygedagpenge", month=3).forecast.amount == D(71_280_000)
