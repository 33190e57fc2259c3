"""Where a report is in its course, and why its reader can or cannot take it further."""

from dataclasses import dataclass

from django.utils.timezone import localtime

from aabenraa_plan.access import Action, may
from aabenraa_plan.formats import danish_moment
from reports.models import Report, ReportState, ReportStep, StepKind
from reports.payload.canonical import sha256_of
from reports.workflow.meanwhile import mark, standing_decision, steps_of

STAGES = [
    ("Kladde", StepKind.DRAFTED),
    ("Sendt til godkendelse", StepKind.SUBMITTED),
    ("Godkendt", StepKind.APPROVED),
    ("Udgivet", StepKind.PUBLISHED),
]
REACHED = {
    ReportState.DRAFT: 0,
    ReportState.RETURNED: 0,
    ReportState.SUBMITTED: 1,
    ReportState.APPROVED: 2,
    ReportState.PUBLISHED: 3,
}
BACK = {
    StepKind.RETURNED: "{who} sendte rapporten tilbage {when}:",
    StepKind.REOPENED: "{who} åbnede rapporten igen {when}:",
}
NOBODY = ("", "")
WRITERS_TURN = "En leder skriver rapporten og sender den til godkendelse."
READERS_TURN = "Rapporten venter på, at en godkender læser den."
OWN = "Du har selv sendt rapporten til godkendelse, så du kan ikke godkende den. En anden skal læse den."
PUBLISHERS_TURN = "Rapporten er godkendt. En godkender udgiver den."


@dataclass(frozen=True)
class Stage:
    """A stage of the way: `standing` is done, current or ahead; `who` brought it there, where the log knows."""

    word: str
    standing: str
    when: str
    who: str


@dataclass(frozen=True)
class SentBack:
    """The last step backwards that nothing has come after but corrections."""

    lead: str
    comment: str


@dataclass(frozen=True)
class Course:
    """`seen` is the report's mark, which every form carries; `sha256` is of the content on the screen.

    `newer` is the version that has taken over from a published one. `waits` says whose turn it is, where it is
    not the reader's.
    """

    stages: list[Stage]
    sent_back: SentBack | None
    seen: str
    sha256: str
    is_own: bool
    is_decided: bool
    newer: Report | None
    waits: str


def course_of(report: Report, reader) -> Course:
    """Three queries at most, however long the log."""
    steps, decision = list(steps_of(report)), standing_decision(report)
    is_own = report.submitted_by_id is not None and report.submitted_by_id == reader.pk
    return Course(
        stages=stages_of(report, steps),
        sent_back=sent_back(steps) if report.is_writable else None,
        seen=mark(steps[-1] if steps else None, decision),
        sha256=sha256_of(report.content) if report.content else "",
        is_own=is_own,
        is_decided=decision is not None,
        newer=newer_than(report) if report.is_published else None,
        waits=waits(report, reader, is_own),
    )


def stages_of(report: Report, steps: list[ReportStep]) -> list[Stage]:
    now = REACHED[report.state]
    return [
        Stage(word, standing(number, now), *(brought(kind, steps) if number <= now else NOBODY))
        for number, (word, kind) in enumerate(STAGES)
    ]


def standing(number: int, now: int) -> str:
    return "done" if number < now else "current" if number == now else "ahead"


def brought(kind: StepKind, steps: list[ReportStep]) -> tuple[str, str]:
    """When and by whom the last such step was taken."""
    found = [step for step in steps if step.kind == kind]
    return (danish_moment(localtime(found[-1].made_at)), str(found[-1].made_by)) if found else NOBODY


def sent_back(steps: list[ReportStep]) -> SentBack | None:
    said = [step for step in steps if step.kind != StepKind.EDITED]
    last = said[-1] if said else None
    if last is None or last.kind not in BACK:
        return None
    lead = BACK[last.kind].format(who=last.made_by, when=danish_moment(localtime(last.made_at)))
    return SentBack(lead, last.comment)


def newer_than(report: Report) -> Report | None:
    same = Report.objects.filter(plan=report.plan, quarter=report.quarter, version__gt=report.version)
    return same.light().order_by("-version").first()


def waits(report: Report, reader, is_own: bool) -> str:
    if report.is_writable:
        return "" if may(reader, Action.WRITE_REPORTS) else WRITERS_TURN
    if report.state == ReportState.SUBMITTED and is_own:
        return OWN
    if may(reader, Action.APPROVE_REPORTS):
        return ""
    return {ReportState.SUBMITTED: READERS_TURN, ReportState.APPROVED: PUBLISHERS_TURN}.get(report.state, "")
