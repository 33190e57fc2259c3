"""Two people at one report: a step is taken only where the report is still as the person saw it."""

from django.db import transaction
from django.utils.timezone import localtime

from aabenraa_plan.formats import danish_moment
from aabenraa_plan.refusals import NotPossible
from extracts.models import DataVersion
from reports.models import CommitteeDecision, Report, ReportStep, StepKind

DID = {
    StepKind.DRAFTED: "oprettede rapporten",
    StepKind.EDITED: "rettede rapporten",
    StepKind.SUBMITTED: "sendte rapporten til godkendelse",
    StepKind.RETURNED: "sendte rapporten tilbage",
    StepKind.APPROVED: "godkendte rapporten",
    StepKind.REOPENED: "åbnede rapporten igen",
    StepKind.PUBLISHED: "udgav rapporten",
    StepKind.DISCARDED: "kasserede rapporten",
}
DECIDED = "skrev udvalgets beslutning"
SINCE_THEN = "{who} {did} {when}, efter at du åbnede siden. Intet af dit er gemt eller udført."
UNKNOWN = "Rapporten er ændret, efter at du åbnede siden. Intet er gemt eller udført."


class MovedOn(NotPossible):
    """Somebody else was first; the text says who, and what they did."""


def known_report(plan: str, quarter: str, version: int) -> Report | None:
    """The report; of one that was discarded an unsaved row in its place, so that nobody loses what they typed."""
    place = {"plan": plan, "quarter": quarter, "version": version}
    found = Report.objects.light().filter(**place).first()
    if found is None and ReportStep.objects.filter(**place).exists():
        return Report(**place)
    return found


def steps_of(report: Report):
    return ReportStep.objects.of(report).select_related("made_by")


def last_step(report: Report) -> ReportStep | None:
    return steps_of(report).last()


def standing_decision(report: Report) -> CommitteeDecision | None:
    if not report.is_published:
        return None
    return CommitteeDecision.objects.known_at(None).filter(report=report).select_related("made_by").first()


def mark_of(report: Report) -> str:
    """Tells the report as it is now from the report as it was: what a form carries along."""
    return mark(last_step(report), standing_decision(report))


def mark(step: ReportStep | None, decision: CommitteeDecision | None) -> str:
    return f"{step.pk if step else 0}-{decision.pk if decision else 0}"


@transaction.atomic
def unless_moved(*, report: Report, seen: str, act, by, **what):
    """Take the step if the report is as it was `seen`; else `MovedOn`, and nothing is done."""
    DataVersion.locked()
    step, decision = last_step(report), standing_decision(report)
    if seen != mark(step, decision):
        raise MovedOn(happened(step, decision, by))
    return act(report=report, by=by, **what)


def happened(step: ReportStep | None, decision: CommitteeDecision | None, reader) -> str:
    """`Lise Leder sendte rapporten til godkendelse 6. november 2023 kl. 10.00, efter at du …`"""
    if decision is not None:
        return said(decision, DECIDED, reader)
    return said(step, DID[step.kind], reader) if step else UNKNOWN


def said(row, did: str, reader) -> str:
    who = "Du" if row.made_by == reader else row.made_by
    return SINCE_THEN.format(who=who, did=did, when=danish_moment(localtime(row.made_at)))
