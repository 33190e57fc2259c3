"""Keeps CPR numbers out: searches a whole file, column by column, and says where without saying what."""

import re
from bisect import bisect_right
from collections.abc import Iterable

from extracts.batch import EachOnce, picked
from extracts.cpr import holds_cpr, is_cpr_header, suspects
from extracts.problems import Problem, Unreadable, error, shortened

CPR_MESSAGE = (
    "Filen ser ud til at indeholde et CPR-nummer. Den er ikke gemt. Fjern personoplysningerne, og indlæs filen igen."
)
EBCDIC_DIGITS = re.compile(rb"[\xf0-\xf9]{6}")
LINE_END = re.compile(r"\r\n|\r|\n")


def refuse_cpr(
    header: list[str],
    columns: list[list[str]],
    lines: list[int],
    others: Iterable[tuple[int, list[str]]],
    *,
    released: frozenset[str],
    text: str,
):
    """`Unreadable` with the first place in every column that holds one, but for the released columns.

    `others` are the lines outside the columns: titles, the header, lines of the wrong width. Their cells
    may stand under the wrong headers, so each is read as strictly as the strictest header asks. `text` is
    the whole file: only where it is suspect are cells searched, and all cells of CPR-named columns.
    """
    strictest = next((name for name in header if is_cpr_header(name)), "")
    found = [cpr_at(line) for line, cells in others if any(holds_cpr(cell, header=strictest) for cell in cells)]
    suspected = suspected_rows(text, lines)
    for name, column in zip(header, columns, strict=True):
        rows = range(len(lines)) if is_cpr_header(name) else suspected
        title = shortened(name.strip())  # as it is shown, and so as it is released
        if title not in released and (line := first_cpr(picked(column, rows), picked(lines, rows), name)):
            found.append(cpr_at(line, title))
    if found:
        raise Unreadable(sorted(found, key=lambda problem: problem.line), keep=False)


def suspected_rows(text: str, lines: list[int]) -> list[int]:
    """The positions of the rows where a number may stand; a row begins at its line and ends before the next."""
    rows, line, before = set(), 1, 0
    for position in suspects(text):
        line += len(LINE_END.findall(text, before, position))
        before = position
        rows.add(bisect_right(lines, line) - 1)
    return sorted(rows - {-1})


def cpr_at(line: int | None, column: str = "") -> Problem:
    return error(CPR_MESSAGE, line=line, column=column)


def first_cpr(column: list[str], lines: list[int], header: str) -> int | None:
    """The line of the first such cell; each text is searched once, however often it stands."""
    is_bad = EachOnce(lambda cell: holds_cpr(cell, header=header))
    return next((line for line, cell in zip(lines, column, strict=True) if is_bad[cell]), None)


def refuse_cpr_in_bytes(data: bytes):
    """For what was not understood: its encoding may be another than the one found out or asked for."""
    refuse_cpr_in_text(data.decode("utf-8", errors="replace"))
    if EBCDIC_DIGITS.search(data):
        refuse_cpr_in_text(data.decode("cp037"))


def refuse_cpr_in_text(text: str):
    """For what is no table: it cannot be searched cell by cell, so the strictest reading decides."""
    if not holds_cpr(text):
        return
    line = next((number for number, content in enumerate(LINE_END.split(text), 1) if holds_cpr(content)), None)
    raise Unreadable([cpr_at(line)], keep=False)
