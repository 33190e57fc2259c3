"""Appropriation cases as the pages show them: the list of a year, and what one case does to the budget."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch
from django.utils import timezone

from aabenraa_plan.exports import ExportTable
from aabenraa_plan.formats import danish_number, decimals_in
from budget.cases.reporting import Change, changes_of
from budget.lines import LineKey
from budget.models import Appropriation, AppropriationLine, CaseKind, CaseStatus, LineKind, Programme
from budget.reporting import budget_years, budgeted, revised
from budget.variance import Priced
from budget.wording import exact_kroner, thousands

THOUSANDS = -3
SIGN = "+ øger budgettet, − mindsker det."
EXPORT_HEADER = (
    *("År", "Sagens art", "Titel", "Sagsnummer", "Status", "Besluttet den", "Ydelse", "Art", "Program", "Formål"),
    *("Beløb (1.000 kr.)", "Helårspersoner", "Betales af"),
)


@dataclass(frozen=True)
class CaseRow:
    """A case with its lines, and how it stood at the moment the page looks back to."""

    case: Appropriation
    status: CaseStatus

    @cached_property
    def lines(self) -> list[AppropriationLine]:
        return list(self.case.lines.all())

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def moved(self) -> Decimal:
        """What a reallocation takes from some lines and gives to others."""
        return sum((line.amount for line in self.lines if line.amount > 0), Decimal(0))

    @property
    def persons(self) -> str:
        """The full-year persons of the lines that say them; empty where none does."""
        said = [line.persons for line in self.lines if line.persons is not None]
        return signed_persons(sum(said[1:], said[0])) if said else ""

    @property
    def total_text(self) -> str:
        return exact_kroner(self.total, signed=True)

    @property
    def counts(self) -> bool:
        return self.status == CaseStatus.GRANTED


@dataclass(frozen=True)
class KindGroup:
    """A year's cases of one kind."""

    kind: CaseKind
    rows: list[CaseRow]

    @property
    def moves(self) -> bool:
        return self.kind == CaseKind.REALLOCATION

    @property
    def heading(self) -> str:
        return "Flytter (1.000 kr.)" if self.moves else "Ændring (1.000 kr.)"


@dataclass(frozen=True)
class LineEffect:
    """A line of a case, and the budget line it is on without and with the case."""

    line: AppropriationLine
    before: Priced | None
    after: Priced | None

    @property
    def name(self) -> str:
        return line_name(self.line)

    @property
    def amount(self) -> str:
        return exact_kroner(self.line.amount, signed=True)

    @property
    def persons(self) -> str:
        """Empty where the case says nothing of persons."""
        return signed_persons(self.line.persons)

    @property
    def move(self) -> str:
        """`70.061 → 70.561`, in 1.000 kr."""
        return f"{thousands(self.before and self.before.amount)} → {thousands(self.after.amount)}" if self.after else ""


def signed_persons(persons: Decimal | None) -> str:
    return "" if persons is None else danish_number(persons, decimals_in(persons), signed=True)


def line_name(line: AppropriationLine) -> str:
    """`Sygedagpenge`, `Sygedagpenge, indsats`, `Sygedagpenge, indsats · KIK II`; of a capital case its purpose."""
    if line.benefit_type is None:
        return line.purpose
    if line.kind == LineKind.SUPPORT:
        return line.benefit_type.name
    programme = "" if line.programme.code == Programme.ORDINARY else f" · {line.programme.name}"
    return f"{line.benefit_type.name}, {LineKind(line.kind).label}{programme}"


def with_lines(cases):
    """With everything a row shows; the lines in the order they were written."""
    lines = AppropriationLine.objects.select_related("benefit_type", "programme").order_by("pk")
    return cases.prefetch_related(Prefetch("lines", queryset=lines))


def cases_of(year: int, *, as_of: datetime | None = None) -> list[CaseRow]:
    """The year's cases, newest decision first; drafts only as they are now."""
    cases = Appropriation.objects.filter(year=year)
    if as_of:
        cases = cases.filter(granted_at__lte=as_of)
    return [CaseRow(case, status_at(case, as_of)) for case in with_lines(cases)]


def status_at(case: Appropriation, as_of: datetime | None) -> CaseStatus:
    """How a case stood that was granted by then; `None` means now."""
    if as_of and case.withdrawn_at and case.withdrawn_at > as_of:
        return CaseStatus.GRANTED
    return CaseStatus(case.status)


def grouped(rows: Iterable[CaseRow]) -> list[KindGroup]:
    rows = list(rows)
    groups = [KindGroup(kind, [row for row in rows if row.case.kind == kind]) for kind in CaseKind]
    return [group for group in groups if group.rows]


def case_years() -> list[int]:
    """The years that have a case, newest first."""
    return list(Appropriation.objects.order_by("-year").values_list("year", flat=True).distinct())


def writable_years() -> list[int]:
    """The years a case may be written for: those with an adopted budget, and the current one."""
    return sorted({*budget_years(), timezone.localdate().year}, reverse=True)


def effects_of(row: CaseRow, as_of: datetime | None = None) -> list[LineEffect]:
    """What the case does to each budget line, all other granted cases counted in; capital is on none."""
    if row.case.kind == CaseKind.CAPITAL:
        return [LineEffect(line, None, None) for line in row.lines]
    adopted, _ = budgeted(row.case.year, as_of)
    changes = changes_of(row.case.year, as_of)
    return [line_effect(line, adopted, changes, counted_in=row.counts) for line in row.lines]


def line_effect(line: AppropriationLine, adopted: dict, changes: dict, *, counted_in: bool) -> LineEffect:
    key = LineKey(line.benefit_type_id, line.kind, line.programme_id)
    others = without(changes.get(key), line) if counted_in else changes.get(key)
    before = revised(adopted.get(key), others)
    return LineEffect(line, before, revised(before, Change(line.amount, line.persons)))


def without(change: Change, line: AppropriationLine) -> Change | None:
    """The change of a budget line less what one case adds; None where nothing is left to say."""
    amount = change.amount - line.amount
    persons = None if change.persons is None else change.persons - (line.persons or 0)
    return Change(amount, persons) if amount or persons else None


def export_of(title: str, rows: list[CaseRow]) -> ExportTable:
    return ExportTable(
        name="linjer",
        title=title,
        header=EXPORT_HEADER,
        rows=[export_row(row, line) for row in rows for line in row.lines],
        notes=[SIGN, "En linje for hver linje i sagerne. Kun bevilgede sager tæller i det korrigerede budget."],
    )


def export_row(row: CaseRow, line: AppropriationLine) -> tuple:
    case = row.case
    return (
        *(case.year, case.get_kind_display(), case.title, case.case_number or None, row.status.label, case.decided_on),
        line.benefit_type and line.benefit_type.name,
        LineKind(line.kind).label if line.kind else None,
        line.programme and line.programme.name,
        line.purpose or None,
        line.amount.scaleb(THOUSANDS),
        line.persons,
        case.payer or None,
    )
