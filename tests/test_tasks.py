"""«Dine opgaver» on the start page."""

from datetime import date

import pytest
from django.template.loader import render_to_string

from aabenraa_plan.models import Role, User
from targets.datacalendar.actions import set_responsible
from targets.datacalendar.tasks import all_tasks
from targets.models import Comment, Goal, Indicator, Plan
from targets.reporting import assess_plan
from tests.calendars import TODAY, only_goal_16

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_goal():
    only_goal_16()


def assessed(today):
    return assess_plan(Plan.objects.get(slug="bp23"), today=today)


def test_analyst_is_told_what_to_upload_oldest_first(users, load, one_goal):
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x", "ledighedsprocent;Aabenraa;2025M09;3,1;;;;;x")
    [task] = all_tasks(goals=[], today=TODAY).of(users[Role.ANALYST])
    # The survey of 2024 (late) and 2025 (nine days old); unemployment in October (out 15 January 2026: late).
    assert task.text == (
        "3 tal skal indlæses, og 2 af dem er forsinkede. Ældst er Tilfredse borgere (2024) og "
        "Ledighedsprocent (oktober 2025)."
    )
    assert (task.url, task.urgency) == ("/datakalender/?vis=mangler&ansvarlig=mig", "late")


def test_analyst_is_told_of_one_figure_by_name(users, load, one_goal):
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x", "borgertilfredshed;Aabenraa;2024;84;;;;;x")
    [task] = all_tasks(goals=[], today=TODAY).of(users[Role.ANALYST])
    assert task.text == "1 tal kan hentes og indlæses nu. Det gælder Tilfredse borgere (2025)."
    assert task.urgency == "now"
    [task] = all_tasks(goals=[], today=date(2026, 3, 1)).of(users[Role.ANALYST])
    assert task.text == "1 tal skulle have været indlæst. Det gælder Tilfredse borgere (2025)."
    assert task.urgency == "late"


def test_analyst_has_no_task_where_a_colleague_uploads(users, one_goal):
    other = User.objects.create_user(username="anden", role=Role.ANALYST)
    set_responsible(indicator=Indicator.objects.get(code="borgertilfredshed"), analyst=other)
    assert all_tasks(goals=[], today=TODAY).of(users[Role.ANALYST]) == []
    assert len(all_tasks(goals=[], today=TODAY).of(other)) == 1


def test_manager_is_asked_for_a_comment_on_a_missed_goal(users, load):
    load("fleksjobledighed;Aabenraa;2025M12;12;;;;;x")
    [task] = all_tasks(goals=assessed(TODAY), today=TODAY).of(users[Role.MANAGER])
    assert task.text == "Mål 2 («Lav fleksjobledighed») er ikke opfyldt. Skriv en kommentar for 4. kvartal 2025."
    assert task.url == "/maal/bp23/2/kommentar/2025Q4/"
    goal = Goal.objects.get(plan__slug="bp23", number=2)
    words = {"happened": "x", "why": "x", "next_step": "x", "made_by": users[Role.MANAGER]}
    old = Comment.objects.create(goal=goal, quarter="2025Q3", **words)
    assert len(all_tasks(goals=assessed(TODAY), today=TODAY).of(users[Role.MANAGER])) == 1
    Comment.objects.create(goal=goal, quarter="2025Q4", **words)
    assert all_tasks(goals=assessed(TODAY), today=TODAY).of(users[Role.MANAGER]) == []
    assert all_tasks(goals=assessed(TODAY), today=TODAY, as_of=old.made_at).of(users[Role.MANAGER]) != []


def test_manager_is_not_asked_about_a_quarter_outside_the_plan(users, load):
    load("fleksjobledighed;Aabenraa;2025M12;12;;;;;x")
    goals = assessed(TODAY)
    Plan.objects.filter(slug="bp23").update(start=date(2026, 1, 1))
    later = assess_plan(Plan.objects.get(slug="bp23"), today=TODAY)
    assert len(all_tasks(goals=goals, today=TODAY).of(users[Role.MANAGER])) == 1
    assert all_tasks(goals=later, today=TODAY).of(users[Role.MANAGER]) == []
    # The plan's last quarter is asked for after the plan has ended.
    assert len(all_tasks(goals=goals, today=date(2027, 1, 5)).of(users[Role.MANAGER])) == 1
    assert all_tasks(goals=goals, today=date(2027, 4, 5)).of(users[Role.MANAGER]) == []


@pytest.mark.parametrize("role", [Role.APPROVER, Role.COMMITTEE, Role.ADMINISTRATOR])
def test_other_roles_have_no_tasks(role, users, load):
    load("fleksjobledighed;Aabenraa;2025M12;12;;;;;x")
    assert all_tasks(goals=assessed(TODAY), today=TODAY).of(users[role]) == []


def test_task_list_says_when_there_is_nothing_to_do(users, one_goal):
    assert "Du har ingen opgaver lige nu." in render_to_string("targets/tasks.html", {"tasks": []})
    tasks = all_tasks(goals=[], today=TODAY).of(users[Role.ANALYST])
    written = render_to_string("targets/tasks.html", {"tasks": tasks})
    assert 'href="/datakalender/?vis=mangler&amp;ansvarlig=mig"' in written
    assert "Tilfredse borgere (2023)" in written
