"""What is missing before the papers of the committee's next meeting are due, by whose turn it is."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from budget.models import ClosedMonth, LedgerEntry
from budget.months import BookedMonth
from budget.reporting import budget_years
from extracts.periods import Kind, Period
from reports.due.tasks import plan_to_report, task_of, task_to_begin
from reports.due.wording import months_open, spending_missing
from reports.models import Meeting, Report, ReportState
from targets.datacalendar.rows import calendar_rows
from targets.datacalendar.table import NOBODY, CalendarRow
from targets.datacalendar.tasks import Task, Urgency, comment_task, uncommented, upload_tasks
from targets.models import Plan
from targets.quarterly.ending import assess_plan_at
from targets.reporting import AssessedGoal
from targets.words import quarter_to_comment

APPROVERS_TURN = (ReportState.SUBMITTED, ReportState.APPROVED)


@dataclass(frozen=True)
class Turn:
    """Whose turn it is (`Ledere`), and what waits for them."""

    who: str
    tasks: list[Task]


@dataclass(frozen=True)
class Due:
    """`report` is the newest version of the quarter's; `meetings` are those to come, the next one first."""

    quarter: Period
    plan: Plan | None
    report: Report | None
    meetings: list[Meeting]
    turns: list[Turn]

    @property
    def next_meeting(self) -> Meeting | None:
        return self.meetings[0] if self.meetings else None

    @property
    def tasks(self) -> list[Task]:
        return [task for turn in self.turns for task in turn.tasks]

    @property
    def late(self) -> int:
        return sum(task.urgency == Urgency.LATE for task in self.tasks)


def due_on(today: date) -> Due:
    """Of the quarter that ended last and the plan that held then; a fixed number of queries."""
    quarter = quarter_to_comment(today)
    plan, meetings = plan_to_report(quarter, today), coming_meetings(today)
    report = newest_report(plan, quarter) if plan else None
    turns = turns_of(plan, quarter, report, today) if plan else []
    is_late = bool(meetings) and meetings[0].papers_due_on < today
    return Due(quarter, plan, report, meetings, [overdue(turn) for turn in turns] if is_late else turns)


def coming_meetings(today: date) -> list[Meeting]:
    return list(Meeting.objects.filter(meets_on__gte=today).select_related("made_by"))


def newest_report(plan: Plan, quarter: Period) -> Report | None:
    return Report.objects.filter(plan=plan.slug, quarter=quarter.code).light().order_by("-version").first()


def overdue(turn: Turn) -> Turn:
    """Once the papers should have been ready, all that is missing is late."""
    return Turn(turn.who, [replace(task, urgency=Urgency.LATE) for task in turn.tasks])


def turns_of(plan: Plan, quarter: Period, report: Report | None, today: date) -> list[Turn]:
    """Who must do something, in the order in which it is done; nobody who need not."""
    goals = assess_plan_at(plan, quarter)
    unbooked, unclosed = budget_tasks(quarter)
    waits = report_task(plan, quarter, report)
    is_read = bool(report) and report.state in APPROVERS_TURN
    missing = [comment_task(goal, quarter) for goal in uncommented(goals, quarter)]
    turns = [
        Turn("Analytikere", figure_tasks(goals, quarter, today) + unbooked),
        Turn("Analytikere eller ledere", unclosed),
        Turn("Ledere", missing + ([] if is_read else waits)),
        Turn("Godkendere", waits if is_read else []),
    ]
    return [turn for turn in turns if turn.tasks]


def figure_tasks(goals: list[AssessedGoal], quarter: Period, today: date) -> list[Task]:
    """The figures the report's goals rest on that are published and not uploaded, by who uploads them."""
    rested_on = {row.target.indicator_id for goal in goals for row in goal.targets}
    rows = [upto(quarter, row) for row in calendar_rows(today=today) if row.indicator.pk in rested_on]
    by_person = defaultdict(list)
    for row in rows:
        if row.to_upload:
            by_person[row.who].append(row)
    return [named(who, task) for who, theirs in sorted(by_person.items()) for task in upload_tasks(theirs)]


def upto(quarter: Period, row: CalendarRow) -> CalendarRow:
    return replace(row, entries=tuple(entry for entry in row.entries if entry.period.end <= quarter.end))


def named(who: str, task: Task) -> Task:
    """With the name of the analyst who has taken it on."""
    return task if who == NOBODY else replace(task, text=f"{who}: {task.text}")


def budget_tasks(quarter: Period) -> tuple[list[Task], list[Task]]:
    """The quarter's months with nothing booked, and those that are booked and not closed; none without a budget."""
    year = quarter.start.year
    if year not in budget_years():
        return [], []
    months = [BookedMonth(year, part.start.month) for part in quarter.parts(Kind.MONTH)]
    codes = [month.code for month in months]
    booked = set(LedgerEntry.objects.current().filter(period__in=codes).order_by().values_list("period", flat=True))
    closed = set(ClosedMonth.objects.known_at().filter(year=year).order_by().values_list("month", flat=True))
    open_months = [month for month in months if month.number not in closed]
    unbooked = [month.label for month in open_months if month.code not in booked]
    unclosed = [month.label for month in open_months if month.code in booked]
    return (
        [Task(spending_missing(unbooked), reverse("uploads"), Urgency.NOW)] if unbooked else [],
        [Task(months_open(unclosed), reverse("budget_year", args=[year]), Urgency.NOW)] if unclosed else [],
    )


def report_task(plan: Plan, quarter: Period, report: Report | None) -> list[Task]:
    """The report's own next step; none of one that is published."""
    if report is None:
        return [task_to_begin(plan, quarter)]
    return [] if report.is_published else [task_of(report, {plan.slug: plan.title})]
