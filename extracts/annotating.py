"""A copy of a file with one more column that says what is wrong; everything else stays byte for byte."""

import csv
import io
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from extracts.problems import Problem, Severity
from extracts.reading import EXCEL, FOUND_OUT, Choices, Sheet, read
from extracts.records import BOM
from extracts.spreadsheets import quoted, without_formula
from extracts.workbooks import annotated_workbook

TITLE = "Fejl"
BETWEEN = " · "


@dataclass(frozen=True)
class Record:
    """A row with the file's lines it spans; a quoted cell may hold line breaks."""

    first: int
    last: int
    cells: int


def annotated(data: bytes, problems: list[Problem], choices: Choices = FOUND_OUT) -> bytes:
    """The file with the column `Fejl` at the end; `Unreadable` where the bytes are no table.

    A short line is filled up with empty cells, so that its sentence stands in the column; a line that is
    longer than the header has it after its last cell. What is wrong with no line stands beside the title.
    """
    sheet = read(data, choices)
    if sheet.encoding == EXCEL:
        rows = [Record(line, line, len(sheet.header)) for line in (sheet.header_line, *sheet.lines)]
        said = sentences(rows, problems, sheet.header_line)
        return annotated_workbook(data, sheet.sheet, sheet.header_line, said, released=choices.released)
    start, text = opened(data, sheet)
    lines = list(io.StringIO(text, newline=""))
    records = list(records_of(lines, sheet.delimiter))
    said = sentences(records, problems, sheet.header_line)
    for record in records:
        sentence = said.get(record.first, "")
        if record.first >= sheet.header_line or sentence:
            gap = max(1, len(sheet.header) - record.cells + 1)
            added = sheet.delimiter * gap + quoted(sentence)
            lines[record.last - 1] = before_line_end(lines[record.last - 1], added)
    return closed("".join(lines), start, data, sheet)


def opened(data: bytes, sheet: Sheet) -> tuple[bytes, str]:
    """The mark the file starts with, and its text; bytes that stand for no letter are kept as they are."""
    if sheet.encoding == "UTF-16":
        return data[:2], data[2:].decode(utf_16(data))
    if sheet.encoding == "UTF-8":
        text = data.decode()
        content = text.lstrip("\ufeff")
        return BOM * (len(text) - len(content)), content
    return b"", data.decode("cp1252", errors="surrogateescape")


def closed(text: str, start: bytes, data: bytes, sheet: Sheet) -> bytes:
    """The text in the file's own encoding, or in UTF-8 with its mark where that lacks a letter of ours."""
    if sheet.encoding == "UTF-16":
        return start + text.encode(utf_16(data))
    if sheet.encoding == "UTF-8":
        lacking = data.isascii() and not text.isascii()
        return (BOM if lacking else start) + text.encode()
    try:
        return start + text.encode("cp1252", errors="surrogateescape")
    except UnicodeEncodeError:
        return BOM + text.encode(errors="replace")


def utf_16(data: bytes) -> str:
    return "utf-16-le" if data.startswith(b"\xff\xfe") else "utf-16-be"


def records_of(lines: list[str], delimiter: str):
    """The rows that hold something, as `reading.numbered_lines` counts them."""
    reader, before = csv.reader(lines, delimiter=delimiter, strict=True), 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield Record(before + 1, reader.line_num, len(cells))
        before = reader.line_num


def sentences(records: list[Record], problems: list[Problem], header_line: int) -> dict[int, str]:
    """What to write at each row, by its first line. What belongs to no row stands at the header."""
    starts, found = [record.first for record in records], defaultdict(list)
    for problem in problems:
        at = bisect_right(starts, problem.line or 0) - 1
        inside = problem.line and at >= 0 and problem.line <= records[at].last
        found[records[at].first if inside else header_line].append(sentence_of(problem))
    beside_title = [TITLE] + ([BETWEEN.join(found[header_line])] if found[header_line] else [])
    said = {line: BETWEEN.join(texts) for line, texts in found.items()} | {header_line: ": ".join(beside_title)}
    return {line: without_formula(text) for line, text in said.items()}


def sentence_of(problem: Problem) -> str:
    """`værdi: Tallet kan ikke være negativt.` on one line, and said to be a warning where it is one."""
    kind = {Severity.WARNING: "Advarsel: ", Severity.NOTICE: "Bemærk: "}.get(problem.severity, "")
    column = f"{problem.column}: " if problem.column else ""
    return " ".join(f"{kind}{column}{problem.message}".split())


def before_line_end(line: str, added: str) -> str:
    content = line.rstrip("\r\n")
    return content + added + line[len(content) :]
