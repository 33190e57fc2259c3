"""The tables of promises, milestones and notes as they are exported."""

from collections.abc import Sequence

from aabenraa_plan.exports import ExportTable
from budget.wording import INVENTED
from initiatives.following.promise_wording import MARGIN_SIGN
from initiatives.following.reporting import MilestoneRow, NoteRow, PromiseRow
from initiatives.models import Initiative, NoteKind, PromiseRule

SIGN = f"Forskel: {MARGIN_SIGN}."


def tables_of(
    initiative: Initiative,
    promises: Sequence[PromiseRow],
    milestones: Sequence[MilestoneRow],
    notes: Sequence[NoteRow],
) -> list[ExportTable]:
    """Only those that have a row."""
    promised, reached = [promise_cells(row) for row in promises], [milestone_cells(row) for row in milestones]
    said = [note_cells(row) for row in notes]
    found = [
        ExportTable("loefter", f"{initiative}: løfter", PROMISE_HEADER, promised, [SIGN, *marked(promises)]),
        ExportTable("milepaele", f"{initiative}: milepæle", MILESTONE_HEADER, reached),
        ExportTable("notater", f"{initiative}: notater", NOTE_HEADER, said, marked(notes)),
    ]
    return [table for table in found if table.rows]


def marked(rows: Sequence[PromiseRow] | Sequence[NoteRow]) -> list[str]:
    return [INVENTED] if any(row.invented for row in rows) else []


PROMISE_HEADER = [
    *("Løfte", "Regel", "Lovet", "Enhed", "Fordelt på", "Udgangspunkt", "Gælder", "Målt", "Opgjort pr.", "Forskel"),
    *("Vurdering", "I ord", "Bemærkning", "Kilde", "Målingens kilde"),
]
MILESTONE_HEADER = ["Milepæl", "Frist", "Nået", "Status", "Bemærkning", "Kilde"]
NOTE_HEADER = ["Hvornår", "Slags", "Tekst", "Skrevet af", "Kilde"]


def promise_cells(row: PromiseRow) -> list:
    promise, measured = row.promise, row.judged.measured
    return [
        *(promise.name, PromiseRule(promise.rule).label, promise.value, promise.unit, promise.per, promise.baseline),
        row.due_text,
        *((measured.value, measured.day) if measured else (None, None)),
        *(row.judged.margin, row.standing.word, row.sentence, promise.note, promise.source),
        row.measurement.source if row.measurement else "",
    ]


def milestone_cells(row: MilestoneRow) -> list:
    milestone = row.milestone
    return [milestone.title, row.due_text, row.reached_text, row.standing.word, milestone.note, milestone.source]


def note_cells(row: NoteRow) -> list:
    note = row.note
    return [row.when_text, NoteKind(note.kind).label, note.text, row.author, note.source]
