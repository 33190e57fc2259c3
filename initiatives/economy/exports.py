"""The tables of a business case as files: amounts exact, in the unit they stand in on the page."""

from decimal import Decimal

from aabenraa_plan.exports import ExportTable
from initiatives.economy.printed import Row as PrintedRow
from initiatives.economy.printed import Table
from initiatives.economy.reporting import FoundCase
from initiatives.economy.rows import Row, strips_of
from initiatives.economy.wording import SIDES, SIGNS, UNITS, cell_word, in_unit

SOURCE = "Kilde: {}"


def exports_of(found: FoundCase, rows: list[Row]) -> list[ExportTable]:
    return [case_export(found, rows), *(printed_export(found, table) for table in found.tables)]


def sign_note(found: FoundCase, unit: str) -> str:
    return f"Beløb i {UNITS[unit]} {SIGNS[found.stored.sign]}."


def case_export(found: FoundCase, rows: list[Row]) -> ExportTable:
    cells = [
        [row.label, strip.word, *(exported(amount, found.unit) for amount in strip.amounts)]
        for row in rows
        for strip in strips_of(row, found.money)
    ]
    notes = [sign_note(found, found.unit), found.stored.note, *(SOURCE.format(each) for each in found.sources)]
    header = ["Linje", "Side", *(span.label for span in found.columns)]
    return ExportTable("oekonomi", "Økonomi", header, cells, [note for note in notes if note])


def exported(amount: Decimal | None, unit: str) -> Decimal | None:
    return None if amount is None else in_unit(amount, unit)


def printed_export(found: FoundCase, table: Table) -> ExportTable:
    """A line per cell, so that both figures stand beside one another."""
    header = ["Gruppe", "Række", "Side", "Periode", "Lagt sammen", "Trykt", "Stemmer"]
    cells = [[*cells_of(row, cell, table.unit)] for row in table.rows for cell in row.cells]
    notes = [sign_note(found, table.unit), SOURCE.format(table.source)]
    return ExportTable(f"trykt-{table.code}", table.title, header, cells, notes)


def cells_of(row: PrintedRow, cell, unit: str) -> tuple:
    amounts = (exported(cell.computed, unit), exported(cell.printed, unit))
    return (row.group, row.label, SIDES[row.side], cell.span.label, *amounts, cell_word(cell))
