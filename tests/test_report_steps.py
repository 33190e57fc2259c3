"""The pages that take a report through its steps: what they say, who may, and two people at once."""

from datetime import date

import pytest

from aabenraa_plan.models import Role, User
from extracts.periods import parse
from reports.models import CommitteeDecision, Report, ReportStep
from reports.payload.canonical import sha256_of
from reports.workflow.actions import edit_report, record_decision
from reports.workflow.meanwhile import mark_of
from targets.models import Goal
from targets.words import write_comment
from tests.reading import text_of
from tests.report_forms import CPR, CPR_SAID, WORDS, drafted, send, told, where
from tests.reports import published_report, report_in_hand, submitter

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
DECISION = {"meets_on": "2023-12-04", "item_number": "112", "case_number": "22/38279", "kind": "noted", "text": "Ja."}


@pytest.fixture
def approver(as_role):
    return as_role(Role.APPROVER)


@pytest.fixture
def draft(by):
    return drafted(by)


@pytest.fixture
def commented(draft, by):
    """The one goal that is missed has its comment."""
    goal, texts = Goal.objects.get(plan__slug="bp23", code="2"), {"happened": "x", "why": "x", "next_step": "x"}
    write_comment(goal=goal, quarter=parse("2023Q3"), texts=texts, seen=None, by=by)
    return draft


def state_of(report: Report) -> str:
    return Report.objects.get(pk=report.pk).state


def test_report_is_submitted_read_approved_and_published(as_role, commented):
    page = send(as_role(Role.MANAGER), "report_submit", commented)
    assert "Rapporten er sendt til godkendelse. Indholdet står nu stille" in text_of(page)
    approver, report = as_role(Role.APPROVER), Report.objects.get(pk=commented.pk)
    page = send(approver, "report_approve", report, sha256=sha256_of(report.content))
    assert "Rapporten er godkendt. Den kan nu udgives." in text_of(page)
    page = send(approver, "report_publish", report)
    assert "Rapporten er udgivet. Udvalget kan læse den, og den bliver aldrig ændret." in text_of(page)
    assert state_of(report) == "published"


def test_submitting_what_another_rewrote_meanwhile_shows_it_first(manager, draft):
    seen = mark_of(draft)
    edit_report(report=draft, by=submitter(), introduction="Nyt.")
    page = text_of(send(manager, "report_submit", draft, seen=seen))
    assert "Lise Leder rettede rapporten" in page
    assert "efter at du åbnede siden. Intet af dit er gemt eller udført." in page
    assert state_of(draft) == "draft"


def test_step_sent_without_the_mark_of_the_page_is_refused(manager, draft):
    page = text_of(manager.post(where("report_submit", draft), follow=True))
    assert "Du oprettede rapporten" in page
    assert state_of(draft) == "draft"


def test_missing_comment_is_named_and_nothing_is_submitted(manager, draft):
    page = text_of(send(manager, "report_submit", draft))
    assert "Der mangler kommentar til mål, der ikke er opfyldt: Lav fleksjobledighed." in page
    assert state_of(draft) == "draft"


def test_content_that_is_not_the_one_on_the_screen_is_not_approved(approver):
    report = report_in_hand("submitted")
    page = text_of(send(approver, "report_approve", report, sha256="ab" * 32))
    assert "Læs den igen, før du godkender." in page
    assert state_of(report) == "submitted"


def test_submitter_cannot_approve_and_sees_why(approver, users):
    report = report_in_hand("submitted")
    Report.objects.filter(pk=report.pk).update(submitted_by=users[Role.APPROVER])
    page = send(approver, "report_approve", report, sha256=sha256_of(report.content))
    assert "Du har selv sendt rapporten til godkendelse. En anden skal godkende den." in text_of(page)
    assert "Du har selv sendt rapporten til godkendelse, så du kan ikke godkende den." in text_of(page)
    assert "Godkend rapporten" not in text_of(page)
    assert state_of(report) == "submitted"


def test_report_is_sent_back_with_what_to_correct(approver):
    report = report_in_hand("submitted")
    page = send(approver, "report_return", report, comment="Forklar mål 2.")
    assert "Rapporten er sendt tilbage til lederen med din kommentar." in text_of(page)
    assert state_of(report) == "returned"
    assert ReportStep.objects.get(kind="returned").comment == "Forklar mål 2."


@pytest.mark.parametrize(
    ("comment", "why"), [("", "Skriv, hvad der skal rettes"), (" ", "Skriv, hvad"), (CPR, CPR_SAID)]
)
def test_report_is_not_sent_back_without_a_word(comment, why, approver):
    report = report_in_hand("submitted")
    assert why in text_of(send(approver, "report_return", report, comment=comment))
    assert state_of(report) == "submitted"


