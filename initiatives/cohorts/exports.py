"""The tables of the cohort section as they are taken away: what the reader may see, and nothing else."""

from collections.abc import Sequence
from datetime import timedelta

from aabenraa_plan.exports import ExportTable
from initiatives.cohorts.reporting import HIDDEN_WORD, CohortRow, CohortStatus, Figure
from initiatives.cohorts.rows import ShareRow
from initiatives.cohorts.wording import difference_text

OUTCOMES, COHORTS, SHARES = "udfald", "hold", "andele"
FIGURES_HEADER = [
    *("Hold", "Opgjort pr.", "Udfald", "Antal borgere", "Mangler", "Lagt sammen", "Lovet", "Lovet pr."),
    *("Forskel", "Foreløbigt", "Eksempeldata", "Bemærkning", "Kilde"),
]
COHORTS_HEADER = ["Hold", "Kom ind fra", "Kom ind til og med", "Antal i kilden", "Del af", "Bemærkning", "Kilde"]
SHARES_HEADER = [
    *("Hold", "Udfald", "Trykt andel (%)", "Af", "Antal borgere", "Lovet andel (%)", "Opgjort", "Mangler", "Kilde"),
]


def tables_of(rows: Sequence[CohortRow], shares: Sequence[ShareRow], notes: Sequence[str]) -> list[ExportTable]:
    """A table of each kind there is something for."""
    figures = [
        figure_cells(row, status, figure) for row in rows for status in row.statuses for figure in status.figures
    ]
    cohorts = [cohort_cells(row, rows) for row in rows]
    printed = [share_cells(each) for each in shares]
    tables = [
        ExportTable(OUTCOMES, "Udfald", FIGURES_HEADER, figures, notes),
        ExportTable(SHARES, "Trykte andele", SHARES_HEADER, printed, notes),
        ExportTable(COHORTS, "Hold", COHORTS_HEADER, cohorts, notes),
    ]
    return [table for table in tables if table.rows]


def figure_cells(row: CohortRow, status: CohortStatus, figure: Figure) -> list:
    return [
        *(row.name, status.day, str(figure.kind), figure.persons, figure.word, status.total, figure.promised),
        *(figure.promised_on, difference_text(figure.persons, figure.promised)),
        *("ja" if figure.provisional else "nej", "ja" if figure.invented else "nej", figure.note, figure.source),
    ]


def cohort_cells(row: CohortRow, rows: Sequence[CohortRow]) -> list:
    whole = next((each.name for each in rows if each.pk == row.whole_id), "")
    last = row.entered_before and row.entered_before - timedelta(days=1)
    return [row.name, row.entered_from, last, row.size, whole, row.note, row.source]


def share_cells(row: ShareRow) -> list:
    share, persons = row.share, row.figure.persons if row.figure else None
    return [
        *(row.name, str(share.kind), share.percent, share.base, persons, share.promised, share.dated),
        *(HIDDEN_WORD if share.masked else "", share.source),
    ]
