"""A committee member's start page: the latest published picture, clearly dated, and quick."""

from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aabenraa_plan.models import Role
from extracts.models import DataVersion
from reports.models import CommitteeDecision
from reports.payload.shapes import Number
from tests.payload_goals import goal, guidepost, target
from tests.payload_money import budget
from tests.reading import text_of
from tests.reports import approver, at, published_report, report_in_hand, since

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def member(as_role):
    return as_role(Role.COMMITTEE)


@pytest.fixture
def keeping(nothing_kept, settings):
    """Pages are kept, as in real use."""
    settings.CACHES |= {
        "own": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "front"},
        "shared": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kept_pages"},
    }
    caches["own"].clear()


def queries(client, where) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where).status_code == 200
    return len(captured)


def test_front_shows_the_latest_published_picture_and_when_it_is_from(member):
    published_report(code="2023Q2", sentence="Den gamle sætning.")
    published_report()
    page = text_of(member.get("/"))
    assert "Billedet er fra 3. kvartal 2023, udgivet 8. november 2023." in page
    assert "Tallene er, som de var kendt 3. november 2023 kl. 9.14." in page
    assert "1 af 3 mål er ikke opfyldt (mål 2), 1 er opfyldt, og 1 kan ikke vurderes endnu." in page
    assert "Den gamle sætning." not in page


def test_front_shows_each_goal_with_its_figure_and_status_and_leads_into_the_report(member):
    published_report()
    page = member.get("/")
    assert "2 Fleksjobledighed 10,4 % foreløbigt ✖ Ikke opfyldt 0,4 procentpoint over loftet" in text_of(page)
    assert "16 Tilfredse borgere – – Mangler tal Ingen tal indlæst endnu." in text_of(page)
    assert 'href="/rapporter/bp23/2023Q3/1/#maal-2"' in page.content.decode()


def test_front_says_what_changed_and_the_budget_in_a_sentence_and_where_the_case_is(member):
    published_report(since=since(sentences=[f"Ændring {number}." for number in range(1, 8)]))
    page = text_of(member.get("/"))
    assert "Ændret siden 2. kvartal 2023 Ændring 1." in page
    assert "Ændring 5." in page and "Ændring 6." not in page
    assert "Budgettet for 2023 ventes overskredet med 1,2" in page.replace("\u00a0", " ")
    assert (
        "Sagen var på udvalgets møde 4. december 2023, punkt 112, sag 22/38279. Beslutningen er ikke skrevet ind endnu."
        in page
    )


def test_front_says_what_the_committee_is_asked_at_a_meeting_that_comes(member):
    published_report(fields={"meets_on": date(2099, 12, 4)})
    page = text_of(member.get("/"))
    assert "Sagen er på dagsordenen til udvalgets møde 4. december 2099, punkt 112, sag 22/38279." in page
    assert "Indstilling Administrationen indstiller, at udvalget tager opfølgningen til efterretning." in page
    assert "Beslutningen er ikke" not in page


def test_front_says_who_approved_it_but_of_an_example_nobody(member):
    published_report()
    assert "Skrevet af jobcentret og godkendt af Gorm Godkender." in text_of(member.get("/"))
    published_report(plan_slug="bp21", is_example=True, fields={"is_example": True})
    assert "godkendt af Gorm" not in text_of(member.get("/?plan=bp21"))


def test_front_says_of_a_goal_without_a_number_that_it_is_not_counted(member):
    published_report(guideposts=[guidepost(goal(number=None, code="erhvervsfrekvens"), goal())])
    page = text_of(member.get("/"))
    assert page.count("Målet har intet nummer i planen og er ikke talt med ovenfor") == 1


def test_front_of_a_first_report_says_that_there_is_nothing_to_compare_with(member):
    published_report(since=None, budget=None, fields={"meets_on": None})
    page = text_of(member.get("/"))
    assert "Der er ingen rapport om et tidligere kvartal at sammenligne med." in page
    assert "Det er ikke oplyst, hvilket møde rapporten skal på." in page
    assert "Budget" not in page


