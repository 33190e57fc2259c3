"""The pages on which a report is begun and its words are written: bad input, and two people at once."""

from datetime import date

import pytest
from django.urls import reverse

from aabenraa_plan.models import Role
from reports.models import Report
from reports.workflow.actions import discard_report, edit_report
from reports.workflow.meanwhile import mark_of
from targets.models import Plan
from tests.plans import new_draft
from tests.reading import text_of
from tests.report_forms import CPR, CPR_SAID, WORDS, drafted, send, told, where
from tests.reports import published_report, report_in_hand, submitter

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


@pytest.fixture
def draft(by):
    return drafted(by)


def test_manager_begins_a_report_of_a_quarter_that_is_over(manager):
    page = manager.post(reverse("report_new"), {"what": "bp23:2023Q3"}, follow=True)
    assert page.redirect_chain == [("/rapporter/bp23/2023Q3/1/rediger/", 302)]
    assert "Rapporten for 3. kvartal 2023 er oprettet som en kladde." in text_of(page)
    assert Report.objects.get(plan="bp23", quarter="2023Q3").state == "draft"


def test_list_of_quarters_says_which_have_a_report_and_knows_the_one_asked_for(manager):
    published_report(code="2023Q2")
    report_in_hand(code="2023Q3")
    page = manager.get(reverse("report_new"), {"plan": "bp23", "kvartal": "2023Q1"}).content.decode()
    assert '<option value="bp23:2023Q3">3. kvartal 2023 (i gang)</option>' in page
    assert '<option value="bp23:2023Q2">2. kvartal 2023 (udgivet)</option>' in page
    assert '<option value="bp23:2023Q1" selected>1. kvartal 2023</option>' in page
    # A year before the plan of 2021 and a year after it, and no further.
    assert [code in page for code in ("bp21:2019Q4", "bp21:2020Q1", "bp21:2022Q4", "bp21:2023Q1")] == [
        *(False, True, True, False)
    ]


@pytest.mark.parametrize("what", ["", "bp23", "bp23:2019Q1", "bp23:2099Q1", "findes-ikke:2023Q3", "bp23:x", CPR])
def test_quarter_that_cannot_be_reported_on_is_refused(what, manager):
    page = text_of(manager.post(reverse("report_new"), {"what": what}))
    assert ("Vælg en plan og et kvartal på listen." in page) != (CPR_SAID in page)
    assert "0101701234" not in page
    assert not Report.objects.exists()


def test_plan_that_is_not_adopted_is_not_on_the_list(manager):
    draft = new_draft()
    page = manager.post(reverse("report_new"), {"what": f"{draft.slug}:2023Q3"})
    assert "Vælg en plan og et kvartal på listen." in text_of(page)
    assert draft.title not in text_of(page)


def test_report_page_without_a_plan_says_what_to_do(manager):
    Plan.objects.update(is_draft=True, adopted_at=None, adopted_by=None)
    page = text_of(manager.get(reverse("report_new")))
    assert "Ingen plan er vedtaget endnu En rapport følger op på en vedtaget plan." in page


def test_report_that_is_there_already_is_shown_instead(manager):
    report_in_hand(code="2023Q3")
    answer = manager.post(reverse("report_new"), {"what": "bp23:2023Q3"})
    assert answer.url == "/rapporter/bp23/2023Q3/1/"
    assert "Rapporten for 3. kvartal 2023 er allerede i gang. Her er den." in told(answer)
    published_report(code="2023Q2")
    published_report(code="2023Q2", version=2)
    answer = manager.post(reverse("report_new"), {"what": "bp23:2023Q2"})
    assert answer.url == "/rapporter/bp23/2023Q2/2/"
    assert "Rapporten for 2. kvartal 2023 er udgivet." in told(answer)


def test_words_and_meeting_are_saved(manager, draft):
    page = send(manager, "report_edit", draft, **WORDS)
    assert "Kladden er gemt." in text_of(page)
    draft.refresh_from_db()
    assert (draft.introduction, draft.recommendation) == (WORDS["introduction"], WORDS["recommendation"])
    assert (draft.meets_on, draft.item_number, draft.case_number) == (date(2023, 12, 4), 112, "22/38279")


