"""The rows of a year's page: a line, or the sum of several, with what is drawn beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse

from budget.models import Programme
from budget.reporting import LineStatus, YearStatus, added, added_if_all
from budget.standing import UNKNOWN, Standing, standing
from budget.variance import Persons, added_splits
from budget.wording import method_text
from budget.years.bars import Step, step_bars, used_bar

TOTAL = "I alt"


@dataclass(frozen=True)
class Row:
    """Kroner and full-year persons; None where there is no figure. + is overspending."""

    name: str
    budget_persons: Persons | None = None
    expected_persons: Persons | None = None
    adopted: Decimal | None = None
    revised: Decimal | None = None
    spent: Decimal | None = None
    expected_share: Fraction | None = None
    forecast: Decimal | None = None
    deviation: Decimal | None = None
    volume: Decimal | None = None
    price: Decimal | None = None
    part: str = ""
    method: str = ""
    url: str = ""
    change_url: str = ""
    invented: bool = False
    provisional: bool = False
    is_part: bool = False
    is_total: bool = False
    steps: str = ""

    @property
    def share(self) -> Fraction | None:
        """The part of the revised budget that is used; None where what is spent is only a part."""
        known = self.spent is not None and self.revised is not None and self.revised > 0 and not self.is_part
        return Fraction(self.spent) / Fraction(self.revised) if known else None

    @property
    def standing(self) -> Standing:
        if self.deviation is None:
            return UNKNOWN
        return standing(self.forecast - self.deviation, self.forecast)

    @property
    def used(self) -> str:
        return used_bar(self.share, self.expected_share, self.standing.code)


def support_rows(status: YearStatus) -> list[Row]:
    """A row per benefit type, and the sum; the steps of the deviation drawn from row to row."""
    lines = status.support
    rows = [row_of(line, status) for line in lines]
    parts = added_splits([line.split for line in lines])
    total = replace(
        total_of(rows),
        expected_persons=added_if_all(row.expected_persons for row in rows),
        volume=parts.volume if parts else None,
        price=parts.price if parts else None,
    )
    return with_steps([*rows, total])


def effort_rows(status: YearStatus) -> list[Row]:
    """A row per benefit type and programme, and the sum."""
    rows = [row_of(line, status) for line in status.effort]
    return [*rows, total_of(rows)] if rows else []


def row_of(line: LineStatus, status: YearStatus) -> Row:
    parts = line.split
    where = [status.year, line.benefit_type.code, line.kind, line.programme.code]
    return Row(
        name=line.benefit_type.name,
        part="" if line.programme.code == Programme.ORDINARY else line.programme.name,
        budget_persons=line.revised.persons if line.revised else None,
        expected_persons=line.forecast.persons,
        adopted=line.adopted.amount if line.adopted else None,
        revised=line.budget,
        spent=line.spent,
        expected_share=line.phase.through(status.month.number) if status.month else None,
        forecast=line.forecast.amount,
        deviation=line.deviation,
        volume=parts.volume if parts else None,
        price=parts.price if parts else None,
        method=method_text(line.forecast),
        url=f"{line.benefit_type.get_absolute_url()}?aar={status.year}",
        change_url=reverse("forecast_choice", args=where),
        invented=line.invented,
        provisional=line.provisional,
        is_part=line.lacks_a_month,
    )


def total_of(rows: Sequence[Row]) -> Row:
    """Sums of the rows; of forecasts only where every row has one."""
    return Row(
        name=TOTAL,
        budget_persons=added_if_all(row.budget_persons for row in rows if row.revised is not None),
        adopted=added(row.adopted for row in rows),
        revised=added(row.revised for row in rows),
        spent=added(row.spent for row in rows),
        expected_share=weighted_share(rows),
        forecast=added_if_all(row.forecast for row in rows),
        deviation=added_if_all(row.deviation for row in rows),
        invented=any(row.invented for row in rows),
        provisional=any(row.provisional for row in rows),
        is_part=any(row.is_part or (row.spent is None and row.revised) for row in rows),
        is_total=True,
    )


def weighted_share(rows: Sequence[Row]) -> Fraction | None:
    """What part of the whole budget the rows' own shares expect to be used by now."""
    known = [row for row in rows if row.revised is not None]
    budget = added(row.revised for row in known)
    if not budget or any(row.expected_share is None for row in known):
        return None
    return sum(Fraction(row.revised) * row.expected_share for row in known) / Fraction(budget)


def with_steps(rows: list[Row]) -> list[Row]:
    """The rows that have a deviation get a drawing of how it adds to those before; the sum starts from nothing."""
    steps, so_far = [], Decimal(0)
    for row in rows:
        steps.append(steps_of(row, Decimal(0) if row.is_total else so_far))
        so_far += row.deviation or Decimal(0)
    drawn = zip(rows, step_bars(steps), steps, strict=True)
    return [replace(row, steps=drawing if parts else "") for row, drawing, parts in drawn]


def steps_of(row: Row, start: Decimal) -> list[Step]:
    """Volume and price where the deviation is split, else the deviation as a whole."""
    if row.deviation is None:
        return []
    if row.volume is None:
        return [Step(start, row.deviation, "whole")]
    return [Step(start, row.volume, "volume"), Step(start + row.volume, row.price, "price")]


@dataclass(frozen=True)
class Flow:
    """Gross, reimbursement and net of a kind of line so far; None where an entry does not say it."""

    name: str
    gross: Decimal | None
    reimbursement: Decimal | None
    net: Decimal | None
    is_part: bool = False
    """Whether a closed month of one of the lines has no figure."""

    @property
    def reimbursed(self) -> Fraction | None:
        """The part of the gross spending that the state pays back."""
        known = self.gross and self.reimbursement is not None
        return -Fraction(self.reimbursement) / Fraction(self.gross) if known else None


def flows(status: YearStatus) -> list[Flow]:
    kinds = {"Forsørgelse": status.support, "Indsats": status.effort, TOTAL: status.lines}
    found = [flow_of(name, lines, status) for name, lines in kinds.items()]
    return [flow for flow in found if flow.net is not None]


def flow_of(name: str, lines: Sequence[LineStatus], status: YearStatus) -> Flow:
    through = status.month.number if status.month else max(status.uploaded, default=0)
    months = [month for line in lines for number, month in line.months.items() if number <= through]
    return Flow(
        name=name,
        gross=added_if_all(month.gross for month in months),
        reimbursement=added_if_all(month.reimbursement for month in months),
        net=added(month.net for month in months),
        is_part=any(line.lacks_a_month for line in lines),
    )
