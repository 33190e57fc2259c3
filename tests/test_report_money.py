"""The money of a report: the year as it stood after the quarter, and nothing of a later month."""

import re
from dataclasses import asdict
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from extracts.models import DataVersion
from extracts.periods import parse
from reports.payload import money
from reports.payload.money import money_of
from targets.models import Plan
from tests.cases import granted_case, on
from tests.ledgers import SICKNESS, close, even_year, load_ledger

pytestmark = pytest.mark.django_db
NOT_FOR_LATER = re.compile(r"\b(i dag|nu|dagens|siden her)\b", re.I)


def found(quarter, slug="bp23", moment=None):
    return money_of(Plan.objects.get(slug=slug), parse(quarter), moment)


def row(budget, name, kind="support"):
    return next(each for each in getattr(budget, kind) if each.name == name)


def texts(shape):
    inside = shape.values() if isinstance(shape, dict) else shape if isinstance(shape, list) else []
    return [shape] if isinstance(shape, str) else [text for each in inside for text in texts(each)]


def test_year_with_a_budget_alone_shows_the_documents_totals():
    budget = found("2023Q1")
    support, effort = budget.support[-1], budget.effort[-1]
    assert (budget.year, budget.through, budget.invented) == (2023, "", False)
    assert vars(support.revised) == {"value": "439545000", "text": "439.545"}
    assert (support.budget_persons.text, effort.revised.text) == ("3.531", "31.171")
    assert (support.is_total, support.spent.value, support.spent.text) == (True, None, "–")
    assert budget.lead.startswith("Budgettet for 2023 er 439,5 mio. kr. i forsørgelse til 3.531 helårspersoner")
    assert budget.status == "Ingen måned i 2023 er lukket, så rapporten viser kun budgettet."
    assert (budget.used, budget.split, budget.frames) == ("", "", [])


def test_quarter_is_told_after_its_last_month(quarter):
    budget = found("2023Q1")
    sickness = row(budget, "Sygedagpenge")
    # 6.000.000 + 5.700.000 + 6.120.000; of 70.061.000 that is 25,4349…; 17.820.000 · 4 = 71.280.000.
    assert (budget.through, budget.status) == ("2023M03", "Forbrug til og med marts 2023; resten af året er et skøn.")
    assert vars(sickness.spent) == {"value": "17820000", "text": "17.820"}
    assert vars(sickness.share) == {"value": "25.434978", "text": "25,4\u00a0%"}
    assert vars(sickness.expected_share) == {"value": "25", "text": "25,0\u00a0%"}
    assert vars(sickness.deviation) == {"value": "1219000", "text": "+1.219"}
    assert (sickness.standing.code, sickness.standing.word, sickness.method) == ("missed", "Overskrides", "tempo")
    # Volume (520 − 494) · 70.061.000 / 494 = 3.687.421,05; price 1.219.000 − that.
    assert (sickness.volume.value, sickness.price.text) == ("3687421.05", "−2.468")


def test_sum_of_lines_without_figures_says_nothing_and_never_0(quarter):
    total = found("2023Q1").support[-1]
    assert (total.forecast.value, total.deviation.text, total.share.text, total.is_part) == (None, "–", "–", True)
    assert vars(total.spent) == {"value": "17820000", "text": "17.820"}


def test_nothing_of_a_later_month_speaks(quarter):
    before = asdict(found("2023Q1"))
    later = [f"Sygedagpenge;;1;2023M{month:02d};9000000;0;9000000;700;Senere" for month in range(4, 7)]
    load_ledger(*later, "Fleksjob;indsats;2;2023M05;100;0;100;;Senere")
    close(2023, 6)
    assert asdict(found("2023Q1")) == before
    half_year = found("2023Q2")
    # 17.820.000 + 27.000.000
    assert row(half_year, "Sygedagpenge").spent.value == "44820000"
    assert "Fleksjob" in [each.name for each in half_year.effort]


def test_month_that_is_not_closed_is_named():
    load_ledger(*even_year(2023, 100, months=6))
    close(2023, 4)
    budget = found("2023Q2")
    assert budget.status == "Forbrug til og med april 2023; resten af året er et skøn. Juni 2023 er ikke lukket."
    assert (budget.through, row(budget, "Sygedagpenge").spent.value) == ("2023M04", "400")


def test_spending_of_a_year_without_a_closed_month_is_not_shown():
    load_ledger(*even_year(2023, 100, months=6), "Fleksjob;indsats;2;2023M02;100;0;100;;x")
    budget = found("2023Q1")
    assert budget.through == ""
    assert {each.spent.value for each in (*budget.support, *budget.effort)} == {None}
    assert "Fleksjob" not in [each.name for each in budget.effort]
    assert [source.name for source in budget.sources] == ["Beskæftigelsesplan 2023-26, «Budget 2023»"]


def test_last_quarter_is_told_by_the_account_once_that_is_closed():
    load_ledger(*even_year(2023, 100))
    close(2023, 12)
    assert found("2023Q4").status == "Forbrug til og med december 2023."
    close(2023, 13)
    assert (found("2023Q4").status, found("2023Q4").through) == ("Regnskab 2023.", "2023M13")
    assert found("2023Q3").through == "2023M09"


