"""The course of a report: who may do what when, what stands still, and what the log remembers."""

from datetime import date

import pytest

from aabenraa_plan.models import Role
from aabenraa_plan.refusals import NotPossible
from extracts.periods import parse
from reports.models import CommitteeDecision, Report, ReportStep
from reports.payload.canonical import sha256_of
from reports.pdf import rendering
from reports.workflow.actions import (
    approve_report,
    discard_report,
    draft_report,
    edit_report,
    publish_report,
    record_decision,
    reopen_report,
    return_report,
    submit_report,
)
from targets.models import Goal, Plan
from targets.words import write_comment

pytestmark = pytest.mark.django_db
TEXTS = {"happened": "Flere blev ledige.", "why": "En aftale udløb.", "next_step": "12 pladser oprettes."}


@pytest.fixture
def signer(users):
    return users[Role.APPROVER]


@pytest.fixture
def report(by):
    """The report of the plan of 2021 on the second quarter of 2020, where goals 5 and 6 are missed."""
    return draft_report(plan=Plan.objects.get(slug="bp21"), quarter=parse("2020Q2"), by=by)


@pytest.fixture
def commented(report, by):
    for code in ("5", "6"):
        goal = Goal.objects.get(plan__slug="bp21", code=code)
        write_comment(goal=goal, quarter=parse("2020Q2"), texts=TEXTS, seen=None, by=by)
    return report


@pytest.fixture
def submitted(commented, by):
    return submit_report(report=commented, by=by)


@pytest.fixture
def approved(submitted, signer):
    return approve_report(report=submitted, sha256=sha256_of(submitted.content), by=signer)


@pytest.fixture
def published(approved, signer):
    return publish_report(report=approved, by=signer)


def refusal(action, **arguments) -> str:
    with pytest.raises(NotPossible) as why:
        action(**arguments)
    return str(why.value)


def steps() -> list[tuple[str, str]]:
    return [(step.kind, step.made_by.username) for step in ReportStep.objects.all()]


def test_report_goes_from_draft_to_published_and_each_step_is_logged(published):
    assert published.state == "published"
    assert steps() == [
        ("drafted", "leder"),
        ("submitted", "leder"),
        ("approved", "godkender"),
        ("published", "godkender"),
    ]
    assert published.sha256 == sha256_of(published.content)
    assert published.pdf_sha256 == sha256_of(published.pdf)
    assert bytes(published.pdf).startswith(b"%PDF-")
    signed = [(each["word"], each["by"]) for each in published.payload["signatures"]]
    assert signed[1:] == [("sendt til godkendelse", "leder"), ("godkendt", "godkender"), ("udgivet", "godkender")]


def test_publishing_adds_the_signatures_and_nothing_else(approved, signer):
    before = approved.payload
    after = publish_report(report=approved, by=signer).payload
    assert before["signatures"] == []
    assert {key: each for key, each in after.items() if key != "signatures"} == {
        key: each for key, each in before.items() if key != "signatures"
    }


def test_report_of_a_quarter_that_is_not_over_or_a_plan_that_is_no_plan_yet_is_refused(by, draft):
    plan = Plan.objects.get(slug="bp23")
    assert refusal(draft_report, plan=plan, quarter=parse("2098Q1"), by=by).startswith("1. kvartal 2098 er ikke slut")
    assert "kvartal" in refusal(draft_report, plan=plan, quarter=parse("2023"), by=by)
    assert "ikke vedtaget" in refusal(draft_report, plan=draft, quarter=parse("2023Q1"), by=by)
    assert not Report.objects.exists()


def test_second_report_of_a_quarter_is_refused(report, by):
    plan = Plan.objects.get(slug="bp21")
    assert "allerede i gang" in refusal(draft_report, plan=plan, quarter=parse("2020Q2"), by=by)


def test_second_report_of_a_published_quarter_is_refused(published, by):
    plan = Plan.objects.get(slug="bp21")
    assert "Åbn den igen" in refusal(draft_report, plan=plan, quarter=parse("2020Q2"), by=by)


def test_submitting_without_the_comments_names_the_goals_and_freezes_nothing(report, by):
    said = refusal(submit_report, report=report, by=by)
    titles = [Goal.objects.get(plan__slug="bp21", code=code).title for code in ("5", "6")]
    assert said == (f"Der mangler kommentar til mål, der ikke er opfyldt: {titles[0]} og {titles[1]}. Skriv dem først.")
    report.refresh_from_db()
    assert (report.state, report.content) == ("draft", "")


def test_submitting_freezes_what_the_figures_say(submitted):
    payload = submitted.payload
    assert payload["sentence"] == (
        "2 af 8 mål er ikke opfyldt (mål 5 og 6), ingen er opfyldt, 1 har frist senere, og 5 kan ikke vurderes endnu."
    )
    goals = {goal["code"]: goal for guidepost in payload["guideposts"] for goal in guidepost["goals"]}
    # FACTS: 11,6 % against at most 10; 60 of 234, 22 more.
    assert goals["5"]["sentence"] == "11,6 % i maj 2020: 1,6 procentpoint over loftet på 10\u00a0%.".replace(
        "11,6 %", "11,6\u00a0%"
    )
    [resource] = goals["6"]["targets"]
    assert (resource["numerator"], resource["denominator"], resource["needed"]) == ("60", "234", 22)
    assert goals["6"]["comment"]["why"] == "En aftale udløb."
    assert goals["2"]["targets"][0]["number"] == {"value": None, "text": "–"}


