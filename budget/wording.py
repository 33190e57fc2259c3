"""The words of the budget's pages and previews."""

from decimal import Decimal

from aabenraa_plan.formats import danish_number

THOUSAND = 1000


def kroner(amount: Decimal, *, signed: bool = False) -> str:
    """`1.250 t.kr.`; below a thousand `450 kr.`"""
    if abs(amount) < THOUSAND:
        return f"{danish_number(amount, signed=signed)} kr."
    return f"{danish_number(amount.scaleb(-3), signed=signed)} t.kr."


def exact_kroner(amount: Decimal, *, signed: bool = False) -> str:
    """`1.250.000 kr.`, with the øre where there are any."""
    return f"{danish_number(amount, 2 if amount % 1 else 0, signed=signed)} kr."
