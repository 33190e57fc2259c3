"""Initiatives beside the goals and benefit types they serve, and these beside their initiatives."""

from datetime import date

import pytest

from aabenraa_plan.models import Role
from initiatives.models import BenefitLink, GoalLink, Initiative
from targets.models import Goal
from tests.reading import page_text

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def test_goal_shows_the_initiatives_that_are_to_help_it_with_how(as_role):
    found = page_text(as_role(Role.APPROVER), "/maal/bp21/4/")
    assert "Indsatser bag målet" in found
    assert "KIK II Investeringsstrategi · I gang, senest oplyst for 2021 Omkring 350 færre" in found


def test_goal_without_initiatives_says_so(manager):
    assert "Ingen indsats er knyttet til målet." in page_text(manager, "/maal/bp21/2/")


def test_benefit_type_shows_the_initiatives_that_are_to_change_it(as_role):
    found = page_text(as_role(Role.APPROVER), "/budget/ydelse/kontant-uddannelseshjaelp/")
    names = ["IPS Indsats", "KIK Investeringsstrategi", "KIK II Investeringsstrategi", "KINA Investeringsstrategi"]
    places = [found.index(name) for name in names]
    assert places == sorted(places)
    assert "Nytteindsats til borgere på ydelsen." in found


def test_benefit_type_is_still_exported(manager):
    where = "/budget/ydelse/kontant-uddannelseshjaelp/"
    assert manager.get(where, {"hent": "csv", "tabel": "aar"}).headers["Content-Type"].startswith("text/csv")


def test_initiative_shows_its_goals_with_their_word_and_the_budget_lines(as_role):
    found = page_text(as_role(Role.APPROVER), "/indsatser/kik-ii/")
    assert "Beskæftigelsesplan 2021, mål 4" in found
    assert "Mangler tal fra fristen" in found or "Mangler tal" in found
    # FACTS: KIK II's own effort in 2021 is 4.674 and 305 thousand kr.; the support 74.740 and 51.085.
    assert "Indsats 2021, KIK II 4.674 t.kr." in found and "Indsats 2021, KIK II 305 t.kr." in found
    assert "Forsørgelse 2023 51.085 t.kr." in found and "Forsørgelse 2021 74.740 t.kr." in found


def test_word_that_rests_on_example_data_is_marked(load, manager):
    load("kontant-uddannelseshjaelp;Aabenraa;2022M04;799;;;;;eksempeldata")
    page = manager.get("/indsatser/kik-ii/")
    assert page.context["goals"][0].invented and page.context["goals"][0].standing.code == "met"
    assert page.context["uses_examples"]


def test_goal_of_a_draft_is_shown_as_one(goal, manager):
    GoalLink.objects.create(initiative=Initiative.objects.get(code="kis"), goal=goal, how="Sådan.")
    assert "Flere unge i job Plan 2027 (udkast), mål 1" in page_text(manager, "/indsatser/kis/")


def test_initiative_takes_the_same_queries_with_one_and_three_goals(manager, django_assert_max_num_queries):
    kis = Initiative.objects.get(code="kis")
    kis.goal_links.exclude(goal__plan__slug="bp21").delete()

    def queries():
        with django_assert_max_num_queries(60) as seen:
            manager.get("/indsatser/kis/")
        return len(seen)

    one = queries()
    for code in ("2", "12"):
        GoalLink.objects.create(initiative=kis, goal=Goal.objects.get(plan__slug="bp23", code=code), how="x")
    assert queries() == one


def test_goal_and_benefit_pages_take_the_same_queries_with_one_and_three_initiatives(
    manager, django_assert_max_num_queries
):
    goal, kis = Goal.objects.get(plan__slug="bp21", code="5"), Initiative.objects.get(code="kis")
    benefit = kis.benefit_types.get(code="fleksjob")

    def queries(where):
        with django_assert_max_num_queries(60) as seen:
            manager.get(where)
        return len(seen)

    pages = (goal.get_absolute_url(), benefit.get_absolute_url())
    one = [queries(where) for where in pages]
    for code in ("bir", "kina"):
        initiative = Initiative.objects.get(code=code)
        GoalLink.objects.create(initiative=initiative, goal=goal, how="x")
        BenefitLink.objects.create(initiative=initiative, benefit_type=benefit, how="x")
    assert [queries(where) for where in pages] == one


def test_looking_back_shows_the_budget_as_it_was_known(manager):
    found = page_text(manager, "/indsatser/kik-ii/", som_set=date(2020, 1, 1).isoformat())
    assert "4.674 t.kr." not in found
