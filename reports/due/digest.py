"""The mail that tells a person what waits for them and by when: plain Danish text, with no figure of any citizen."""

from dataclasses import dataclass
from datetime import date

from aabenraa_plan.formats import counted
from aabenraa_plan.models import Role, User
from reports.due.reporting import coming_meetings
from reports.due.tasks import all_report_tasks
from reports.due.wording import deadline
from reports.in_force import plan_in_force
from targets.datacalendar.tasks import Task, Urgency, all_tasks
from targets.models import Plan
from targets.reporting import assess_plan

GREETING = "Hej"
WAITS = "Det venter på dig:"
WHY = (
    "Du får mailen, fordi opgaverne er dine eller kan løses af dig. Vil du ikke have den, så bed administratoren om at "
    "fjerne din e-mailadresse."
)


@dataclass(frozen=True)
class Digest:
    user: User
    subject: str
    body: str
    tasks: list[Task]


def digests_on(today: date, *, site: str) -> list[Digest]:
    """One for each active person with an address and something to do; `site` is what every link begins with."""
    plan = Plan.objects.filter(slug=plan_in_force(today)).first()
    everyones = all_tasks(goals=assess_plan(plan, today=today) if plan else [], today=today)
    reports = all_report_tasks(today)
    when = by_when(today)
    waiting = [(user, reports.of(user) + everyones.of(user)) for user in people_with_address()]
    return [digest_of(user, tasks, when, site.rstrip("/")) for user, tasks in waiting if tasks]


def people_with_address() -> list[User]:
    return list(User.objects.filter(is_active=True).exclude(email="").exclude(role=Role.SYSTEM))


def by_when(today: date) -> str:
    """When the papers of the next meeting are due; nothing where no meeting is written in."""
    meetings = coming_meetings(today)
    return deadline(meetings[0].meets_on, meetings[0].papers_due_on, today) if meetings else ""


def digest_of(user: User, tasks: list[Task], when: str, site: str) -> Digest:
    parts = [GREETING, when, WAITS, *(line_of(task, site) for task in tasks), f"Overblikket: {site}/", WHY]
    body = "\n\n".join(part for part in parts if part)
    return Digest(user, f"Mål og budget: {counted(len(tasks), 'opgave', 'opgaver')} venter på dig", f"{body}\n", tasks)


def line_of(task: Task, site: str) -> str:
    late = "Forsinket: " if task.urgency == Urgency.LATE else ""
    return f"- {late}{task.text}\n  {site}{task.url}"
