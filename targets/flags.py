"""What to know of a judged figure besides its verdict: how fresh, how final, how certain. Pure."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from extracts.calendar import GRACE, newest_published
from extracts.periods import Kind, Period
from targets.derivation import Figure
from targets.spec import TargetSpec


class Flag(StrEnum):
    PROVISIONAL = "provisional"
    STALE = "stale"
    AWAITING_SOURCE = "awaiting_source"
    REVISED_SINCE_SIGNED = "revised_since_signed"
    TOO_CLOSE = "too_close"


FEWEST_REVISIONS = 8
SMALL_GROUP = 500
"""A share of fewer persons than this is treated like a survey's: chance moves it."""
Z_SQUARED = Fraction("3.841459")
"""The square of 1,96: a 95 % interval."""


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
    recorded_at: datetime | None = None,
    signed_at: datetime | None = None,
) -> tuple[Raised, ...]:
    """The flags of a figure, in the order they are shown.

    Of an `asked` period it does not matter whether there is a newer one. `revisions` are the sizes of past
    changes of the series' figures, in the unit; `recorded_at` is when the figure was loaded, `signed_at`
    when the report that used an earlier one was signed.
    """
    found = []
    if figure.provisional:
        found.append(Raised(Flag.PROVISIONAL, "marked"))
    if asked is None:
        found += freshness(target, figure, today)
    if signed_at and recorded_at and recorded_at > signed_at:
        found.append(Raised(Flag.REVISED_SINCE_SIGNED, "newer_version"))
    if comparand is not None:
        found += closeness(target, figure, comparand, revisions)
    return tuple(found)


def freshness(target: TargetSpec, figure: Figure, today: date) -> list[Raised]:
    """Stale: the source has had something newer out for a while. Awaiting: it has not published it yet.

    A figure at the deadline, or at the end of the span, is the last one that counts and needs no newer.
    """
    last_day = target.deadline or (target.span.end if target.span else None)
    if target.lag_days is None or not target.frequency or (last_day and figure.period.end >= last_day):
        return []
    kind = Kind(target.frequency)
    overdue = newest_published(kind, target.lag_days + GRACE, today)
    if overdue.end > figure.period.end:
        return [Raised(Flag.STALE, "newer_published", overdue.label)]
    coming = newest_published(kind, target.lag_days, today).shifted(1)
    if coming.end <= today:
        return [Raised(Flag.AWAITING_SOURCE, "nothing_newer_published", coming.label)]
    return []


def closeness(target: TargetSpec, figure: Figure, comparand: Fraction, revisions: Sequence[Fraction]) -> list[Raised]:
    """Too close to call: the distance is smaller than figures are usually revised by, or than chance allows."""
    distance = abs(figure.exact - comparand)
    if len(revisions) >= FEWEST_REVISIONS and distance < statistics.median(revisions):
        return [Raised(Flag.TOO_CLOSE, "within_usual_revision")]
    if within_chance(target, figure, comparand):
        return [Raised(Flag.TOO_CLOSE, "within_chance", str(int(figure.denominator)))]
    return []


def within_chance(target: TargetSpec, figure: Figure, comparand: Fraction) -> bool:
    """Whether the limit lies inside the share's 95 % score interval (Wilson 1927); needs a known, small n.

    Turned round so that it stays exact: (p - p0)² · n ≤ z² · p0 · (1 - p0).
    """
    if not figure.is_ratio or target.unit != "percent" or not figure.denominator:
        return False
    count, share, limit = Fraction(figure.denominator), figure.exact / 100, comparand / 100
    if not (target.is_survey or count < SMALL_GROUP) or not 0 <= limit <= 1:
        return False
    return (share - limit) ** 2 * count <= Z_SQUARED * limit * (1 - limit)
