"""The budget's pages: what they say first, their figures, who may decide, and bad input."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aabenraa_plan.models import Role
from budget.actions import choose_forecast
from budget.forecast import Choice, Method
from budget.models import BudgetLine, ClosedMonth, ForecastChoice, LedgerEntry, Phasing
from budget.years.rows import Row
from budget.years.wording import split_finding
from tests.budgets import BUDGET
from tests.ledgers import LATE, SICKNESS, close, even_year, line_of, load_ledger
from tests.reading import text_of

pytestmark = pytest.mark.django_db
D = Decimal
YEAR = "/budget/2023/"
BENEFIT = "/budget/ydelse/sygedagpenge/"
CHOICE = "/budget/2023/sygedagpenge/support/ordinaer/skoen/"
PHASING = "/budget/2023/sygedagpenge/support/ordinaer/fordeling/"
KINDS = {"support": "forsørgelse", "effort": "indsats"}
TWELFTHS = {f"m{month:02d}": "8,3333" for month in range(1, 12)} | {"m12": "8,3337"}


def all_benefit_types(net="100", months=3):
    """The first months of every benefit type and effort, so that the whole year has a forecast."""
    lines = BudgetLine.objects.filter(year=2023).values_list("benefit_type__name", "kind", "persons")
    for name, kind, persons in lines:
        for month in range(1, months + 1):
            yield f"{name};{KINDS[kind]};1;2023M{month:02d};{net};0;{net};{persons or 0:.0f};Prøve"


@pytest.fixture
def staff(as_role):
    return as_role(Role.MANAGER)


def page(client, where, **query):
    return text_of(client.get(where, query))


# A year.


def test_year_without_spending_says_what_the_budget_is(staff):
    # 509.392.000 and 35.881.000 + 4.979.000 = 40.860.000.
    shown = page(staff, "/budget/2021/")
    assert "Budgettet for 2021 er 509,4 mio. kr. i forsørgelse til 4.165 helårspersoner og 40,9 mio. kr. til" in shown
    assert "Der er ikke indlæst forbrug for året." in shown
    assert "A-dagpenge (inkl. løntilskud) KIK II 305" in shown


def test_newest_budget_is_shown_where_no_year_is_asked_for(staff):
    assert "Budget 2023" in page(staff, "/budget/")


def test_budget_without_any_year_says_what_to_do(staff, monkeypatch):
    monkeypatch.setattr("budget.views.year.budget_years", lambda moment: [])
    assert "Der er ikke indlæst et budget endnu." in page(staff, "/budget/")


@pytest.mark.parametrize("where", ["/budget/1998/", "/budget/99999/", "/budget/1/"])
def test_year_without_a_budget_is_not_found(staff, where):
    assert staff.get(where).status_code == 404


def test_year_shows_the_hand_worked_line(staff, quarter):
    # 71.280 against 70.061: +1.219 = volume 3.687,42105 less price 2.468,42105. 17.820 / 70.061 = 25,435 %.
    shown = page(staff, YEAR)
    assert "Sygedagpenge 494 520 70.061 17.820 25,4 % ventet 25,0 % 71.280 +1.219" in shown
    assert "+3.687 −2.468 +1.219" in shown
    assert "mangler tal (Kontant- og uddannelseshjælp," in shown


def test_year_shows_a_late_posting_with_gross_reimbursement_and_net(staff, quarter):
    # Gross 8.400 + 8.150 + 8.600 = 25.150; reimbursement 2.400 + 2.345 + 2.480 = 7.225; 7.225 / 25.150 = 28,7 %.
    load_ledger(LATE)
    shown = page(staff, YEAR)
    assert "17.925 25,6 % ventet 25,0 % 71.700 +1.639" in shown
    assert "Brutto 25.150 25.150 Refusion −7.225 −7.225 Netto 17.925 17.925 Staten betaler 28,7 % 28,7 %" in shown


def test_year_with_every_line_says_where_it_ends(staff):
    # 15 lines of 100 kr. a month: support 9 · 1.200 = 10.800 kr. of 439.545.000; far below.
    load_ledger(*all_benefit_types())
    close(2023, 3)
    shown = page(staff, YEAR)
    assert "Forsørgelsen i 2023 ventes at koste 439,5 mio. kr. mindre end budgettet (100,0 %)." in shown
    assert "Fleksjob alene: 171,5 mio. kr. mindre. Indsatsen ventes at koste 31,2 mio. kr. mindre." in shown


def test_year_can_be_read_after_an_earlier_month(staff, quarter):
    shown = page(staff, YEAR, maaned="1")
    assert "Forbrug og forventning efter januar 2023." in shown
    assert "72.000 +1.939" in shown
    assert "efter marts 2023" in page(staff, YEAR, maaned="x; drop")


def test_year_as_it_was_known_before_a_late_posting(staff, quarter):
    moment = ClosedMonth.objects.first().made_at
    load_ledger(LATE)
    assert "71.280 +1.219" in page(staff, YEAR, som_set=moment.isoformat())


def test_year_marks_invented_spending(staff):
    load_ledger(SICKNESS[0].replace("Prøve", "eksempeldata"))
    assert "eksempeldata" in page(staff, YEAR)
    assert "eksempeldata" not in page(staff, "/budget/2021/")


def test_year_says_where_the_finance_systems_budget_is_another(staff):
    load_budget("2023;korrigeret;Sygedagpenge;forsørgelse;;494;71.000;Øs")
    shown = page(staff, YEAR)
    assert "Sygedagpenge, forsørgelse: økonomisystemets korrigerede budget er 71.000.000 kr." in shown
    assert "er 70.061.000 kr. Mangler der en bevillingssag?" in shown


def load_budget(*lines):
    load_ledger(*lines, header=BUDGET, profile="budget")


def test_year_prints_its_sign_and_its_rule(staff, quarter):
    shown = page(staff, YEAR)
    assert shown.count("+ er merforbrug") >= 3
    assert "Grænsen på 1 % er programmets egen; planerne fastsætter ingen." in shown


def test_year_is_exported_with_real_numbers(staff, quarter):
    found = staff.get(YEAR, {"hent": "csv", "tabel": "maengde-og-pris"}).content.decode("utf-8-sig")
    assert "Sygedagpenge;1219;3687,42105;-2468,42105" in found
    assert "+ er merforbrug" in found


def test_year_asks_the_same_number_of_queries_for_one_and_three_benefit_types(staff, quarter):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            staff.get(YEAR)
        return len(queries)

    one = asked()
    load_ledger(*even_year(2023, 100, name="Fleksjob", months=3), *even_year(2023, 100, name="Jobafklaring", months=3))
    assert asked() == one


def test_committee_member_reads_the_budget_and_decides_nothing(as_role, quarter):
    shown = as_role(Role.COMMITTEE).get(YEAR).content.decode()
    assert "Sygedagpenge" in shown
    for name in ("months_close", "month_reopen"):
        assert reverse(name, args=[2023]) not in shown
    assert CHOICE not in shown


def test_year_without_a_budget_says_what_is_spent(staff):
    load_ledger(*even_year(2022, 1000))
    close(2022, 3)
    assert "2022 har intet budget at holde forbruget op mod. Der er bogført 3 t.kr. til" in page(staff, "/budget/2022/")


def test_closed_year_is_told_as_an_account(staff):
    load_ledger(*all_benefit_types(months=12))
    close(2023, 13)
    assert "Forsørgelsen i 2023 kostede 439,5 mio. kr. mindre end budgettet (100,0 %)." in page(staff, YEAR)


def test_parts_of_the_deviation_are_shown_so_that_they_add_up():
    # −389,37912 + 1.627,70256 = 1.238,32344: whole thousands would read −389 + 1.628 = 1.238.
    row = Row(name="I alt", deviation=D("1238323.44"), volume=D("-389379.12"), price=D("1627702.56"))
    assert "på +1.238,3 t.kr. er −389,4 t.kr. fra antallet af helårspersoner og +1.627,7 t.kr." in split_finding(row)


def test_month_that_is_not_closed_is_said_so(staff, quarter):
    assert "Den måned er ikke lukket." in page(staff, YEAR, maaned="7")


def test_cpr_number_in_the_address_is_on_no_link_of_the_page(staff, quarter):
    shown = staff.get(YEAR, {"x": "300275-1234", "300275-1234": "y"})
    assert "300275" not in shown.content.decode()
    assert "er taget ud" in text_of(shown)


# Closing months.


def test_manager_closes_months_and_opens_the_last_again(staff):
    load_ledger(*SICKNESS)
    answer = staff.post(reverse("months_close", args=[2023]), {"through": "2"}, follow=True)
    assert "Januar 2023 og februar 2023 er lukket" in text_of(answer)
    answer = staff.post(reverse("month_reopen", args=[2023]), {"reason": "Fejl", "month": "2"}, follow=True)
    assert "Februar 2023 er åbnet igen." in text_of(answer)
    assert ClosedMonth.objects.known_at().count() == 1


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("months_close", {}, "Vælg den måned, der skal lukkes til og med. Intet er lukket."),
        ("months_close", {"through": "99"}, "Vælg den måned, der skal lukkes til og med. Intet er lukket."),
        ("months_close", {"through": "4"}, "Der er ikke bogført noget i april 2023."),
        ("month_reopen", {}, "Skriv, hvorfor måneden åbnes igen."),
        ("month_reopen", {"month": "3", "reason": "010203-4567"}, "lignede et CPR-nummer"),
        ("month_reopen", {"month": "2", "reason": "x"}, "marts 2023 er den sidste, der er lukket. Intet er ændret."),
        ("month_reopen", {"month": "3", "reason": "x" * 301}, "må højst have 300 tegn"),
    ],
)
def test_closing_with_bad_input_says_what_to_do(staff, quarter, name, data, message):
    assert message in text_of(staff.post(reverse(name, args=[2023]), data, follow=True))
    assert ClosedMonth.objects.known_at().count() == 3


# A benefit type.


def test_benefit_type_says_what_moved_its_budget(staff):
    # FACTS: 104,53 → 102,79; worked by hand in tests/pure/test_variance.py.
    shown = page(staff, "/budget/ydelse/kontant-uddannelseshjaelp/")
    assert (
        "Fra 2021 til 2023 er budgettet til kontant- og uddannelseshjælp faldet fra 74.740 til 51.085 t.kr.: "
        "−22.788 t.kr. fra antallet af helårspersoner og −867 t.kr. fra prisen."
    ) in shown
    assert "Prisen for en helårsperson: 104,53 t.kr. i 2021 og 102,79 t.kr. i 2023" in shown
    assert "2021 715 104,53 74.740 13.288 Ordinær 4.674 KIK II" in shown


def test_benefit_type_shows_its_months_and_what_came_late(staff, quarter):
    load_ledger(LATE)
    shown = page(staff, BENEFIT, aar="2023")
    # 5.805 − 5.700 = +105 since February was closed; a twelfth of 70.061 is 5.838,4.
    assert "februar 2023 8.150 −2.345 5.805 5.838 514 +105 – ja" in shown
    assert "Efter lukning er der bogført +105" in shown
    assert "marts 2023 8.600 −2.480 6.120 5.838 530 intet – ja april 2023 – – – 5.838 – – – nej" in shown


def test_benefit_type_of_a_year_without_spending_says_so(staff):
    assert "Der er ikke indlæst forbrug for 2021." in page(staff, BENEFIT, aar="2021")


@pytest.mark.parametrize("year", ["x", "1", "20233", "２０２３", "-2023"])
def test_benefit_type_of_an_impossible_year_is_not_found(staff, year):
    assert staff.get(BENEFIT, {"aar": year}).status_code == 404


def test_benefit_type_is_exported(staff, quarter):
    found = staff.get(BENEFIT, {"hent": "csv", "tabel": "maaneder", "aar": "2023"}).content.decode("utf-8-sig")
    assert "2023M01;8400;-2400;6000;" in found


# How a line is forecast.


def test_forecast_page_compares_the_methods(staff, quarter):
    shown = page(staff, CHOICE)
    assert "Samme tempo 71.280 Sidste års sæson sidste års tal mangler Personer × pris 71.280" in shown
    assert "marts 2023 71.280 samme tempo" in shown


def test_manager_gives_an_own_figure_with_a_reason(staff, quarter):
    data = {"method": "own", "amount": "72.000", "persons": "515", "reason": "Færre raskmeldinger"}
    answer = staff.post(CHOICE, data, follow=True)
    assert "Metoden for Sygedagpenge er gemt." in text_of(answer)
    assert line_of(2023, "sygedagpenge").deviation == 1_939_000
    assert "Eget skøn: 72.000 t.kr." in page(staff, CHOICE)
    staff.post(CHOICE, {"method": ""})
    assert line_of(2023, "sygedagpenge").deviation == 1_219_000


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"method": "own", "reason": "x"}, "Skriv skønnet i 1.000 kr."),
        ({"method": "own", "amount": "72.000"}, "Skriv, hvorfor du skønner sådan."),
        ({"method": "own", "amount": "72 mio", "reason": "x"}, "Skriv et tal med komma"),
        ({"method": "own", "amount": "72.000.000.000", "reason": "x"}, "Er det skrevet i en anden enhed?"),
        ({"method": "own", "amount": "72,123456", "reason": "x"}, "Beløbet går ikke op i hele ører."),
        ({"method": "own", "amount": "72.000", "persons": "-1", "reason": "x"}, "Skriv et antal helårspersoner"),
        ({"method": "own", "amount": "72.000", "reason": "010203-4567"}, "lignede et CPR-nummer"),
        ({"method": "gæt"}, "Vælg en af metoderne på listen."),
    ],
)
def test_forecast_with_bad_input_says_what_to_do_and_saves_nothing(staff, quarter, data, message):
    shown = staff.post(CHOICE, data)
    assert message in text_of(shown)
    assert "010203" not in shown.content.decode()
    assert not ForecastChoice.objects.exists()


def test_choice_is_refused_to_whom_it_is_not(as_role, quarter):
    for role in (Role.COMMITTEE, Role.APPROVER):
        assert as_role(role).get(CHOICE).status_code == 403


@pytest.mark.parametrize("where", ["sygedagpenge/x/ordinaer", "x/support/ordinaer", "fleksjob/effort/kik-ii"])
def test_line_that_the_budget_lacks_is_not_found(staff, where):
    assert staff.get(f"/budget/2023/{where}/skoen/").status_code == 404


# How a line is phased.


def test_manager_spreads_a_line_and_takes_it_back(staff, quarter):
    answer = staff.post(PHASING, TWELFTHS | {"m01": "10", "m12": "6,667", "reason": "Sæson"}, follow=True)
    assert "Fordelingen for Sygedagpenge er gemt." in text_of(answer)
    # 10 + 8,3333 + 8,3333 = 26,6666 %.
    assert "ventet 26,7 %" in page(staff, YEAR)
    staff.post(PHASING, {"standard": "1"})
    assert not Phasing.objects.known_at().exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"m01": "10"}, "De tolv måneder giver 101,6667 % tilsammen. De skal give præcis 100 %."),
        ({"m01": ""}, "Skriv en procent; 0, hvis måneden intet bruger."),
        ({"m01": "101"}, "Skriv en procent mellem −100 og 100"),
        ({"m01": "8,33333"}, "højst fire decimaler"),
        ({"m01": "otte"}, "Skriv et tal med komma"),
        ({"reason": "010203-4567"}, "lignede et CPR-nummer"),
    ],
)
def test_phasing_with_bad_input_says_what_to_do_and_saves_nothing(staff, quarter, change, message):
    assert message in text_of(staff.post(PHASING, TWELFTHS | change))
    assert not Phasing.objects.exists()


# Scores.


def test_scores_page_says_how_far_off_we_were(staff):
    load_ledger(*even_year(2023, 100, months=9), *even_year(2023, 200)[9:])
    close(2023, 13)
    shown = page(staff, "/budget/2023/traefsikkerhed/")
    # The months were closed in 2026: nobody expected anything in 2023.
    assert "3 måneder før årets slutning ville vi have ventet 20,0 % for lidt" in shown


def test_scores_page_of_an_open_year_says_when_it_can(staff, quarter):
    assert "2023 er ikke lukket endnu." in page(staff, "/budget/2023/traefsikkerhed/")


def test_scores_worked_out_afterwards_are_not_told_as_what_we_expected(staff):
    load_ledger(*even_year(2023, 100))
    close(2023, 13)
    shown = page(staff, "/budget/2023/traefsikkerhed/")
    assert "Månederne i 2023 blev lukket længe efter. 3 måneder før årets slutning ville vi have ventet det," in shown
    file = staff.get("/budget/2023/traefsikkerhed/", {"hent": "csv", "tabel": "traefsikkerhed"}).content.decode()
    assert "1,2;1,2;0;ja" in file


def test_year_looked_back_to_before_it_had_anything_says_so(staff):
    shown = page(staff, YEAR, som_set="2020-01-01")
    assert "2023 havde hverken budget eller forbrug 1. januar 2020." in shown
    assert "Indlæs et budget" not in shown


def test_choice_written_by_somebody_stands_on_the_page_with_their_name(staff, quarter, users):
    by = users[Role.ANALYST]
    choice = Choice(Method.OWN, 72_000_000)
    choose_forecast(year=2023, line=line_of(2023, "sygedagpenge").key, choice=choice, by=by, reason="Erfaring")
    shown = page(staff, CHOICE)
    assert "analytiker" in shown
    assert "Erfaring" in shown


def test_ledger_reads_the_supplementary_period_as_a_month_of_its_own():
    load_ledger("Sygedagpenge;;1;2023M13;50;0;50;;Prøve")
    entry = LedgerEntry.objects.get()
    assert (entry.period, entry.period_end, str(entry.when.label)) == (
        "2023M13",
        date(2024, 1, 1),
        "supplementsperioden 2023",
    )
