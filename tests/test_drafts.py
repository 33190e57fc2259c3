"""Copying and adopting plans, who sees a draft, and what loading the plan files leaves alone."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from aabenraa_plan.formats import danish_date
from aabenraa_plan.models import Role
from targets.loader import PLANS, load_targets
from targets.models import Goal, Observation, Plan, Target
from targets.planning.actions import (
    NotAdoptable,
    add_effort,
    add_goal,
    add_target,
    adopt_plan,
    copy_plan,
    edit_plan,
    edit_row,
    mark_of,
)
from targets.planning.drafts import dates_to_check, newest_targets
from tests.plans import WORDS, demand, page, someone, terms
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


# Copying and adopting


def test_copy_holds_guideposts_goals_efforts_and_the_newest_demands(manager, by):
    old = Plan.objects.get(slug="bp21")
    amended = demand("bp21", "5")
    Target.objects.create(
        goal=amended.goal,
        position=1,
        version=2,
        valid_from=date(2026, 1, 1),
        decided_on=date(2025, 12, 1),
        reason="x",
        recorded_by=by,
        **terms(limit=Decimal(12)).columns,
    )
    form = {"title": "Beskæftigelsesplan 2022", "start": "2022-01-01", "end": "2022-12-31"}
    response = manager.post(page("plan_copy", "bp21"), form)
    copy = Plan.objects.get(slug="beskaeftigelsesplan-2022")
    assert response.url == page("plan_edit", copy.slug)
    assert (copy.is_draft, copy.guidepost_word, copy.source) == (True, "tema", "Kopi af Beskæftigelsesplan 2021")
    for what in ("guideposts", "goals", "efforts"):
        titles = [list(getattr(plan, what).values_list("title", flat=True)) for plan in (old, copy)]
        assert titles[0] == titles[1]
    fifth = demand(copy.slug, "5")
    assert (fifth.version, fifth.limit, fifth.valid_from, fifth.decided_on, fifth.reason) == (1, 12, None, None, "")
    assert Target.objects.filter(goal__plan=copy).count() == Target.objects.filter(goal__plan=old, version=1).count()
    assert not copy.ministerial_goals.exists() and not copy.printed_figures.exists()


def test_copied_milestones_follow_and_a_thing_done_is_to_do_again(by):
    first = demand("bp21", "1")
    Target.objects.filter(pk=first.pk).update(completed_on=date(2021, 5, 1))
    steps = demand("bp21", "4")
    steps.path_points.create(period="2021", value=Decimal(820))
    Target.objects.filter(pk=steps.pk).update(path="listed")
    days = {"start": date(2022, 1, 1), "end": date(2023, 1, 1)}
    copy = copy_plan(plan=Plan.objects.get(slug="bp21"), title="Ny", by=by, **days)
    assert demand(copy.slug, "1").completed_on is None
    assert [(point.period, point.value) for point in demand(copy.slug, "4").path_points.all()] == [("2021", 820)]


def test_dates_of_a_copy_are_listed_with_those_outside_the_plan(by, manager):
    days = {"start": date(2022, 1, 1), "end": date(2023, 1, 1)}
    copy = copy_plan(plan=Plan.objects.get(slug="bp21"), title="Ny", by=by, **days)
    rows = [(row.target.goal.code, row.what, row.remark) for row in dates_to_check(copy, newest_targets(copy))]
    # Goal 1: by the end of 2021. Goal 4: before May 2022, inside the new plan. The two averages of goal 8: 2021.
    assert [row for row in rows if not row[1].startswith("Udgangspunkt")] == [
        ("1", "Frist: udgangen af 2021", "før planen begynder"),
        ("4", "Frist: udgangen af april 2022", ""),
        ("8", "Tidsrum: 2021", "før planen begynder"),
        ("8", "Tidsrum: 2021", "før planen begynder"),
    ]
    assert "Se datoerne efter" in text_of(manager.get(page("plan_edit", copy.slug)))
    assert "Se datoerne efter" not in text_of(manager.get(page("plan_edit", "bp21")))


def test_copy_proposes_the_years_after_the_plan(manager):
    form = manager.get(page("plan_copy", "bp23")).context["form"]
    assert (form["start"].value(), form["end"].value()) == (date(2027, 1, 1), date(2030, 12, 31))


def test_draft_without_demands_is_not_adopted_and_says_what_is_missing(manager, draft, goal):
    said = text_of(manager.post(page("plan_adopt", draft.slug), follow=True))
    assert "Planen er ikke vedtaget. Mål 1: Flere unge i job har intet krav endnu." in said
    assert Plan.objects.get(pk=draft.pk).is_draft


def test_empty_draft_is_not_adopted(draft):
    with pytest.raises(NotAdoptable) as refused:
        adopt_plan(plan=draft, by=someone())
    assert refused.value.missing == ["Planen har ingen mål endnu."]


def test_adopted_draft_is_a_plan_like_the_others(manager, draft, target):
    manager.post(page("plan_adopt", draft.slug))
    adopted = Plan.objects.get(pk=draft.pk)
    assert (adopted.is_draft, adopted.adopted_by.username) == (False, "leder")
    assert f"Planen er vedtaget {danish_date(timezone.localdate())} af leder." in text_of(
        manager.get(page("plan_edit", draft.slug))
    )
    assert "er allerede vedtaget" in text_of(manager.post(page("plan_adopt", draft.slug), follow=True))


# Who sees a draft


@pytest.mark.parametrize("role", [Role.ANALYST, Role.MANAGER, Role.APPROVER])
def test_draft_is_seen_by_the_staff(role, as_role, draft, target):
    client = as_role(role)
    assert client.get(draft.get_absolute_url()).status_code == 200
    assert client.get(target.goal.get_absolute_url()).status_code == 200
    assert "Plan 2027" in text_of(client.get("/"))


def test_draft_is_never_the_plan_in_force(manager, by):
    today = {"start": date(2020, 1, 1), "end": date(2090, 1, 1)}
    copy_plan(plan=Plan.objects.get(slug="bp21"), title="Altid", by=by, **today)
    assert "Beskæftigelsesplan 2023-26" in text_of(manager.get("/")).split("Overblik")[1]


def test_draft_with_a_goal_without_demands_has_pages(manager, draft, goal):
    assert manager.get(draft.get_absolute_url()).status_code == 200
    assert manager.get(goal.get_absolute_url()).status_code == 200


def test_unknown_plan_goal_or_demand_is_not_found(manager, draft):
    for where in (
        page("plan_edit", "bp99"),
        page("goal_edit", "bp23", "99"),
        page("target_new", draft.slug, "99"),
        page("target_edit", 999999),
        page("target_amend", 999999),
        page("guidepost_edit", "bp23", 99),
    ):
        assert manager.get(where).status_code == 404


def test_plan_page_costs_as_many_queries_with_three_goals_as_with_one(
    manager, draft, guidepost, by, django_assert_max_num_queries
):
    def queries():
        with django_assert_max_num_queries(60) as captured:
            assert manager.get(page("plan_edit", draft.slug)).status_code == 200
        return len(captured)

    def add(number):
        goal = add_goal(guidepost=guidepost, title=f"Mål {number}", number=number, **WORDS, by=someone())
        add_target(goal=goal, terms=terms(), by=by)
        add_effort(guidepost=guidepost, title="x", description="x", source="x", by=someone())

    add(1)
    queries()
    one = queries()
    add(2)
    add(3)
    assert queries() == one


# Loading the plan files again


def test_plan_edited_in_the_browser_is_left_alone_by_load_plans(manager):
    goal = Goal.objects.get(plan__slug="bp23", code="2")
    edit_row(row=goal, values={"title": "Vores egne ord"}, seen=mark_of(goal), by=someone())
    Goal.objects.filter(plan__slug="bp21", code="5").update(title="Skal tilbage")
    out = StringIO()
    call_command("load_plans", stdout=out)
    assert Goal.objects.get(pk=goal.pk).title == "Vores egne ord"
    assert Goal.objects.get(plan__slug="bp21", code="5").title != "Skal tilbage"
    assert "2 plans with 25 goals, 21 printed figures, 9 benefit types" in out.getvalue()


def test_amended_demand_survives_load_plans(by):
    # Two versions of one demand: the loader must not stumble over the second.
    newest = demand("bp21", "5")
    edit_row(row=newest.goal, values={"title": newest.goal.title}, seen=mark_of(newest.goal), by=someone())
    when = {"valid_from": date(2026, 1, 1), "decided_on": date(2025, 12, 1), "reason": "x"}
    Target.objects.create(goal=newest.goal, version=2, **when, **terms(limit=Decimal(12)).columns)
    call_command("load_plans", stdout=StringIO())
    assert (demand("bp21", "5").version, demand("bp21", "5").limit) == (2, 12)


def test_printed_figures_of_an_edited_plan_are_still_loaded(tmp_path, by):
    plan = Plan.objects.get(slug="bp21")
    edit_plan(plan=plan, values={"source": "Vores egen"}, seen=mark_of(plan), by=someone())
    figure = (
        '\n[[observation]]\nindicator = "fleksjobledighed"\narea = "Aabenraa"\nperiod = "2019M05"\n'
        'value = "12.5"\nsource = "x"\n'
    )
    (tmp_path / "bp21.toml").write_text((PLANS / "bp21.toml").read_text(encoding="utf-8") + figure, encoding="utf-8")
    load_targets(by=by, plans=tmp_path)
    assert Observation.objects.get(indicator__code="fleksjobledighed", period="2019M05").value == Decimal("12.5")
    assert Plan.objects.get(slug="bp21").source == "Vores egen"
