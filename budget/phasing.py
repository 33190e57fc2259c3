"""How much of a year's budget a period is expected to use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from budget.months import MONTHS, SUPPLEMENTARY

Shares = tuple[Fraction, ...]
"""Twelve shares of a year, January first; together 1."""


class Origin(StrEnum):
    OWN = "own"
    LAST_YEAR = "last_year"
    TWELFTHS = "twelfths"


@dataclass(frozen=True)
class Phase:
    """How a line's year is spread, and who says so."""

    shares: Shares
    origin: Origin

    def through(self, month: int) -> Fraction:
        """The share of the year that the months up to and with that one are expected to use."""
        return sum(self.shares[:month], Fraction(0))


TWELFTHS = Phase((Fraction(1, MONTHS),) * MONTHS, Origin.TWELFTHS)


def phase_of(own: Sequence[Decimal] | None, last_year: Shares | None) -> Phase:
    """A line's own percentages, else last year's seasonal shares, else twelfths."""
    if own is not None:
        return Phase(tuple(Fraction(share) / 100 for share in own), Origin.OWN)
    return Phase(last_year, Origin.LAST_YEAR) if last_year else TWELFTHS


def seasonal_shares(net: Mapping[int, Decimal]) -> Shares | None:
    """Each month's share of a whole year's spending; what came in the supplementary period counts in December.

    None where a month is missing, or where the months so far do not always make a positive part of the year:
    no share could then be divided by.
    """
    amounts = [net.get(month) for month in range(1, MONTHS + 1)]
    if None in amounts:
        return None
    amounts[-1] += net.get(SUPPLEMENTARY, Decimal(0))
    total, so_far = sum(amounts), Decimal(0)
    for amount in amounts:
        so_far += amount
        if so_far <= 0:
            return None
    return tuple(Fraction(amount) / Fraction(total) for amount in amounts)
