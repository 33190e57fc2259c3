"""The initiatives of a report: those that serve the plan and had begun, with nothing dated after the quarter.

Counts of citizens come masked through `initiatives.cohorts.reporting`, and are cut off after that.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from aabenraa_plan.formats import sort_key
from extracts.periods import Period, parse
from initiatives.cohorts.reporting import cohort_statuses
from initiatives.following.milestones import standing_of
from initiatives.following.promise_wording import tally
from initiatives.following.reporting import (
    MilestoneRow,
    NoteRow,
    PromiseRow,
    judged_row,
    period_of,
    promises_of,
)
from initiatives.following.wording import reached
from initiatives.listing.reporting import SHAPES, initiatives_for
from initiatives.listing.wording import goal_text
from initiatives.models import Initiative, InitiativeKind, InitiativeStatus, Note
from initiatives.wording import period_text, status_text
from reports.payload.citizens import Counted, counted_by, what_became
from reports.payload.investments import Invested, invested_by
from reports.payload.shapes import Initiative as InitiativeShape
from reports.payload.shapes import Note as NoteShape
from reports.payload.shapes import PromiseKept, Word
from targets.models import Plan

MOST_NOTES = 3
"""Of each the newest; the earlier ones stand in earlier reports."""
MOST_SENTENCES = 2
NOT_COUNTED = "Ingen har talt op, hvad der kom ud af indsatsen."
NOT_SAID = "ikke oplyst for kvartalet"


@dataclass(frozen=True)
class Known:
    """What a report knows of an initiative."""

    initiative: Initiative
    invested: Invested | None
    promises: list[PromiseRow]
    milestones: list[MilestoneRow]
    counted: list[Counted]
    notes: list[NoteRow]

    @property
    def invented(self) -> bool:
        marked = [self.invested] if self.invested else []
        return any(each.invented for each in (*marked, *self.promises, *self.counted, *self.notes))


def initiatives_of(plan: Plan, quarter: Period, moment: datetime | None, today: date) -> list[InitiativeShape]:
    """By kind and name. The number of queries grows only with the initiatives that have cohorts."""
    found = serving(plan, quarter)
    invested, promises = invested_by(found, quarter, moment), promises_by(found, quarter, moment, today)
    notes = notes_by(found, quarter, moment)
    return [
        shape_of(
            Known(
                each,
                invested.get(each.pk),
                promises[each.pk],
                milestones_by(each, quarter, today),
                citizens_of(each, quarter, moment),
                notes[each.pk],
            ),
            quarter,
        )
        for each in found
    ]


def serving(plan: Plan, quarter: Period) -> list[Initiative]:
    """Those linked to one of the plan's goals or guideposts with their parts, as far as they had begun."""
    everything = list(initiatives_for(plan).prefetch_related("milestones", "cohorts"))
    chosen = {each.pk for each in everything if each.goal_links.all() or each.guideposts.all()}
    while more := {each.pk for each in everything if each.part_of_id in chosen} - chosen:
        chosen |= more
    order = list(InitiativeKind)
    found = [each for each in everything if each.pk in chosen and has_begun(each, quarter)]
    return sorted(found, key=lambda each: (order.index(each.kind), sort_key(each.name)))


def has_begun(initiative: Initiative, quarter: Period) -> bool:
    """So has one of which no source says when it began."""
    return not initiative.starts or parse(initiative.starts).start < quarter.end


def promises_by(
    found: Sequence[Initiative], quarter: Period, moment: datetime | None, today: date
) -> dict[int, list[PromiseRow]]:
    rows = promises_of(found, today=today, moment=moment)
    return {each.pk: [measured_by(row, quarter, today) for row in rows[each.pk]] for each in found}


def measured_by(row: PromiseRow, quarter: Period, today: date) -> PromiseRow:
    """Judged on what was measured before the quarter ended."""
    return judged_row(row.promise, [each for each in row.measurements if each.day < quarter.end], today)


