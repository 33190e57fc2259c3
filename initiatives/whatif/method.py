"""What a business case saves and costs under a set of assumptions: the method «nedefra og op». Pure; kroner, exact.

    net price of one who leaves = unit price · (1 − reimbursement)                      to self-support
                                = (unit price − price of the other) · (1 − reimbursement) to other support
                                = 0                                                      to another target group
    effect of a year            = Σ persons · net price · (first-year months / 12 in the year they leave, else 1)
    saving in a span            = −Σ over its years: months of the year in the span / 12 · effect of the year
    net                         = investment · part made of it + saving − other financing

+ is net cost and − is saving. Nothing is rounded here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise

from initiatives.economy.payback import Payback, payback_along
from initiatives.spans import MONTHS_A_YEAR, Span, previous_month

PERCENT = 100
NOTHING = Fraction(0)
OUTCOMES = ("self_support", "other_support", "target_group")
AMOUNTS = ("investment", "saving", "financing")
NEEDED = frozenset({"investment", "saving"})
"""What has to be told of a span for its net to be known; of financing there may be none."""


@dataclass(frozen=True)
class Leavers:
    """How many leave in a year, by where they go; None where there is no figure, which counts as nobody."""

    year: int
    self_support: Decimal | None = None
    other_support: Decimal | None = None
    target_group: Decimal | None = None

    @property
    def persons(self) -> Fraction:
        return sum((counted_as(getattr(self, name)) for name in OUTCOMES), NOTHING)

    @property
    def is_empty(self) -> bool:
        return all(getattr(self, name) is None for name in OUTCOMES)


@dataclass(frozen=True)
class Assumptions:
    """Prices are kroner a year for a full-year person; reimbursement and investment are of 100."""

    unit_price: Decimal
    other_price: Decimal | None
    reimbursement: Decimal
    first_year_months: Decimal
    investment_percent: Decimal
    leavers: tuple[Leavers, ...]

    @property
    def net_of_state(self) -> Fraction:
        """The part of a price that the municipality itself pays."""
        return 1 - Fraction(self.reimbursement) / PERCENT

    @property
    def net_prices(self) -> dict[str, Fraction]:
        """Kroner saved in a year by one who leaves, by where they go; an unknown other price counts as nothing."""
        price, other = Fraction(self.unit_price), counted_as(self.other_price)
        return {
            "self_support": price * self.net_of_state,
            "other_support": (price - other) * self.net_of_state,
            "target_group": NOTHING,
        }


@dataclass(frozen=True)
class CaseMoney:
    """What a case has promised for a span: + is cost; financing is what others pay of it.

    `untold` are those of investment and saving that the document says nothing of: they count as nothing.
    """

    span: Span
    investment: Fraction = NOTHING
    saving: Fraction = NOTHING
    """The document's own, negative; a scenario's takes its place."""
    financing: Fraction = NOTHING
    printed_for: tuple[Span, ...] = ()
    """The longer spans that the document has parts of it for together."""
    untold: frozenset[str] = frozenset()

    @property
    def cost(self) -> Fraction:
        """Net before other financing."""
        return self.investment + self.saving

    @property
    def net(self) -> Fraction:
        return self.cost - self.financing


def by_year(case: Sequence[CaseMoney]) -> list[CaseMoney]:
    """The case from its first day to its last, in spans in which no year and nothing printed begins or ends.

    What is printed for longer is spread evenly over its months, so that each of them counts once.
    """
    spans = [each.span for each in case]
    first, last = min(each.starts for each in spans), max(each.ends for each in spans)
    turns = {date(year, 1, 1) for year in range(first.year + 1, previous_month(last).year + 1)}
    edges = sorted(turns | {edge for each in spans for edge in (each.starts, each.ends)})
    return [money_in(Span(*edge), case) for edge in pairwise(edges)]


def money_in(span: Span, case: Sequence[CaseMoney]) -> CaseMoney:
    """The part of all amounts that falls in a span, which each of them holds or does not meet."""
    found = [each for each in case if each.span.holds(span)]
    shares = [(each, Fraction(span.months, each.span.months)) for each in found]
    amounts = (sum((getattr(each, name) * share for each, share in shares), NOTHING) for name in AMOUNTS)
    longer = tuple(each.span for each in found if each.span != span)
    return CaseMoney(span, *amounts, longer, NEEDED.intersection(*(each.untold for each in found)))


def counted_as(number: Decimal | None) -> Fraction:
    return NOTHING if number is None else Fraction(number)


def effect_of(leavers: Leavers, assumed: Assumptions) -> Fraction:
    """Kroner a full year that those who leave in a year save, + is saving."""
    prices = assumed.net_prices
    return sum((counted_as(getattr(leavers, name)) * prices[name] for name in OUTCOMES), NOTHING)


def full_year_effect(assumed: Assumptions) -> Fraction:
    """Kroner saved in a year when all have left; + is saving."""
    return sum((effect_of(each, assumed) for each in assumed.leavers), NOTHING)


def effect_in(year: int, assumed: Assumptions) -> Fraction:
    """Kroner saved in a calendar year: part of the effect of those who leave in it, all of those who left before."""
    part = Fraction(assumed.first_year_months) / MONTHS_A_YEAR
    left_now = sum((effect_of(each, assumed) for each in assumed.leavers if each.year == year), NOTHING)
    left_before = sum((effect_of(each, assumed) for each in assumed.leavers if each.year < year), NOTHING)
    return left_now * part + left_before


def months_in(year: int, span: Span) -> int:
    """How many months of a calendar year lie in a span."""
    starts, ends = max(span.starts, date(year, 1, 1)), min(span.ends, date(year + 1, 1, 1))
    return Span(starts, ends).months if starts < ends else 0


def saving_in(span: Span, assumed: Assumptions) -> Fraction:
    """Kroner, − is saving."""
    years = range(span.starts.year, span.ends.year + 1)
    parts = (Fraction(months_in(year, span), MONTHS_A_YEAR) * effect_in(year, assumed) for year in years)
    return -sum(parts, NOTHING)


def worked_out(case: Sequence[CaseMoney], assumed: Assumptions) -> list[CaseMoney]:
    """The case's spans with the scenario's saving, so much of the investment as is made, and the same financing."""
    made = Fraction(assumed.investment_percent) / PERCENT
    return [
        CaseMoney(each.span, each.investment * made, saving_in(each.span, assumed), each.financing) for each in case
    ]


def cumulative(amounts: Sequence[Fraction]) -> list[Fraction]:
    return list(accumulate(amounts))


def payback(case: Sequence[CaseMoney], *, with_financing: bool = True) -> Payback:
    """When the cumulative net is back at 0 for good, spread evenly over the days of each span."""
    totals = cumulative([each.net if with_financing else each.cost for each in case])
    return payback_along([(each.span, -total) for each, total in zip(case, totals, strict=True)])
