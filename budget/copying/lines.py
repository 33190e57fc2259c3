"""A new year's budget made of an older one: every amount and number of persons raised or cut by a percent.

    persons = old persons · (1 + persons %)                      rounded once, to whole persons
    amount  = old amount · (1 + prices %) · (1 + persons %)      rounded once, to whole 1.000 kr.

The percent for persons counts only on lines that have persons; an effort without them follows the prices alone.
What no percent touches is copied as it stands.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from aabenraa_plan.formats import danish_number, plain_number, round_half_up
from budget.files.columns import BUDGET
from budget.lines import LineKey
from budget.variance import Priced

THOUSAND = 1000
INVENTED = "Eksempeldata: "
"""How the source of an invented figure starts; `extracts.marks` knows a figure by it."""
IN_THOUSANDS = " i 1.000 kr."
BY_HAND = "rettet i hånden"


@dataclass(frozen=True)
class Adjustment:
    """In percent, minus for fewer or cheaper."""

    prices: Decimal = Decimal(0)
    persons: Decimal = Decimal(0)


@dataclass(frozen=True)
class OldLine:
    """A line to copy; `figures` is None where the old budget has the line without an amount."""

    key: LineKey
    figures: Priced | None
    invented: bool = False

    @property
    def has_persons(self) -> bool:
        return self.figures is not None and self.figures.persons is not None


def factor(percent: Decimal) -> Fraction:
    return 1 + Fraction(percent) / 100


def adjusted(figures: Priced, by: Adjustment) -> Priced:
    """The figures in kroner and persons, each rounded once."""
    if figures.persons is None:
        return Priced(whole_thousands(figures.amount, factor(by.prices)))
    more = factor(by.persons)
    persons = round_half_up(Fraction(figures.persons) * more) if by.persons else figures.persons
    return Priced(whole_thousands(figures.amount, factor(by.prices) * more), persons)


def whole_thousands(amount: Decimal, times: Fraction) -> Decimal:
    if times == 1:
        return amount
    return round_half_up(Fraction(amount) * times / THOUSAND) * THOUSAND


def source_of(budget: str, by: Adjustment, line: OldLine, *, by_hand: bool, own: str = "") -> str:
    """`Kopieret fra vedtaget budget 2023, pris +2 %`, or what the person said; it tells of an invented figure."""
    said = own or ", ".join([f"Kopieret fra {budget}", *percents(by, line), *[BY_HAND] * by_hand])
    return INVENTED + said if line.invented else said


def percents(by: Adjustment, line: OldLine) -> list[str]:
    """The percents that touched the line."""
    persons = by.persons if line.has_persons else Decimal(0)
    return [f"{name} {percent_text(each)}" for name, each in (("pris", by.prices), ("personer", persons)) if each]


def percent_text(percent: Decimal) -> str:
    """`+2 %`, `−1,5 %`."""
    return f"{danish_number(percent, len(plain_number(percent).partition('.')[2]), signed=True)} %"


def as_budget(lines: Iterable[dict[str, str]]) -> bytes:
    """Texts by column name as a file in the format `budget`, its amounts in 1.000 kr."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(BUDGET.title(name) + IN_THOUSANDS * (name in BUDGET.amounts) for name in BUDGET.titles)
    for line in lines:
        writer.writerow(" ".join(line.get(name, "").split()) for name in BUDGET.titles)
    return text.getvalue().encode()