def test_submitted_report_is_not_edited_or_submitted_again(submitted, by):
    assert "er sendt til godkendelse" in refusal(edit_report, report=submitted, introduction="x", by=by)
    assert "er sendt til godkendelse" in refusal(submit_report, report=submitted, by=by)


def test_approving_by_the_submitter_is_refused(submitted, by):
    said = refusal(approve_report, report=submitted, sha256=sha256_of(submitted.content), by=by)
    assert said == "Du har selv sendt rapporten til godkendelse. En anden skal godkende den."


def test_approving_another_content_than_the_report_has_is_refused(submitted, signer):
    assert "Læs den igen" in refusal(approve_report, report=submitted, sha256="0" * 64, by=signer)
    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_returned_report_says_why_and_can_be_submitted_again(submitted, signer, by):
    returned = return_report(report=submitted, comment="Mål 5 mangler en årsag.", by=signer)
    assert (returned.state, returned.content, returned.submitted_by) == ("returned", "", None)
    edit_report(report=returned, introduction="Kort sagt", by=by)
    again = submit_report(report=returned, by=by)
    assert again.payload["introduction"] == "Kort sagt"
    kinds = [kind for kind, _ in steps()]
    assert kinds == ["drafted", "submitted", "returned", "edited", "submitted"]
    assert ReportStep.objects.get(kind="returned").comment == "Mål 5 mangler en årsag."


def test_publishing_before_approval_is_refused(submitted, signer):
    assert "er sendt til godkendelse" in refusal(publish_report, report=submitted, by=signer)


def test_reopening_an_approved_report_keeps_the_first_approval_in_the_log(approved, signer):
    opened = reopen_report(report=approved, reason="Et tal skal med.", by=signer)
    assert (opened.pk, opened.state, opened.approved_by) == (approved.pk, "draft", None)
    assert [kind for kind, _ in steps()] == ["drafted", "submitted", "approved", "reopened"]
    approval = ReportStep.objects.get(kind="approved")
    assert (approval.made_by, approval.sha256) == (signer, sha256_of(approved.content))


def test_reopening_a_published_report_begins_a_second_version_and_the_first_stays(published, signer, by):
    content = published.content
    fresh = reopen_report(report=published, reason="Tallet for mål 6 var forkert.", by=signer)
    assert (fresh.version, fresh.state, fresh.correction) == (2, "draft", "Tallet for mål 6 var forkert.")
    assert "nyere version" in refusal(reopen_report, report=published, reason="x", by=signer)
    assert Report.objects.get(version=1).content == content


def test_second_version_lists_what_differs_from_the_first(published, signer, by, load):
    load("ressourceforloeb-aktivitet;Aabenraa;2020Q2;;61;234;;;rettet")
    fresh = submit_report(report=reopen_report(report=published, reason="Rettet.", by=signer), by=by)
    corrects = fresh.payload["corrects"]
    # 60/234 = 25,64 %; 61/234 = 26,07 %, 8,93 points below 35.
    assert [each["sentence"] for each in corrects["differences"]] == [
        "Mål 6: tallet for 2. kvartal 2020 er rettet fra 25,64 % til 26,07 %.",
        "Kilderne er ændret.",
    ]
    assert (corrects["version"], corrects["sha256"]) == (1, published.sha256)
    assert fresh.payload["correction"] == "Rettet."


def test_discarded_draft_is_gone_and_its_log_stays(report, by):
    discard_report(report=report, by=by)
    assert not Report.objects.exists()
    assert [kind for kind, _ in steps()] == ["drafted", "discarded"]
    assert "kasseret" in refusal(submit_report, report=report, by=by)


def test_decision_is_kept_beside_the_report_and_corrected_with_a_reason(published, by):
    meeting = {"report": published, "by": by, "meets_on": date(2020, 10, 5), "item_number": 112}
    record_decision(**meeting, kind="discussed", case_number="22/38279")
    assert "Skriv, hvorfor den rettes" in refusal(record_decision, **meeting, kind="noted")
    record_decision(**meeting, kind="noted", reason="Forkert kryds.")
    assert [each.kind for each in CommitteeDecision.objects.known_at(None)] == ["noted"]
    first = CommitteeDecision.objects.get(kind="discussed")
    assert (first.ended_by, first.ended_reason) == (by, "Forkert kryds.")


def test_decision_on_a_report_that_is_not_published_is_refused(submitted, by):
    said = refusal(record_decision, report=submitted, by=by, meets_on=date(2020, 10, 5), item_number=1, kind="noted")
    assert "er sendt til godkendelse" in said


def test_report_whose_paper_cannot_be_set_stays_approved_and_says_so(approved, signer, monkeypatch, tmp_path, caplog):
    monkeypatch.setattr(rendering, "TEMPLATE", tmp_path / "gone.typ")
    said = refusal(publish_report, report=approved, by=signer)
    assert said.startswith("Rapportens PDF kunne ikke laves, så den er ikke udgivet.")
    approved.refresh_from_db()
    assert (approved.state, approved.published_at) == ("approved", None)
    assert "The PDF of bp21 2. kvartal 2020 could not be set" in caplog.text
    assert not ReportStep.objects.filter(kind="published").exists()


def test_paper_that_takes_too_long_is_given_up(approved, signer, monkeypatch):
    monkeypatch.setattr(rendering, "PATIENCE", 0.01)
    assert "PDF kunne ikke laves" in refusal(publish_report, report=approved, by=signer)
