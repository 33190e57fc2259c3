"""How far off the archived forecasts were, once a year is closed: three, six and nine months before its end."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from budget.lines import LineKey
from budget.models import ArchivedForecast, LineKind
from budget.months import MONTHS
from budget.reporting import LineStatus, YearStatus, added, year_status

BEFORE = (3, 6, 9)
"""Months before the end of the year."""
AT_THE_TIME = timedelta(days=92)
"""How long after its end a month may be closed for its forecast to count as made at the time."""


@dataclass(frozen=True)
class Score:
    """A forecast made some months before the year ended, and what it missed by; + is a forecast that was too high."""

    months_before: int
    forecast: Decimal
    actual: Decimal
    is_hindsight: bool = False
    """Whether the month was closed long after it was over: then the forecast is worked out, but nobody made it."""

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
    """A year's scores; no lines while the year is open. `left_out` names the lines that have no account."""

    status: YearStatus
    lines: list[ScoredLine]
    left_out: list[str] = field(default_factory=list)

    @property
    def all_invented(self) -> bool:
        return all(line.invented for line in self.lines)

    @property
    def has_hindsight(self) -> bool:
        return any(score and score.is_hindsight for line in self.lines for score in line.scores)


@dataclass(frozen=True)
class Guess:
    forecast: Decimal
    is_hindsight: bool


Archive = dict[int, dict[LineKey, Guess]]
"""By closed month and line."""


def scores_of(year: int, as_of=None) -> Scored:
    status = year_status(year, as_of=as_of)
    if not status.is_final:
        return Scored(status, [])
    archive = archived(year, as_of)
    known = [line for line in status.lines if line.forecast.amount is not None]
    left_out = [f"{line.benefit_type}, {line.title.lower()}" for line in status.lines if line.forecast.amount is None]
    lines = [scored_line(line, archive) for line in known]
    return Scored(status, [*lines, total_line(known, archive)] if lines else [], left_out)


def archived(year: int, as_of=None) -> Archive:
    """What was first expected after each month, also where the month was opened and closed again; one query."""
    found: Archive = defaultdict(dict)
    rows = ArchivedForecast.objects.filter(closing__year=year).select_related("closing").order_by("closing__made_at")
    for each in rows if as_of is None else rows.filter(closing__made_at__lte=as_of):
        closing = each.closing
        late = timezone.localdate(closing.made_at) - closing.when.end > AT_THE_TIME
        found[closing.month].setdefault(each.key, Guess(each.forecast, late))
    return found


def guess_of(line: LineStatus, before: int, archive: Archive) -> Guess | None:
    """What was expected that many months before; of an effort that nothing was booked on yet, nothing."""
    guesses = archive.get(MONTHS - before, {})
    if line.key in guesses or not guesses or line.kind != LineKind.EFFORT:
        return guesses.get(line.key)
    booked = [month.net for number, month in line.months.items() if number <= MONTHS - before]
    return Guess(Decimal(0), any(each.is_hindsight for each in guesses.values())) if not any(booked) else None


def scored_line(line: LineStatus, archive: Archive) -> ScoredLine:
    actual = line.forecast.amount
    guesses = {before: guess_of(line, before, archive) for before in BEFORE}
    scores = [guess and Score(before, guess.forecast, actual, guess.is_hindsight) for before, guess in guesses.items()]
    return ScoredLine(line.benefit_type.name, line.title, actual, scores, invented=line.invented)


def total_line(lines: list[LineStatus], archive: Archive) -> ScoredLine:
    """Of the lines together; a forecast only where every line had one."""
    actual = added(line.forecast.amount for line in lines)
    scores = [total_score(before, lines, archive, actual) for before in BEFORE]
    return ScoredLine("I alt", "", actual, scores, invented=any(line.invented for line in lines), is_total=True)


def total_score(before: int, lines: Iterable[LineStatus], archive: Archive, actual: Decimal) -> Score | None:
    known = [guess_of(line, before, archive) for line in lines]
    if None in known:
        return None
    late = any(guess.is_hindsight for guess in known)
    return Score(before, added(guess.forecast for guess in known), actual, late)
