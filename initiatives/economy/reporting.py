"""Reads a business case as it was known at a moment, and the tables that documents print of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from extracts.marks import is_invented
from initiatives.economy import printed
from initiatives.economy.case import SIDES, Case, Line, in_order, joined
from initiatives.economy.wording import KRONER, decimals_for
from initiatives.models import BusinessCase, CaseAmount, CaseLine, Initiative, PrintedCell, PrintedTable
from initiatives.spans import Span


@dataclass(frozen=True)
class FoundCase:
    """What is kept of an initiative's money, with what it adds up to."""

    stored: BusinessCase
    money: Case
    tables: list[printed.Table]
    sources: list[str]
    invented: frozenset[tuple[int, str]]
    """The amounts that are made up, by line and side."""

    @property
    def unit(self) -> str:
        return self.stored.unit

    @property
    def is_invented(self) -> bool:
        """Whether any of it is made up."""
        return bool(self.invented) or is_invented(self.stored.source)

    @property
    def kroner(self) -> int:
        """How many one of the unit is."""
        return KRONER[self.unit]

    @property
    def decimals(self) -> int:
        """What it takes to show every amount exactly."""
        amounts = [line.amount(side) for line in self.money.lines for side in SIDES]
        return decimals_for(self.unit, [amount / self.kroner for amount in amounts if amount is not None])

    @property
    def columns(self) -> list[Span]:
        """The spans of the lines, those that documents print sums for, and else all that follow one another."""
        spans = {*self.money.spans, *(span for table in self.tables for span in table.spans)}
        if spans == set(self.money.spans) and (whole := joined(self.money.spans)):
            spans.add(whole)
        return in_order(spans)

    def is_total(self, span: Span) -> bool:
        return span not in self.money.spans


def business_case_of(initiative: Initiative, moment: datetime | None = None) -> FoundCase | None:
    """None where the initiative has no business case."""
    stored = BusinessCase.objects.filter(initiative=initiative).first()
    if stored is None:
        return None
    amounts = list(CaseAmount.objects.known_at(moment).filter(line__case=stored).select_related("line"))
    money = Case(stored.sign, lines_of(amounts))
    sources = list(dict.fromkeys(each.source for each in amounts)) or [stored.source]
    invented = frozenset((each.line_id, each.side) for each in amounts if is_invented(each.source))
    return FoundCase(stored, money, printed_tables(stored, money.lines), sources, invented)


def lines_of(amounts: list[CaseAmount]) -> tuple[Line, ...]:
    """A line with what is known of both sides; one of which nothing is known is none."""
    sides: dict[CaseLine, dict[str, Decimal]] = defaultdict(dict)
    for each in amounts:
        sides[each.line][each.side] = each.amount
    ordered = sorted(sides, key=lambda line: (line.position, line.starts, line.pk))
    return tuple(line_of(line, sides[line]) for line in ordered)


def line_of(line: CaseLine, amounts: dict[str, Decimal]) -> Line:
    return Line(Span(line.starts, line.ends), line.kind, line.payer, line.name, **amounts, key=line.pk)


def printed_tables(stored: BusinessCase, lines: tuple[Line, ...]) -> list[printed.Table]:
    """One query for the cells of all of them."""
    cells = PrintedCell.objects.filter(row__table__case=stored).select_related("row__table")
    rows: dict[int, list[PrintedCell]] = defaultdict(list)
    tables: dict[PrintedTable, list[int]] = defaultdict(list)
    for cell in cells.order_by("row__table__position", "row__position", "ends", "-starts"):
        if cell.row_id not in tables[cell.row.table]:
            tables[cell.row.table].append(cell.row_id)
        rows[cell.row_id].append(cell)
    return [
        printed.Table(
            *(table.code, table.title, table.unit, table.decimals, table.source),
            rows=tuple(printed_row(table, rows[pk], lines) for pk in pks),
        )
        for table, pks in tables.items()
    ]


def printed_row(table: PrintedTable, cells: list[PrintedCell], lines: tuple[Line, ...]) -> printed.Row:
    row, kroner = cells[0].row, KRONER[table.unit]
    picks = tuple(printed.Pick(**pick) for pick in row.picks)
    spans = [(Span(cell.starts, cell.ends), cell.amount) for cell in cells]
    return printed.Row(
        *(row.label, row.group, row.side, row.is_sum, picks),
        cells=tuple(
            printed.Cell(span, printed.computed(lines, picks, span, row.side), amount, kroner, table.decimals)
            for span, amount in spans
        ),
    )
