"""A plan as it stood when a quarter ended: what came later is silent, however it came to be known."""

from datetime import date

import pytest

from aabenraa_plan.models import User
from extracts.periods import parse
from targets.models import Plan, Target
from targets.quarterly.ending import assess_plan_at
from targets.words import give_judgement

pytestmark = pytest.mark.django_db


def judged(slug: str, quarter: str) -> dict[str, tuple]:
    """By goal: verdict and judged period of the demand that leads."""
    found = assess_plan_at(Plan.objects.get(slug=slug), parse(quarter))
    leading = {goal.goal.code: goal.leading.assessment for goal in found}
    return {code: (told.verdict, told.period and told.period.code) for code, told in leading.items()}


def test_second_quarter_of_2020_stands_as_the_plan_prints_it():
    # FACTS: flex-job unemployment 11,6 in May 2020, resource courses 60/234 in the second quarter.
    found = judged("bp21", "2020Q2")
    assert found["5"] == ("missed", "2020M05")
    assert found["6"] == ("missed", "2020Q2")
    assert judged("bp21", "2020Q1")["5"] == ("no_data", None)
    assert judged("bp21", "2020Q1")["6"] == ("missed", "2020Q1")


def test_figure_of_a_later_period_is_silent_and_a_late_one_of_the_quarter_speaks(load):
    load("fleksjobledighed;Aabenraa;2020M07;9,9;;;;;x")
    assert judged("bp21", "2020Q2")["5"] == ("missed", "2020M05")
    load("fleksjobledighed;Aabenraa;2020M06;9,8;;;;;x")
    assert judged("bp21", "2020Q2")["5"] == ("met", "2020M06")


def test_revised_figure_of_the_quarter_speaks_in_its_newest_version(load):
    load("fleksjobledighed;Aabenraa;2020M05;9,7;;;;;x")
    assert judged("bp21", "2020Q2")["5"] == ("met", "2020M05")


def test_milestone_done_after_the_quarter_is_not_done_yet():
    target = Target.objects.get(goal__plan__slug="bp21", goal__code="1")
    give_judgement(target=target, verdict="met", reason="x", done_on=date(2021, 7, 1), by=User.objects.system())
    assert judged("bp21", "2021Q2")["1"] == ("not_due", None)
    assert judged("bp21", "2021Q3")["1"][0] == "met"


def test_word_given_on_a_later_quarter_does_not_judge_an_earlier_one():
    target, by = Target.objects.get(goal__plan__slug="bp23", goal__code="15"), User.objects.system()
    give_judgement(target=target, verdict="missed", reason="x", period=parse("2023Q1"), by=by)
    give_judgement(target=target, verdict="met", reason="y", period=parse("2023Q3"), by=by)
    assert [judged("bp23", f"2023Q{number}")["15"][0] for number in (1, 2, 3, 4)] == ["missed", "missed", "met", "met"]
    assert judged("bp23", "2022Q4")["15"][0] == "narrative"


def test_plan_at_a_quarter_costs_the_same_queries_however_many_figures(load, django_assert_num_queries):
    for line in ("fleksjobledighed;Aabenraa;2020M04;9,9;;;;;x", "fleksjobledighed;Aabenraa;2020M06;9,9;;;;;x"):
        load(line)
        with django_assert_num_queries(9):
            judged("bp21", "2020Q2")
