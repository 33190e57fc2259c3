"""The mail that tells a person what waits for them and by when: plain Danish text, with no figure of any citizen."""

from dataclasses import dataclass
from datetime import date

from aabenraa_plan.formats import counted
from aabenraa_plan.models import Role, User
from reports.due.reporting import coming_meetings
from reports.due.tasks import all_report_tasks, plan_to_report
from reports.due.wording import deadline
from targets.datacalendar.tasks import Task, Urgency, all_tasks
from targets.words import quarter_to_comment

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
    everyones = all_tasks(plan=plan_to_report(quarter_to_comment(today), today), today=today)
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
