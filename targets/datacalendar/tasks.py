"""«Dine opgaver»: what waits for a person on the start page. Figures to upload, and comments to write."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.urls import reverse

from aabenraa_plan.access import Action, may
from aabenraa_plan.formats import counted, listed
from extracts.calendar import Entry, Status
from extracts.periods import Period
from targets.datacalendar.rows import calendar_rows
from targets.datacalendar.table import CalendarRow
from targets.models import Comment, Goal, Plan
from targets.quarterly.ending import assess_plan_at
from targets.reporting import AssessedGoal
from targets.spec import Verdict
from targets.words import quarter_to_comment

MOST_NAMED = 3
WHOLE_COMMENT = ("happened", "why", "next_step")


class Urgency(StrEnum):
    LATE = "late"
    """Should have been done already."""
    NOW = "now"


@dataclass(frozen=True)
class Task:
    text: str
    url: str
    urgency: str


@dataclass(frozen=True)
class Tasks:
    """What waits for everyone, worked out once for all. `uploads`: by analyst, and under None for those with
    no indicators of their own."""

    comments: list[Task]
    uploads: dict[int | None, list[Task]]

    def of(self, user) -> list[Task]:
        """The user's own, by what the user may do."""
        uploads = self.uploads.get(user.pk, self.uploads[None]) if may(user, Action.UPLOAD) else []
        return uploads + (self.comments if may(user, Action.MANAGE_PLANS) else [])


def all_tasks(*, plan: Plan | None, today: date) -> Tasks:
    """Everyone's tasks, as they are today; `plan` is the one whose report comes next. A fixed number of queries."""
    rows = [row for row in calendar_rows(today=today) if row.to_upload]
    analysts = {row.responsible for row in rows} | {None}
    uploads = {
        analyst and analyst.pk: upload_tasks([row for row in rows if row.responsible in (None, analyst)])
        for analyst in analysts
    }
    return Tasks(comment_tasks(plan, quarter_to_comment(today)) if plan else [], uploads)


def upload_tasks(rows: list[CalendarRow]) -> list[Task]:
    """One task for all the figures that can be uploaded; the ones waited for longest by name."""
    entries = [entry for row in rows for entry in row.to_upload]
    if not entries:
        return []
    late = sum(entry.status == Status.LATE for entry in entries)
    longest = sorted(rows, key=lambda row: row.to_upload[0].published)[:MOST_NAMED]
    names = listed([f"{row.indicator.name} ({row.to_upload[0].period.label})" for row in longest])
    text = f"{how_many(entries, late)} {'Ældst er' if len(rows) > 1 else 'Det gælder'} {names}."
    url = f"{reverse('data_calendar')}?vis=mangler&ansvarlig=mig"
    return [Task(text, url, Urgency.LATE if late else Urgency.NOW)]


def how_many(entries: list[Entry], late: int) -> str:
    total = counted(len(entries), "tal", "tal")
    if not late:
        return f"{total} kan hentes og indlæses nu."
    if late == len(entries):
        return f"{total} skulle have været indlæst."
    return f"{total} skal indlæses, og {counted(late, 'af dem er forsinket', 'af dem er forsinkede')}."


def comment_tasks(plan: Plan, quarter: Period) -> list[Task]:
    """A comment for each goal that was missed when the quarter ended, which is what its report says."""
    return [comment_task(goal, quarter) for goal in uncommented(assess_plan_at(plan, quarter), quarter)]


def uncommented(goals: list[AssessedGoal], quarter: Period) -> list[Goal]:
    """The missed ones of which nobody has said what happened, why and what now; one query."""
    missed = [each.goal for each in goals if each.verdict == Verdict.MISSED]
    written = Comment.objects.known_at(None).filter(quarter=quarter.code, goal__in=missed)
    whole = {said.goal_id for said in written if all(getattr(said, part).strip() for part in WHOLE_COMMENT)}
    return [goal for goal in missed if goal.pk not in whole]


def comment_task(goal, quarter: Period) -> Task:
    name = f"Mål {goal.number} («{goal.title}»)" if goal.number else f"Målet «{goal.title}»"
    text = f"{name} er ikke opfyldt. Skriv en kommentar for {quarter.label}."
    return Task(text, reverse("comment", args=[goal.plan.slug, goal.code, quarter.code]), Urgency.NOW)
