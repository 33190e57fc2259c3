"""What the pages say, and that lists cost the same however long they are."""

import os
import subprocess
import sys

import pytest
from django.urls import reverse

from aabenraa_plan.models import Role
from targets.models import Goal, Plan
from targets.spec import Verdict
from targets.views.goals import lead_of_parts
from tests.reading import text_of

CPR = "300275-1234"  # 30 February


@pytest.fixture
def reader(as_role):
    return as_role(Role.APPROVER)


@pytest.fixture
def uploader(as_role):
    return as_role(Role.ANALYST)


def test_overview_without_figures_says_so_and_why(reader):
    page = text_of(reader.get("/planer/bp21/"))
    # Printed figures only: goal 5 (11,6 %) and goal 6 (26 %) are missed; the other six have none.
    assert "2 af 8 mål er ikke opfyldt (mål 5 og 6), ingen er opfyldt, og 6 kan ikke vurderes endnu." in page
    assert "2 af 8 mål har et tal." in page
    assert "Mål 1 mangler en registrering af, om det er gennemført." in page
    assert "Mål 8 mangler tal fra Jobindsats.dk / STAR." in page
    assert "Mål 5 og 6 vurderes på tal fra før planens start, fordi der ikke er indlæst nyere." in page
    assert "eksempeldata" not in page


def test_overview_with_a_new_figure_changes_its_sentence(reader, load):
    load("fleksjobledighed;Aabenraa;2021M01;9,4;;;;;x")
    page = text_of(reader.get("/planer/bp21/"))
    assert "1 af 8 mål er ikke opfyldt (mål 6), 1 er opfyldt, og 6 kan ikke vurderes endnu." in page
    assert "9,4 % i januar 2021: 0,6 procentpoint under loftet på 10 %." in page


def test_overview_shows_the_plan_in_force_first(reader):
    page = text_of(reader.get("/"))
    assert "Beskæftigelsesplan 2023-26" in page
    assert "1 · Større arbejdsstyrke" in page


def test_overview_marks_invented_figures(reader, load):
    load("borgertilfredshed;Aabenraa;2023;86;;;;;eksempeldata")
    page = text_of(reader.get("/"))
    assert "Nogle tal på siden er eksempeldata" in page
    goal = text_of(reader.get("/maal/bp23/16/"))
    assert goal.count("eksempeldata") >= 2


def test_overview_before_any_plan_is_loaded_says_what_to_do(reader):
    Goal.objects.all().delete()
    Plan.objects.all().delete()
    assert "load_plans" in text_of(reader.get("/"))


def test_unknown_plan_goal_indicator_and_figure_are_not_found(uploader):
    for where in ("/planer/bp99/", "/maal/bp21/99/", "/maalepunkter/ukendt/", "/tal/999999/", "/udtraek-/"):
        assert uploader.get(where).status_code == 404


def test_goal_page_shows_verdict_figure_and_where_it_came_from(reader):
    page = text_of(reader.get("/maal/bp21/6/"))
    assert "22 flere borgere havde været nok." in page
    assert "60 / 234" in page
    assert "Beskæftigelsesplan 2021 – trykte tal.csv" in page


def test_goal_page_says_that_its_figure_is_not_of_the_plans_own_time(reader, load):
    # The plan of 2021 prints 60 of 234 for the second quarter of 2020.
    assert "Tallet er fra før planens start. Der er ikke indlæst et nyere." in text_of(reader.get("/maal/bp21/6/"))
    load("langtidsledige-andel;Aabenraa;2022M01;;20;100;;;x")
    assert "Tallet er fra efter planens udløb." in text_of(reader.get("/maal/bp21/2/"))
    overview = text_of(reader.get("/planer/bp21/"))
    assert "Mål 5 og 6 vurderes på tal fra før planens start, fordi der ikke er indlæst nyere." in overview
    assert "Mål 2 vurderes på tal fra efter planens udløb, fordi de er de nyeste." in overview


def test_figure_at_a_deadline_after_the_plan_is_what_was_asked_for(reader, load):
    load("kontant-uddannelseshjaelp;Aabenraa;2022M04;790;;;;;x")
    assert "planens udløb" not in text_of(reader.get("/maal/bp21/4/"))


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (["met", "missed"], "1 af målets 2 dele er opfyldt."),
        (["missed", "near"], "Ingen af målets 2 dele er opfyldt."),
        (["met", "no_data"], "1 af målets 2 dele er opfyldt, og 1 kan ikke vurderes endnu."),
        (["not_enough", "no_data"], "Ingen af målets 2 dele kan vurderes endnu."),
    ],
)
def test_what_cannot_be_judged_is_not_said_to_be_missed(verdicts, said):
    assert lead_of_parts([Verdict(verdict) for verdict in verdicts]) == said


