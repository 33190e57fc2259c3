"""Whether a promise of an initiative was kept, as one of the verdicts of the goals. Pure.

The margin is signed: positive is better than promised. It is never a ratio.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from extracts.periods import Period
from targets.spec import Verdict

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Promised:
    """What was promised, free of the database; a rise is promised with the rule `increase`.

    `per` is over how many the value is spread, where the source says so. `due` is the period by whose last day the
    promise is to be kept; without one it holds at any time.
    """

    rule: str
    value: Decimal
    unit: str
    per: int | None = None
    per_unit: str = ""
    baseline: Decimal | None = None
    due: Period | None = None

    @property
    def last_day(self) -> date | None:
        return self.due.end - ONE_DAY if self.due else None


@dataclass(frozen=True)
class Measured:
    day: date
    value: Decimal


@dataclass(frozen=True)
class Judged:
    """`measured` is the figure that was judged, `margin` how much better it is than promised."""

    verdict: Verdict
    reason: str = ""
    measured: Measured | None = None
    margin: Decimal | None = None


def judge(promised: Promised, measurements: Sequence[Measured], today: date) -> Judged:
    """The verdict of the figure that counts, as known today."""
    measured = counting(promised, [each for each in measurements if each.day <= today])
    ahead = promised.due is not None and today < promised.due.end
    if measured is None:
        return Judged(Verdict.NOT_DUE, "before_deadline") if ahead else Judged(Verdict.NO_DATA, "no_figure")
    if lack := lack_of(promised):
        return Judged(Verdict.NOT_ENOUGH, lack, measured)
    margin = margin_of(promised, measured.value)
    if margin >= 0:
        return Judged(Verdict.MET, "", measured, margin)
    if ahead:
        return Judged(Verdict.NOT_DUE, "before_deadline", measured, margin)
    if promised.due and measured.day < promised.last_day:
        return Judged(Verdict.NO_DATA, "deadline_figure_missing", measured)
    return Judged(Verdict.MISSED, "", measured, margin)


def counting(promised: Promised, measurements: Sequence[Measured]) -> Measured | None:
    """The first figure from the last day of the due period or later; before there is one, the newest."""
    in_order = sorted(measurements, key=lambda each: each.day)
    if promised.due:
        at_the_end = [each for each in in_order if each.day >= promised.last_day]
        in_order = at_the_end[:1] or in_order
    return in_order[-1] if in_order else None


def lack_of(promised: Promised) -> str:
    """What is missing to judge any figure at all; "" where nothing is."""
    if promised.rule == "about":
        return "tolerance_missing"
    return "baseline_missing" if promised.rule == "increase" and promised.baseline is None else ""


def margin_of(promised: Promised, value: Decimal) -> Decimal:
    match promised.rule:
        case "at_most":
            return promised.value - value
        case "at_least":
            return value - promised.value
        case "increase":
            return value - promised.baseline - promised.value
    raise ValueError(f"unknown rule {promised.rule!r}")
