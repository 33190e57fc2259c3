"""What an initiative promised beside money and cohorts, its milestones and its dated notes."""

from dataclasses import dataclass
from datetime import date, datetime

from aabenraa_plan.exports import ExportTable
from aabenraa_plan.formats import plain_number
from initiatives.following.exports import tables_of
from initiatives.following.promise_wording import MARGIN_SIGN
from initiatives.following.reporting import (
    MilestoneRow,
    Notes,
    PromiseRow,
    milestones_of,
    notes_of,
    promises_of,
)
from initiatives.following.wording import lead_of
from initiatives.models import Initiative


@dataclass(frozen=True)
class FollowingSection:
    """What the page shows: `lead` is the sentence at its top, `tables` what can be fetched as files."""

    lead: str
    tables: list[ExportTable]
    invented: bool
    promises: list[PromiseRow]
    milestones: list[MilestoneRow]
    notes: Notes
    sign: str = MARGIN_SIGN


def following_of(initiative: Initiative, *, today: date, moment: datetime | None) -> FollowingSection | None:
    """None where there is nothing to show."""
    promises = promises_of([initiative], today=today, moment=moment)[initiative.pk]
    milestones, notes = milestones_of(initiative, today=today), notes_of(initiative, moment)
    if not (promises or milestones or notes.standing or notes.withdrawn):
        return None
    return FollowingSection(
        lead=lead_of(promises, milestones, notes.standing),
        tables=tables_of(initiative, promises, milestones, notes.standing),
        invented=any(row.invented for row in [*promises, *notes.standing]),
        promises=promises,
        milestones=milestones,
        notes=notes,
    )


def following_as_dict(initiative: Initiative, *, today: date, moment: datetime | None = None) -> dict:
    """For the command: figures as plain decimals, null where there is none."""
    promises = promises_of([initiative], today=today, moment=moment)[initiative.pk]
    return {
        "promises": [promise_as_dict(row) for row in promises],
        "milestones": [milestone_as_dict(row) for row in milestones_of(initiative, today=today)],
        "notes": [note_as_dict(row.note) for row in notes_of(initiative, moment).standing],
    }


def promise_as_dict(row: PromiseRow) -> dict:
    promise, measured, margin = row.promise, row.judged.measured, row.judged.margin
    return {
        "code": promise.code,
        "name": promise.name,
        "rule": promise.rule,
        "promised": plain_number(promise.value),
        "unit": promise.unit,
        "per": promise.per,
        "baseline": None if promise.baseline is None else plain_number(promise.baseline),
        "due": promise.due or None,
        "measured": plain_number(measured.value) if measured else None,
        "measured_on": measured.day.isoformat() if measured else None,
        "margin": None if margin is None else plain_number(margin),
        "verdict": row.judged.verdict.value,
        "reason": row.judged.reason,
        "sentence": row.sentence,
        "source": promise.source,
    }


def milestone_as_dict(row: MilestoneRow) -> dict:
    milestone = row.milestone
    return {
        "title": milestone.title,
        "due": milestone.due or None,
        "reached": milestone.reached or None,
        "status": row.standing.code,
        "source": milestone.source,
    }


def note_as_dict(note) -> dict:
    return {
        "kind": note.kind,
        "day": note.day.isoformat(),
        "when": note.when or None,
        "text": note.text,
        "source": note.source,
    }
