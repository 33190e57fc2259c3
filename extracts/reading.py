"""Reading a file: bytes in, columns of text with their line numbers out. Nothing is interpreted.

Encoding, delimiter and header row are found out and reported, and can be chosen instead; what is not
a table at all (a key error, a web page, a picture) is refused in plain words.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from itertools import chain
from operator import itemgetter

from aabenraa_plan.formats import counted, danish_number
from extracts.decoding import EMPTY, refuse_what_is_no_table, text_of
from extracts.guarding import refuse_cpr, refuse_cpr_in_bytes, refuse_cpr_in_text
from extracts.headers import duplicated_headers, header_position, refuse_a_headless_table
from extracts.problems import Problem, Unreadable, error, shortened
from extracts.records import BOM, DELIMITERS, LOOKED_AT, Piece, Record, found_delimiter, pieces
from extracts.workbooks import Worksheet, worksheets

WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
EXCEL = "Excel"
MOST_COLUMNS = 1_000
MOST_LINES = 1_500_000
MOST_CELLS = 15_000_000
MOST_PROBLEMS = 1_000
"""Lines of the wrong width that are named one by one."""
SAMPLE_LINES, SAMPLE_COLUMNS = 5, 20
LONGEST_LINE = 5_000_000
SWALLOWED = "Et felt på linjen går over flere linjer og deres kolonner. Er et anførselstegn ikke lukket?"
TOO_MANY_CELLS = f"Filen har over {danish_number(MOST_CELLS)} felter. Del den i flere filer."
TOO_MANY_LINES = f"Filen har over {danish_number(MOST_LINES)} linjer. Del den i flere filer."


@dataclass(frozen=True)
class Choices:
    """How a file is to be read where a person knows better; empty means found out.

    `released` are the columns whose CPR-like texts a person has vouched for.
    """

    encoding: str = ""
    delimiter: str = ""
    header_line: int | None = None
    sheet: str = ""
    released: frozenset[str] = frozenset()


FOUND_OUT = Choices()


@dataclass(frozen=True)
class Row:
    line: int
    cells: list[str]


@dataclass(frozen=True)
class Sheet:
    """A file as a table of text: the header, and a column of cells for each of its titles."""

    encoding: str
    delimiter: str
    header_line: int
    header: list[str]
    columns: list[list[str]]
    lines: list[int]
    problems: list[Problem] = field(default_factory=list)
    bom: bool = False
    skipped: int = 0
    """Lines above the header, such as a report's title."""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    """The sheet that was read, and all that could be; empty for a text file."""

    @cached_property
    def rows(self) -> list[Row]:
        """Line by line, for files of moderate size."""
        return [Row(line, list(cells)) for line, cells in zip(self.lines, zip(*self.columns, strict=True), strict=True)]

    def described(self) -> dict:
        """What was found out about the file, to show: `Windows-1252 · semikolon · 144 linjer`."""
        return {
            "encoding": self.encoding + (" med BOM" if self.bom else ""),
            "delimiter": DELIMITERS.get(self.delimiter, ""),
            "header_line": self.header_line,
            "header": self.header,
            "rows": len(self.lines),
            "skipped": self.skipped,
            "sheet": self.sheet,
            "sheets": list(self.sheets),
            "sample": self.sample(),
        }

    def sample(self) -> list[list[str]]:
        """The first lines, each with its number before its first cells, as they may be shown and stored."""
        shown = [column[:SAMPLE_LINES] for column in self.columns[:SAMPLE_COLUMNS]]
        lines = [str(line) for line in self.lines[:SAMPLE_LINES]]
        return [[line, *map(shortened, cells)] for line, *cells in zip(lines, *shown, strict=True)]


def read(data: bytes, choices: Choices = FOUND_OUT) -> Sheet:
    """The table in the bytes; `Unreadable` where there is none, or where it holds a CPR number."""
    return read_workbook(data, choices) if data.startswith(WORKBOOK_STARTS) else read_text(data, choices)


