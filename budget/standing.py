"""Whether a line keeps its budget, by a rule and not by taste. Pure.

    held   the forecast is at most the revised budget
    near   it is above it by at most 1 %
    over   it is above it by more

No plan fixes the 1 %: it is this program's, and every page that uses it says so. A budget of 0 or less has no
percent: anything above it is over.
"""

from dataclasses import dataclass
from decimal import Decimal

NEAR_PERCENT = Decimal(1)


@dataclass(frozen=True)
class Standing:
    """A code for the stylesheet, its shape and its word."""

    code: str
    symbol: str
    word: str


HELD = Standing("met", "✔", "Holder")
NEAR = Standing("near", "●", "Tæt på")
OVER = Standing("missed", "✖", "Overskrides")
UNKNOWN = Standing("no_data", "–", "Kan ikke siges")


def standing(budget: Decimal | None, forecast: Decimal | None) -> Standing:
    if budget is None or forecast is None:
        return UNKNOWN
    over = forecast - budget
    if over <= 0:
        return HELD
    return NEAR if over * 100 <= budget * NEAR_PERCENT else OVER
