"""The list of initiatives: by guidepost and kind with status, what is counted, filters, exports."""

import pytest
from django.urls import reverse

from aabenraa_plan.models import Role
from initiatives.models import CaseLine, GoalLink, Initiative, Measurement, Note, Promise
from initiatives.spans import span_of
from targets.models import Goal
from tests.case_writing import record
from tests.reading import page_text, text_of

pytestmark = pytest.mark.django_db
LIST = "/indsatser/"


def groups(client, **query):
    """By heading, the codes that stand there with how deep."""
    page = client.get(LIST, query)
    assert page.status_code == 200
    return {
        heading: [(place.listed.initiative.code, place.depth) for place, _ in rows]
        for heading, rows in page.context["groups"]
    }


def test_list_begins_with_how_many_and_what_nobody_has_counted(as_role):
    # Four strategies: KIK, KIK II, KINA, KIJOS. Closed: KIJOS, BIR, jobformidling; planned: velfærdsaftale.
    # Counted: KIK and KIK II (citizens), jobformidling (387 job orders): 14 − 3 = 11 are not.
    assert (
        "14 indsatser, og 4 af dem er investeringsstrategier. "
        "Efter den nyeste kilde er 10 i gang, 3 afsluttet og 1 planlagt. "
        "Ved 11 af dem har ingen talt op, hvad der kom ud af det."
    ) in page_text(as_role(Role.APPROVER), LIST)


def test_list_shows_the_newest_adopted_plan_by_guidepost(as_role):
    assert groups(as_role(Role.APPROVER)) == {
        "Pejlemærke 1: Større arbejdsstyrke": [("kijos", 0), ("kis", 0)],
        "Pejlemærke 3: Flere unge i job eller uddannelse": [("ungeindsats", 0)],
        "Pejlemærke 4: Flere skal med": [("bir", 0), ("boligsocial-indsats", 0), ("ips", 0)],
        "Uden pejlemærke i denne plan": [
            *(("kik", 0), ("cykelprojektet", 1), ("dig-i-centrum", 1), ("fokus-og-moment", 1), ("kik-ii", 0)),
            *(("kina", 0), ("jobformidling", 0), ("velfaerdsaftale", 0)),
        ],
    }


def test_initiative_stands_once_under_each_guidepost_it_serves_with_its_parts_below(manager):
    found = groups(manager, plan="bp21")
    with_parts = [("kik", 0), ("cykelprojektet", 1), ("dig-i-centrum", 1), ("fokus-og-moment", 1)]
    assert found["Integration og flygtninge"] == with_parts
    assert found["På kanten af arbejdsmarkedet"] == [*with_parts, ("kik-ii", 0), ("bir", 0), ("kis", 0)]
    assert ("kik", 0) not in found["Uden tema i denne plan"]


def test_two_goals_of_one_guidepost_make_one_row(manager):
    kis = Initiative.objects.get(code="kis")
    GoalLink.objects.create(initiative=kis, goal=Goal.objects.get(plan__slug="bp23", code="4"), how="x")
    assert groups(manager)["Pejlemærke 1: Større arbejdsstyrke"] == [("kijos", 0), ("kis", 0)]
    assert "Mål 2: Lav fleksjobledighed" in page_text(manager, LIST)


def test_status_is_what_the_newest_source_says_and_from_when(manager):
    found = page_text(manager, LIST)
    assert "■ Afsluttet senest oplyst for juni 2023" in found
    assert "▶ I gang senest oplyst for 2021" in found
    assert "○ Planlagt senest oplyst for december 2023" in found


def test_money_is_what_the_documents_print(manager):
    found = page_text(manager, LIST).replace("\u00a0", " ")
    assert "60,6 mio. kr." in found and "68 mio. kr." in found and "16,7 mio. kr." in found
    # FACTS: 6,1 + 25,3 + 11,4 = 42,8 realised; −18,1 − 8,6 + 4 = −22,7 promised.
    assert "Januar 2016-maj 2018: en gevinst på 42,8 mio. kr. Lovet var en nettoudgift på 22,7 mio. kr." in found


def realise_kik_ii(by, code, amounts):
    """What came of every line of a span, in 1.000 kr.: two investments, a saving and three kinds of financing."""
    span = span_of(code)
    lines = CaseLine.objects.filter(case__initiative__code="kik-ii", starts=span.starts, ends=span.ends)
    told = zip(lines.order_by("position"), amounts, strict=True)
    return record({line.pk: amount * 1000 for line, amount in told}, by)


def test_money_that_came_by_kind_is_told_as_far_as_it_is_whole(manager, by):
    # 4.000 + 7.000 − 300 − (1.000 + 1.000 + 7.000) = 1.700 realised, 2.577 promised; of 2020 comes after a gap.
    realise_kik_ii(by, "2018M06-2018M12", [4000, 7000, -300, 1000, 1000, 7000])
    realise_kik_ii(by, "2020", [1, 1, -1, 0, 0, 0])
    found = page_text(manager, LIST).replace("\u00a0", " ")
    assert "Juni-december 2018: en nettoudgift på 1,7 mio. kr. Lovet var en nettoudgift på 2,6 mio. kr." in found


