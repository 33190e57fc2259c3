"""Reads what the simulator needs: benefit types, how each is reimbursed, what a full-year person costs; and asks it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import Count, Q, Sum

from aabenraa_plan.formats import danish_date
from budget.models import BenefitType, BudgetLine, BudgetVersion, LedgerEntry, LineKind, Rate, Scheme
from budget.months import MONTHS
from budget.simulator.forms import TO_SELF_SUPPORT, Asked
from budget.simulator.moves import SELF_SUPPORT, Origin, Price, Side, Simulation, simulate
from budget.simulator.reimbursement import Ladder, NoRate, Rates, Step, flat
from extracts.models import State

FLAT = "fast-gennemsnit"
"""The scheme whose rate is proposed where the ladder is not used."""


@dataclass(frozen=True)
class Benefit:
    """A benefit type, with its scheme's rates; none where nobody has said how it is reimbursed."""

    pk: int
    code: str
    name: str
    scheme: Scheme | None
    rates: Rates


def rates_by_scheme() -> dict[str, Rates]:
    """Every scheme's ladders, the earliest first."""
    steps: dict[str, dict] = defaultdict(lambda: defaultdict(list))
    rows = Rate.objects.order_by("valid_from", "from_week")
    for code, valid_from, from_week, percent in rows.values_list("scheme__code", "valid_from", "from_week", "percent"):
        steps[code][valid_from].append(Step(from_week, percent))
    return {code: tuple(Ladder(day, tuple(each)) for day, each in dated.items()) for code, dated in steps.items()}


def benefits(rates: dict[str, Rates]) -> dict[str, Benefit]:
    """By code, in the plans' order."""
    return {
        each.code: Benefit(each.pk, each.code, each.name, each.scheme, rates.get(each.scheme.code, ()))
        if each.scheme
        else Benefit(each.pk, each.code, each.name, None, ())
        for each in BenefitType.objects.select_related("scheme")
    }


def known_prices(year: int, as_of: datetime | None = None) -> dict[int, Price]:
    """By benefit type: what is known of a full-year person's price by then, from a year not after the given one.

    The ledger's gross price of the latest whole year; else the newest adopted budget's net price.
    """
    return budget_prices(year, as_of) | ledger_prices(year, as_of)


def budget_prices(year: int, as_of: datetime | None = None) -> dict[int, Price]:
    """Of the newest adopted budget that has an amount and persons."""
    lines = BudgetLine.objects.as_of(as_of).filter(version=BudgetVersion.ADOPTED, kind=LineKind.SUPPORT)
    rows = lines.filter(year__lte=year, persons__gt=0, amount__gt=0).order_by("year")
    return {
        pk: Price(Fraction(amount) / Fraction(persons), Origin.BUDGET, line_year, invented)
        for pk, line_year, amount, persons, invented in rows.values_list(
            "benefit_type", "year", "amount", "persons", "invented"
        )
    }


@dataclass(frozen=True)
class BookedSupport:
    """A benefit's support in a month, all accounts together; `unknown` entries have no gross figure."""

    gross: Fraction | None
    persons: Fraction | None
    unknown: int
    invented: int


def ledger_prices(year: int, as_of: datetime | None = None) -> dict[int, Price]:
    """Of the latest year in which every month has gross spending and persons."""
    entries = LedgerEntry.objects.as_of(as_of).filter(kind=LineKind.SUPPORT, period__lt=str(year + 1))
    no_gross = ~Q(state=State.VALUE) | Q(gross=None, reimbursement=None)
    sums = {
        "spent": Sum("gross"),
        "people": Sum("persons"),
        "unknown": Count("pk", filter=no_gross),
        "made_up": Count("pk", filter=Q(invented=True)),
    }
    rows = entries.order_by().values("benefit_type", "period").annotate(**sums)
    years: dict[tuple[int, int], dict[int, BookedSupport]] = defaultdict(dict)
    for pk, period, *figures in rows.values_list("benefit_type", "period", *sums):
        years[pk, int(period[:4])][int(period[5:])] = BookedSupport(*figures)
    found = {(pk, each): price_of(each, months) for (pk, each), months in sorted(years.items())}
    return {pk: price for (pk, _), price in found.items() if price}


def price_of(year: int, booked: dict[int, BookedSupport]) -> Price | None:
    """Gross of the whole year, with what came in the supplementary period, per average person of its months."""
    months = [booked.get(number) for number in range(1, MONTHS + 1)]
    if any(month is None or month.gross is None or month.persons is None for month in months):
        return None
    gross = sum(Fraction(each.gross) for each in booked.values() if each.gross is not None)
    persons = sum(Fraction(month.persons) for month in months) / MONTHS
    if persons <= 0 or gross <= 0 or any(each.unknown for each in booked.values()):
        return None
    return Price(gross / persons, Origin.LEDGER, year, any(each.invented for each in booked.values()))


class CannotSimulate(Exception):
    """The message is the Danish sentence to show at the form's field."""

    def __init__(self, field: str, message: str):
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Simulated:
    """An answer, with what it was worked out from; `target` and its price are None for self-support."""

    asked: Asked
    source: Benefit
    target: Benefit | None
    source_price: Price
    target_price: Price | None
    simulation: Simulation

    @property
    def benefits(self) -> list[Benefit]:
        return [self.source, *([self.target] if self.target else [])]

    @property
    def prices(self) -> list[Price]:
        return [self.source_price, *([self.target_price] if self.target else [])]

    @property
    def invented(self) -> bool:
        return any(price.invented for price in self.prices)


def simulated(asked: Asked, known: dict[str, Benefit], as_of: datetime | None = None) -> Simulated:
    """`CannotSimulate` where a price or a rate is not known."""
    prices = known_prices(asked.move.first.start.year, as_of)
    source, target = known[asked.source], None if asked.target == TO_SELF_SUPPORT else known[asked.target]
    source_price = asked.source_price or price_for(source, prices, "pris_fra")
    target_price = (asked.target_price or price_for(target, prices, "pris_til")) if target else None
    before = Side(source_price.amount, rates_for(source, asked))
    after = Side(target_price.amount, rates_for(target, asked)) if target else SELF_SUPPORT
    try:
        found = simulate(asked.move, before, after)
    except NoRate as early:
        message = (
            f"Der er ingen satser for refusion {danish_date(early.day)}. Vælg et senere år eller et fast gennemsnit."
        )
        raise CannotSimulate("aar", message) from early
    return Simulated(asked, source, target, source_price, target_price, found)


def price_for(benefit: Benefit, prices: dict[int, Price], field: str) -> Price:
    if benefit.pk not in prices:
        message = (
            f"Vi kender ingen pris på {benefit.name}: der er hverken et helt års forbrug eller et budget. Skriv den."
        )
        raise CannotSimulate(field, message)
    return prices[benefit.pk]


def rates_for(benefit: Benefit, asked: Asked) -> Rates:
    if asked.average is not None:
        return flat(asked.average)
    if not benefit.rates:
        message = f"Der er ingen satser for {benefit.name}. Vælg et fast gennemsnit."
        raise CannotSimulate("metode", message)
    return benefit.rates
