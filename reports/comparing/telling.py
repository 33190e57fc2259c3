"""Two numbers of a report as texts: with more decimals where different ones would read the same. Pure."""

from fractions import Fraction

from aabenraa_plan.formats import danish_number
from targets.wording import amount, telling_decimals

Texts = tuple[str, str]
THOUSAND = 1000


def measured_apart(before: dict, after: dict, unit: str) -> Texts:
    """In their indicator's unit: `2,00 %` and `2,00 %` are `1,996 %` and `1,997 %`."""
    if not read_the_same(before, after):
        return before["text"], after["text"]
    old, new = Fraction(before["value"]), Fraction(after["value"])
    most = telling_decimals(old, new, unit)
    return amount(old, unit, most), amount(new, unit, most)


def kroner_apart(before: dict, after: dict) -> Texts:
    """In 1.000 kr."""
    if not read_the_same(before, after):
        return before["text"], after["text"]
    old, new = (Fraction(number["value"]) / THOUSAND for number in (before, after))
    most = telling_decimals(old, new, "kroner", fewest=0)
    return danish_number(old, most), danish_number(new, most)


def read_the_same(before: dict, after: dict) -> bool:
    """Whether two different numbers are shown alike."""
    known = before["value"] is not None and after["value"] is not None
    return known and before["text"] == after["text"] and before["value"] != after["value"]
