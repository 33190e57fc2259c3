"""Plans in the browser: create and rewrite a plan, its guideposts, goals and efforts; what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from extracts.models import DataVersion
from targets.models import Goal, Guidepost, Plan, Target
from targets.planning.actions import (
    NotADraft,
    NumberTaken,
    PlanChanged,
    add_goal,
    add_guidepost,
    add_target,
    adopt_plan,
    edit_plan,
    edit_row,
    edit_target,
    mark_of,
)
from targets.planning.codes import free_slug
from tests.plans import TEN_AT_MOST, WORDS, demand, page, someone, terms
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
FACTS = {
    "title": "Beskæftigelsesplan 2027",
    "guidepost_word": "pejlemærke",
    "start": "2027-01-01",
    "end": "2027-12-31",
    "source": "Byrådet, 9. december 2026",
}


# A plan of its own


def test_new_plan_is_a_draft_that_ends_the_day_after_its_last(manager):
    response = manager.post(page("plan_new"), FACTS)
    plan = Plan.objects.get(slug="beskaeftigelsesplan-2027")
    assert response.url == page("plan_edit", plan.slug)
    assert (plan.is_draft, plan.start, plan.end) == (True, date(2027, 1, 1), date(2028, 1, 1))
    assert plan.edited_at is not None


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"title": ""}, "title", "påkrævet"),
        ({"title": "x" * 81}, "title", "80"),
        ({"end": "2026-12-31"}, "end", "Planen skal slutte, efter at den begynder."),
        ({"end": "31/12"}, "end", "Skriv en dato, fx 31.12.2026."),
        ({"start": "1889-01-01"}, "start", "Årstallet skal være mellem 1990 og 2099."),
        ({"end": "9999-12-31"}, "end", "Årstallet skal være mellem 1990 og 2099."),
        ({"source": "For 300275-1234"}, "source", "CPR-nummer"),
    ],
)
def test_plan_with_bad_input_is_not_saved_and_keeps_what_was_typed(changes, field, says, manager):
    before = Plan.objects.count()
    response = manager.post(page("plan_new"), FACTS | changes)
    assert says in " ".join(response.context["form"].errors[field])
    assert Plan.objects.count() == before
    assert "pejlemærke" in response.content.decode()
    assert "300275" not in response.content.decode()


def test_last_day_may_be_typed_the_danish_way_and_is_shown_as_the_last_day(manager):
    manager.post(page("plan_new"), FACTS | {"end": "31.12.2030"})
    plan = Plan.objects.get(slug="beskaeftigelsesplan-2027")
    assert plan.end == date(2031, 1, 1)
    assert 'value="2030-12-31"' in manager.get(page("plan_edit", plan.slug)).content.decode()


@pytest.mark.parametrize(
    ("title", "taken", "slug"),
    [
        ("Beskæftigelsesplan 2027", [], "beskaeftigelsesplan-2027"),
        ("Økonomi på årsbasis", [], "oekonomi-paa-aarsbasis"),
        ("Plan", ["plan", "plan-2"], "plan-3"),
        ("Ny", [], "ny-2"),
        ("2027", [], "plan-2027"),
        ("???", [], "plan"),
        ("a" * 80, ["a" * 36], "a" * 36 + "-2"),
    ],
)
def test_address_is_made_of_the_title(title, taken, slug):
    assert free_slug(title, taken, "plan") == slug


def test_draft_is_edited_dates_and_all(manager, draft):
    form = FACTS | {"title": "Plan 2028", "end": "2028-12-31", "seen": mark_of(draft)}
    assert manager.post(page("plan_edit", draft.slug), form).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.end) == ("Plan 2028", date(2029, 1, 1))


def test_adopted_plan_keeps_its_dates(manager):
    plan = Plan.objects.get(slug="bp21")
    manager.post(page("plan_edit", "bp21"), FACTS | {"seen": mark_of(plan)})
    plan.refresh_from_db()
    assert (plan.title, plan.start, plan.end) == ("Beskæftigelsesplan 2027", date(2021, 1, 1), date(2022, 1, 1))
    with pytest.raises(NotADraft):
        edit_plan(plan=plan, values={"end": date(2023, 1, 1)}, seen=mark_of(plan), by=someone())


def test_second_of_two_people_sees_what_the_first_saved_and_loses_nothing(manager, draft):
    seen = mark_of(draft)
    edit_plan(plan=draft, values={"title": "Den andens navn"}, seen=seen, by=someone())
    response = manager.post(page("plan_edit", draft.slug), FACTS | {"title": "Mit navn", "seen": seen})
    said = text_of(response)
    assert "En anden har rettet det samme, siden du åbnede siden. Intet er gemt." in said
    assert "Den anden har gemt: «Den andens navn»." in said
    assert 'value="Mit navn"' in response.content.decode()
    draft.refresh_from_db()
    assert draft.title == "Den andens navn"
    manager.post(page("plan_edit", draft.slug), FACTS | {"title": "Mit navn", "seen": response.context["seen"]})
    draft.refresh_from_db()
    assert draft.title == "Mit navn"


def test_every_write_raises_the_data_version_and_marks_the_plan(draft, by):
    def after(write):
        Plan.objects.filter(pk=draft.pk).update(edited_at=None)
        before = DataVersion.objects.get().number
        done = write()
        draft.refresh_from_db()
        assert DataVersion.objects.get().number == before + 1
        assert draft.edited_at is not None
        return done

    guidepost = after(lambda: add_guidepost(plan=draft, title="Unge", source="x", number=1, by=someone()))
    goal = after(lambda: add_goal(guidepost=guidepost, title="Job", number=1, **WORDS, by=someone()))
    target = after(lambda: add_target(goal=goal, terms=terms(), by=by))
    after(lambda: edit_row(row=goal, values={"title": "Flere job"}, seen=mark_of(goal), by=someone()))
    after(lambda: edit_target(target=target, terms=terms(limit=Decimal(9)), seen=mark_of(target), by=by))
    after(lambda: adopt_plan(plan=draft, by=someone()))


# Guideposts, goals and efforts


def test_guideposts_stand_in_the_order_they_were_added(manager, draft):
    for title in ("Unge", "Voksne"):
        manager.post(page("guidepost_new", draft.slug), {"number": "", "title": title, "source": "x"})
    assert [(each.position, each.title, each.number) for each in draft.guideposts.all()] == [
        (1, "Unge", None),
        (2, "Voksne", None),
    ]


@pytest.mark.parametrize(("number", "says"), [("1", "Nummeret er allerede brugt i planen."), ("0", "1"), ("et", "tal")])
def test_guidepost_with_a_bad_number_says_so(number, says, manager, draft, guidepost):
    response = manager.post(page("guidepost_new", draft.slug), {"number": number, "title": "Voksne", "source": "x"})
    assert says in " ".join(response.context["form"].errors["number"])
    assert draft.guideposts.count() == 1


def test_new_goal_leads_on_to_its_demand(manager, draft, guidepost):
    form = {"guidepost": guidepost.position, "number": "3", "title": "Færre ledige", **WORDS}
    response = manager.post(page("goal_new", draft.slug), form)
    assert response.url == page("target_new", draft.slug, "3")
    assert Goal.objects.get(plan=draft).guidepost == guidepost


def test_goal_without_a_number_is_named_by_its_title(guidepost):
    named = {"guidepost": guidepost, "title": "Færre på støtte", "number": None, "by": someone()} | WORDS
    assert [add_goal(**named).code for _ in range(2)] == ["faerre-paa-stoette", "faerre-paa-stoette-2"]


def test_goal_with_a_taken_number_or_under_no_guidepost_is_refused(manager, draft, goal):
    form = {"guidepost": "1", "number": "1", "title": "Et til", **WORDS}
    errors = manager.post(page("goal_new", draft.slug), form).context["form"].errors
    assert errors == {"number": ["Nummeret er allerede brugt i planen."]}
    errors = manager.post(page("goal_new", draft.slug), form | {"guidepost": "9"}).context["form"].errors
    assert "guidepost" in errors
    with pytest.raises(NumberTaken):
        add_goal(guidepost=goal.guidepost, title="Et til", number=1, **WORDS, by=someone())


def test_drafts_goal_gets_another_number_and_address(manager, draft, goal):
    form = {"guidepost": "1", "number": "7", "title": "Flere unge i arbejde", **WORDS, "seen": mark_of(goal)}
    manager.post(page("goal_edit", draft.slug, "1"), form)
    goal.refresh_from_db()
    assert (goal.number, goal.code, goal.title) == (7, "7", "Flere unge i arbejde")


def test_adopted_goals_words_are_edited_and_nothing_else(manager):
    goal = Goal.objects.get(plan__slug="bp23", code="2")
    form = {"guidepost": "3", "number": "99", "title": "Lavere fleksjobledighed", **WORDS, "seen": mark_of(goal)}
    manager.post(page("goal_edit", "bp23", "2"), form)
    goal.refresh_from_db()
    assert (goal.title, goal.number, goal.guidepost.position) == ("Lavere fleksjobledighed", 2, 1)
    with pytest.raises(NotADraft):
        edit_row(row=goal, values={"number": 99}, seen=mark_of(goal), by=someone())


def test_goal_changed_by_another_person_is_not_overwritten(manager, draft, goal):
    seen = mark_of(goal)
    edit_row(row=goal, values={"title": "Den andens titel"}, seen=seen, by=someone())
    form = {"guidepost": "1", "number": "1", "title": "Min titel", **WORDS, "seen": seen}
    said = text_of(manager.post(page("goal_edit", draft.slug, "1"), form))
    assert "Den anden har gemt: «Den andens titel»." in said
    with pytest.raises(PlanChanged):
        edit_row(row=goal, values={"title": "Min titel"}, seen=seen, by=someone())


def test_adopted_plan_gets_no_new_guideposts_goals_or_demands(manager):
    before = Guidepost.objects.count(), Goal.objects.count(), Target.objects.count()
    adopted = [page("guidepost_new", "bp23"), page("goal_new", "bp23"), page("target_new", "bp23", "2")]
    for where in [*adopted, page("effort_new", "bp23")]:
        response = manager.post(where, TEN_AT_MOST | {"title": "x", "guidepost": "1"}, follow=True)
        assert "Planen er vedtaget." in text_of(response)
    assert (Guidepost.objects.count(), Goal.objects.count(), Target.objects.count()) == before


def test_effort_in_words_is_added_edited_and_removed(manager, draft, guidepost):
    form = {"guidepost": "1", "title": "Handicap", "description": "Tidlig samtale.", "source": "x"}
    manager.post(page("effort_new", draft.slug), form)
    effort = draft.efforts.get()
    edited = form | {"title": "Handicap og job", "seen": mark_of(effort)}
    manager.post(page("effort_edit", draft.slug, 1), edited)
    assert draft.efforts.get().title == "Handicap og job"
    manager.post(page("effort_remove", draft.slug, 1))
    assert not draft.efforts.exists()


def test_guidepost_with_goals_stays_and_one_without_is_removed(manager, draft, goal):
    said = text_of(manager.post(page("guidepost_remove", draft.slug, 1), follow=True))
    assert "Der står mål under overskriften." in said
    manager.post(page("goal_remove", draft.slug, "1"))
    manager.post(page("guidepost_remove", draft.slug, 1))
    assert not draft.guideposts.exists()


def test_nothing_is_removed_from_an_adopted_plan(manager):
    before = Goal.objects.count(), Target.objects.count(), Plan.objects.count()
    manager.post(page("goal_remove", "bp23", "2"))
    manager.post(page("target_remove", demand("bp23", "2").pk))
    manager.post(page("guidepost_remove", "bp23", 1))
    manager.post(page("effort_remove", "bp23", 1))
    assert "kan ikke slettes" in text_of(manager.post(page("plan_discard", "bp23"), follow=True))
    assert (Goal.objects.count(), Target.objects.count(), Plan.objects.count()) == before


def test_draft_is_discarded_with_all_it_holds(manager, draft, target):
    manager.post(page("plan_discard", draft.slug))
    assert not Plan.objects.filter(pk=draft.pk).exists()
    assert not Target.objects.filter(pk=target.pk).exists()
