"""The pages of a year and of a benefit type: what they say first, their figures, and who may see what."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aabenraa_plan.models import Role
from budget.models import BudgetLine, ClosedMonth, LedgerEntry
from budget.years.rows import Row
from budget.years.wording import split_finding
from tests.budgets import BUDGET
from tests.ledgers import LATE, SICKNESS, close, even_year, load_ledger
from tests.reading import page_text, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
D = Decimal
YEAR = "/budget/2023/"
BENEFIT = "/budget/ydelse/sygedagpenge/"
CHOICE = "/budget/2023/sygedagpenge/support/ordinaer/skoen/"
KINDS = {"support": "forsørgelse", "effort": "indsats"}


def all_benefit_types(net="100", months=3):
    """The first months of every benefit type and effort, so that the whole year has a forecast."""
    lines = BudgetLine.objects.filter(year=2023).values_list("benefit_type__name", "kind", "persons")
    for name, kind, persons in lines:
        for month in range(1, months + 1):
            yield f"{name};{KINDS[kind]};1;2023M{month:02d};{net};0;{net};{persons or 0:.0f};Prøve"


def test_year_without_spending_says_what_the_budget_is(manager):
    # 509.392.000 and 35.881.000 + 4.979.000 = 40.860.000.
    shown = page_text(manager, "/budget/2021/")
    assert "Budgettet for 2021 er 509,4 mio. kr. i forsørgelse til 4.165 helårspersoner og 40,9 mio. kr. til" in shown
    assert "Der er ikke indlæst forbrug for året." in shown
    assert "A-dagpenge (inkl. løntilskud) KIK II 305" in shown


def test_newest_budget_is_shown_where_no_year_is_asked_for(manager):
    assert "Budget 2023" in page_text(manager, "/budget/")


def test_budget_without_any_year_says_what_to_do(manager, monkeypatch):
    monkeypatch.setattr("budget.views.year.budget_years", lambda moment: [])
    assert "Der er ikke indlæst et budget endnu." in page_text(manager, "/budget/")


@pytest.mark.parametrize("where", ["/budget/1998/", "/budget/99999/", "/budget/1/"])
def test_year_without_a_budget_is_not_found(manager, where):
    assert manager.get(where).status_code == 404


def test_year_shows_the_hand_worked_line(manager, quarter):
    # 71.280 against 70.061: +1.219 = volume 3.687,42105 less price 2.468,42105. 17.820 / 70.061 = 25,435 %.
    shown = page_text(manager, YEAR)
    assert "Sygedagpenge 494 520 70.061 17.820 25,4 % ventet 25,0 % 71.280 +1.219" in shown
    assert "+3.687 −2.468 +1.219" in shown
    assert "mangler tal (Kontant- og uddannelseshjælp," in shown


def test_year_shows_a_late_posting_with_gross_reimbursement_and_net(manager, quarter):
    # Gross 8.400 + 8.150 + 8.600 = 25.150; reimbursement 2.400 + 2.345 + 2.480 = 7.225; 7.225 / 25.150 = 28,7 %.
    load_ledger(LATE)
    shown = page_text(manager, YEAR)
    assert "17.925 25,6 % ventet 25,0 % 71.700 +1.639" in shown
    assert "Brutto 25.150 25.150 Refusion −7.225 −7.225 Netto 17.925 17.925 Staten betaler 28,7 % 28,7 %" in shown


def test_year_with_every_line_says_where_it_ends(manager):
    # 15 lines of 100 kr. a month: support 9 · 1.200 = 10.800 kr. of 439.545.000; far below.
    load_ledger(*all_benefit_types())
    close(2023, 3)
    shown = page_text(manager, YEAR)
    assert "Forsørgelsen i 2023 ventes at koste 439,5 mio. kr. mindre end budgettet (100,0 %)." in shown
    assert "Fleksjob alene: 171,5 mio. kr. mindre. Indsatsen ventes at koste 31,2 mio. kr. mindre." in shown


def test_year_can_be_read_after_an_earlier_month(manager, quarter):
    shown = page_text(manager, YEAR, maaned="1")
    assert "Forbrug og forventning efter januar 2023." in shown
    assert "72.000 +1.939" in shown
    assert "efter marts 2023" in page_text(manager, YEAR, maaned="x; drop")


def test_year_as_it_was_known_before_a_late_posting(manager, quarter):
    moment = ClosedMonth.objects.first().made_at
    load_ledger(LATE)
    assert "71.280 +1.219" in page_text(manager, YEAR, som_set=moment.isoformat())


def test_year_marks_invented_spending(manager):
    load_ledger(SICKNESS[0].replace("Prøve", "eksempeldata"))
    assert "eksempeldata" in page_text(manager, YEAR)
    assert "eksempeldata" not in page_text(manager, "/budget/2021/")


def test_year_says_where_the_finance_systems_budget_is_another(manager):
    load_budget("2023;korrigeret;Sygedagpenge;forsørgelse;;494;71.000;Øs")
    shown = page_text(manager, YEAR)
    assert "Sygedagpenge, forsørgelse: økonomisystemets korrigerede budget er 71.000.000 kr." in shown
    assert "er 70.061.000 kr. Mangler der en bevillingssag?" in shown


def load_budget(*lines):
    load_ledger(*lines, header=BUDGET, profile="budget")


def test_year_prints_its_sign_and_its_rule(manager, quarter):
    shown = page_text(manager, YEAR)
    assert shown.count("+ er merforbrug") >= 3
    assert "Grænsen på 1 % er programmets egen; planerne fastsætter ingen." in shown


def test_year_is_exported_with_real_numbers(manager, quarter):
    found = manager.get(YEAR, {"hent": "csv", "tabel": "maengde-og-pris"}).content.decode("utf-8-sig")
    assert "Sygedagpenge;1219;3687,42105;-2468,42105" in found
    assert "+ er merforbrug" in found


def test_year_asks_the_same_number_of_queries_for_one_and_three_benefit_types(manager, quarter):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            manager.get(YEAR)
        return len(queries)

    one = asked()
    for name in ("Fleksjob", "Jobafklaring"):
        load_ledger(*even_year(2023, 100, name=name, months=3))
    assert asked() == one


def test_approver_reads_the_budget_and_decides_nothing(as_role, quarter):
    shown = as_role(Role.APPROVER).get(YEAR).content.decode()
    assert "Sygedagpenge" in shown
    for name in ("months_close", "month_reopen"):
        assert reverse(name, args=[2023]) not in shown
    assert CHOICE not in shown


def test_year_without_a_budget_says_what_is_spent(manager):
    load_ledger(*even_year(2022, 1000))
    close(2022, 3)
    assert "2022 har intet budget at holde forbruget op mod. Der er bogført 3 t.kr. til" in page_text(
        manager, "/budget/2022/"
    )


def test_closed_year_is_told_as_an_account(manager):
    load_ledger(*all_benefit_types(months=12))
    close(2023, 13)
    assert "Forsørgelsen i 2023 kostede 439,5 mio. kr. mindre end budgettet (100,0 %)." in page_text(manager, YEAR)


def test_parts_of_the_deviation_are_shown_so_that_they_add_up():
    # −389,37912 + 1.627,70256 = 1.238,32344: whole thousands would read −389 + 1.628 = 1.238.
    row = Row(name="I alt", deviation=D("1238323.44"), volume=D("-389379.12"), price=D("1627702.56"))
    assert "på +1.238,3 t.kr. er −389,4 t.kr. fra antallet af helårspersoner og +1.627,7 t.kr." in split_finding(row)


def test_month_that_is_not_closed_is_said_so(manager, quarter):
    assert "Den måned er ikke lukket." in page_text(manager, YEAR, maaned="7")


def test_cpr_number_in_the_address_is_on_no_link_of_the_page(manager, quarter):
    shown = manager.get(YEAR, {"x": "300275-1234", "300275-1234": "y"})
    assert "300275" not in shown.content.decode()
    assert "er taget ud" in text_of(shown)


def test_benefit_type_says_what_moved_its_budget(manager):
    # FACTS: 104,53 → 102,79; worked by hand in tests/pure/test_variance.py.
    shown = page_text(manager, "/budget/ydelse/kontant-uddannelseshjaelp/")
    assert (
        "Fra 2021 til 2023 er budgettet til kontant- og uddannelseshjælp faldet fra 74.740 til 51.085 t.kr.: "
        "−22.788 t.kr. fra antallet af helårspersoner og −867 t.kr. fra prisen."
    ) in shown
    assert "Prisen for en helårsperson: 104,53 t.kr. i 2021 og 102,79 t.kr. i 2023" in shown
    assert "2021 715 104,53 74.740 13.288 Ordinær 4.674 KIK II" in shown


def test_benefit_type_shows_its_months_and_what_came_late(manager, quarter):
    load_ledger(LATE)
    shown = page_text(manager, BENEFIT, aar="2023")
    # 5.805 − 5.700 = +105 since February was closed; a twelfth of 70.061 is 5.838,4.
    assert "februar 2023 8.150 −2.345 5.805 5.838 514 +105 – ja" in shown
    assert "Efter lukning er der bogført +105" in shown
    assert "marts 2023 8.600 −2.480 6.120 5.838 530 intet – ja april 2023 – – – 5.838 – – – nej" in shown


def test_benefit_type_of_a_year_without_spending_says_so(manager):
    assert "Der er ikke indlæst forbrug for 2021." in page_text(manager, BENEFIT, aar="2021")


@pytest.mark.parametrize("year", ["x", "1", "20233", "２０２３", "-2023"])
def test_benefit_type_of_an_impossible_year_is_not_found(manager, year):
    assert manager.get(BENEFIT, {"aar": year}).status_code == 404


def test_benefit_type_is_exported(manager, quarter):
    found = manager.get(BENEFIT, {"hent": "csv", "tabel": "maaneder", "aar": "2023"}).content.decode("utf-8-sig")
    assert "2023M01;8400;-2400;6000;" in found


def test_year_looked_back_to_before_it_had_anything_says_so(manager):
    shown = page_text(manager, YEAR, som_set="2020-01-01")
    assert "2023 havde hverken budget eller forbrug 1. januar 2020." in shown
    assert "Indlæs et budget" not in shown


def test_ledger_reads_the_supplementary_period_as_a_month_of_its_own():
    load_ledger("Sygedagpenge;;1;2023M13;50;0;50;;Prøve")
    entry = LedgerEntry.objects.get()
    assert (entry.period, entry.period_end, str(entry.when.label)) == (
        "2023M13",
        date(2024, 1, 1),
        "supplementsperioden 2023",
    )
