"""Which of a goal's targets gives it its one word, and what the overview says of a deadline without a figure."""

import pytest

from aabenraa_plan.models import Role
from targets.assessment import Assessment
from targets.outlook import Outlook, Prospect
from targets.reporting import AssessedGoal, AssessedTarget
from targets.spec import Verdict
from targets.standing import code_of
from tests.reading import text_of


def judged(verdict: Verdict, outlook: Outlook | None = None) -> AssessedTarget:
    prospect = Prospect(outlook, "", None, None) if outlook else None
    return AssessedTarget(None, None, Assessment(verdict, "", "", prospect=prospect), {}, [])


def word_of(*targets) -> str:
    return code_of(AssessedGoal(None, list(targets)).leading.assessment)


@pytest.mark.parametrize(
    ("outlooks", "word"),
    [
        ((Outlook.ON_TRACK, Outlook.OFF_TRACK), "off_track"),
        ((Outlook.ON_TRACK, Outlook.AT_RISK), "at_risk"),
        ((Outlook.AT_RISK, Outlook.OFF_TRACK, Outlook.ON_TRACK), "off_track"),
        ((Outlook.ON_TRACK, Outlook.CANNOT_SAY), "not_due"),
        ((Outlook.ON_TRACK, None), "not_due"),
        ((Outlook.ON_TRACK, Outlook.ON_TRACK), "on_track"),
    ],
)
def test_goal_that_is_not_due_has_the_worst_outlook_of_its_targets(outlooks, word):
    assert word_of(*(judged(Verdict.NOT_DUE, outlook) for outlook in outlooks)) == word


def test_goal_with_a_missed_target_is_missed_whatever_the_outlook_of_another():
    assert word_of(judged(Verdict.NOT_DUE, Outlook.OFF_TRACK), judged(Verdict.MISSED)) == "missed"


def test_overview_says_that_the_figure_of_a_passed_deadline_is_missing_not_that_it_lies_ahead(as_role, load):
    # Below 800 before May 2022; the last figure loaded is of March.
    load("kontant-uddannelseshjaelp;Aabenraa;2022M03;810;;;;;x")
    page = text_of(as_role(Role.MANAGER).get("/planer/bp21/"))
    assert "1 mangler tal fra fristen" in page
    assert "har frist senere" not in page
