"""Where a line ends: what is booked in the closed months, and the rest of the year by a named method.

With n closed months, B booked in them, and persons p₁ … pₙ:

- run rate:         B · 12 / n
- seasonal shares:  B / (last year's share of the first n months)
- persons × price:  B + r · (B / Σp) · (12 − n), where r is the mean of the latest three months' persons;
                    the price is what a person has cost a month so far
- own figure:       what a person says, for the whole year

After twelve months the forecast is what is booked, unless somebody has given an own figure: the supplementary
period may still change the year. Once that is closed too, only what is booked counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from aabenraa_plan.formats import round_half_up
from budget.months import MONTHS
from budget.phasing import Shares
from budget.variance import OERE

RECENT = 3
"""Months whose persons say how many there will be."""


class Method(StrEnum):
    RUN_RATE = "run_rate"
    SEASONAL = "seasonal"
    PERSONS_PRICE = "persons_price"
    OWN = "own"
    BOOKED = "booked"
    """All twelve months are booked: nothing is left to guess."""


class Lack(StrEnum):
    """Why a line has no forecast."""

    NOTHING_CLOSED = "nothing_closed"
    NOTHING_BOOKED = "nothing_booked"
    MONTH_MISSING = "month_missing"
    NO_SEASON = "no_season"
    NO_PERSONS = "no_persons"


@dataclass(frozen=True)
class Choice:
    """What a person has chosen for a line; the figures only with the method `OWN`."""

    method: Method
    amount: Decimal | None = None
    persons: Decimal | None = None


@dataclass(frozen=True)
class Booked:
    """The closed months of a line, January first: net kroner, and full-year persons where all months have them.

    `is_final` says that the supplementary period is closed too; its amount is then part of the last month's.
    `lack` says why there are no figures to go by.
    """

    net: Sequence[Decimal] = ()
    persons: Sequence[Decimal] | None = None
    is_final: bool = False
    lack: Lack | None = None

    @property
    def total(self) -> Decimal:
        return sum(self.net, Decimal(0))


@dataclass(frozen=True)
class Forecast:
    """The whole year in kroner, rounded once to the øre, with its full-year persons; or why there is none."""

    method: Method
    amount: Decimal | None = None
    persons: Fraction | None = None
    lack: Lack | None = None
    choice: Choice | None = field(default=None, compare=False)


def forecast_of(booked: Booked, last_year: Shares | None, choice: Choice | None = None) -> Forecast:
    """The chosen method's; without a choice last year's season where it is known, else the run rate."""
    if choice and choice.method == Method.OWN and not booked.is_final:
        persons = None if choice.persons is None else Fraction(choice.persons)
        return Forecast(Method.OWN, choice.amount, persons, choice=choice)
    if len(booked.net) >= MONTHS and not booked.lack:
        return Forecast(Method.BOOKED, booked.total, mean(booked.persons), choice=choice)
    method = choice.method if choice and choice.method != Method.OWN else default_method(last_year)
    lack = booked.lack or lack_of(method, booked, last_year)
    if lack:
        return Forecast(method, lack=lack, choice=choice)
    amount, persons = FORMULAS[method](booked, last_year)
    return Forecast(method, round_half_up(amount, OERE), persons, choice=choice)


def default_method(last_year: Shares | None) -> Method:
    return Method.SEASONAL if last_year else Method.RUN_RATE


def lack_of(method: Method, booked: Booked, last_year: Shares | None) -> Lack | None:
    if not booked.net:
        return Lack.NOTHING_CLOSED
    if method == Method.SEASONAL and last_year is None:
        return Lack.NO_SEASON
    if method == Method.PERSONS_PRICE and not sum(booked.persons or ()):
        return Lack.NO_PERSONS
    return None


def by_run_rate(booked: Booked, last_year) -> tuple[Fraction, Fraction | None]:
    return Fraction(booked.total) * MONTHS / len(booked.net), mean(booked.persons)


def by_season(booked: Booked, last_year: Shares) -> tuple[Fraction, Fraction | None]:
    return Fraction(booked.total) / sum(last_year[: len(booked.net)]), mean(booked.persons)


def by_persons_and_price(booked: Booked, last_year) -> tuple[Fraction, Fraction | None]:
    so_far, left = sum(map(Fraction, booked.persons)), MONTHS - len(booked.net)
    to_come = mean(booked.persons[-RECENT:]) * left
    return Fraction(booked.total) * (so_far + to_come) / so_far, (so_far + to_come) / MONTHS


FORMULAS = {
    Method.RUN_RATE: by_run_rate,
    Method.SEASONAL: by_season,
    Method.PERSONS_PRICE: by_persons_and_price,
}


def mean(persons: Sequence[Decimal] | None) -> Fraction | None:
    return sum(map(Fraction, persons)) / len(persons) if persons else None
