"""The records of a text file: the cells of each line with the line it starts on, some thousand at a time."""

import csv
import re
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from itertools import accumulate, islice

from extracts.decoding import codec_of
from extracts.guarding import LINE_END
from extracts.problems import Unreadable, error

DELIMITERS = {";": "semikolon", ",": "komma", "\t": "tabulator", "|": "lodret streg"}
BOM = b"\xef\xbb\xbf"
AT_A_TIME = 10_000
LONGEST_CELL = 1_000_000
TOO_LONG = "Et felt på linjen er over 1.000.000 tegn langt. Er et anførselstegn ikke lukket?"
UNCLOSED = "Et anførselstegn er ikke lukket rigtigt på linjen. Ret det, og indlæs filen igen."
LOOKED_AT = 30
"""Lines among which delimiter and header are looked for."""
Record = tuple[int, list[str]]
"""A line's number and its cells."""
Piece = tuple[list[int], list[list[str]]]
"""Some thousand records: their line numbers, and their cells."""


def found_delimiter(text: str) -> str:
    """The delimiter that most of the first lines have; of two that as many have, the one less used in texts."""
    lines = re.sub(r'"[^"]*"', "", text[:100_000]).splitlines()[:LOOKED_AT]
    having = {mark: sum(mark in line for line in lines) for mark in (";", "\t", "|", ",")}
    mark = max(having, key=having.get)
    if not having[mark]:
        raise Unreadable([error("Filen har kun én kolonne. Gem den som CSV med semikolon mellem kolonnerne.", line=1)])
    return mark


def pieces(data: bytes, encoding: str, delimiter: str) -> Iterator[Piece]:
    """The file's records with the line each starts on, some thousand at a time; a quoted cell may span lines."""
    reader, before = reader_of(data, encoding, delimiter), 0
    try:
        while rows := list(islice(reader, AT_A_TIME)):
            yield starts_of(rows, before, reader.line_num), rows
            before = reader.line_num
    except csv.Error as problem:
        message = TOO_LONG if "field limit" in str(problem) else UNCLOSED
        raise Unreadable([error(message, line=line_of_error(data, encoding, delimiter))]) from problem


def reader_of(data: bytes, encoding: str, delimiter: str):
    csv.field_size_limit(LONGEST_CELL)
    content, start = BytesIO(data), 0
    while data.startswith(BOM, start):  # more than one where files were glued together
        start += len(BOM)
    content.seek(start)
    text = TextIOWrapper(content, encoding=codec_of(data, encoding), errors="replace", newline="")
    return csv.reader(text, delimiter=delimiter, strict=True)


def starts_of(rows: list[list[str]], before: int, last: int) -> list[int]:
    """The line that each row starts on, where they take the lines after `before` up to `last`."""
    if last - before == len(rows):
        return list(range(before + 1, last + 1))
    spans = [1 + sum(len(LINE_END.findall(cell)) for cell in cells) for cells in rows]
    return list(accumulate(spans[:-1], initial=before + 1))


def line_of_error(data: bytes, encoding: str, delimiter: str) -> int:
    reader, before = reader_of(data, encoding, delimiter), 0
    try:
        for _ in reader:
            before = reader.line_num
    except csv.Error:
        pass
    return before + 1
