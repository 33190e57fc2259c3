"""«Dine opgaver» on the start page."""

from datetime import date

import pytest
from django.template.loader import render_to_string

from aabenraa_plan.models import Role, User
from targets.datacalendar.actions import set_responsible
from targets.datacalendar.tasks import all_tasks
from targets.models import Comment, Goal, Indicator, Plan
from tests.calendars import TODAY, only_goal_16

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_goal():
    only_goal_16()


@pytest.fixture
def plan(db):
    return Plan.objects.get(slug="bp23")


def test_analyst_is_told_what_to_upload_oldest_first(users, load, one_goal):
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x", "ledighedsprocent;Aabenraa;2025M09;3,1;;;;;x")
    [task] = all_tasks(plan=None, today=TODAY).of(users[Role.ANALYST])
    # The survey of 2024 (late) and 2025 (nine days old); unemployment in October (out 15 January 2026: late).
    assert task.text == (
        "3 tal skal indlæses, og 2 af dem er forsinkede. Ældst er Tilfredse borgere (2024) og "
        "Ledighedsprocent (oktober 2025)."
    )
    assert (task.url, task.urgency) == ("/datakalender/?vis=mangler&ansvarlig=mig", "late")


def test_analyst_is_told_of_one_figure_by_name(users, load, one_goal):
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x", "borgertilfredshed;Aabenraa;2024;84;;;;;x")
    [task] = all_tasks(plan=None, today=TODAY).of(users[Role.ANALYST])
    assert task.text == "1 tal kan hentes og indlæses nu. Det gælder Tilfredse borgere (2025)."
    assert task.urgency == "now"
    [task] = all_tasks(plan=None, today=date(2026, 3, 1)).of(users[Role.ANALYST])
    assert task.text == "1 tal skulle have været indlæst. Det gælder Tilfredse borgere (2025)."
    assert task.urgency == "late"


def test_analyst_has_no_task_where_a_colleague_uploads(users, one_goal):
    other = User.objects.create_user(username="anden", role=Role.ANALYST)
    set_responsible(indicator=Indicator.objects.get(code="borgertilfredshed"), analyst=other)
    assert all_tasks(plan=None, today=TODAY).of(users[Role.ANALYST]) == []
    assert len(all_tasks(plan=None, today=TODAY).of(other)) == 1


def asked_for(user, plan, today=TODAY) -> list[str]:
    return [task.url for task in all_tasks(plan=plan, today=today).of(user)]


def test_manager_is_asked_for_a_comment_on_a_missed_goal(users, load, plan):
    load("fleksjobledighed;Aabenraa;2025M12;12;;;;;x")
    [task] = all_tasks(plan=plan, today=TODAY).of(users[Role.MANAGER])
    assert task.text == "Mål 2 («Lav fleksjobledighed») er ikke opfyldt. Skriv en kommentar for 4. kvartal 2025."
    assert task.url == "/maal/bp23/2/kommentar/2025Q4/"
    goal = Goal.objects.get(plan__slug="bp23", number=2)
    words = {"happened": "x", "why": "x", "next_step": "x", "made_by": users[Role.MANAGER]}
    Comment.objects.create(goal=goal, quarter="2025Q3", **words)
    assert len(asked_for(users[Role.MANAGER], plan)) == 1
    half = Comment.objects.create(goal=goal, quarter="2025Q4", **words | {"next_step": " "})
    assert len(asked_for(users[Role.MANAGER], plan)) == 1
    half.delete()
    Comment.objects.create(goal=goal, quarter="2025Q4", **words)
    assert asked_for(users[Role.MANAGER], plan) == []


def test_goal_is_asked_about_as_it_stood_when_the_quarter_ended(users, load, plan):
    load("fleksjobledighed;Aabenraa;2025M12;12;;;;;x")
    load("fleksjobledighed;Aabenraa;2026M01;9;;;;;x")
    # Met since then, in a quarter that is not over.
    assert asked_for(users[Role.MANAGER], plan) == ["/maal/bp23/2/kommentar/2025Q4/"]
    load("fleksjobledighed;Aabenraa;2025M12;9,5;;;;;x", "fleksjobledighed;Aabenraa;2026M01;12;;;;;x")
    assert asked_for(users[Role.MANAGER], plan) == []


def test_no_plan_asks_for_no_comment(users):
    assert asked_for(users[Role.MANAGER], None) == []


@pytest.mark.parametrize("role", [Role.APPROVER, Role.COMMITTEE, Role.ADMINISTRATOR])
def test_other_roles_have_no_tasks(role, users, load, plan):
    load("fleksjobledighed;Aabenraa;2025M12;12;;;;;x")
    assert asked_for(users[role], plan) == []


def test_task_list_says_when_there_is_nothing_to_do(users, one_goal):
    assert "Du har ingen opgaver lige nu." in render_to_string("targets/tasks.html", {"tasks": []})
    tasks = all_tasks(plan=None, today=TODAY).of(users[Role.ANALYST])
    written = render_to_string("targets/tasks.html", {"tasks": tasks})
    assert 'href="/datakalender/?vis=mangler&amp;ansvarlig=mig"' in written
    assert "Tilfredse borgere (2023)" in written
