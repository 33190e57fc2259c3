"""Numbers as a report keeps them: the exact value, and the text that is shown. Pure.

Kroner are shown in 1.000 kr.; a value is plain decimal text with at most six decimals.
"""

from decimal import Decimal
from fractions import Fraction

from aabenraa_plan.formats import MINUS, plain_number, round_half_up
from budget.wording import percent_text, persons_text, thousands
from reports.payload.shapes import Number
from targets.wording import amount, distance

EXACT_DECIMALS = 6
NONE = Number(None, "–")
HIDDEN = "skjult"
"""Of citizens: the group is small, or a small one could be worked out from it."""


def exact_text(number: Decimal | Fraction | int) -> str:
    """A negative number that is rounded to nothing is 0, not -0."""
    rounded = round_half_up(number, EXACT_DECIMALS)
    return plain_number(rounded or abs(rounded))


def missing(text: str) -> Number:
    """No number, and why."""
    return Number(None, text)


def measured(number: Fraction | Decimal | None, unit: str, most: int | None = None) -> Number:
    """A figure in its indicator's unit, with `most` decimals or the usual: `11,6 %`."""
    return NONE if number is None else Number(exact_text(number), amount(Fraction(number), unit, most))


def apart(number: Fraction | None, unit: str, most: int | None = None) -> Number:
    """A signed distance in the unit: `+1,6 procentpoint`."""
    if number is None:
        return NONE
    sign = "+" if number > 0 else MINUS if number else ""
    return Number(exact_text(number), sign + distance(number, unit, most))


def kroner(number: Decimal | None, *, signed: bool = False) -> Number:
    """The value in kroner, the text in 1.000 kr.: 70061000 → `70.061`."""
    return NONE if number is None else Number(exact_text(number), thousands(number, signed=signed))


def signed_kroner(number: Decimal | None) -> Number:
    """With a plus before what is more: `+1.219`."""
    return kroner(number, signed=True)


def persons(number: Decimal | Fraction | int | None) -> Number:
    """Full-year persons or citizens, whole in the text."""
    return NONE if number is None else Number(exact_text(number), persons_text(number))


def share(part: Fraction | None) -> Number:
    """A part of a whole in percent: 3/4 → 75, `75,0 %`."""
    return NONE if part is None else Number(exact_text(part * 100), percent_text(part))