def test_comment_of_the_second_approver_stays_on_the_page(as_role, users):
    report, second = report_in_hand("submitted"), as_role(Role.APPROVER)
    seen = mark_of(report)
    send(second, "report_return", report, comment="Først.")
    other = User.objects.create_user(username="anden", role=Role.APPROVER, first_name="Anna", last_name="Anden")
    second.force_login(other)
    page = send(second, "report_return", report, seen=seen, comment="Forklar mål 6.")
    assert "godkender sendte rapporten tilbage" in text_of(page)
    assert "Forklar mål 6." in page.content.decode()
    assert "Se rapporten" in text_of(page)
    assert ReportStep.objects.filter(kind="returned").count() == 1


def test_page_to_send_back_leads_to_the_report_where_it_has_moved_on(approver):
    report = report_in_hand("approved")
    answer = approver.get(where("report_return", report))
    assert answer.url == report.get_absolute_url()
    assert "Kun en rapport, der er sendt til godkendelse, kan sendes tilbage." in told(answer)


def test_approved_report_is_opened_again_with_a_reason(approver):
    report = report_in_hand("approved")
    assert "Rapporten bliver en kladde igen" in text_of(approver.get(where("report_reopen", report)))
    assert "Skriv, hvorfor rapporten åbnes igen." in text_of(send(approver, "report_reopen", report, reason=""))
    page = send(approver, "report_reopen", report, reason="Tallet for mål 2 er rettet.")
    assert "Rapporten er en kladde igen og skal godkendes på ny." in text_of(page)
    assert state_of(report) == "draft"


def test_published_report_stays_and_its_correction_begins_as_version_2(approver):
    report = published_report()
    asked = text_of(approver.get(where("report_reopen", report)))
    assert "Version 2 begynder som en kladde. Version 1 bliver stående, som den er" in asked
    page = send(approver, "report_reopen", report, reason="Tallet for mål 2 er rettet.")
    assert "Version 2 er begyndt som en kladde. Version 1 er stadig udgivet." in text_of(page)
    assert page.redirect_chain == [("/rapporter/bp23/2023Q3/2/", 302)]
    assert list(Report.objects.order_by("version").values_list("version", "state")) == [(1, "published"), (2, "draft")]
    again = send(approver, "report_reopen", report, reason="Én gang til.")
    assert "Der er allerede en nyere version af rapporten." in text_of(again)


def test_draft_is_discarded_and_the_list_says_so(manager, draft):
    page = send(manager, "report_discard", draft)
    assert page.redirect_chain == [("/rapporter/", 302)]
    assert "Kladden er kasseret." in text_of(page)
    assert not Report.objects.exists()
    again = manager.post("/rapporter/bp23/2023Q3/1/kasser/", {"seen": "1-0"}, follow=True)
    assert "Du kasserede rapporten" in text_of(again)


def test_submitted_report_cannot_be_discarded(manager):
    report = report_in_hand("submitted")
    page = text_of(send(manager, "report_discard", report))
    assert "Rapporten er sendt til godkendelse, så det kan ikke lade sig gøre." in page
    assert Report.objects.filter(pk=report.pk).exists()


# Decided


def test_decision_of_the_committee_stands_beside_the_report(manager):
    report = published_report()
    page = manager.get(where("report_decision", report))
    # The meeting the report was made for is filled in.
    assert 'value="2023-12-04"' in page.content.decode()
    assert 'value="22/38279"' in page.content.decode()
    assert "Udvalgets beslutning er gemt." in text_of(send(manager, "report_decision", report, **DECISION))
    decision = CommitteeDecision.objects.get()
    assert (decision.kind, decision.text, decision.item_number) == ("noted", "Ja.", 112)


def test_later_word_replaces_a_decision_with_a_reason_and_the_earlier_stays(manager):
    report = published_report()
    send(manager, "report_decision", report, **DECISION)
    page = manager.get(where("report_decision", report))
    assert "Taget til orientering på mødet 4. december 2023, punkt 112, sag 22/38279. «Ja.»" in text_of(page)
    refused = send(manager, "report_decision", report, **DECISION | {"kind": "approved"})
    assert "Skriv, hvorfor beslutningen rettes." in text_of(refused)
    send(manager, "report_decision", report, **DECISION | {"kind": "approved"}, reason="Referatet er rettet.")
    kinds = CommitteeDecision.objects.order_by("pk").values_list("kind", "ended_reason")
    assert list(kinds) == [("noted", "Referatet er rettet."), ("approved", "")]


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("meets_on", "", "Skriv den dag, mødet blev holdt."),
        ("meets_on", "2050-01-01", "Mødet er ikke holdt endnu."),
        ("item_number", "", "Skriv punktets nummer på dagsordenen"),
        ("kind", "vedtaget", "Vælg, hvad udvalget besluttede."),
        ("text", CPR, CPR_SAID),
    ],
)
def test_bad_decision_is_refused(name, typed, why, manager):
    report = published_report()
    assert why in text_of(send(manager, "report_decision", report, **DECISION | {name: typed}))
    assert not CommitteeDecision.objects.exists()


