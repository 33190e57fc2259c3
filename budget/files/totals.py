"""Total lines of finance exports: found, left out, and compared with the lines they are said to add up."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from aabenraa_plan.formats import counted, danish_number, decimals_in
from budget.files.columns import folded
from extracts.batch import EachOnce, picked
from extracts.numbers import NotANumber, parse_number
from extracts.problems import Problem, error, notice, warning
from extracts.reading import Sheet

WORD = r"(?:i ?alt|hovedtotal|subtotal|total|sum)"
# Marks are tried from their first one only: a cell of nothing else must not take its length squared.
MARKS = r"[\s:.,–-]"
TOTAL = re.compile(rf"{WORD}\b{MARKS}*(?P<after>.*)|(?P<before>.*?)(?<!{MARKS}){MARKS}*\b{WORD}", re.IGNORECASE)
MOST_CHECKED = 100
"""Totals that are compared with their lines; each looks at all lines."""


def total_of(cell: str) -> str | None:
    """What a cell says it is the total of ("" for everything); None where it is no total."""
    found = TOTAL.fullmatch(" ".join(cell.split()))
    return (found["after"] or found["before"] or "") if found else None


@dataclass(frozen=True)
class Table:
    """The columns of a sheet that say what a line is, and those that hold its figures."""

    sheet: Sheet
    words: list[int]
    figures: list[int]

    @cached_property
    def folded(self) -> dict[int, list[str]]:
        """What each word column says; in a total, what it is the total of."""
        read = EachOnce(lambda cell: folded(cell if (total := total_of(cell)) is None else total))
        return {place: list(map(read.__getitem__, self.sheet.columns[place])) for place in self.words}

    @cached_property
    def numbers(self) -> dict[int, list[Decimal | None]]:
        read = EachOnce(number_in)
        return {place: list(map(read.__getitem__, self.sheet.columns[place])) for place in self.figures}

    def totals(self) -> list[int]:
        """Where the total lines stand."""
        is_total = EachOnce(lambda cell: total_of(cell) is not None)
        columns = [self.sheet.columns[place] for place in self.words]
        return sorted({at for column in columns for at, cell in enumerate(column) if is_total[cell]})

    def named_by(self, total: int, lines: list[int]) -> list[int]:
        """The lines that are what the total names; all of them where it names nothing."""
        for column in self.folded.values():
            if column[total]:
                lines = [at for at in lines if column[at] == column[total]]
        return lines

    def added(self, place: int, lines: list[int]) -> Decimal:
        column = self.numbers[place]
        return sum((column[at] or Decimal(0) for at in lines), Decimal(0))


def without_totals(table: Table) -> tuple[Sheet, list[Problem]]:
    """The sheet without its total lines, and what is to be said of them."""
    sheet, totals = table.sheet, table.totals()
    if not totals:
        return sheet, []
    left_out = set(totals)
    lines = [at for at in range(len(sheet.lines)) if at not in left_out]
    columns = [picked(column, lines) for column in sheet.columns]
    kept = replace(sheet, columns=columns, lines=picked(sheet.lines, lines))
    if not lines:
        return kept, [error("Filen har kun summer. Hent den med de linjer, summerne er lagt sammen af.")]
    message = f"{counted(len(totals), 'linje', 'linjer')} med summer er udeladt. Tallene tages fra de enkelte linjer."
    return kept, [notice(message, line=sheet.lines[totals[0]]), *disagreements(table, totals, lines)]


def disagreements(table: Table, totals: list[int], lines: list[int]) -> list[Problem]:
    """A warning for each figure of a total that is the sum neither of what it names nor of the lines just above."""
    found = []
    for previous, at in pairwise([-1, *totals[:MOST_CHECKED]]):
        just_above = lines[bisect_left(lines, previous) : bisect_left(lines, at)]
        heaps = [heap for heap in (table.named_by(at, lines), just_above) if heap]
        for place in table.figures:
            stated, sums = table.numbers[place][at], [table.added(place, heap) for heap in heaps]
            if stated is not None and sums and stated not in sums:
                found.append(disagreement(table.sheet, at, place, stated, sums[0]))
    return found


def disagreement(sheet: Sheet, at: int, place: int, stated: Decimal, added: Decimal) -> Problem:
    message = f"Summen er {as_written(stated)}, men linjerne giver {as_written(added)}. Mangler der linjer?"
    return warning(message, line=sheet.lines[at], column=sheet.header[place], text=sheet.columns[place][at])


def number_in(cell: str) -> Decimal | None:
    try:
        return parse_number(cell)
    except NotANumber:
        return None


def as_written(number: Decimal) -> str:
    """With the decimals it has."""
    return danish_number(number, decimals_in(number))
