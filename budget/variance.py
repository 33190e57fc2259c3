"""Why a line ends elsewhere than its budget: more people (volume), or dearer ones (price).

    volume = (P_a − P_b) · U_b      rounded once, to the øre
    price  = deviation − volume     (= (U_a − U_b) · P_a before that rounding)

P is full-year persons, U the unit price (amount / persons), a the forecast, b the budget. The two always add up
to the deviation, to the øre. A net price mixes what a benefit costs, how long people have had it and what the
state reimburses; the split cannot tell those apart.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from aabenraa_plan.formats import round_half_up

OERE = 2
Persons = Decimal | Fraction


@dataclass(frozen=True)
class Priced:
    """An amount in kroner for a number of full-year persons; `persons` is None where nobody says."""

    amount: Decimal
    persons: Persons | None = None

    @property
    def unit_price(self) -> Fraction | None:
        """Kroner per full-year person; None without persons, or where there are none or fewer."""
        known = self.persons is not None and self.persons > 0
        return Fraction(self.amount) / Fraction(self.persons) if known else None


@dataclass(frozen=True)
class Split:
    """A deviation in kroner, in two parts that add up to it; + is overspending."""

    volume: Decimal
    price: Decimal


def split(budget: Priced, expected: Priced) -> Split | None:
    """None where either side has no persons, or the budget has none to have a price for."""
    if budget.unit_price is None or expected.persons is None:
        return None
    more = Fraction(expected.persons) - Fraction(budget.persons)
    volume = round_half_up(more * budget.unit_price, OERE)
    return Split(volume, expected.amount - budget.amount - volume)


def added_splits(splits: list[Split | None]) -> Split | None:
    """The sum of the lines'; None where a line could not be split."""
    if not splits or None in splits:
        return None
    return Split(sum((each.volume for each in splits), Decimal(0)), sum((each.price for each in splits), Decimal(0)))