def milestones_by(initiative: Initiative, quarter: Period, today: date) -> list[MilestoneRow]:
    """Those that had a deadline, or were reached in a period that had ended; what came later is not told of."""
    rows = []
    for each in initiative.milestones.all():
        due, done = period_of(each.due), period_of(each.reached)
        done = done if done and done.end <= quarter.end else None
        if due or done:
            rows.append(MilestoneRow(each, standing_of(due, done, today)))
    return rows


def notes_by(found: Iterable[Initiative], quarter: Period, moment: datetime | None) -> dict[int, list[NoteRow]]:
    """The newest first; one query."""
    written = Note.objects.known_at(moment).filter(initiative__in=found, day__lt=quarter.end)
    notes = defaultdict(list)
    for note in written.order_by("-day", "-made_at"):
        notes[note.initiative_id].append(NoteRow(note, []))
    return notes


def citizens_of(initiative: Initiative, quarter: Period, moment: datetime | None) -> list[Counted]:
    """As anybody may see them. An initiative at a time, as its own page asks: together they could show more."""
    if not initiative.cohorts.all():
        return []
    return counted_by(cohort_statuses(initiative, sees_small=False, moment=moment), quarter)


def shape_of(known: Known, quarter: Period) -> InitiativeShape:
    initiative = known.initiative
    return InitiativeShape(
        code=initiative.code,
        name=initiative.name,
        kind=initiative.get_kind_display(),
        part_of=str(initiative.part_of or ""),
        standing=word_by(initiative, quarter),
        status=status_by(initiative, quarter),
        period=period_text(initiative),
        sentence=what_came(known),
        goals=[goal_text(link.goal) for link in initiative.goal_links.all()],
        economy=known.invested.economy if known.invested else None,
        promises=[promise_of(row) for row in known.promises],
        cohorts=[each.status for each in known.counted],
        notes=[NoteShape(row.when_text, row.note.text) for row in known.notes[:MOST_NOTES]],
        source=initiative.source,
        invented=known.invented,
    )


def status_by(initiative: Initiative, quarter: Period) -> str:
    """`i gang, senest oplyst for 2021`."""
    if not is_told(initiative, quarter):
        return NOT_SAID
    said = status_text(initiative)
    return f"{said[0].lower()}{said[1:]}"


def word_by(initiative: Initiative, quarter: Period) -> Word:
    status = InitiativeStatus(initiative.status) if is_told(initiative, quarter) else InitiativeStatus.UNKNOWN
    return Word(*SHAPES[status], status.label)


def is_told(initiative: Initiative, quarter: Period) -> bool:
    """Whether the newest source says how it stood in the quarter.

    A status of a period that begins later does not, but for one: what had begun and is told to run later ran then.
    That something is closed is told by the end of its period, which may be the day.
    """
    if initiative.status == InitiativeStatus.UNKNOWN:
        return False
    told = parse(initiative.status_period)
    if initiative.status == InitiativeStatus.CLOSED:
        return told.end <= quarter.end
    return told.start < quarter.end or (initiative.status == InitiativeStatus.RUNNING and bool(initiative.starts))


def promise_of(row: PromiseRow) -> PromiseKept:
    standing = row.standing
    word = Word(standing.code, standing.symbol, standing.word)
    return PromiseKept(row.promise.name, word, row.sentence, row.invented)


def what_came(known: Known) -> str:
    """Kroner, citizens and promises as far as they were counted, at most two sentences; else what was reached."""
    said = [known.invested.came if known.invested else "", what_became(known.counted)]
    if any(row.judged.measured for row in known.promises):
        said.append(tally([row.judged.verdict for row in known.promises]))
    told = [sentence for sentence in said if sentence][:MOST_SENTENCES]
    return " ".join(told or [each for each in (reached(known.milestones), NOT_COUNTED) if each])
