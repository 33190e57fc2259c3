"""What to know of a judged figure besides its verdict: how fresh, how final, how certain. Pure."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from aabenraa_plan.formats import danish_number
from extracts.calendar import GRACE, newest_published
from extracts.periods import Kind, Period
from targets.derivation import Figure
from targets.spec import Figures, TargetSpec


class Flag(StrEnum):
    PROVISIONAL = "provisional"
    STALE = "stale"
    AWAITING_SOURCE = "awaiting_source"
    REVISED_SINCE_SIGNED = "revised_since_signed"
    """Raised by the floor that knows of signed reports."""
    TOO_CLOSE = "too_close"


FEWEST_REVISIONS = 8
SMALL_GROUP = 500
"""A share of fewer persons than this is treated like a survey's: chance moves it."""
Z_SQUARED = Fraction("3.841459")
"""The square of 1,95996: a 95 % interval."""


@dataclass(frozen=True)
class Raised:
    """A flag with its reason code; `detail` is what the sentence names (a period's label, a number)."""

    flag: Flag
    reason: str
    detail: str = ""


def flags_of(
    target: TargetSpec,
    figure: Figure,
    *,
    today: date,
    asked: Period | None = None,
    comparand: Fraction | None = None,
    revisions: Sequence[Fraction] = (),
    known: Figures = MappingProxyType({}),
) -> tuple[Raised, ...]:
    """The flags of a figure, in the order they are shown.

    Of an `asked` period it does not matter whether there is a newer one. `revisions` are the sizes of past
    changes of the series' figures, in the unit; `known` is the whole series, for what else has been loaded.
    """
    found = []
    if figure.provisional:
        found.append(Raised(Flag.PROVISIONAL, "marked"))
    if asked is None:
        found += freshness(target, figure, today, known)
    if comparand is not None:
        found += closeness(target, figure, comparand, revisions)
    return tuple(found)


def freshness(target: TargetSpec, figure: Figure, today: date, known: Figures, until: date = date.max) -> list[Raised]:
    """Stale: the source has had something newer out for a while. Awaiting: it has not published it yet.

    The last figure that counts is the one at the deadline, or at the end of the span, or `until` a day: it needs no
    newer. A newer one that was loaded but holds no value (suppressed, say) is loaded all the same.
    """
    if target.lag_days is None or not target.frequency:
        return []
    last_day = min(until, target.deadline or (target.span.end if target.span else date.max))
    counts = [each.period.end for each in known.values() if each.state != "withdrawn" and each.period.end <= last_day]
    loaded = max([figure.period.end, *counts])
    kind = Kind(target.frequency)
    overdue = counted_by(last_day, newest_published(kind, target.lag_days + GRACE + 1, today))
    if overdue.end > loaded:
        return [Raised(Flag.STALE, "newer_published", overdue.label)]
    published = newest_published(kind, target.lag_days, today)
    coming = published.shifted(1)
    while coming.end <= loaded:
        coming = coming.shifted(1)
    if published.end <= loaded and coming.end <= min(today, last_day):
        return [Raised(Flag.AWAITING_SOURCE, "nothing_newer_published", coming.label)]
    return []


def counted_by(last_day: date, period: Period) -> Period:
    """The period, or the last one of its kind that is over by the last day that counts."""
    while period.end > last_day:
        period = period.shifted(-1)
    return period


def closeness(target: TargetSpec, figure: Figure, comparand: Fraction, revisions: Sequence[Fraction]) -> list[Raised]:
    """Too close to call: the distance is smaller than figures are usually revised by, or than chance allows."""
    distance = min(abs(figure.exact - edge) for edge in edges(target, comparand))
    if len(revisions) >= FEWEST_REVISIONS and distance < statistics.median(revisions):
        return [Raised(Flag.TOO_CLOSE, "within_usual_revision")]
    if any(within_chance(target, figure, edge) for edge in edges(target, comparand)):
        asked = "svar" if target.is_survey else "borgere"
        return [Raised(Flag.TOO_CLOSE, "within_chance", f"{danish_number(figure.denominator)} {asked}")]
    return []


def edges(target: TargetSpec, comparand: Fraction) -> tuple[Fraction, ...]:
    """The figures at which the verdict turns: the limit, or both ends of what is close enough to it."""
    if target.rule != "close_to":
        return (comparand,)
    slack = target.slack(comparand)
    return comparand - slack, comparand + slack


def within_chance(target: TargetSpec, figure: Figure, limit: Fraction) -> bool:
    """Whether the limit lies inside the share's 95 % score interval (Wilson 1927); needs a known, small n.

    Turned round so that it stays exact: (p - p0)² · n ≤ z² · p0 · (1 - p0).
    """
    if not figure.is_ratio or target.unit != "percent" or not figure.denominator:
        return False
    count, share, limit = Fraction(figure.denominator), figure.exact / 100, limit / 100
    if not (target.is_survey or count < SMALL_GROUP) or not 0 <= limit <= 1:
        return False
    return (share - limit) ** 2 * count <= Z_SQUARED * limit * (1 - limit)
