"""The wide layout of a format: a column per period in place of the period's and the figure's own columns."""

from collections.abc import Collection
from dataclasses import dataclass

from extracts.periods import Period, UnknownPeriod, parse
from extracts.reading import Sheet

PERIOD = "period"


@dataclass(frozen=True)
class Part:
    """Lines of the long layout: a column of cells for each name, and the title each stands under in the file."""

    titles: dict[str, str]
    columns: dict[str, list[str]]
    lines: list[int]


def period_columns(header: list[str], names: list[str], figures: Collection[str]) -> dict[int, Period]:
    """Where the periods' columns stand in a wide file; nowhere in a long one. `names` is "" where unknown.

    A file with a period or one of the `figures` among its names is long, whatever its other columns are called.
    """
    if {PERIOD, *figures} & set(names):
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


def long_parts(sheet: Sheet, names: list[str], figures: Collection[str], measure: str) -> list[Part]:
    """The sheet as it is where it is long; where it is wide, a part per period with `measure` as its figure."""
    periods = period_columns(sheet.header, names, figures)
    named = [at for at, name in enumerate(names) if name]
    titles = {names[at]: sheet.header[at] for at in named}
    columns = {names[at]: sheet.columns[at] for at in named}
    if not periods:
        return [Part(titles, columns, sheet.lines)]
    return [unpivoted(Part(titles, columns, sheet.lines), sheet, at, measure) for at in periods]


def unpivoted(shared: Part, sheet: Sheet, at: int, measure: str) -> Part:
    """One period's column in the long layout: lines keep their numbers, values their own column's title."""
    title = sheet.header[at]
    figures = {PERIOD: [title] * len(sheet.lines), measure: sheet.columns[at]}
    return Part(shared.titles | {PERIOD: title, measure: title}, shared.columns | figures, shared.lines)
