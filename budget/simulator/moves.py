"""What moving people from one benefit to another, or to self-support, costs or saves a municipality.

For each month and each side:

    gross         = persons · price of a full-year person / 12
    reimbursement = −rate · gross       the month's mean rate at the accumulated weeks (`reimbursement.py`)
    net           = gross + reimbursement

The difference is after − before: − is a saving and + a further cost. The weeks go on accumulating on both sides:
a new benefit, a flex-job too, does not begin the ladder again. Everybody stays where they are for twelve months.
With a flat average rate a whole year saves persons · price · (1 − rate), which is how KIK II worked out its saving.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from budget.months import MONTHS
from budget.simulator.reimbursement import WEEKS_A_MONTH, Rates, flat, rate_of_month
from extracts.periods import Kind, Period, first_of, month_number


class Origin(StrEnum):
    """Where a price is from; only the budget's is net."""

    LEDGER = "ledger"
    BUDGET = "budget"
    TYPED = "typed"


@dataclass(frozen=True)
class Price:
    """Kroner a year for a full-year person; `year` is that of its source, None where somebody typed it."""

    amount: Fraction
    origin: Origin = Origin.TYPED
    year: int | None = None
    invented: bool = False


@dataclass(frozen=True)
class Money:
    """Kroner. Reimbursement is negative, as it is booked."""

    gross: Fraction = Fraction(0)
    reimbursement: Fraction = Fraction(0)

    @property
    def net(self) -> Fraction:
        return self.gross + self.reimbursement

    def __add__(self, other: "Money") -> "Money":
        return Money(self.gross + other.gross, self.reimbursement + other.reimbursement)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.gross - other.gross, self.reimbursement - other.reimbursement)


@dataclass(frozen=True)
class Side:
    """What people are on: gross kroner for a full-year person, and how the state reimburses it."""

    price: Fraction
    rates: Rates


SELF_SUPPORT = Side(Fraction(0), flat(Decimal(0)))
"""Costs the municipality nothing, so there is nothing to reimburse."""


@dataclass(frozen=True)
class Move:
    """So many persons, in that week of their benefits when the first month begins (1 is the first week)."""

    persons: int
    week: int
    first: Period


@dataclass(frozen=True)
class Comparison:
    """The same time without the move and with it."""

    before: Money
    after: Money

    @property
    def difference(self) -> Money:
        """− is a saving, + a further cost."""
        return self.after - self.before


@dataclass(frozen=True)
class MovedMonth(Comparison):
    period: Period
    weeks: Fraction
    """Accumulated when the month begins."""


@dataclass(frozen=True)
class Simulation:
    months: tuple[MovedMonth, ...]

    @property
    def year(self) -> int:
        """The one that the move happens in."""
        return self.months[0].period.start.year

    @property
    def rest_of_year(self) -> Comparison:
        return added(month for month in self.months if month.period.start.year == self.year)

    @property
    def full_year(self) -> Comparison:
        """Twelve months from the first."""
        return added(self.months)


def simulate(move: Move, before: Side, after: Side) -> Simulation:
    """Twelve months from the move; `NoRate` where a side has no rates so early."""
    return Simulation(tuple(month_of(move, number, before, after) for number in range(MONTHS)))


def month_of(move: Move, number: int, before: Side, after: Side) -> MovedMonth:
    period = Period(Kind.MONTH, first_of(month_number(move.first.start) + number))
    weeks = move.week - 1 + number * WEEKS_A_MONTH
    return MovedMonth(*(money_of(side, move.persons, period, weeks) for side in (before, after)), period, weeks)


def money_of(side: Side, persons: int, period: Period, weeks: Fraction) -> Money:
    gross = persons * side.price / MONTHS
    return Money(gross, -rate_of_month(side.rates, period, weeks) * gross)


def added(months: Iterable[Comparison]) -> Comparison:
    months = list(months)
    return Comparison(sum((each.before for each in months), Money()), sum((each.after for each in months), Money()))
