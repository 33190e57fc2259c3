"""One version of a report on the screen: what was frozen, and beside it what came later."""

from django.template.loader import render_to_string
from django.urls import reverse

from aabenraa_plan.kept import kept_here
from reports.models import CommitteeDecision, Report, ReportState, ReportStep, StepKind
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


def report_page(report: Report, payload: dict, *, staff: bool) -> dict:
    return {
        "report": report,
        "payload": payload,
        "pill": PILLS.get(report.state, "none"),
        "body": body_of(report, payload),
        "newer": newer_version(report),
        "decisions": CommitteeDecision.objects.filter(report=report).select_related("made_by", "ended_by"),
        "steps": steps_of(report, staff=staff),
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


def steps_of(report: Report, *, staff: bool) -> list[ReportStep]:
    """The log; how often the draft was saved is the staff's own business."""
    steps = ReportStep.objects.filter(plan=report.plan, quarter=report.quarter, version=report.version)
    told = steps if staff else steps.exclude(kind=StepKind.EDITED)
    return list(told.select_related("made_by"))


def missing_comments(report: Report, payload: dict) -> list[dict]:
    """The goals that need a comment before the report can be submitted, each with where to write it."""
    return [
        {"title": goal["title"], "url": reverse("comment", args=[report.plan, goal["code"], report.quarter])}
        for goal in goals_without_comment(payload)
    ]
