"""When the money is home again. Pure.

The cumulative net begins at 0 and runs evenly over the days of each span. The money is home on the day on which it
is back at 0 for good: a later investment that puts it under again moves the day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from initiatives.economy.case import Case
from initiatives.spans import Span

ONE_DAY = timedelta(days=1)
Amount = Decimal | Fraction


class Outcome(StrEnum):
    HOME = "home"
    NOT_HOME = "not_home"
    """Still out when what is known ends."""
    NEVER_OUT = "never_out"
    """A gain, or nothing, from the first span on."""
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Payback:
    """`net` is the cumulative net as a gain on `until`, the last day it is known for; `to_the_end` of the case."""

    outcome: Outcome
    day: date | None = None
    net: Amount | None = None
    until: date | None = None
    to_the_end: bool = False


def payback_of(case: Case, side: str, *, with_financing: bool = True) -> Payback:
    totals = case.cumulative(side, with_financing=with_financing)
    return payback_along([(span, None if total is None else case.as_gain(total)) for span, total in totals.items()])


def payback_along(totals: Sequence[tuple[Span, Amount | None]]) -> Payback:
    """Of the cumulative net as a gain at the end of each span; None where it is not known."""
    known = [(span, total) for span, total in totals if total is not None]
    if not known:
        return Payback(Outcome.UNKNOWN)
    day, before = None, 0
    for span, after in known:
        if before < 0 <= after:
            day = crossed(span, before, after)
        before = after
    last, net = known[-1]
    outcome = Outcome.NOT_HOME if net < 0 else Outcome.NEVER_OUT if day is None else Outcome.HOME
    day = day if outcome == Outcome.HOME else None
    return Payback(outcome, day, net, last.ends - ONE_DAY, len(known) == len(totals))


def crossed(span: Span, before: Amount, after: Amount) -> date:
    """The day in the span on which an even course from below 0 reaches it: its last day where that is the end."""
    share = Fraction(-before) / Fraction(after - before)
    days = ceil(share * (span.ends - span.starts).days)
    return span.starts + (days - 1) * ONE_DAY
