"""One benefit type's budgets over the years: persons, unit price and amounts, and what moved them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from budget.models import BenefitType, BudgetLine, BudgetVersion, LineKind
from budget.variance import Priced, Split, split


@dataclass(frozen=True)
class Effort:
    """What a year's budget sets aside for effort under a programme, in kroner."""

    programme: str
    line: BudgetLine


@dataclass(frozen=True)
class BenefitYear:
    """A benefit type in the adopted budget of a year; `change` is the support's since the budget before it."""

    year: int
    support: BudgetLine | None
    effort: list[Effort]
    change: Split | None = None

    @property
    def priced(self) -> Priced | None:
        return Priced(self.support.amount, self.support.persons) if self.support else None

    @property
    def invented(self) -> bool:
        """Whether any of its lines is made up."""
        return any(line.invented for line in [self.support, *(each.line for each in self.effort)] if line)

    @property
    def unit_price(self) -> Fraction | None:
        return self.priced.unit_price if self.support else None

    @property
    def persons(self) -> Decimal | None:
        return self.support.persons if self.support else None

    @property
    def amount(self) -> Decimal | None:
        return self.support.amount if self.support else None

    @property
    def effort_total(self) -> Decimal | None:
        return sum((each.line.amount for each in self.effort), Decimal(0)) if self.effort else None


def benefit_years(benefit_type: BenefitType, as_of=None) -> list[BenefitYear]:
    """The years that have an adopted budget for it, oldest first; one query."""
    lines = BudgetLine.objects.as_of(as_of).filter(benefit_type=benefit_type, version=BudgetVersion.ADOPTED)
    by_year = defaultdict(list)
    for line in lines.filter(amount__isnull=False).order_by("year", "programme__position").select_related("programme"):
        by_year[line.year].append(line)
    return with_changes([year_of(year, found) for year, found in by_year.items()])


def year_of(year: int, lines: Sequence[BudgetLine]) -> BenefitYear:
    support = next((line for line in lines if line.kind == LineKind.SUPPORT), None)
    effort = [Effort(line.programme.name, line) for line in lines if line.kind == LineKind.EFFORT]
    return BenefitYear(year, support, effort)


def with_changes(years: list[BenefitYear]) -> list[BenefitYear]:
    found, before = [], None
    for each in years:
        change = split(before.priced, each.priced) if before and before.priced and each.priced else None
        found.append(BenefitYear(each.year, each.support, each.effort, change))
        before = each
    return found