def test_second_of_two_decisions_at_once_is_told_of_the_first(manager):
    report, other = published_report(), submitter()
    seen = mark_of(report)
    record_decision(report=report, by=other, meets_on=date(2023, 12, 4), item_number=112, kind="approved")
    page = send(manager, "report_decision", report, seen=seen, **DECISION, reason="Andet.")
    assert "Lise Leder skrev udvalgets beslutning" in text_of(page)
    assert "Sådan står den nu Godkendt på mødet 4. december 2023" in text_of(page)
    assert CommitteeDecision.objects.get().kind == "approved"


def test_report_that_is_not_published_has_no_decision(manager):
    answer = manager.get(where("report_decision", report_in_hand("approved")))
    assert "Beslutningen skrives, når rapporten er udgivet." in told(answer)


# Where it is on its way


def test_report_with_a_comment_missing_cannot_be_submitted_yet(manager, draft):
    page = text_of(manager.get(draft.get_absolute_url()))
    assert "Når kommentarerne, der mangler, er skrevet, kan rapporten sendes til godkendelse." in page
    assert "Send til godkendelse Ret" not in page


def test_course_names_the_stage_in_words_and_what_the_writer_may_do(manager, commented):
    page = text_of(manager.get(commented.get_absolute_url()))
    assert "Kladde Her er rapporten nu " in page
    assert "Sendt til godkendelse Mangler" in page
    assert "Send til godkendelse Ret tekst og møde Kassér kladden Kladden, dens sammenfatning" in page
    assert "Det kan ikke fortrydes." in page


@pytest.mark.parametrize(
    ("state", "role", "shown", "hidden"),
    [
        ("draft", Role.APPROVER, "En leder skriver rapporten og sender den til godkendelse.", "Kassér kladden"),
        ("submitted", Role.MANAGER, "Rapporten venter på, at en godkender læser den.", "Godkend rapporten"),
        ("submitted", Role.APPROVER, "Godkend rapporten Send tilbage", "Kassér kladden"),
        ("approved", Role.APPROVER, "Den kan aldrig ændres eller slettes igen", "Godkend rapporten"),
        ("approved", Role.MANAGER, "Rapporten er godkendt. En godkender udgiver den.", "Udgiv rapporten"),
        ("approved", Role.ANALYST, "Rapporten er godkendt. En godkender udgiver den.", "Åbn rapporten igen"),
    ],
)
def test_reader_sees_only_the_steps_that_are_theirs(state, role, shown, hidden, as_role):
    page = text_of(as_role(role).get(report_in_hand(state).get_absolute_url()))
    assert shown in page
    assert hidden not in page


def test_published_report_offers_a_decision_and_a_correction_to_those_who_may(as_role):
    report = published_report()
    page = text_of(as_role(Role.APPROVER).get(report.get_absolute_url()))
    assert "Skriv udvalgets beslutning Ret rapporten med en ny version" in page
    assert "Ret rapporten med en ny version" not in text_of(as_role(Role.MANAGER).get(report.get_absolute_url()))
    report_in_hand(version=2)
    page = text_of(as_role(Role.APPROVER).get(report.get_absolute_url()))
    assert "Version 2 er kladde. Se version 2" in page
    assert "Ret rapporten med en ny version" not in page


def test_committee_member_sees_nothing_of_the_steps(as_role):
    assert "Rapportens vej" not in text_of(as_role(Role.COMMITTEE).get(published_report().get_absolute_url()))


def test_report_that_was_sent_back_says_why_until_it_is_sent_again(as_role):
    report = report_in_hand("submitted")
    send(as_role(Role.APPROVER), "report_return", report, comment="Forklar mål 2.")
    client = as_role(Role.MANAGER)
    send(client, "report_edit", report, **WORDS)
    page = text_of(client.get(report.get_absolute_url()))
    assert "godkender sendte rapporten tilbage" in page
    assert "Forklar mål 2." in page
