"""The live figures beside the last published report: what has changed since it was signed."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from extracts.periods import parse
from reports.comparing.goal_differences import goal_changes
from reports.comparing.wording import summary
from reports.models import Report
from reports.payload.goals import guideposts_of
from reports.payload.numbers import exact_text
from targets.flags import Flag, Raised
from targets.models import Plan
from targets.reporting import AssessedGoal, AssessedTarget
from targets.words import quarter_to_comment


@dataclass(frozen=True)
class SinceReport:
    """`sentences` says what differs now from what the report said of the goals."""

    report: Report
    sentences: list[str]


def last_report(plan: Plan, moment: datetime | None = None) -> Report | None:
    """The newest quarter's newest version, as published by a moment; no example where there is a real one."""
    found = Report.objects.picture_of(plan.slug).defer("pdf")
    return (found if moment is None else found.filter(published_at__lte=moment)).first()


def since_report(plan: Plan, goals: list[AssessedGoal], report: Report, today: date) -> SinceReport:
    now = [asdict(each) for each in guideposts_of(plan, quarter_to_comment(today), goals)]
    return SinceReport(report, summary(goal_changes(report.payload["guideposts"], now)))


def with_revisions(goals: list[AssessedGoal], report: Report) -> list[AssessedGoal]:
    """The goals with a flag on each demand whose figure of the report's own period is another now."""
    signed = {
        (goal["code"], position): target
        for guidepost in report.payload["guideposts"]
        for goal in guidepost["goals"]
        for position, target in enumerate(goal["targets"])
    }
    return [
        replace(
            goal,
            targets=[
                with_revision(row, signed.get((goal.goal.code, position)), report)
                for position, row in enumerate(goal.targets)
            ],
        )
        for goal in goals
    ]


def with_revision(row: AssessedTarget, signed: dict | None, report: Report) -> AssessedTarget:
    if not signed or not signed["period"] or not is_revised(row, signed):
        return row
    detail = f"{report.label}: der stod {signed['number']['text']} for {signed['period_label']}"
    raised = Raised(Flag.REVISED_SINCE_SIGNED, "newer_version", detail)
    return replace(row, assessment=replace(row.assessment, flags=(*row.assessment.flags, raised)))


def is_revised(row: AssessedTarget, signed: dict) -> bool:
    """Whether the same period of the same indicator has another figure; one taken back is another, too."""
    indicator = row.target.indicator
    if indicator is None or indicator.code != signed["indicator"] or signed["number"]["value"] is None:
        return False
    figure = row.series.get(row.spec.area, {}).get(parse(signed["period"]))
    return figure is None or figure.exact is None or exact_text(figure.exact) != signed["number"]["value"]
