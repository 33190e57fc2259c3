"""Which budgets can be copied, and their lines as they stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from budget.cases.reporting import changes_of
from budget.copying.lines import Adjustment, OldLine, adjusted, source_of
from budget.lines import LINE, LineKey
from budget.models import Appropriation, BenefitType, BudgetLine, BudgetVersion, CaseKind, LineKind, Programme
from budget.reporting import revised
from budget.variance import Priced

ByVersion = dict[str, dict[LineKey, OldLine]]


@dataclass(frozen=True)
class OldBudget:
    """A version of a year's budget; `as_it_was` says from when it is, where that is not now."""

    year: int
    version: BudgetVersion
    as_it_was: str = ""

    @property
    def code(self) -> str:
        """In the address: `2023-vedtaget`."""
        return f"{self.year}-{self.version.label}"

    @property
    def title(self) -> str:
        """`vedtaget budget 2023`."""
        return f"{self.version.label} budget {self.year}" + (f" ({self.as_it_was})" if self.as_it_was else "")


@dataclass(frozen=True)
class Words:
    """What the numbers of a line are called."""

    benefit_types: dict[int, BenefitType]
    programmes: dict[int, Programme]

    @classmethod
    def load(cls) -> "Words":
        return cls(BenefitType.objects.in_bulk(), Programme.objects.in_bulk())

    def of(self, line: OldLine) -> tuple[str, str, str]:
        """The benefit type, the kind and the programme."""
        benefit_type, kind, programme = line.key
        return self.benefit_types[benefit_type].name, LineKind(kind).label, self.programmes[programme].name

    def place(self, line: OldLine) -> tuple:
        """Where it stands in a budget: by benefit type, support first, then by programme."""
        key = line.key
        benefit_type, programme = self.benefit_types[key.benefit_type], self.programmes[key.programme]
        return benefit_type.position, key.kind != LineKind.SUPPORT, programme.position


@dataclass(frozen=True)
class Copy:
    """A budget on its way to another year."""

    old: OldBudget
    year: int
    by: Adjustment
    lines: list[OldLine]
    words: Words
    already: int
    """The lines of the adopted budget that the year has."""

    @property
    def same_year(self) -> bool:
        return self.year == self.old.year

    @property
    def before(self) -> Decimal:
        return total(line.figures for line in self.lines)

    @property
    def after(self) -> Decimal:
        return total(self.new(line) for line in self.lines)

    def new(self, line: OldLine) -> Priced | None:
        return adjusted(line.figures, self.by) if line.figures else None

    def source(self, line: OldLine, *, by_hand: bool, own: str) -> str:
        return source_of(self.old.title, self.by, line, by_hand=by_hand, own=own)


def total(figures: Iterable[Priced | None]) -> Decimal:
    return sum((each.amount for each in figures if each), Decimal(0))


def copy_of(old: OldBudget, year: int, by: Adjustment, moment: datetime | None) -> Copy:
    words = Words.load()
    lines = sorted(old_lines(old, moment), key=words.place)
    already = BudgetLine.objects.current().filter(year=year, version=BudgetVersion.ADOPTED).count()
    return Copy(old, year, by, lines, words, already)


def old_budgets(moment: datetime | None = None, as_it_was: str = "") -> list[OldBudget]:
    """Every version of every year's budget, newest first; a revised one where it may differ from the adopted."""
    rows = BudgetLine.objects.as_of(moment).order_by().values_list("year", "version").distinct()
    cases = Appropriation.objects.granted(moment).exclude(kind=CaseKind.CAPITAL).order_by()
    changed = {(year, BudgetVersion.REVISED.value) for year in cases.values_list("year", flat=True).distinct()}
    found = sorted({*rows, *changed}, key=lambda each: (-each[0], each[1]))
    return [OldBudget(year, BudgetVersion(version), as_it_was) for year, version in found]


def old_lines(old: OldBudget, moment: datetime | None) -> list[OldLine]:
    """The adopted lines; of the revised budget with what was granted, and lines that only its own file has."""
    lines = uploaded_lines(old.year, moment)
    adopted = lines[BudgetVersion.ADOPTED]
    if old.version == BudgetVersion.ADOPTED:
        return list(adopted.values())
    changes = changes_of(old.year, moment)
    standing = {key: with_change(key, adopted.get(key), changes.get(key)) for key in adopted | changes}
    return list((lines[BudgetVersion.REVISED] | standing).values())


def uploaded_lines(year: int, moment: datetime | None) -> ByVersion:
    """One query for all versions."""
    found: ByVersion = defaultdict(dict)
    rows = BudgetLine.objects.as_of(moment).filter(year=year).order_by()
    for *line, version, amount, persons, invented in rows.values_list(
        *LINE, "version", "amount", "persons", "invented"
    ):
        key = LineKey(*line)
        found[version][key] = OldLine(key, None if amount is None else Priced(amount, persons), invented)
    return found


def with_change(key: LineKey, adopted: OldLine | None, change) -> OldLine:
    figures = revised(adopted.figures if adopted else None, change)
    return OldLine(key, figures, bool(adopted and adopted.invented))
