"""The cells of one sheet, read and searched in one walk through its part."""

import re
from collections.abc import Set
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string, get_column_letter

from aabenraa_plan.formats import danish_number
from extracts.cpr import holds_cpr, is_cpr_header
from extracts.problems import Problem, Unreadable, error
from extracts.workbooks.cells import GENERAL, iso_date_text, number_text
from extracts.workbooks.package import refusal
from extracts.workbooks.parts import MOST_CELLS, Book
from extracts.workbooks.searching import Search, found, is_suspect, shown

MOST_ROWS, MOST_COLUMNS = 1_000_000, 1_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LONGEST_TEXT = 32_767
"""Excel's own limits."""
COORDINATE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
MOST_PROBLEMS = 1_000
UNCALCULATED = (
    "Cellen er en formel uden et gemt resultat. Åbn projektmappen i Excel, gem den, og indlæs den igen – "
    "eller indsæt tallet i stedet for formlen."
)


@dataclass(slots=True)
class Cell:
    column: int
    kind: str
    style: int
    value: str = ""
    formula: str = ""
    calculated: bool = False
    """Whether it is a formula."""
    saved: bool = False


class Grid(Search):
    """`rows` as they come, each as long as its last cell with content; `seen` are the shared CPR numbers in them."""

    most_elements = 12_000_000

    def __init__(self, book: Book, where: str, released: Set[str]):
        super().__init__(where)
        self.book, self.released = book, released
        self.rows: list[tuple[int, list[str]]] = []
        self.titles: list[str] = []
        self.seen: set[int] = set()
        self.uncalculated: list[tuple[int, int, str]] = []
        self.cpr_columns: dict[int, str] = {}
        self.released_columns: set[int] = set()
        self.letters: dict[str, int] = {}
        self.row, self.column, self.slots = 0, 0, 0
        self.cells: list[str] = []
        self.cell: Cell | None = None
        self.field = ""
        self.in_rows = False

    def start(self, name: str, attributes: dict[str, str]):
        if self.cell is not None:
            self.part_of_cell_starts(name)
        elif name == "c" and self.in_rows:
            self.cell_starts(attributes)
        elif name == "row" and self.in_rows:
            self.row_starts(attributes)
        else:
            self.in_rows = self.in_rows or name == "sheetData"
            super().start(name, attributes)

    def text(self, text: str):
        if self.cell is None:
            super().text(text)
        elif self.field == "f":
            self.cell.formula += text
        elif self.field:
            self.cell.value += text
        if self.cell is not None and len(self.cell.value) + len(self.cell.formula) > LONGEST_TEXT:
            raise ValueError("a text longer than a cell can hold")

    def end(self, name: str):
        if self.cell is not None:
            self.field = ""
            if name == "c":
                self.cell_ends(self.cell)
                self.cell = None
        elif name == "row" and self.in_rows:
            self.row_ends()
        else:
            self.in_rows = self.in_rows and name != "sheetData"
            super().end(name)

    def row_starts(self, attributes: dict[str, str]):
        row = int(attributes.get("r", self.row + 1))
        if not self.row < row <= LAST_ROW:
            raise ValueError("rows out of order")
        self.row, self.column, self.cells = row, 0, []

    def row_ends(self):
        filled = sum(bool(cell.strip()) for cell in self.cells)
        if filled > 1 and not self.titles:
            self.titles = self.cells
        if filled:
            if self.row > MOST_ROWS:
                raise too_large(f"mere end {danish_number(MOST_ROWS)} rækker")
            self.slots += len(self.cells)
            if self.slots > MOST_CELLS:
                raise too_large(f"mere end {danish_number(MOST_CELLS)} felter")
            self.rows.append((self.row, self.cells))

    def cell_starts(self, attributes: dict[str, str]):
        column = self.column_of(attributes["r"]) if "r" in attributes else self.column + 1
        if not self.column < column <= LAST_COLUMN:
            raise ValueError("cells out of order")
        self.column = column
        self.cell = Cell(column, attributes.get("t", "n"), int(attributes.get("s", 0)))

    def column_of(self, coordinate: str) -> int:
        match = COORDINATE.fullmatch(coordinate)
        if not match or int(match[2]) != self.row:
            raise ValueError("a cell in another row")
        letters = match[1]
        if letters not in self.letters:
            self.letters[letters] = column_index_from_string(letters)
        return self.letters[letters]

    def part_of_cell_starts(self, name: str):
        if name == "f":
            self.cell.calculated = True
        elif name == "v":
            self.cell.saved = True
        self.field = name if name in {"f", "v", "t"} else ""

    def cell_ends(self, cell: Cell):
        if cell.formula:
            self.search(cell.formula)
        if cell.calculated and not (cell.value or (cell.saved and cell.kind == "str")):
            # Told once for each cell, but not for ever.
            if len(self.uncalculated) < MOST_PROBLEMS:
                self.uncalculated.append((self.row, cell.column, cell.formula))
        elif cell.value:
            text = self.text_of(cell)
            if cell.kind != "s":
                self.measure(text)
            self.guard(cell, text)
            self.keep(cell.column, text)

    def text_of(self, cell: Cell) -> str:
        if cell.kind == "s":
            number = int(cell.value)
            if number < 0:
                raise ValueError("no such text")
            return self.book.texts.all[number]
        if cell.kind in {"str", "inlineStr"}:
            return shown(cell.value)
        if cell.kind == "b":
            return "ja" if cell.value.strip() in {"1", "true"} else "nej"
        if cell.kind == "e":
            return cell.value
        form = self.book.formats[cell.style] if cell.style else (self.book.formats or [GENERAL])[0]
        if cell.kind == "d":
            return iso_date_text(cell.value.strip(), form)
        return number_text(cell.value.strip(), form, epoch=self.book.epoch)

    def guard(self, cell: Cell, text: str):
        """A column named after CPR numbers is searched for those that have lost their zero, below its name."""
        column, texts = cell.column, self.book.texts
        shared = int(cell.value) if cell.kind == "s" else -1
        if shared in texts.guilty:
            self.seen.add(shared)
        if text.strip() in self.released:
            self.released_columns.add(column)
        header = self.cpr_columns.get(column, "")
        suspect = shared in texts.guilty if shared >= 0 and not header else is_suspect_cell(cell, text, header)
        if suspect and column not in self.released_columns:
            raise found(self.where, line=self.row, column=self.title(column))
        if shared in texts.cpr_headers or (cell.kind in {"str", "inlineStr"} and is_cpr_header(text)):
            self.cpr_columns[column] = text

    def keep(self, column: int, text: str):
        if column <= MOST_COLUMNS:
            self.cells.extend([""] * (column - 1 - len(self.cells)))
            self.cells.append(text)
        elif text.strip():
            raise too_large(f"mere end {danish_number(MOST_COLUMNS)} kolonner")

    def title(self, column: int) -> str:
        """What stands over the column in the first row of at least two cells, or else the column's letter."""
        title = self.titles[column - 1].strip() if column <= len(self.titles) else ""
        return title if title and not holds_cpr(title) else f"kolonne {get_column_letter(column)}"

    def formula_problems(self) -> list[Problem]:
        return [
            error(UNCALCULATED, line=row, column=self.title(column), text=f"={formula}" if formula else "")
            for row, column, formula in self.uncalculated
        ]

    def padded(self, most: int) -> list[tuple[int, list[str]]]:
        """The rows, all as wide as the last column with content; `most` is how many cells may be left."""
        width = max((last_filled(cells) for _row, cells in self.rows), default=0)
        if width * len(self.rows) > most:
            raise too_large(f"mere end {danish_number(MOST_CELLS)} felter")
        for _row, cells in self.rows:
            cells[width:] = [""] * (width - len(cells))
        return self.rows


def is_suspect_cell(cell: Cell, text: str, header: str) -> bool:
    """Of a number only what stands before the comma can be a person's."""
    return is_suspect(text.partition(",")[0] if cell.kind == "n" else text, header)


def last_filled(cells: list[str]) -> int:
    return next((place for place in range(len(cells), 0, -1) if cells[place - 1].strip()), 0)


def too_large(what: str) -> Unreadable:
    return refusal(f"Projektmappen har {what}. Del udtrækket i flere filer, og indlæs dem hver for sig.")
