"""The wide layout of `maalepunkter`: a column per period in place of `periode` and `værdi`."""

from dataclasses import dataclass

from extracts.periods import Period, UnknownPeriod, parse
from extracts.reading import Row, Sheet

LONG = frozenset({"period", "value", "numerator", "denominator"})
"""A file with one of these columns is long, whatever its other columns are called."""


@dataclass(frozen=True)
class Part:
    """Rows of the long layout: what each cell is, and the title it stands under in the file."""

    names: list[str]
    titles: dict[str, str]
    rows: list[Row]


def period_columns(header: list[str], names: list[str]) -> dict[int, Period]:
    """Where the periods' columns stand in a wide file; nowhere in a long one. `names` is "" where unknown."""
    if LONG & set(names):
        return {}
    periods = {at: period_of(title) for at, title in enumerate(header) if not names[at]}
    return {at: period for at, period in periods.items() if period}


def period_of(title: str) -> Period | None:
    try:
        return parse(title)
    except UnknownPeriod:
        return None


def same_periods(header: list[str], columns: dict[int, Period]) -> list[tuple[str, str]]:
    """Titles that name the period of an earlier column, each with that column's title."""
    first: dict[Period, int] = {}
    for at, period in columns.items():
        first.setdefault(period, at)
    return [(header[at], header[first[period]]) for at, period in columns.items() if first[period] != at]


def long_parts(sheet: Sheet, names: list[str]) -> list[Part]:
    """The sheet as it is where it is long; where it is wide, a part per period column."""
    columns = period_columns(sheet.header, names)
    if not columns:
        return [Part(names, dict(zip(names, sheet.header, strict=True)), sheet.rows)]
    return [unpivoted(sheet, names, at) for at in columns]


def unpivoted(sheet: Sheet, names: list[str], at: int) -> Part:
    """One period's column in the long layout: lines keep their numbers, values their own column's title."""
    title = sheet.header[at]
    kept = [place for place, name in enumerate(names) if name]
    titles = {names[place]: sheet.header[place] for place in kept} | {"period": title, "value": title}
    rows = [Row(row.line, [*(row.cells[place] for place in kept), title, row.cells[at]]) for row in sheet.rows]
    return Part(list(titles), titles, rows)
