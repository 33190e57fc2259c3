"""The reports there are: the published ones by plan, and for the staff those somebody works on."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from reports.models import CommitteeDecision, Report, ReportState, ReportStep, StepKind
from targets.models import Plan

WRITERS_STEPS = (StepKind.DRAFTED, StepKind.EDITED, StepKind.SUBMITTED)
"""The steps of whoever writes the report."""
NEXT_STEP = {
    ReportState.DRAFT: "Skal skrives færdig og sendes til godkendelse.",
    ReportState.RETURNED: "Skal rettes og sendes til godkendelse igen.",
    ReportState.SUBMITTED: "Skal godkendes af en anden end {submitter}.",
    ReportState.APPROVED: "Skal udgives.",
}
APPROVER = "Godkenderen"


@dataclass(frozen=True)
class Published:
    """A published version; `is_newest` until a correction follows it."""

    report: Report
    decision: CommitteeDecision | None
    is_newest: bool


@dataclass(frozen=True)
class InHand:
    """A report on its way: who has it, what is next, and what was said when it was sent back."""

    report: Report
    plan_title: str
    who: str
    next_step: str
    comment: str
    since: datetime | None


def published_by_plan() -> list[tuple[str, list[Published]]]:
    """The plan with the newest report first; `(title, versions)`, the newest quarter first."""
    found = list(Report.objects.published().light().select_related("published_by"))
    decisions, groups, seen = standing_decisions(found), defaultdict(list), set()
    for report in found:
        place = (report.plan, report.quarter)
        groups[report.plan].append(Published(report, decisions.get(report.pk), place not in seen))
        seen.add(place)
    titles = plan_titles([rows[0].report for rows in groups.values()])
    return [(titles[slug], rows) for slug, rows in groups.items()]


def standing_decisions(reports: list[Report]) -> dict[int, CommitteeDecision]:
    """By report, the decision that holds."""
    found = CommitteeDecision.objects.known_at(None).filter(report__in=reports)
    return {decision.report_id: decision for decision in found}


def plan_titles(reports: list[Report]) -> dict[str, str]:
    """By slug, the plan's title: as it is called now, or where it is gone as the report says it was."""
    known = dict(Plan.objects.values_list("slug", "title"))
    return {each.plan: known.get(each.plan) or title_in(each) for each in reports}


def title_in(report: Report) -> str:
    return report.payload["plan"]["title"] if report.content else report.plan


def reports_in_hand() -> list[InHand]:
    found = list(Report.objects.in_hand().light().select_related("submitted_by"))
    if not found:
        return []
    steps, titles = steps_by_report(found), plan_titles(found)
    return [in_hand(report, titles[report.plan], steps[place_of(report)]) for report in found]


def place_of(named: Report | ReportStep) -> tuple[str, str, int]:
    return named.plan, named.quarter, named.version


def steps_by_report(reports: list[Report]) -> dict[tuple, list[ReportStep]]:
    plans, quarters = ({getattr(each, name) for each in reports} for name in ("plan", "quarter"))
    steps = defaultdict(list)
    for step in ReportStep.objects.filter(plan__in=plans, quarter__in=quarters).select_related("made_by"):
        steps[place_of(step)].append(step)
    return steps


def in_hand(report: Report, plan_title: str, steps: list[ReportStep]) -> InHand:
    writers = [step.made_by for step in steps if step.kind in WRITERS_STEPS]
    writer = str(writers[-1]) if writers else "Lederen"
    last = steps[-1] if steps else None
    return InHand(
        report=report,
        plan_title=plan_title,
        who=writer if report.is_writable else APPROVER,
        next_step=NEXT_STEP[report.state].format(submitter=report.submitted_by),
        comment=last.comment if last and last.kind == StepKind.RETURNED else "",
        since=last.made_at if last else None,
    )
