"""Reads what the what-if page needs: a case's promised money by span, its scenarios, and the budget's own prices."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from budget.models import BudgetLine, BudgetVersion, LineKind
from initiatives.models import BusinessCase, CaseAmount, CaseKind, Scenario, Side, Sign
from initiatives.spans import Span
from initiatives.whatif.method import NEEDED, Assumptions, CaseMoney, Leavers, by_year

FIELDS = {
    CaseKind.INVESTMENT: "investment",
    CaseKind.SAVING: "saving",
    CaseKind.FINANCING: "financing",
}


@dataclass(frozen=True)
class BudgetPrice:
    """What a year's adopted budget sets aside for a full-year person: kroner, net."""

    benefit: str
    year: int
    price: Fraction


def money_of(case: BusinessCase, moment: datetime | None) -> list[CaseMoney]:
    """What the case promises, in order, with + as cost; empty where it has no investment lines, or a net alone."""
    amounts = CaseAmount.objects.known_at(moment).filter(line__case=case, side=Side.PROMISED)
    rows = list(amounts.order_by().values_list("line__starts", "line__ends", "line__kind", "amount"))
    kinds = {kind for *_, kind, _ in rows}
    if CaseKind.INVESTMENT not in kinds or CaseKind.NET in kinds:
        return []
    spans: dict[Span, dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for starts, ends, kind, amount in rows:
        spans[Span(starts, ends)][FIELDS[kind]] += as_cost(case.sign, kind, amount)
    return by_year([CaseMoney(span, **spans[span], untold=NEEDED - spans[span].keys()) for span in sorted(spans)])


def as_cost(sign: str, kind: str, amount: Decimal) -> Fraction:
    """With + as cost, whichever way the document has it; what others pay is positive in both."""
    turned = sign == Sign.GAIN and kind != CaseKind.FINANCING
    return -Fraction(amount) if turned else Fraction(amount)


def is_whole(case: list[CaseMoney]) -> bool:
    """Whether the document tells all of its own net, with a saving, to hold a scenario against."""
    return any(each.saving for each in case) and not any(each.untold for each in case)


def scenarios_of(case: BusinessCase, moment: datetime | None = None) -> list[Scenario]:
    """Those that stood at a moment, the document's own first."""
    found = Scenario.objects.known_at(moment).filter(case=case)
    return list(found.select_related("made_by").prefetch_related("years"))


def versions_of(case: BusinessCase, moment: datetime | None = None) -> list[Scenario]:
    """Every scenario that was by a moment, ended since or not, the document's own first."""
    found = Scenario.objects.filter(case=case)
    if moment:
        found = found.filter(made_at__lte=moment)
    return list(found.select_related("made_by", "ended_by").prefetch_related("years"))


def stands(scenario: Scenario, moment: datetime | None) -> bool:
    """Whether it was neither changed nor withdrawn at a moment; `None` means now."""
    return scenario.ended_at is None or bool(moment and scenario.ended_at > moment)


def assumptions_of(scenario: Scenario) -> Assumptions:
    return Assumptions(
        unit_price=scenario.unit_price,
        other_price=scenario.other_price,
        reimbursement=scenario.reimbursement,
        first_year_months=scenario.first_year_months,
        investment_percent=scenario.investment_percent,
        leavers=tuple(
            found
            for each in scenario.years.all()
            if not (found := Leavers(each.year, each.self_support, each.other_support, each.target_group)).is_empty
        ),
    )


def budget_prices(case: BusinessCase, moment: datetime | None) -> list[BudgetPrice]:
    """Of every adopted budget with persons, for the benefits that the initiative is to change."""
    lines = BudgetLine.objects.as_of(moment).filter(
        version=BudgetVersion.ADOPTED,
        kind=LineKind.SUPPORT,
        benefit_type__initiative_links__initiative=case.initiative_id,
        persons__gt=0,
        amount__gt=0,
        invented=False,
    )
    rows = lines.order_by("benefit_type__position", "year")
    return [
        BudgetPrice(name, year, Fraction(amount) / Fraction(persons))
        for name, year, amount, persons in rows.values_list("benefit_type__name", "year", "amount", "persons")
    ]
