"""How much of a benefit the state pays back, by a person's accumulated weeks.

A ladder says the percent from a week on; the first week is 1, and week n is the time from n − 1 to n accumulated
weeks. A later ladder replaces all of the one before it from its day on. Weeks go on accumulating across benefits.
A month counts as 52/12 weeks, whatever its number of days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from extracts.periods import Period

WEEKS_A_MONTH = Fraction(52, 12)


@dataclass(frozen=True)
class Step:
    """The percent of the gross benefit that the state pays from a week on, until the next step's week."""

    from_week: int
    percent: Decimal


@dataclass(frozen=True)
class Ladder:
    """All steps of a scheme from a day on; the first is from week 1."""

    valid_from: date
    steps: tuple[Step, ...]


Rates = tuple[Ladder, ...]
"""A scheme's ladders, the earliest first."""


class NoRate(Exception):
    """The scheme says nothing of so early a day."""

    def __init__(self, day: date):
        super().__init__(f"no rate on {day}")
        self.day = day


def flat(percent: Decimal) -> Rates:
    """The same rate in every week, always."""
    return (Ladder(date.min, (Step(1, percent),)),)


def ladder_on(rates: Rates, day: date) -> Ladder:
    """The ladder in force on a day, else `NoRate`."""
    for ladder in reversed(rates):
        if ladder.valid_from <= day:
            return ladder
    raise NoRate(day)


def average_rate(steps: Sequence[Step], from_week: Fraction | int, to_week: Fraction | int) -> Fraction:
    """The mean rate, 0 to 1, from one number of accumulated weeks to a larger one: the ladder integrated.

    From 0 to 4 weeks is the whole of weeks 1 to 4.
    """
    total = sum(
        (weeks * Fraction(step.percent) / 100 for step, weeks in weeks_on_each(steps, from_week, to_week)), Fraction(0)
    )
    return total / (Fraction(to_week) - Fraction(from_week))


def weeks_on_each(steps: Sequence[Step], start: Fraction | int, end: Fraction | int) -> list[tuple[Step, Fraction]]:
    """How many of the weeks are spent on each step."""
    reaches = [*pairwise(step.from_week - 1 for step in steps), (steps[-1].from_week - 1, end)]
    return [
        (step, max(Fraction(0), Fraction(min(end, last)) - max(start, first)))
        for step, (first, last) in zip(steps, reaches, strict=True)
    ]


def rate_of_month(rates: Rates, month: Period, weeks: Fraction) -> Fraction:
    """The mean rate of a month for somebody with so many accumulated weeks when it begins.

    Where the rates change inside the month, each day has its own.
    """
    days = (month.end - month.start).days
    changes = {ladder.valid_from for ladder in rates if month.start < ladder.valid_from < month.end}
    total = Fraction(0)
    for first, last in pairwise([month.start, *sorted(changes), month.end]):
        starts, ends = (weeks + WEEKS_A_MONTH * (day - month.start).days / days for day in (first, last))
        share = Fraction((last - first).days, days)
        total += share * average_rate(ladder_on(rates, first).steps, starts, ends)
    return total
