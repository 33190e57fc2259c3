"""A year in progress: spending, forecast, deviation, volume and price, as worked by hand."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from budget.actions import NotPossible, choose_forecast, close_months, reopen_month, set_phasing, withdraw_choice
from budget.cases.reporting import Change
from budget.extract import LEDGER
from budget.forecast import Choice, Lack, Method
from budget.models import ArchivedForecast, BudgetLine, ClosedMonth, ForecastChoice
from budget.phasing import Origin
from budget.reporting import revised, year_status
from budget.scoring import scores_of
from budget.standing import OVER
from budget.variance import Priced, Split
from budget.years.rows import support_rows
from extracts.actions import preview
from extracts.models import DataVersion
from tests.budgets import BUDGET
from tests.ledgers import FORBRUG, LATE, SICKNESS, close, even_year, line_of, load_ledger

pytestmark = pytest.mark.django_db
D = Decimal


def status(year, **options):
    out = StringIO()
    call_command("budget_status", year=year, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def status_line(year, name, **options):
    return next(line for line in status(year, **options)["lines"] if line["benefit_type"] == name)


# The budgets, without a ledger.


@pytest.mark.parametrize(
    ("year", "persons", "support", "effort"), [(2021, "4165", "509392", "40860"), (2023, "3531", "439545", "31171")]
)
def test_budget_status_has_the_totals_of_both_plans(year, persons, support, effort):
    # 2021: effort 35.881 ordinary + 4.979 KIK II = 40.860.
    found = status(year)
    assert (found["year"], found["unit"]) == (year, "1.000 kr.")
    total = found["total"]
    assert (total["persons"], total["support"], total["effort"]) == (persons, support, effort)
    assert [total[name] for name in ("spending", "forecast", "deviation", "volume", "price")] == [None] * 5


def test_budget_status_has_every_line_of_2021_in_the_plans_order():
    lines = [[line["benefit_type"], line["persons"], line["support"], line["effort"]] for line in status(2021)["lines"]]
    assert lines == [
        ["Kontant- og uddannelseshjælp", "715", "74740", "17962"],  # 13.288 + 4.674
        ["Forsørgelse udlændinge (i program)", "30", "2128", "3812"],
        ["Forsørgelse udlændinge (ikke i program)", "50", "3421", None],
        ["A-dagpenge (inkl. løntilskud)", "795", "109898", "6521"],  # 6.216 + 305
        ["Ressourceforløbsydelse", "228", "29901", "3419"],
        ["Sygedagpenge", "465", "64841", "4638"],
        ["Jobafklaring", "256", "33116", "2849"],
        ["Fleksjob", "1456", "167662", "0"],
        ["Ledighedsydelse", "170", "23685", "1659"],
    ]


def test_budget_status_says_null_where_the_document_is_blank_and_0_where_it_prints_0():
    assert status_line(2023, "Fleksjob")["effort"] is None
    assert status_line(2021, "Fleksjob")["effort"] == "0"


@pytest.mark.parametrize(
    "options", [{"year": 1999}, {"year": 2023, "as_of": "i går"}, {"year": 2023, "as_of": "1999-01-01"}]
)
def test_budget_status_of_what_is_not_there_exits_2(options):
    with pytest.raises(CommandError) as wrong:
        status(**options)
    assert wrong.value.returncode == 2


# One line, worked by hand: sickness benefit 2023, budget 494 persons and 70.061.000 kr.


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


def test_budget_status_shows_the_worked_line_in_thousands(quarter):
    load_ledger(LATE)
    found = status_line(2023, "Sygedagpenge")
    assert found["spending"] == "17925"
    assert (found["forecast"], found["deviation"]) == ("71700", "1639")
    assert (found["volume"], found["price"]) == ("3876.51957", "-2237.51957")


def test_budget_status_as_of_a_moment_before_the_ledger_has_none(quarter):
    moment = ClosedMonth.objects.first().made_at.isoformat()
    load_ledger(LATE)
    assert status_line(2023, "Sygedagpenge", as_of=moment)["spending"] == "17820"


def test_total_forecast_with_a_line_lacking_is_none_and_never_a_part(quarter):
    total = status(2023)["total"]
    assert (total["spending"], total["forecast"], total["deviation"], total["volume"]) == ("17820", None, None, None)


def test_file_that_books_in_a_closed_month_is_said_to_before_it_is_saved(quarter, receive):
    upload = receive(LATE, "Sygedagpenge;;5.57.71;2023M04;1;0;1;1;Prøve", header=FORBRUG)
    said = LEDGER.effect(preview(upload).diff)
    assert "1 linje er bogført i en lukket måned (februar 2023): efterposteringer, som ændrer" in said[-1]
    load_ledger(LATE)
    assert len(LEDGER.effect(preview(receive(LATE, header=FORBRUG)).diff)) == 0


# What a forecast needs.


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
    assert (line.budget, line.deviation, line.standing) == (None, D(71_280_000), OVER)
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


# What people decide.


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


# Closing months.


def test_closing_a_month_archives_what_every_line_was_expected_to_end_at(quarter):
    # January: 6.000.000 · 12; February: 11.700.000 · 6 = 70.200.000; March 17.820.000 · 4 = 71.280.000.
    kept = ArchivedForecast.objects.order_by("closing__month").values_list("closing__month", "forecast", "booked")
    assert list(kept) == [
        (1, D(72_000_000), D(6_000_000)),
        (2, D(70_200_000), D(11_700_000)),
        (3, D(71_280_000), D(17_820_000)),
    ]


def test_late_posting_leaves_the_archived_forecasts_alone(quarter):
    load_ledger(LATE)
    assert ArchivedForecast.objects.get(closing__month=3).forecast == D(71_280_000)


@pytest.mark.parametrize(
    ("year", "through", "message"),
    [
        (2023, 3, "Marts 2023 er allerede lukket."),
        (2023, 4, "Der er ikke bogført noget i april 2023. Indlæs månedens forbrug, før den lukkes. Intet er lukket."),
        (2026, 12, "Der er ikke bogført noget i januar 2026."),
    ],
)
def test_closing_what_cannot_be_closed_says_why_and_closes_nothing(quarter, year, through, message):
    with pytest.raises(NotPossible, match=message):
        close(year, through)
    assert ClosedMonth.objects.count() == 3


def test_month_that_is_not_over_cannot_be_closed():
    load_ledger(*even_year(2026, 100, months=11))
    with pytest.raises(NotPossible, match=r"November 2026 kan tidligst lukkes den 1\. december 2026\. Intet er lukket"):
        close(2026, 11)
    assert not ClosedMonth.objects.exists()


def test_reopened_month_no_longer_counts_and_can_be_closed_again(quarter, by):
    reopen_month(year=2023, month=3, by=by, reason="Fejl i indlæsningen")
    with pytest.raises(NotPossible, match="Kun den sidste lukkede måned kan åbnes igen, og februar 2023 er den sidste"):
        reopen_month(year=2023, month=3, by=by, reason="Et klik til")
    assert line_of(2023, "sygedagpenge").forecast.amount == D(70_200_000)
    load_ledger(LATE)
    close(2023, 3)
    archived = ArchivedForecast.objects.filter(closing__month=3).order_by("pk").values_list("forecast", flat=True)
    assert list(archived) == [D(71_280_000), D(71_700_000)]


# Scoring.


def test_scores_say_how_far_off_the_forecasts_were():
    # 100 a month to September, then 200: accounts 900 + 600 = 1.500. After March, June and September the run
    # rate said 1.200: 300 too little, 20 %.
    load_ledger(*even_year(2023, 100, months=9), *even_year(2023, 200)[9:])
    close(2023, 13)
    line = scores_of(2023).lines[0]
    assert [(score.months_before, score.error, score.share) for score in line.scores] == [
        (before, D(-300), Fraction(-1, 5)) for before in (3, 6, 9)
    ]
    assert scores_of(2023).lines[-1].actual == D(1500)


def test_first_forecast_of_a_month_is_the_one_that_is_scored(by):
    load_ledger(*even_year(2023, 100, months=9), *even_year(2023, 200)[9:])
    close(2023, 13)
    for month in range(13, 2, -1):
        reopen_month(year=2023, month=month, by=by, reason="Rettelse")
    load_ledger("Sygedagpenge;;1;2023M03;400;0;400;10;Prøve")
    close(2023, 13)
    # The accounts are 1.800 now; after March 1.200 was expected, and not what a later correction makes of it.
    assert [score.forecast for score in scores_of(2023).lines[0].scores] == [D(1200)] * 3


def test_forecast_made_long_after_its_month_is_marked_as_hindsight():
    load_ledger(*even_year(2023, 100))
    close(2023, 13)
    assert all(score.is_hindsight for score in scores_of(2023).lines[0].scores)
    assert scores_of(2023).has_hindsight


def test_effort_whose_figure_was_missing_was_not_expected_to_cost_nothing():
    effort = [f"Sygedagpenge;indsats;2;2023M{month:02d};100;0;100;;Prøve" for month in range(1, 13)]
    effort[1] = "Sygedagpenge;indsats;2;2023M02;..;..;..;;Prøve"
    load_ledger(*even_year(2023, 100), *effort)
    close(2023, 9)
    load_ledger("Sygedagpenge;indsats;2;2023M02;100;0;100;;Prøve")
    close(2023, 13)
    found = {(line.name, line.part): line.scores for line in scores_of(2023).lines}
    assert found["Sygedagpenge", "Indsats"] == [None, None, None]
    assert scores_of(2023).lines[-1].scores == [None, None, None]


def test_effort_that_began_late_was_expected_to_cost_nothing():
    others = [f"Jobafklaring;indsats;2;2023M{month:02d};10;0;10;;Prøve" for month in range(1, 13)]
    load_ledger(*even_year(2023, 100), *others, "Sygedagpenge;indsats;2;2023M11;500;0;500;;Prøve")
    close(2023, 13)
    found = {(line.name, line.part): line.scores for line in scores_of(2023).lines}
    assert [score.error for score in found["Sygedagpenge", "Indsats"]] == [D(-500)] * 3


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


def test_total_persons_with_a_line_that_has_none_are_not_a_part():
    load_ledger("2023;vedtaget;Sygedagpenge;forsørgelse;;..;70.061.000;Øs", header=BUDGET_KR, profile="budget")
    assert status(2023)["total"]["persons"] is None


BUDGET_KR = "år;version;ydelse;art;program;helårspersoner;beløb;kilde"


def test_supplementary_period_cannot_be_closed_before_february(by):
    load_ledger(*even_year(2023, 100))
    with pytest.raises(NotPossible, match=r"Supplementsperioden 2023 kan tidligst lukkes den 1\. februar 2024"):
        close_months(year=2023, through=13, by=by, today=date(2024, 1, 31))
    assert len(close_months(year=2023, through=13, by=by, today=date(2024, 2, 1))) == 13


def test_forecast_beyond_all_measure_closes_nothing():
    # January's share of last year is 0,01 kr. of 110.000.000: 6.000.000 now would be 66.000 billion.
    lines = [f"Sygedagpenge;;1;2022M{month:02d};{amount};0;{amount};10;Prøve" for month, amount in YEAR_OF_DUST]
    load_ledger(*lines, *SICKNESS)
    close(2022, 12)
    with pytest.raises(NotPossible, match="Forventningen til Sygedagpenge, forsørgelse er urimeligt stor"):
        close(2023, 1)
    assert not ClosedMonth.objects.filter(year=2023).exists()


YEAR_OF_DUST = [(1, "0,01"), *((month, "10.000.000") for month in range(2, 13))]


def test_scores_of_an_open_year_are_not_given(quarter):
    assert scores_of(2023).lines == []