def read_workbook(data: bytes, choices: Choices) -> Sheet:
    sheets = worksheets(data, released=choices.released)
    chosen = chosen_sheet(sheets, choices.sheet)
    # The whole workbook has been searched for CPR numbers on the way.
    numbers, rows = [number for number, _ in chosen.rows], [cells for _, cells in chosen.rows]
    table = table_of(iter([(numbers, rows)]), ";", choices)
    table["problems"] = table["problems"] + chosen.problems
    names = tuple(sheet.name for sheet in sheets)
    return Sheet(encoding=EXCEL, delimiter="", sheet=chosen.name, sheets=names, **table)


def chosen_sheet(sheets: list[Worksheet], name: str) -> Worksheet:
    """The sheet asked for, or else the first one that shows and is a table."""
    if name:
        named = [sheet for sheet in sheets if sheet.name == name]
        if not named:
            raise Unreadable([error("Regnearket har ikke det ark, du har valgt. Vælg et andet.")])
        return named[0]
    shown = [sheet for sheet in sheets if not sheet.hidden]
    return next((sheet for sheet in shown if len(sheet.rows) > 1), shown[0])


def refuse_what_is_too_long(data: bytes):
    """Before anything is unfolded: such a file would fill the memory, and is not kept unsearched."""
    if data.count(b"\n") > MOST_LINES and data.strip():
        raise Unreadable([error(TOO_MANY_LINES)], keep=False)
    for number, line in enumerate(BytesIO(data), 1):
        if len(line) > LONGEST_LINE and line.strip():
            message = "Linjen fylder over 5 MB. Er linjeskiftene gået tabt? Hent udtrækket igen."
            raise Unreadable([error(message, line=number)], keep=False)


def read_text(data: bytes, choices: Choices) -> Sheet:
    refuse_what_is_too_long(data)
    text = ""
    try:
        encoding, text = text_of(data, choices.encoding)
        refuse_what_is_no_table(text)
        delimiter = choices.delimiter or found_delimiter(text)
        table = table_of(pieces(data, encoding, delimiter), delimiter, choices, text)
    except Unreadable as refused:
        if refused.keep:
            refuse_cpr_in_text(text)
            refuse_cpr_in_bytes(data)
        raise
    return Sheet(encoding=encoding, delimiter=delimiter, bom=data.startswith(BOM), **table)


def table_of(found: Iterator[Piece], delimiter: str, choices: Choices, text: str = "") -> dict:
    """The records as columns under their header, searched for CPR numbers where the file's text is suspect."""
    numbers, rows = next(found, ([], []))
    ahead = [record for record in zip(numbers, rows, strict=True) if is_filled(record[1])][:LOOKED_AT]
    if not ahead:
        raise Unreadable([error(EMPTY)])
    at = header_position(ahead, choices.header_line)
    header_line, header = ahead[at]
    if len(header) > MOST_COLUMNS:
        count = danish_number(len(header))
        raise Unreadable([error(f"Filen har {count} kolonner; højst {danish_number(MOST_COLUMNS)} kan læses.")])
    under = bisect_right(numbers, header_line)
    columns, lines, others = in_columns(chain([(numbers[under:], rows[under:])], found), len(header))
    others_too = [*ahead[: at + 1], *others]
    refuse_cpr(header, columns, lines, others_too, released=choices.released, text=text)
    refuse_a_headless_table(header, header_line)
    if not lines and not others:
        raise Unreadable([error("Filen har en overskrift, men ingen tal under den.", line=header_line)])
    problems = duplicated_headers(header, header_line) + wrong_widths(others, len(header), delimiter)
    problems += swallowed_lines(columns, lines, delimiter) if '"' in text else []
    named = [place for place, title in enumerate(header) if title.strip() or any(map(str.strip, columns[place]))]
    return {
        "header_line": header_line,
        "header": [header[place] for place in named],
        "columns": [columns[place] for place in named],
        "lines": lines,
        "problems": problems,
        "skipped": at,
    }


