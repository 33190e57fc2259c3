"""One version of a report on the screen: what was frozen, and beside it what came later."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime

from aabenraa_plan.kept import kept_here
from reports.models import CommitteeDecision, Report, ReportState, ReportStep
from reports.payload.reading import changed_meanwhile
from reports.workflow.missing import goals_without_comment

PILLS = {
    ReportState.PUBLISHED: "committed",
    ReportState.APPROVED: "ready",
    ReportState.SUBMITTED: "ready",
    ReportState.RETURNED: "blocked",
}
"""The colour of the state, as uploads have it."""
ON_ITS_WAY = (ReportState.SUBMITTED, ReportState.APPROVED)


@dataclass(frozen=True)
class LogLine:
    word: str
    comment: str
    at: datetime
    by: str
    sha256: str = ""


def report_page(report: Report, payload: dict, *, staff: bool) -> dict:
    return {
        "report": report,
        "payload": payload,
        "pill": PILLS.get(report.state, "none"),
        "body": body_of(report, payload),
        "newer": newer_version(report),
        "decisions": CommitteeDecision.objects.filter(report=report).select_related("made_by", "ended_by"),
        "log": log_of(report, payload["signatures"], staff=staff),
        "missing": missing_comments(report, payload) if report.is_writable else [],
        "meanwhile": changed_meanwhile(report) if report.state in ON_ITS_WAY else [],
    }


def body_of(report: Report, payload: dict) -> str:
    """What is frozen is written once; it says the same to every reader."""

    def written():
        return render_to_string("reports/page/body.html", {"payload": payload})

    return kept_here(f"report-body:{report.sha256}", written) if report.is_published else written()


def newer_version(report: Report) -> Report | None:
    """The newest published correction of it."""
    same = Report.objects.published().light().filter(plan=report.plan, quarter=report.quarter)
    return same.filter(version__gt=report.version).first()


def log_of(report: Report, signatures: list[dict], *, staff: bool) -> list[LogLine]:
    """What was signed, under the names of that day, with the hash of what stood then.

    How often the draft was saved, and that a correction has begun, is the staff's own business.
    """
    signed = {(each["kind"], each["at"]): each for each in signatures}
    steps = ReportStep.objects.of(report).select_related("made_by")
    found = [(step, signed.get((step.kind, localtime(step.made_at).isoformat()))) for step in steps]
    told = [line_of(step, signature) for step, signature in found if signature or staff]
    return told or [signature_line(each) for each in signatures]


def line_of(step: ReportStep, signature: dict | None) -> LogLine:
    by = signature["by"] if signature else str(step.made_by)
    return LogLine(step.get_kind_display(), step.comment, localtime(step.made_at), by, step.sha256)


def signature_line(signature: dict) -> LogLine:
    at = datetime.fromisoformat(signature["at"])
    return LogLine(signature["word"], signature["comment"], at, signature["by"])


def missing_comments(report: Report, payload: dict) -> list[dict]:
    """The goals that need a comment before the report can be submitted, each with where to write it."""
    return [
        {**goal, "url": reverse("comment", args=[report.plan, goal["code"], report.quarter])}
        for goal in goals_without_comment(payload)
    ]