def test_goal_page_with_two_targets_shows_both(reader):
    page = text_of(reader.get("/maal/bp21/8/"))
    assert "Ingen af målets 2 dele kan vurderes endnu." in page
    assert page.count("Der er ikke indlæst tal.") >= 2


def test_goal_page_without_figures_leads_the_analyst_on(uploader, as_role):
    assert 'href="/udtraek/"' in uploader.get("/maal/bp23/16/").content.decode()


@pytest.mark.parametrize("code", ["1", "7", "15", "erhvervsfrekvens"])
def test_goal_page_of_every_kind_of_rule_renders(code, reader):
    assert reader.get(f"/maal/bp23/{code}/").status_code == 200


def test_lineage_shows_every_version_of_a_figure(reader, load):
    first = load("borgertilfredshed;Aabenraa;2023;84;;;;;Survey A").observations.get()
    load("borgertilfredshed;Aabenraa;2023;86;;;;;Survey B")
    page = text_of(reader.get(reverse("lineage", args=[first.pk])))
    assert "Tallet er ændret 1 gang." in page
    assert "84 %" in page and "86 %" in page
    assert "gælder nu" in page
    assert "Survey A" in page


def queries_for(client, where, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as captured:
        assert client.get(where).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "where", ["/udtraek/", "/maalepunkter/", "/maalepunkter/borgertilfredshed/", "/", "/maal/bp23/16/"]
)
def test_list_costs_as_many_queries_with_three_rows_as_with_one(where, uploader, load, django_assert_max_num_queries):
    load("borgertilfredshed;Aabenraa;2021;84;;;;;x")
    uploader.get(where)
    one = queries_for(uploader, where, django_assert_max_num_queries)
    load("borgertilfredshed;Aabenraa;2022;85;;;;;x")
    load("borgertilfredshed;Aabenraa;2023;86;;;;;x")
    assert queries_for(uploader, where, django_assert_max_num_queries) == one


def test_overview_costs_the_same_with_all_goals_as_with_one(uploader, django_assert_max_num_queries):
    where = "/planer/bp21/"
    uploader.get(where)
    all_goals = queries_for(uploader, where, django_assert_max_num_queries)
    Goal.objects.filter(plan__slug="bp21", number__gt=2).delete()
    assert queries_for(uploader, where, django_assert_max_num_queries) == all_goals


def test_every_page_is_served_under_a_strict_policy(uploader):
    policy = uploader.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_settings_for_real_use_pass_the_deployment_check():
    environment = os.environ | {"DEBUG": "false", "SECRET_KEY": "only-for-this-check-" + "0123456789" * 4}
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE")  # set for the browser tests
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert finished.returncode == 0, finished.stderr


def test_contradiction_between_a_year_and_its_quarters_is_shown(uploader, receive, commit):
    quarters = [f"offentlig-forsoergelse-andel;Aabenraa;2024Q{number};;1900;9500;;;x" for number in range(1, 5)]
    upload = receive(*quarters, "offentlig-forsoergelse-andel;Aabenraa;2024;21;;;;;x")
    commit(upload, accepted="Trykt sådan")
    # Four times 1900 of 9500 is 20 %; 21 rounded to whole per cents could be 20,5 at the least.
    said = "Modstrid: 2024 er indlæst som 21 %, men delene giver 20 %. Det indlæste tal gælder."
    assert said in text_of(uploader.get("/maal/bp23/1/"))
    assert said in text_of(uploader.get("/maalepunkter/offentlig-forsoergelse-andel/"))


def test_goal_chart_and_table_show_the_country_beside_the_municipality(reader, load):
    for area, first, second in (("Aabenraa", "11", "10,4"), ("Hele landet", "12", "12,5")):
        load(f"fleksjobledighed;{area};2024M01;{first};;;;;x", f"fleksjobledighed;{area};2024M02;{second};;;;;x")
    response = reader.get("/maal/bp23/2/")
    chart = response.context["panels"][0].chart
    assert [trace["name"] for trace in chart["data"]] == ["Aabenraa", "Hele landet", "Mål 10 %"]
    assert "12,5 %" in text_of(response)


def test_goal_page_shows_the_groups_beside_the_municipality_and_leaves_the_others_to_the_comparison(reader, load):
    """There are 97 others, with figures of twenty years."""
    areas = (("Aabenraa", "10,4"), ("Hele landet", "12,5"), ("RAR Sydjylland", "11,8"), ("Tønder", "9,7"))
    load(*(f"fleksjobledighed;{area};2024M02;{percent};;;;;x" for area, percent in areas))
    page = reader.get("/maal/bp23/2/")
    facts = dict(page.context["panels"][0].facts)
    assert (facts["Hele landet"], facts["RAR Sydjylland"]) == ("12,5 %", "11,8 %")
    assert "Tønder" not in facts
    assert "9,7 %" not in text_of(page)
