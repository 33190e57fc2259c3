"""The page of goals by quarter: its sentences, its cells, who sees it and what it costs."""

import pytest
from django.utils import timezone

from aabenraa_plan.models import Role
from targets.models import Goal, Plan
from targets.quarterly.wording import sentences
from tests.quarters import FLEX, TODAY, by_quarter, said
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
BP21 = "/planer/bp21/kvartaler/"


@pytest.fixture
def reader(as_role):
    return as_role(Role.APPROVER)


def test_sentence_counts_the_goals_with_new_figures(load):
    assert said("bp21", "2020Q2", since=2020) == [
        "I 2. kvartal 2020 er ingen af de 2 mål med nye tal opfyldt (mål 5 og 6).",
        "Der er endnu ingen nye tal efter 2. kvartal 2020.",
    ]
    code = "unge-under-30-offentlig-forsoergelse;Aabenraa"
    load(f"{FLEX};2021M03;9;;;;;x", "ressourceforloeb-aktivitet;Aabenraa;2021Q1;;30;100;;;x", f"{code};2021Q1;8;;;;;x")
    load("kontant-uddannelseshjaelp;Aabenraa;2021M03;830;;;;;x")
    assert said("bp21", "2021Q1")[0] == (
        "I 1. kvartal 2021 er 1 af 4 mål med nye tal opfyldt, 1 er ikke opfyldt (mål 6), 1 har frist senere, "
        "og 1 kan ikke vurderes."
    )


def test_sentence_says_which_goals_turned_since_their_last_figure(load):
    load(f"{FLEX};2021M03;9;;;;;x", f"{FLEX};2021M12;11;;;;;x")
    assert said("bp21", "2021Q4") == [
        "I 4. kvartal 2021 er der nyt tal for ét mål, mål 5: ikke opfyldt.",
        "Mål 5 er gået fra opfyldt til ikke opfyldt siden forrige tal.",
        "Der er endnu ingen nye tal efter 4. kvartal 2021.",
    ]
    load("ressourceforloeb-aktivitet;Aabenraa;2021Q1;;36;100;;;x")
    assert said("bp21", "2021Q1", since=2020)[1:] == [
        "Mål 5 og 6 er gået fra ikke opfyldt til opfyldt siden forrige tal."
    ]
    assert said("bp21", "2021Q3") == ["Der er ingen nye tal i 3. kvartal 2021."]


def test_sentence_without_figures_demands_or_quarters_says_so():
    assert said("bp21", "2021Q1") == ["Der er ingen tal for planens mål fra 1. kvartal 2021 til 2. kvartal 2022."]
    assert sentences(by_quarter("bp23", today=TODAY), None) == [
        "Planen er ikke begyndt. Der er ingen afsluttede kvartaler at vise endnu."
    ]
    Goal.objects.filter(plan__slug="bp21").delete()
    assert said("bp21", "2021Q1") == ["Planen har ingen krav at vurdere endnu."]


def test_page_answers_in_a_sentence_and_writes_the_asked_quarter_out(reader):
    page = text_of(reader.get(f"{BP21}?fra=2020&kvartal=2020Q2"))
    assert "I 2. kvartal 2020 er ingen af de 2 mål med nye tal opfyldt (mål 5 og 6)." in page
    assert "2. kvartal 2020 i ord" in page
    assert "25,64 % i 2. kvartal 2020: 9,36 procentpoint under målet på mindst 35 %." in page
    assert "Intet nyt i 2. kvartal 2020: mål 1, 2, 3, 4, 7 og 8." in page
    assert "eksempeldata" not in page


def test_every_cell_has_a_word_a_shape_and_a_colour(reader):
    page = reader.get(f"{BP21}?fra=2020&kvartal=2020Q2").content.decode()
    missed = page[page.index('<td class="heat__cell heat__cell--missed"') :]
    assert '<span class="heat__symbol" aria-hidden="true">✖</span><span class="sr-only">Ikke opfyldt </span>' in missed
    empty = page[page.index('<td class="heat__cell heat__cell--empty"') :]
    assert '<span class="heat__symbol" aria-hidden="true">–</span>' in empty
    assert "style=" not in page


@pytest.mark.parametrize("query", ["fra=igår", "fra=1850", "fra=²²²²", "fra=9999", "kvartal=snart", "kvartal=2020M05"])
def test_page_asked_for_something_unknown_shows_the_usual_quarters(query, reader):
    page = text_of(reader.get(f"{BP21}?{query}"))
    assert "fra 1. kvartal 2021 til 2. kvartal 2022" in page


def test_links_stay_at_the_moment_looked_back_to(as_role):
    today = timezone.localdate().isoformat()
    page = as_role(Role.MANAGER).get(f"{BP21}?fra=2020&som_set={today}").content.decode()
    assert f"?kvartal=2020Q1&amp;som_set={today}&amp;fra=2020#quarter-in-words" in page
    assert f"?fra=2024&amp;som_set={today}" in page
    assert f'href="/maal/bp21/5/?som_set={today}"' in page


def test_draft_has_quarters_and_an_unknown_plan_has_none(reader):
    Plan.objects.filter(slug="bp21").update(is_draft=True)
    assert reader.get(BP21).status_code == 200
    assert reader.get("/planer/bp99/kvartaler/").status_code == 404


def queries_for(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(30) as captured:
        assert client.get(BP21).status_code == 200
    return len(captured)


def test_page_costs_as_many_queries_with_three_figures_as_with_one(reader, load, django_assert_max_num_queries):
    load(f"{FLEX};2021M03;9;;;;;x")
    reader.get(BP21)
    one = queries_for(reader, django_assert_max_num_queries)
    load(f"{FLEX};2021M06;9;;;;;x", "ressourceforloeb-aktivitet;Aabenraa;2021Q1;;36;100;;;x")
    assert queries_for(reader, django_assert_max_num_queries) == one


def test_page_costs_as_many_queries_with_all_goals_as_with_one(reader, django_assert_max_num_queries):
    reader.get(BP21)
    every_goal = queries_for(reader, django_assert_max_num_queries)
    Goal.objects.filter(plan__slug="bp21").exclude(code="6").delete()
    assert queries_for(reader, django_assert_max_num_queries) == every_goal