def test_front_shows_what_the_committee_decided(member):
    CommitteeDecision.objects.create(
        **{"report": published_report(), "made_by": approver(), "made_at": at(20), "kind": "noted"},
        **{"meets_on": date(2023, 12, 4), "item_number": 112, "case_number": "22/38279"},
    )
    assert "I udvalget Taget til orientering på mødet 4. december 2023, punkt 112, sag 22/38279" in text_of(
        member.get("/")
    )


def test_front_of_a_correction_says_so_and_which_version_was_decided_on(member):
    CommitteeDecision.objects.create(
        **{"report": published_report(), "made_by": approver(), "made_at": at(20), "kind": "noted"},
        **{"meets_on": date(2023, 12, 4), "item_number": 112},
    )
    published_report(version=2)
    page = text_of(member.get("/"))
    assert "Version 2 retter en tidligere version: Tallet for mål 2 er rettet." in page
    assert "Taget til orientering på mødet 4. december 2023, punkt 112." in page
    assert "Beslutningen er om version 1. Rapporten er rettet siden." in page


def test_front_prefers_the_plan_in_force_and_leads_to_the_others(member):
    # bp23 runs from 2023 to the end of 2026, bp21 is over.
    published_report()
    published_report(plan_slug="bp21", code="2024Q1", sentence="Planen fra 2021.")
    assert "Planen fra 2021." not in text_of(member.get("/"))
    assert 'href="?plan=bp21"' in member.get("/").content.decode()
    assert "Planen fra 2021." in text_of(member.get("/?plan=bp21"))


def test_front_shows_another_plan_where_the_one_in_force_has_no_report(member):
    published_report(plan_slug="bp21", code="2020Q2", sentence="Planen fra 2021.")
    assert "Planen fra 2021." in text_of(member.get("/"))


def test_front_of_an_unknown_plan_says_so_and_does_not_repeat_it(member):
    published_report()
    page = text_of(member.get("/?plan=findes-ikke"))
    assert "Der er ikke udgivet en rapport om den plan." in page
    assert "Billedet er fra 3. kvartal 2023" in page and "findes-ikke" not in page


def test_front_shows_nothing_of_a_report_in_hand(member):
    report_in_hand("approved")
    assert "Der er ikke udgivet en rapport endnu." in text_of(member.get("/"))


def test_front_marks_an_example(member):
    published_report(is_example=True, fields={"is_example": True})
    assert "Eksempel: rapporten er ikke godkendt af nogen." in text_of(member.get("/"))


def test_words_on_the_front_are_shown_as_words(member):
    bad = "<script>alert(1)</script>"
    told = goal(title=bad, sentence=bad, targets=[target(number=Number("1", bad))])
    published_report(guideposts=[guidepost(told)], sentence=bad, budget=budget(lead=bad), since=since(sentences=[bad]))
    page = member.get("/").content.decode()
    assert bad not in page and page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 6


def test_front_that_nothing_changed_since_costs_one_query_more_than_an_empty_page(member, keeping):
    published_report()
    member.get("/")
    # The session, the user, and the data version.
    assert queries(member, "/") == 3


def test_front_shows_a_new_report_as_soon_as_the_data_version_is_raised(member, keeping):
    published_report(code="2023Q2")
    assert "Billedet er fra 2. kvartal 2023" in text_of(member.get("/"))
    published_report()
    DataVersion.raised()
    assert "Billedet er fra 3. kvartal 2023" in text_of(member.get("/"))


def test_front_asks_as_often_for_one_report_as_for_three(member):
    published_report()
    one = queries(member, "/")
    published_report(code="2023Q2")
    published_report(plan_slug="bp21", code="2020Q2")
    assert queries(member, "/") == one
