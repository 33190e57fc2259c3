"""Whether a figure lies far outside what its own series has shown."""

from decimal import Decimal
from fractions import Fraction

ENOUGH = 8
"""Fewer earlier figures say nothing of what is usual; then nothing is outside."""
Number = Decimal | Fraction


def far_outside(value: Number, lowest: Number, highest: Number) -> tuple[str, Number] | None:
    """`højere` or `lavere` with the extreme passed, where the value is half the range beyond it."""
    slack = (highest - lowest) / 2
    if value > highest + slack:
        return "højere", highest
    return ("lavere", lowest) if value < lowest - slack else None
