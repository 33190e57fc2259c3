"""How far off the archived forecasts were, once a year is closed: three, six and nine months before its end."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from budget.lines import LineKey
from budget.models import ArchivedForecast
from budget.months import SUPPLEMENTARY
from budget.reporting import LineStatus, YearStatus, added, year_status

BEFORE = (3, 6, 9)
"""Months before the end of the year."""


@dataclass(frozen=True)
class Score:
    """A forecast made some months before the year ended, and what it missed by; + is a forecast that was too high."""

    months_before: int
    forecast: Decimal
    actual: Decimal

    @property
    def error(self) -> Decimal:
        return self.forecast - self.actual

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.error) / Fraction(self.actual) if self.actual else None


@dataclass(frozen=True)
class ScoredLine:
    """A line's accounts, and its scores by how long before the end they were made; None where none was archived."""

    name: str
    part: str
    actual: Decimal
    scores: list[Score | None]
    invented: bool = False
    is_total: bool = False


@dataclass(frozen=True)
class Scored:
    """A year's scores; no lines while the year is open."""

    status: YearStatus
    lines: list[ScoredLine]

    @property
    def is_closed(self) -> bool:
        return bool(self.status.month and self.status.month.number == SUPPLEMENTARY)


def scores_of(year: int, as_of=None) -> Scored:
    status = year_status(year, as_of=as_of)
    scored = Scored(status, [])
    if not scored.is_closed:
        return scored
    archive = archived(year, as_of)
    known = [line for line in status.lines if line.forecast.amount is not None]
    lines = [scored_line(line, archive) for line in known]
    return Scored(status, [*lines, total_line(known, archive)] if lines else [])


def archived(year: int, as_of=None) -> dict[int, dict[LineKey, Decimal]]:
    """By closed month and line; one query."""
    found = defaultdict(dict)
    rows = ArchivedForecast.objects.filter(closing__year=year).select_related("closing")
    for each in rows:
        closing = each.closing
        if closing.ended_at is None or (as_of and closing.made_at <= as_of < closing.ended_at):
            found[closing.month][each.key] = each.forecast
    return found


def scored_line(line: LineStatus, archive: dict[int, dict[LineKey, Decimal]]) -> ScoredLine:
    forecasts = {before: archive.get(12 - before, {}).get(line.key) for before in BEFORE}
    actual = line.forecast.amount
    scores = [None if guess is None else Score(before, guess, actual) for before, guess in forecasts.items()]
    return ScoredLine(line.benefit_type.name, line.title, actual, scores, invented=line.invented)


def total_line(lines: list[LineStatus], archive: dict[int, dict[LineKey, Decimal]]) -> ScoredLine:
    """Of the lines together; a forecast only where every line had one."""
    actual = added(line.forecast.amount for line in lines)
    scores = [total_score(before, lines, archive.get(12 - before, {}), actual) for before in BEFORE]
    return ScoredLine("I alt", "", actual, scores, invented=any(line.invented for line in lines), is_total=True)


def total_score(before: int, lines: Iterable[LineStatus], guesses: dict[LineKey, Decimal], actual: Decimal):
    known = [guesses.get(line.key) for line in lines]
    return None if None in known else Score(before, added(known), actual)
