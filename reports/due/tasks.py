"""«Dine opgaver» about reports: what waits for those who write them, and for those who approve them."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from aabenraa_plan.access import Action, may
from extracts.periods import Period
from reports.due.wording import FOR_APPROVED, FOR_DRAFT, FOR_RETURNED, FOR_SUBMITTED
from reports.in_force import plan_in_force
from reports.models import Report, ReportState
from reports.workflow.quarters import quarters_to_report
from targets.datacalendar.tasks import Task, Urgency
from targets.models import Plan
from targets.words import quarter_to_comment

WAITS = {
    ReportState.DRAFT: FOR_DRAFT,
    ReportState.RETURNED: FOR_RETURNED,
    ReportState.SUBMITTED: FOR_SUBMITTED,
    ReportState.APPROVED: FOR_APPROVED,
}


@dataclass(frozen=True)
class ReportTasks:
    """What waits for everyone, worked out once. `reading` holds who submitted each: nobody approves their own."""

    writing: list[Task]
    reading: list[tuple[int, Task]]

    def of(self, user) -> list[Task]:
        """The user's own, by what the user may do."""
        reading = [task for submitted_by, task in self.reading if submitted_by != user.pk]
        reading = reading if may(user, Action.APPROVE_REPORTS) else []
        return reading + (self.writing if may(user, Action.WRITE_REPORTS) else [])


def report_tasks(user, today: date) -> list[Task]:
    return all_report_tasks(today).of(user)


def all_report_tasks(today: date) -> ReportTasks:
    """Everyone's; four queries however many reports there are."""
    titles = dict(Plan.objects.order_by().values_list("slug", "title"))
    in_hand = list(Report.objects.in_hand().light())
    unbegun = [task_to_begin(plan, quarter_to_comment(today)) for plan in plans_without_report(today)]
    writing = [task_of(report, titles) for report in in_hand if report.is_writable]
    reading = [(report.submitted_by_id, task_of(report, titles)) for report in in_hand if not report.is_writable]
    return ReportTasks(writing + unbegun, reading)


def plans_without_report(today: date) -> list[Plan]:
    """The plan of the quarter that ended last, where nobody has begun its report; else none."""
    quarter = quarter_to_comment(today)
    plan = plan_to_report(quarter, today)
    begun = plan and Report.objects.filter(plan=plan.slug, quarter=quarter.code).exists()
    return [plan] if plan and not begun else []


def plan_to_report(quarter: Period, today: date) -> Plan | None:
    """The plan that held when the quarter began, where a report of that quarter may be made of it."""
    plan = Plan.objects.filter(slug=plan_in_force(quarter.start), is_draft=False).first()
    return plan if plan and quarter in quarters_to_report(plan.start, plan.end, today) else None


def task_of(report: Report, titles: dict[str, str]) -> Task:
    """What a report that is in hand waits for."""
    name = f"Rapporten for {report.label} ({titles.get(report.plan, report.plan)})"
    return Task(f"{name} {WAITS[report.state]}", report.get_absolute_url(), Urgency.NOW)


def task_to_begin(plan: Plan, quarter: Period) -> Task:
    query = urlencode({"plan": plan.slug, "kvartal": quarter.code})
    text = f"Rapporten for {quarter.label} ({plan.title}) er ikke begyndt. Opret kladden."
    return Task(text, f"{reverse('report_new')}?{query}", Urgency.NOW)
