"""Where a series is heading: the median change from year to year, with a range and its own record. Pure.

The method, by name *median year-over-year drift*: the changes from a period to the same period a year
later, since the last break, are each one year's possible future. The trend is their median, which a few
odd years do not move. `years` ahead of the base the drift has come `years` times, and the spread around
it √years times (changes of different years taken as independent). The range holds the coming figure four
times out of five: of n futures in rising order it goes from number 0,1·(n+1) to number 0,9·(n+1), by linear
interpolation. (These are the exclusive percentiles; the inclusive ones hold a coming figure only
0,8·(n-1)/(n+1) of the times, 62 % with eight.) The odds are the share of the futures that meets the limit.
It stays in exact fractions: `statistics` takes them, and √years is the one number that is rounded.

Sources: the median of same-season slopes is Hirsch, Slack & Smith (1982) with a lag of one year; the
range from past changes is the empirical prediction interval of Williams & Goodman (1971).
"""

import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import isqrt

from extracts.periods import Period
from targets.derivation import Figure

FEWEST_CHANGES = 8
MOST_YEARS = 10
ROOT_PRECISION = 10**6


@dataclass(frozen=True)
class Projection:
    """The figure expected in `period`, in the indicator's unit; `futures` in rising order."""

    period: Period
    base: Period
    years: int
    centre: Fraction
    low: Fraction
    high: Fraction
    futures: tuple[Fraction, ...]

    def odds(self, limit: Fraction, *, higher: bool, strict: bool) -> Fraction:
        """The share of the futures that meets the limit, from 0 to 1."""
        return Fraction(sum(meets(future, limit, higher, strict) for future in self.futures), len(self.futures))


@dataclass(frozen=True)
class Record:
    """How the range did on the past: figures it could have been tried on, and those that fell inside it."""

    tried: int
    held: int


def meets(value: Fraction, limit: Fraction, higher: bool, strict: bool) -> bool:
    return (not strict and value == limit) or (value > limit if higher else value < limit)


def last_period(like: Period, deadline: date) -> Period:
    """The last period of a kind that is over by the deadline (the first day after it)."""
    found = like
    while found.shifted(1).end <= deadline:
        found = found.shifted(1)
    return found


def project(figures: Sequence[Figure], period: Period, breaks: Collection[date] = ()) -> Projection | None:
    """The figure to expect in a later period of the same kind; None where there are too few changes to say.

    `figures` are usable ones of one kind, in time order; those before the last break do not count, and
    nothing is projected across a break that is still ahead.
    """
    return None if break_ahead(figures, period, breaks) else projected(since_last_break(figures, breaks), period)


def hindrance(figures: Sequence[Figure], period: Period, breaks: Collection[date] = ()) -> str:
    """Why nothing could be projected."""
    if break_ahead(figures, period, breaks):
        return "break_ahead"
    few = len(yearly_changes(since_last_break(figures, breaks))) < FEWEST_CHANGES
    return "too_few_changes" if few else "season_missing"


def break_ahead(figures: Sequence[Figure], period: Period, breaks: Collection[date]) -> bool:
    """Whether a break lies between the newest figure's first day and the period's end."""
    return bool(figures) and any(figures[-1].period.start < day < period.end for day in breaks)


def record_of(figures: Sequence[Figure], projection: Projection, breaks: Collection[date] = ()) -> Record:
    """The same method tried on each past period, as long before it as the projection looks ahead."""
    known = since_last_break(figures, breaks)
    ahead = steps_between(max(known), projection.period)
    tried = held = 0
    for past, actual in known.items():
        seen = {each: value for each, value in known.items() if each <= past.shifted(-ahead)}
        trial = projected(seen, past)
        if trial and trial.years == projection.years:
            tried, held = tried + 1, held + (trial.low <= actual <= trial.high)
    return Record(tried, held)


def since_last_break(figures: Sequence[Figure], breaks: Collection[date]) -> dict[Period, Fraction]:
    end = figures[-1].period.end if figures else date.min
    last = max((day for day in breaks if day < end), default=date.min)
    return {figure.period: figure.exact for figure in figures if figure.period.start >= last}


def yearly_changes(known: dict[Period, Fraction]) -> dict[Period, Fraction]:
    """Per period, the change since the same period a year before, where both are known."""
    before = {period: period.year_before() for period in known}
    return {period: known[period] - known[year] for period, year in before.items() if year in known}


def projected(known: dict[Period, Fraction], period: Period) -> Projection | None:
    changes = list(yearly_changes(known).values())
    base, years = base_of(known, period)
    if base is None or len(changes) < FEWEST_CHANGES:
        return None
    drift, root = statistics.median(changes), Fraction(isqrt(years * ROOT_PRECISION**2), ROOT_PRECISION)
    centre = known[base] + years * drift
    futures = sorted(centre + root * (change - drift) for change in changes)
    tenths = statistics.quantiles(futures, n=10, method="exclusive")
    return Projection(period, base, years, centre, tenths[0], tenths[-1], tuple(futures))


def base_of(known: dict[Period, Fraction], period: Period) -> tuple[Period | None, int]:
    """The newest known period of the same season, and how many years lie between."""
    base = period
    for years in range(1, MOST_YEARS + 1):
        base = base.year_before()
        if base in known:
            return base, years
    return None, 0


def steps_between(earlier: Period, later: Period) -> int:
    """How many periods of their kind lie from the one to the other."""
    steps = 0
    while earlier < later:
        earlier, steps = earlier.shifted(1), steps + 1
    return steps
