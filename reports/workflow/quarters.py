"""Which quarters a plan's follow-up reports may be of. Pure."""

from datetime import date

from extracts.calendar import newest_ended
from extracts.periods import Kind, Period, first_of, month_number

A_YEAR = 4
"""Quarters before a plan's first and after its last one: a report may show where it began, and what came of it."""


def quarters_to_report(start: date, end: date, today: date) -> list[Period]:
    """Those of the plan (`end` is the first day after it) and of the year on both sides that are over, the newest
    first."""
    first = quarter_with(start).shifted(-A_YEAR)
    last = min(newest_ended(Kind.QUARTER, today), newest_ended(Kind.QUARTER, end).shifted(A_YEAR))
    return [last.shifted(-steps) for steps in range(between(first, last) + 1)]


def quarter_with(day: date) -> Period:
    return Period(Kind.QUARTER, first_of(month_number(day) // 3 * 3))


def between(first: Period, last: Period) -> int:
    """How many quarters later the last one is; negative where it is the earlier."""
    return (month_number(last.start) - month_number(first.start)) // 3