def in_columns(found: Iterable[Piece], width: int):
    """Columns and line numbers of the records as wide as the header, and the other records apart.

    Equal texts are kept once, so that a file of a million lines is not a million copies of its words.
    """
    columns, lines, others = [[] for _ in range(width)], [], []
    pools: list[dict[str, str]] = [{} for _ in range(width)]
    for piece in found:
        numbers, rows = fitting(piece, width, others)
        lines += numbers
        for column, pool, cells in zip(columns, pools, zip(*rows, strict=True), strict=False):
            column.extend(map(pool.setdefault, cells, cells))
        if len(lines) > MOST_LINES or len(lines) * width > MOST_CELLS:
            raise Unreadable([error(TOO_MANY_LINES if len(lines) > MOST_LINES else TOO_MANY_CELLS)], keep=False)
    return columns, lines, others


def fitting(piece: Piece, width: int, others: list[Record]) -> Piece:
    """The records that are as wide as the header; others that hold something are added to `others`."""
    numbers, rows = piece
    if set(map(len, rows)) == {width} and all(map(str.strip, map(itemgetter(0), rows))):
        return piece
    fits = []
    for number, found in zip(numbers, rows, strict=True):
        # Spreadsheets leave empty cells at the end of a line.
        cells = found if len(found) == width else without_empty_end(found, width)
        if len(cells) == width and is_filled(cells):
            fits.append((number, cells))
        elif is_filled(cells):
            others.append((number, cells))
    return [number for number, _ in fits], [cells for _, cells in fits]


def is_filled(cells: list[str]) -> bool:
    return any(map(str.strip, cells))


def without_empty_end(cells: list[str], width: int) -> list[str]:
    return cells if any(cell.strip() for cell in cells[width:]) else cells[:width]


def wrong_widths(others: list[Record], width: int, delimiter: str) -> list[Problem]:
    problems = [wrong_width(line, cells, width, delimiter) for line, cells in others[:MOST_PROBLEMS]]
    if (more := len(others) - MOST_PROBLEMS) > 0:
        problems.append(error(f"{counted(more, 'linje', 'linjer')} mere har et forkert antal felter."))
    return problems


def wrong_width(line: int, cells: list[str], width: int, delimiter: str) -> Problem:
    message = f"Linjen har {counted(len(cells), 'felt', 'felter')}, men overskriften har {width}."
    others = [
        mark for mark in DELIMITERS if mark != delimiter and len(cells) == 1 and cells[0].count(mark) >= width - 1
    ]
    if others:
        message += f" Linjen er delt med {DELIMITERS[others[0]]}; resten af filen bruger {DELIMITERS[delimiter]}."
    elif delimiter == "," and len(cells) > width:
        message += " Er decimalkommaer blandet med skillekommaer? Gem filen med semikolon."
    return error(message, line=line, text=delimiter.join(cells)[:200])


def swallowed_lines(columns: list[list[str]], lines: list[int], delimiter: str) -> list[Problem]:
    """Cells with whole lines of the file in them: a quote that was opened and not closed before the next one."""
    most = max(2, len(columns) - 1)
    found = {
        line
        for column in columns
        for line, cell in zip(lines, column, strict=True)
        if "\n" in cell and any(inner.count(delimiter) >= most for inner in cell.split("\n")[1:])
    }
    return [error(SWALLOWED, line=line) for line in sorted(found)]


def too_large(size: int, limit: int) -> str:
    """The sentence for a file that is turned away unread."""
    mega = 1024 * 1024
    return (
        f"Filen fylder {-(-size // mega)} MB; højst {limit // mega} MB kan indlæses ad gangen. "
        "Del udtrækket i flere filer, og indlæs dem hver for sig."
    )