def test_everything_may_be_left_for_later(manager, draft):
    assert "Kladden er gemt." in text_of(send(manager, "report_edit", draft))
    draft.refresh_from_db()
    assert (draft.introduction, draft.meets_on, draft.item_number) == ("", None, None)


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("item_number", "elleve", "Skriv punktets nummer på dagsordenen som et helt tal fra 1 til 9.999."),
        ("item_number", "0", "Skriv punktets nummer på dagsordenen som et helt tal fra 1 til 9.999."),
        ("item_number", "1,5", "Skriv punktets nummer på dagsordenen som et helt tal fra 1 til 9.999."),
        ("meets_on", "i morgen", "Skriv en dato, fx 31.12.2026."),
        ("meets_on", "0001-01-01", "Årstallet skal være mellem 1990 og 2099."),
        ("introduction", "x" * 2001, "Denne værdi må højst have 2000 tegn"),
        ("case_number", "x" * 21, "Denne værdi må højst have 20 tegn"),
        ("introduction", CPR, CPR_SAID),
        ("recommendation", CPR, CPR_SAID),
    ],
)
def test_bad_words_are_refused_and_the_others_stay(name, typed, why, manager, draft):
    page = send(manager, "report_edit", draft, **WORDS | {name: typed})
    assert why in text_of(page)
    assert "22/38279" in page.content.decode() or name == "case_number"
    assert "0101701234" not in page.content.decode()
    draft.refresh_from_db()
    assert draft.introduction == ""


def test_second_of_two_writers_sees_the_firsts_text_and_keeps_their_own(manager, draft):
    seen, other = mark_of(draft), submitter()
    edit_report(report=draft, by=other, introduction="Den andens ord.", meets_on=date(2023, 12, 4))
    page = send(manager, "report_edit", draft, seen=seen, **WORDS)
    text = text_of(page)
    assert "Lise Leder rettede rapporten " in text
    assert "Den andens ord." in text
    assert "Gemmer du, erstatter din tekst den anden." in text
    assert WORDS["introduction"] in page.content.decode()
    draft.refresh_from_db()
    assert draft.introduction == "Den andens ord."
    again = send(manager, "report_edit", draft, seen=page.context["seen"], **WORDS)
    assert "Kladden er gemt." in text_of(again)


def test_writer_of_a_report_that_was_discarded_loses_no_word(manager, draft):
    seen = mark_of(draft)
    discard_report(report=draft, by=submitter())
    page = manager.post("/rapporter/bp23/2023Q3/1/rediger/", {"seen": seen, **WORDS})
    assert page.status_code == 200
    assert "Lise Leder kasserede rapporten" in text_of(page)
    assert WORDS["introduction"] in page.content.decode()
    assert "Gem kladden" not in text_of(page)
    assert manager.get("/rapporter/bp23/2023Q3/1/rediger/").status_code == 404


def test_writer_of_a_report_that_was_submitted_meanwhile_loses_no_word(manager):
    report = report_in_hand("submitted")
    page = send(manager, "report_edit", report, seen="1-0", **WORDS)
    assert "Rapporten er nu sendt til godkendelse og kan ikke rettes. Se rapporten" in text_of(page)
    assert WORDS["introduction"] in page.content.decode()
    assert "Gem kladden" not in text_of(page)


def test_report_that_stands_still_is_not_opened_for_writing(manager):
    report = report_in_hand("submitted")
    answer = manager.get(where("report_edit", report))
    assert answer.url == report.get_absolute_url()
    assert "Rapporten er sendt til godkendelse og kan ikke rettes" in told(answer)


@pytest.mark.parametrize("name", ["report_edit", "report_return", "report_reopen", "report_decision"])
def test_report_there_never_was_is_not_found(name, as_role):
    client = as_role(Role.MANAGER if name in ("report_edit", "report_decision") else Role.APPROVER)
    nowhere = reverse(name, args=["bp23", "2023Q4", 1])
    assert (client.get(nowhere).status_code, client.post(nowhere, WORDS).status_code) == (404, 404)
