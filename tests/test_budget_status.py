"""What `manage.py budget_status` prints: the plans' budgets, and the line that is worked by hand."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from budget.models import ClosedMonth
from tests.ledgers import LATE, load_ledger

pytestmark = pytest.mark.django_db


def status(year, **options):
    out = StringIO()
    call_command("budget_status", year=year, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def status_line(year, name, **options):
    return next(line for line in status(year, **options)["lines"] if line["benefit_type"] == name)


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


def test_total_persons_with_a_line_that_has_none_are_not_a_part():
    load_ledger("2023;vedtaget;Sygedagpenge;forsørgelse;;..;70.061.000;Øs", header=BUDGET_KR, profile="budget")
    assert status(2023)["total"]["persons"] is None


BUDGET_KR = "år;version;ydelse;art;program;helårspersoner;beløb;kilde"
