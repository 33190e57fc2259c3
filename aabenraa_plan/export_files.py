"""Tables as files to take away: a CSV that opens in a Danish Excel, and a workbook with real numbers."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from aabenraa_plan.formats import danish_number, decimals_in, plain_number

Cell = str | int | Decimal | date | None
# What neither a spreadsheet nor XML takes.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel takes the wide forms of East Asian keyboards too.
STARTS_A_FORMULA = tuple("=+-@\t\r＝＋－＠")
BLANKS = " \u00a0"
NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
LONGEST_SHEET_NAME = 31
NARROWEST, WIDEST = 10, 60
"""A column, in characters."""
MOST_DECIMALS = 2
"""As a workbook shows a number; the cell holds all of them."""


@dataclass(frozen=True)
class ExportTable:
    """A table of a page as it is taken away; `None` is an empty cell, never 0.

    An `int` is written plainly (a year, a count), a `Decimal` exactly, with thousands dots in a workbook.
    """

    name: str
    """In the address: `?tabel=linjer`."""
    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()


def printable(text: str) -> str:
    return UNPRINTABLE.sub("", str(text))


def starts_a_formula(text: str) -> bool:
    return text.lstrip(BLANKS).startswith(STARTS_A_FORMULA)


def checked(cell: Cell) -> Cell:
    """The cell, its text printable; a float is a fault of the page's, and is refused here."""
    if isinstance(cell, str):
        return printable(cell)
    plain = cell is None or (type(cell) in (int, Decimal, date))
    if not plain or (isinstance(cell, Decimal) and not cell.is_finite()):
        raise TypeError(f"cannot export {cell!r}")
    return cell


def number_text(number: int | Decimal) -> str:
    return plain_number(Decimal(number)) if number else "0"


def checked_rows(table: ExportTable) -> list[list[Cell]]:
    return [[checked(cell) for cell in row] for row in table.rows]


def footnotes(table: ExportTable) -> list[str]:
    """With a word first: `+ er merforbrug` alone would be read as a formula."""
    return [f"Note: {printable(note)}" for note in table.notes]


def csv_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if starts_a_formula(cell) else cell
    return cell.isoformat() if isinstance(cell, date) else number_text(cell).replace(".", ",")


def csv_file(table: ExportTable) -> bytes:
    """Semicolons, decimal comma, no thousands dots; the notes stand after an empty line."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(csv_text(printable(title)) for title in table.header)
    writer.writerows([csv_text(cell) for cell in row] for row in checked_rows(table))
    if table.notes:
        text.write("\r\n")
        writer.writerows([note] for note in footnotes(table))
    return text.getvalue().encode("utf-8-sig")


def xlsx_file(tables: Iterable[ExportTable]) -> bytes:
    """A sheet for each table, in order."""
    workbook, tables = Workbook(), list(tables)
    workbook.remove(workbook.active)
    workbook.properties.creator = "Aabenraa Plan"
    for table, name in zip(tables, sheet_names([table.title for table in tables]), strict=True):
        fill(workbook.create_sheet(name), table)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Names that Excel takes: short, without its own marks, and different whatever their case."""
    names: list[str] = []
    for title in titles:
        clean = " ".join(NOT_IN_A_SHEET_NAME.sub(" ", printable(title)).split()).strip("' ") or "Tabel"
        taken, name, number = {used.casefold() for used in names}, shortened(clean), 1
        while name.casefold() in taken:
            number += 1
            name = shortened(clean, f" ({number})")
        names.append(name)
    return names


def shortened(name: str, ending: str = "") -> str:
    return name[: LONGEST_SHEET_NAME - len(ending)].rstrip("' ") + ending


def fill(sheet, table: ExportTable):
    rows = checked_rows(table)
    for column, title in enumerate(table.header, 1):
        cell = write_text(sheet.cell(1, column), printable(title))
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    for at, title in enumerate(table.header):
        fill_column(sheet, at + 1, title, [row[at] for row in rows])
    for line, note in enumerate(footnotes(table), len(rows) + 3):
        write_text(sheet.cell(line, 1), note)


def fill_column(sheet, column: int, title: str, values: list[Cell]):
    decimals = number_format([value for value in values if isinstance(value, Decimal)])
    for line, value in enumerate(values, 2):
        if value is not None:
            write(sheet.cell(line, column), value, decimals)
    widest = max([len(title), *map(shown_length, values)]) + 2
    sheet.column_dimensions[get_column_letter(column)].width = min(max(NARROWEST, widest), WIDEST)


def shown_length(value: Cell) -> int:
    return len(danish_number(value, MOST_DECIMALS) if isinstance(value, Decimal) else csv_text(value))


def number_format(numbers: Sequence[Decimal]) -> str:
    """The same for a whole column: as many decimals as its numbers have, within reason."""
    decimals = min(max(map(decimals_in, numbers), default=0), MOST_DECIMALS)
    return "#,##0." + "0" * decimals if decimals else "#,##0"


def write(cell, value: Cell, decimals: str):
    if isinstance(value, str):
        write_text(cell, value)
    elif isinstance(value, date):
        cell.value, cell.number_format = datetime(value.year, value.month, value.day), "yyyy-mm-dd"
    else:
        # As text with the type of a number: openpyxl would write a Decimal by way of a float.
        cell.value, cell.number_format = number_text(value), decimals if isinstance(value, Decimal) else "0"
        cell.data_type = "n"


def write_text(cell, text: str):
    """As text whatever it looks like, also once somebody has put the cursor in it."""
    cell.value, cell.data_type = text, "s"
    if starts_a_formula(text):
        cell.quotePrefix = True
    return cell
