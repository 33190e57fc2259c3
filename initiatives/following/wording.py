"""What the page says of promises, milestones and notes, in words."""

from collections.abc import Sequence

from extracts.form_fields import typed
from initiatives.following import promise_wording
from initiatives.following.reporting import MilestoneRow, NoteRow, PromiseRow, label_of
from initiatives.models import Measurement, Milestone, Note, Promise
from targets.spec import Verdict

WHENS = {"when": "Hvornår", "due": "Frist", "reached": "Nået"}


def lead_of(promises: Sequence[PromiseRow], milestones: Sequence[MilestoneRow], notes: Sequence[NoteRow]) -> str:
    """What was promised says most; without promises what was reached, else when something was last written."""
    if promises:
        return promise_wording.lead([named(row) for row in promises], [row.judged.verdict for row in promises])
    return reached(milestones) or newest(notes)


def named(row: PromiseRow) -> str:
    """`Borgere pr. sagsbehandler, lovet højst 35 borgere: ...`; a measured figure's sentence says itself what."""
    promised = "" if row.judged.measured else f", lovet {row.promised_text}"
    return f"{row.promise.name}{promised}: {row.sentence[0].lower()}{row.sentence[1:]}"


def reached(milestones: Sequence[MilestoneRow]) -> str:
    """The one milestone by name; of several how many are reached."""
    if len(milestones) == 1:
        return f"Milepælen «{milestones[0].milestone.title}» {how_it_stands(milestones[0])}."
    met = sum(row.is_reached for row in milestones)
    return f"{met or 'Ingen'} af {len(milestones)} milepæle er nået." if milestones else ""


def how_it_stands(row: MilestoneRow) -> str:
    if row.is_reached:
        late = " efter fristen" if row.standing.code == Verdict.MISSED else ""
        return f"er nået{late} ({row.reached_text})"
    if row.standing.code == Verdict.NO_DATA:
        return f"havde frist i {row.due_text}, og det er ikke oplyst, om den er nået"
    return f"har frist i {row.due_text}" if row.due_text else "er ikke nået endnu"


def newest(notes: Sequence[NoteRow]) -> str:
    return f"Det seneste notat er fra {notes[0].when_text}." if notes else ""


def in_short(row: Note | Milestone | Promise | Measurement | None) -> str:
    """What is stored, in one line, for somebody whose own words could not be saved over it; "" where nothing is."""
    if row is None:
        return ""
    parts = [
        row.text if isinstance(row, Note) else typed(row.value) if isinstance(row, Measurement) else str(row),
        getattr(row, "note", ""),
        *(f"{word}: {label_of(getattr(row, name, ''))}" for name, word in WHENS.items() if getattr(row, name, "")),
        f"Kilde: {row.source}",
    ]
    return " · ".join(part for part in parts if part)
