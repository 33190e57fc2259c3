"""What a report says is missing: true on the day it is signed, and nothing that another sentence denies."""

from datetime import date

import pytest

from extracts.periods import parse
from reports.models import Report
from reports.payload.collecting import collect
from targets.models import Plan
from targets.quarterly.ending import assess_plan_at
from tests.reports import at

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
FLEX, RATE = "fleksjobledighed;Aabenraa;{};{};;;;;x", "unge-under-25-offentlig-forsoergelse;Aabenraa;{};{};;;;;x"


def payload_of(quarter: str, figures_at=None) -> dict:
    return collect(Report(plan="bp23", quarter=quarter), figures_at or at(5))


def late(quarter: str) -> list[str]:
    return [gap for gap in payload_of(quarter)["gaps"] if "ældre" in gap or quarter in gap]


def test_goal_with_an_older_figure_is_named_whether_it_is_judged_or_not(load):
    # Goal 2 is judged; goal 10 has no baseline to be judged against.
    load(FLEX.format("2023M06", "9,8"), RATE.format("2023Q2", "8"))
    assert late("2023Q3") == ["Mål 2 og 10 viser et ældre tal, fordi tallet for 3. kvartal 2023 mangler."]
    assert late("2023Q2") == []
    # Of goal 1 there is nothing but its baseline, which is said already.
    assert "Mål 1 mangler et nyere tal end udgangspunktet fra Jobindsats.dk / STAR." in payload_of("2023Q3")["gaps"]


def test_figure_that_the_source_hides_or_does_not_give_is_not_called_missing(load):
    load(
        FLEX.format("2023M09", "9,8"),
        RATE.format("2023Q2", "8"),
        "unge-under-25-offentlig-forsoergelse;Aabenraa;2023Q3;i.o.;;;;;x",
    )
    assert late("2023Q3") == ["Mål 10 viser et ældre tal, fordi kilden ikke har oplyst tallet for 3. kvartal 2023."]


def test_goal_whose_only_figure_is_hidden_shows_no_older_one(load):
    load(FLEX.format("2023M09", "9,8"), "unge-under-25-offentlig-forsoergelse;Aabenraa;2023Q2;i.o.;;;;;x")
    assert late("2023Q3") == []


def flags(quarter: str, seen_on: date) -> list[str]:
    goals = assess_plan_at(Plan.objects.get(slug="bp23"), parse(quarter), seen_on=seen_on)
    [row] = next(goal for goal in goals if goal.goal.code == "2").targets
    return [f"{raised.flag.value} {raised.detail}" for raised in row.assessment.flags]


def test_source_is_waited_for_only_until_it_has_published(load):
    # Flex-job unemployment is out 75 days after its month: that of September on 15 December.
    load(FLEX.format("2023M08", "9,8"))
    assert flags("2023Q3", date(2023, 12, 14)) == ["awaiting_source september 2023"]
    assert flags("2023Q3", date(2023, 12, 15)) == []
    # Two weeks later it should have been uploaded.
    assert flags("2023Q3", date(2023, 12, 30)) == ["stale september 2023"]


def test_figure_of_the_quarters_end_is_never_too_old_for_its_quarter(load):
    load(FLEX.format("2023M09", "9,8"))
    assert flags("2023Q3", date(2026, 1, 1)) == []
    assert flags("2023Q4", date(2026, 1, 1)) == ["stale december 2023"]


def test_figure_that_would_read_as_its_limit_is_shown_with_more_decimals(load):
    load(FLEX.format("2023M09", "10,004"))
    goals = [goal for guidepost in payload_of("2023Q3")["guideposts"] for goal in guidepost["goals"]]
    [target] = next(goal for goal in goals if goal["code"] == "2")["targets"]
    assert (target["verdict"], target["number"]["text"], target["limit"]["text"]) == ("missed", "10,004 %", "10 %")
    assert target["margin"] == {"value": "-0.004", "text": "−0,004 procentpoint"}


def test_quarter_on_either_side_of_the_plan_says_so():
    early = payload_of("2022Q4")["marks"]
    assert early[0] == "Kvartalet ligger før planens start. Rapporten viser, hvor planen begynder."
    late = collect(Report(plan="bp21", quarter="2022Q1"), at(5))["marks"]
    assert late[0] == "Kvartalet ligger efter planens udløb. Rapporten viser, hvad der kom ud af planen."


def test_figure_from_before_the_plan_is_not_said_to_be_the_newest_there_is(load):
    # Goal 2: 11,6 in May 2020 is the newest of the quarter; one of a later quarter is loaded, too.
    load(FLEX.format("2023M06", "9,8"))
    assert payload_of("2023Q1")["marks"][0] == (
        "Mål 2 vurderes på tal fra før planens start, fordi der ikke er indlæst nyere fra før kvartalets udgang."
    )