def test_money_that_came_is_not_summed_over_a_year_without_a_figure(manager, by):
    # KIK: of 2017 what came is taken back, so only 2016 is left: 6,1 against −18,1.
    line = CaseLine.objects.get(case__initiative__code="kik", starts="2017-01-01")
    record({line.pk: None}, by, slug="kik")
    found = page_text(manager, LIST).replace("\u00a0", " ")
    assert "2016: en gevinst på 6,1 mio. kr. Lovet var en nettoudgift på 18,1 mio. kr." in found


def test_money_that_came_in_part_is_not_summed_and_is_still_counted(manager, by):
    line = CaseLine.objects.filter(case__initiative__code="kijos").get()
    record({line.pk: 15_000_000}, by, slug="kijos")
    found = page_text(manager, LIST)
    assert "De realiserede beløb er ikke hele, så de kan ikke lægges sammen." in found
    assert "Ved 10 af dem har ingen talt op" in found


def test_list_counts_no_citizens(as_role):
    found = page_text(as_role(Role.APPROVER), LIST)
    assert "Det er talt op, hvordan det gik borgerne." in found
    assert not any(count in found for count in ("1.461", "474", "1.485", "408", "387"))


def test_promises_are_told_by_their_word(manager, by):
    assert "1 løfte kan ikke vurderes." in page_text(manager, LIST)
    promise = Promise.objects.get(code="borgere-pr-sagsbehandler")
    what = {"source": "x", "made_by": by, "made_at": Note.objects.first().made_at}
    Measurement.objects.create(promise=promise, day="2022-03-01", value=40, **what)
    found = page_text(manager, LIST)
    assert "1 løfte er ikke opfyldt." in found and "Ved 10 af dem har ingen talt op" in found


def test_filters_by_kind_and_status(manager):
    found = groups(manager, slags="strategy", status="closed")
    assert found == {"Pejlemærke 1: Større arbejdsstyrke": [("kijos", 0)]}
    page = page_text(manager, LIST, slags="project", status="running")
    assert "Her vises 3 af dem." in page and "del af KIK" in page
    assert "Ingen indsats passer" in page_text(manager, LIST, slags="strategy", status="planned")


@pytest.mark.embedded
@pytest.mark.parametrize("query", [{"slags": "x"}, {"status": "running'"}])
def test_unknown_filter_says_so_and_shows_all(query, manager):
    found = page_text(manager, LIST, **query)
    assert "Det, du vil sortere efter, findes ikke." in found
    assert "Velfærdsaftale" in found


@pytest.mark.embedded
def test_unknown_plan_says_so(manager):
    found = page_text(manager, LIST, plan="bp99")
    assert "Planen findes ikke. Siden viser den nyeste." in found and "Større arbejdsstyrke" in found


@pytest.mark.embedded
def test_draft_plan_is_shown_as_one(draft, manager):
    assert f"{draft} (udkast)" in page_text(manager, LIST, plan=draft.slug)


def test_guideposts_that_none_serves_are_named(manager):
    assert "Ingen indsats er knyttet til «Bedre arbejdsstyrke» eller «På tværs»." in page_text(manager, LIST)
    assert "Ingen indsats er knyttet" not in page_text(manager, LIST, slags="project")


@pytest.mark.embedded
def test_list_is_exported_with_the_same_rows(manager):
    found = manager.get(LIST, {"hent": "csv", "tabel": "indsatser"}).content.decode("utf-8-sig")
    assert "Pejlemærke 1: Større arbejdsstyrke;KIJOS;;Investeringsstrategi;2019 til 2023;Afsluttet;2023M06;" in found
    assert ";16700000;" in found and "Uden pejlemærke i denne plan;Dig i centrum;KIK;Projekt" in found
    assert manager.get(LIST, {"hent": "xlsx", "slags": "project"}).status_code == 200


@pytest.mark.embedded
def test_list_without_initiatives_says_what_to_do(manager):
    GoalLink.objects.all().delete()
    for model in (Measurement, Promise, Note):
        model.objects.all().delete()
    assert "Ingen indsats passer" in text_of(manager.get(LIST, {"slags": "effort", "status": "unknown"}))


def test_list_takes_the_same_queries_with_one_and_three_rows(manager, by, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(40) as seen:
            assert manager.get(LIST, {"slags": "project", "status": "planned"}).status_code == 200
            assert manager.get(LIST).status_code == 200
        return len(seen)

    def add(number):
        what = {"kind": "project", "status": "planned", "status_period": "2026", "source": "x"}
        made = Initiative.objects.create(code=f"nr-{number}", name=f"Nr. {number}", **what)
        GoalLink.objects.create(initiative=made, goal=Goal.objects.get(plan__slug="bp23", code="2"), how="x")
        Promise.objects.create(
            initiative=made, code="x", name="x", rule="at_least", value=1, unit="sager", source="x", position=1
        )

    add(1)
    one = queries()
    add(2)
    add(3)
    assert queries() == one


def test_new_initiative_without_links_stands_in_the_last_group(manager):
    Initiative.objects.create(code="ny-2", name="Åben dør", kind="effort", source="x")
    assert groups(manager)["Uden pejlemærke i denne plan"][-1] == ("ny-2", 0)
    assert "Om 1 er status ikke oplyst." in page_text(manager, LIST)
    assert reverse("initiative", args=["ny-2"]) in manager.get(LIST).content.decode()
