"""A copy of a workbook with one more column that says what is wrong; all other bytes of its parts stay.

Written into the sheet's own XML, so that formulas, formats, charts and rules live on as they are.
"""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

from extracts.workbooks.grid import LAST_COLUMN, LONGEST_TEXT
from extracts.workbooks.package import Package
from extracts.workbooks.parts import SheetPart, book_of
from extracts.workbooks.reading import worksheets
from extracts.workbooks.walking import guarded_parser, without_prefix

TITLE = "Fejl"
FILLINGS = frozenset({"v", "f", "is"})
NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SPANS = re.compile(rb"""\sspans\s*=\s*("[^"]*"|'[^']*')""")


class Edit(NamedTuple):
    """The bytes from start to end, replaced."""

    start: int
    end: int
    content: bytes


@dataclass
class Line:
    """Where a row's tag stands, its empty cells after the last filled one, and its end."""

    prefix: str
    tag: int
    after_tag: int = 0
    tail: list[tuple[int, int]] = field(default_factory=list)
    """Column and place of each."""
    end: int = 0


def annotated_workbook(
    data: bytes,
    sheet_name: str,
    header_line: int,
    sentences: Mapping[int, str],
    *,
    released: Set[str] = frozenset(),
) -> bytes:
    """The workbook with the sentences in the first column to the right of everything on the sheet.

    `sentences` stand under their rows' numbers, the column's title under the header's. They are stored as
    text, which no program calculates. `Unreadable` where the bytes are no workbook that may be kept.
    """
    if not any(sheet.name == sheet_name for sheet in worksheets(data, released=released)):
        raise KeyError(sheet_name)
    book = book_of(data)
    sheet = next(sheet for sheet in book.sheets if sheet.name == sheet_name)
    return with_part_edited(book.package, sheet, {header_line: TITLE, **sentences})


def with_part_edited(package: Package, sheet: SheetPart, sentences: Mapping[int, str]) -> bytes:
    content, target = package.content(sheet.part), BytesIO()
    edits = edits_of(content, sentences)
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, info in package.parts.items():
            with archive.open(info.filename, "w") as part:
                for piece in edited(content, edits) if name == sheet.part else package.chunks(name):
                    part.write(piece)
    return target.getvalue()


def edited(content: bytes, edits: list[Edit]):
    place, whole = 0, memoryview(content)
    for edit in edits:
        yield whole[place : edit.start]
        yield edit.content
        place = edit.end
    yield whole[place:]


def edits_of(content: bytes, sentences: Mapping[int, str]) -> list[Edit]:
    """In the order of the sheet, whose own word on how far it reaches no longer holds and goes."""
    layout = Layout(frozenset(sentences))
    layout.read(content)
    found = [Edit(*layout.dimension, b"")] if layout.dimension else []
    for row, line in layout.lines.items():
        if sentences[row]:
            tag = content[line.tag : line.after_tag]
            found.append(Edit(line.tag, line.after_tag, SPANS.sub(b"", tag)))
            found.append(cell_edit(line, row, layout.width + 1, sentences[row]))
    return found


def cell_edit(line: Line, row: int, column: int, sentence: str) -> Edit:
    """The new cell among the row's empty ones, in place of the one that stands there."""
    ends = [place for _column, place in line.tail[1:]] + [line.end]
    content = cell_xml(line.prefix, f"{get_column_letter(column)}{row}", sentence)
    for (found, start), end in zip(line.tail, ends, strict=True) if line.tail else ():
        if found >= column:
            return Edit(start, end if found == column else start, content)
    return Edit(line.end, line.end, content)


def cell_xml(prefix: str, coordinate: str, sentence: str) -> bytes:
    text = escape(NOT_IN_XML.sub("", sentence)[:LONGEST_TEXT])
    p = prefix
    cell = f'<{p}c r="{coordinate}" t="inlineStr"><{p}is><{p}t xml:space="preserve">{text}</{p}t></{p}is></{p}c>'
    return cell.encode("ascii", errors="xmlcharrefreplace")


class Layout:
    """Where things stand in a sheet's XML: the rows asked for, and the last column in use."""

    def __init__(self, rows: frozenset[int]):
        self.rows, self.lines, self.width = rows, {}, 0
        self.dimension: tuple[int, int] | None = None
        self.dimension_start: int | None = None
        self.in_rows = False
        self.row = self.column = 0
        self.line: Line | None = None

    def read(self, content: bytes):
        self.parser = guarded_parser()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self.parser.Parse(content, True)

    @property
    def place(self) -> int:
        return self.parser.CurrentByteIndex

    def start(self, raw: str, attributes: dict[str, str]):
        self.tag_ends()
        name = without_prefix(raw)
        if name == "dimension":
            self.dimension_start = self.place
        elif name == "mergeCell":
            self.merged(attributes["ref"])
        elif name == "sheetData":
            self.in_rows = True
        elif self.in_rows:
            self.starts_in_rows(name, raw.removesuffix(name), attributes)

    def starts_in_rows(self, name: str, prefix: str, attributes: dict[str, str]):
        if name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            self.line = Line(prefix, self.place) if self.row in self.rows else None
        elif name == "c":
            coordinate = attributes.get("r", "").rstrip("0123456789")
            self.column = column_index_from_string(coordinate) if coordinate else self.column + 1
            if self.line:
                self.line.tail.append((self.column, self.place))
        elif name in FILLINGS:
            self.width = max(self.width, self.column)
            if self.line:
                self.line.tail.clear()

    def end(self, raw: str):
        name = without_prefix(raw)
        if name == "sheetData":
            self.in_rows = False
        elif name == "row" and self.line:
            self.tag_ends()
            self.line.end = self.place
            # A row without any cell (`<row/>`) has no inside to write in, and nothing to say something about.
            if self.line.after_tag < self.line.end:
                self.lines[self.row] = self.line
            self.line = None

    def tag_ends(self):
        """Where a tag ends is known when something comes after it."""
        if self.dimension_start is not None:
            self.dimension, self.dimension_start = (self.dimension_start, self.place), None
        if self.line and not self.line.after_tag:
            self.line.after_tag = self.place

    def merged(self, reference: str):
        """What is merged across the new column would hide it, on the rows it is to stand in."""
        _left, top, right, bottom = range_boundaries(reference)
        if right < LAST_COLUMN and any(top <= row <= bottom for row in self.rows):
            self.width = max(self.width, right)