def test_as_known_at_a_moment_leaves_out_what_came_after(quarter):
    moment = DataVersion.objects.get().moment
    load_ledger("Sygedagpenge;;5.57.71;2023M03;9.600.000;0;9.600.000;530;Rettet")
    assert row(found("2023Q1", moment=moment), "Sygedagpenge").spent.value == "17820000"
    # 6.000.000 + 5.700.000 + 9.600.000
    assert row(found("2023Q1"), "Sygedagpenge").spent.value == "21300000"


def test_words_are_dated_and_fit_a_report_that_stands_still(quarter):
    load_ledger(*even_year(2023, 100, months=6)[3:])
    close(2023, 6)
    budget = asdict(found("2023Q1"))
    assert [text for text in texts(budget) if NOT_FOR_LATER.search(text)] == []
    assert budget["notes"] == [
        "Netto i 1.000 kr. + er merforbrug, − er mindreforbrug.",
        *(money.NET, money.ROUNDED, money.METHOD, money.STANDING, money.PRICE),
    ]


def test_revised_budget_holds_what_was_decided_before_the_quarter_ended_and_a_note_says_so(by):
    granted_case(on("1000000", persons=4), by=by, decided_on=date(2023, 3, 31))
    granted_case(on("250000"), on("80000", "fleksjob", "effort"), by=by, decided_on=date(2023, 4, 1))
    sickness = row(found("2023Q1"), "Sygedagpenge")
    # 70.061 + 1.000; in the next quarter 250 more.
    assert (sickness.adopted.text, sickness.revised.text, sickness.budget_persons.text) == ("70.061", "71.061", "498")
    assert row(found("2023Q2"), "Sygedagpenge").revised.text == "71.311"
    assert "Fleksjob" not in [each.name for each in found("2023Q1").effort]
    assert money.REVISED in found("2023Q1").notes


def test_month_without_a_figure_is_told_of():
    load_ledger(*even_year(2023, 100, months=2), *even_year(2023, 100, name="Fleksjob", months=3))
    close(2023, 3)
    budget = found("2023Q1")
    assert "Der mangler tal for en lukket måned ved Sygedagpenge: forbruget er kun en del." in budget.notes
    assert (row(budget, "Sygedagpenge").is_part, row(budget, "Sygedagpenge").share.value) == (True, None)


def test_invented_and_provisional_figures_are_marked_with_their_file():
    header = "ydelse;art;konto;måned;brutto;refusion;netto;helårspersoner;foreløbig;kilde"
    lines = [f"Sygedagpenge;;1;2023M0{month};100;0;100;10;ja;eksempeldata" for month in (1, 2, 3)]
    load_ledger(*lines, header=header)
    close(2023, 3)
    budget = found("2023Q1")
    assert (budget.invented, budget.provisional, row(budget, "Sygedagpenge").invented) == (True, True, True)
    assert money.INVENTED in budget.notes
    assert [vars(source) for source in budget.sources] == [
        {"name": "Beskæftigelsesplan 2023-26, «Budget 2023»", "figures": 16, "newest": "2023", "invented": False},
        {"name": "eksempeldata", "figures": 1, "newest": "marts 2023", "invented": True},
    ]
    assert [file.name for file in budget.files] == ["budget-2023.csv", "forbrug.csv"]


def test_year_without_a_budget_shows_the_committees_frame():
    budget = found("2020Q2", "bp21")
    assert (budget.year, budget.through, budget.support, budget.effort) == (2020, "", [], [])
    assert budget.lead == (
        "2020 har intet budget for de enkelte ydelser her i systemet. "
        "Udvalgets ramme var 900,4 mio. kr. i det vedtagne budget."
    )
    assert [(each.name, each.amount.text, each.is_total) for each in budget.frames] == [
        ("Serviceudgifter: øvrige sociale udgifter", "16.853", False),
        ("Overførselsudgifter: besparelsespulje", "−2.000", False),
        ("Overførselsudgifter: førtidspension", "275.202", False),
        ("Overførselsudgifter: ledighedsydelse og fleksjob", "153.627", False),
        ("Overførselsudgifter: sygedagpenge, revalidering m.v.", "153.932", False),
        ("Overførselsudgifter: kontanthjælp", "108.789", False),
        ("Overførselsudgifter: integration og enkeltydelser", "16.658", False),
        ("Overførselsudgifter: øvrige sociale udgifter", "59.733", False),
        ("Overførselsudgifter i alt", "765.941", True),
        ("Forsikrede ledige", "117.619", False),
        ("Udvalget i alt", "900.413", True),
    ]
    assert budget.frames[-1].amount.value == "900413000"
    assert {each.source for each in budget.frames} == {budget.sources[0].name}


@pytest.mark.parametrize("quarter", ["2017Q4", "2022Q2"])
def test_year_with_neither_a_budget_nor_a_frame_has_no_money(quarter):
    load_ledger(*even_year(2022, 100))
    close(2022, 6)
    assert found(quarter, "bp21") is None


def test_number_of_queries_does_not_grow_with_the_lines():
    def queries():
        with CaptureQueriesContext(connection) as asked:
            found("2023Q1")
        return len(asked)

    load_ledger(*SICKNESS)
    close(2023, 3)
    few = queries()
    for name in ("Fleksjob", "Jobafklaring", "Ledighedsydelse"):
        load_ledger(*even_year(2023, 100, name=name, months=3))
    assert queries() == few
