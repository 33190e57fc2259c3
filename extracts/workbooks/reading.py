"""Sheets of text from an Excel workbook; the whole workbook is searched for CPR numbers on the way."""

from collections.abc import Set
from dataclasses import dataclass, field

from extracts.decoding import EMPTY
from extracts.problems import Problem
from extracts.workbooks.grid import Grid
from extracts.workbooks.package import refusal
from extracts.workbooks.parts import MOST_CELLS, Book, SheetPart, book_of
from extracts.workbooks.searching import found, search_rest
from extracts.workbooks.walking import walk

NONE_VISIBLE = "Projektmappen har intet synligt ark. Vis arket med tallene i Excel, gem filen, og indlæs den igen."


@dataclass(frozen=True)
class Worksheet:
    """A sheet as text: the rows with content under Excel's own row numbers, all as wide as the widest.

    `problems` are cells that have no text to read: formulas that were never calculated.
    """

    name: str
    hidden: bool
    rows: list[tuple[int, list[str]]]
    problems: list[Problem] = field(default_factory=list)


def worksheets(data: bytes, *, released: Set[str] = frozenset()) -> list[Worksheet]:
    """The sheets in the workbook's order, hidden ones too; charts are none.

    `Unreadable`, and not to be kept, where the bytes are no workbook, cannot be searched in full, or hold a
    CPR number outside the released columns.
    """
    book = book_of(data)
    if all(sheet.hidden for sheet in book.sheets):
        raise refusal(NONE_VISIBLE)
    seen: set[int] = set()
    sheets, left = [], MOST_CELLS
    for part in book.sheets:
        grid = grid_of(book, part, released)
        seen |= grid.seen
        sheet = Worksheet(part.name, part.hidden, grid.padded(left), grid.formula_problems())
        left -= sum(len(cells) for _row, cells in sheet.rows)
        sheets.append(sheet)
    if book.texts.guilty - seen:
        raise found()
    search_rest(book.package, book.walked | {part.part for part in book.sheets})
    if not any(sheet.rows for sheet in sheets if not sheet.hidden):
        raise refusal(EMPTY)
    return sheets


def grid_of(book: Book, part: SheetPart, released: Set[str]) -> Grid:
    # Nobody has seen the texts of a hidden sheet, so nobody can vouch for them.
    grid = Grid(book, where_is(book, part), frozenset() if part.hidden else released)
    walk(book.package, part.part, grid)
    return grid


def where_is(book: Book, part: SheetPart) -> str:
    """Empty for the only sheet, which needs no telling."""
    if part.hidden:
        return f"på det skjulte ark «{part.name}»"
    return f"på arket «{part.name}»" if len(book.sheets) > 1 else ""
