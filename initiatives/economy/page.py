"""The money of an initiative: promised beside realised, cumulative net and payback, printed beside computed."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from aabenraa_plan.exports import ExportTable
from initiatives.economy import printed
from initiatives.economy.case import FINANCING, PROMISED, REALISED
from initiatives.economy.chart import economy_chart
from initiatives.economy.exports import exports_of
from initiatives.economy.leads import Lead
from initiatives.economy.payback import Outcome, payback_of
from initiatives.economy.reporting import FoundCase, business_case_of
from initiatives.economy.rows import Cell, Row, Strip, rows_of, strips_of
from initiatives.economy.wording import (
    EVENLY,
    SIGNS,
    UNITS,
    amount_text,
    cell_word,
    frame_text,
    lacks,
    payback_text,
    printed_finding,
)
from initiatives.models import Initiative
from initiatives.spans import Span

WORDS = {printed.DIFFERENCE: "Forskel"}
"""Where there is little room; the page says below the table what it is."""
LONG_TABLE = 30
"""From so many cells on, a printed table is folded."""


@dataclass(frozen=True)
class ShownCell:
    """`key` is the line whose way the figure leads to."""

    label: str
    text: str
    key: int | None
    is_total: bool


@dataclass(frozen=True)
class ShownStrip:
    """`invented` where an amount in it is made up."""

    word: str
    side: str
    cells: list[ShownCell]
    invented: bool


@dataclass(frozen=True)
class ShownRow:
    label: str
    code: str
    strips: list[ShownStrip]


@dataclass(frozen=True)
class PrintedCell:
    """A computed figure with the printed one and whether they agree; all "" where the document prints none."""

    label: str
    computed: str = ""
    printed: str = ""
    word: str = ""
    agrees: bool = True


@dataclass(frozen=True)
class PrintedRow:
    label: str
    group: str
    is_sum: bool
    cells: list[PrintedCell]


@dataclass(frozen=True)
class PrintedTable:
    code: str
    title: str
    finding: str
    unit: str
    source: str
    columns: list[str]
    rows: list[PrintedRow]
    is_long: bool

    @property
    def export(self) -> str:
        return f"trykt-{self.code}"


@dataclass(frozen=True)
class EconomySection:
    """What the page shows: `lead` is the sentence at its top, `tables` what can be fetched as files.

    `case` is None where the initiative has no business case: then there is only the way to make one.
    """

    lead: str
    tables: list[ExportTable]
    invented: bool
    case: FoundCase | None = None
    finding: str = ""
    chart: str = ""
    rows: list[ShownRow] | None = None
    printed: list[PrintedTable] | None = None

    @property
    def sign(self) -> str:
        return SIGNS[self.case.stored.sign]

    @property
    def unit(self) -> str:
        return UNITS[self.case.unit]

    @property
    def lacks(self) -> str:
        return lacks(self.case.money)

    @property
    def has_realised(self) -> bool:
        return self.case.money.has(REALISED)

    @property
    def may_be_edited(self) -> bool:
        return not self.case.stored.is_from_a_document

    @property
    def columns(self) -> list[tuple[Span, bool]]:
        """The spans, and whether each is a sum of others."""
        return [(span, self.case.is_total(span)) for span in self.case.columns]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What was set aside, and when the money is home by each way of counting."""
        frame = self.case.stored.frame
        found = [("Afsat i alt", frame_text(frame, self.case.unit))] if frame is not None else []
        return found + paybacks(self.case) if self.case.money.lines else found

    @property
    def evenly(self) -> str:
        """How the day was found, where there is one."""
        outcomes = {payback_of(self.case.money, side).outcome for side in (PROMISED, REALISED)}
        return EVENLY if Outcome.HOME in outcomes else ""


def economy_of(initiative: Initiative, moment: datetime | None) -> EconomySection:
    found = business_case_of(initiative, moment)
    if found is None:
        return EconomySection(lead="", tables=[], invented=False)
    lead = Lead(found.money, found.stored.frame)
    if not found.money.lines:
        return EconomySection(lead=lead.sentence, tables=[], invented=found.is_invented, case=found)
    rows = rows_of(found.money, found.columns)
    return EconomySection(
        lead=lead.sentence,
        tables=exports_of(found, rows),
        invented=found.is_invented,
        case=found,
        finding=lead.finding,
        chart=economy_chart(found.money, lead.finding),
        rows=[shown_row(row, found) for row in rows],
        printed=[shown_table(table) for table in found.tables],
    )


def paybacks(found: FoundCase) -> list[tuple[str, str]]:
    money, facts = found.money, [("Tjent hjem, lovet", payback_text(payback_of(found.money, PROMISED)))]
    if FINANCING in money.kinds:
        own = payback_of(money, PROMISED, with_financing=False)
        facts.append(("Uden øvrig finansiering", payback_text(own)))
    if money.has(REALISED):
        facts.append(("Tjent hjem, realiseret", payback_text(payback_of(money, REALISED))))
    return facts


def shown_row(row: Row, found: FoundCase) -> ShownRow:
    return ShownRow(row.label, row.code, [shown_strip(strip, found) for strip in strips_of(row, found.money)])


def shown_strip(strip: Strip, found: FoundCase) -> ShownStrip:
    cells = [shown_cell(cell, strip.side, found) for cell in strip.row.cells]
    return ShownStrip(WORDS.get(strip.side, strip.word), strip.side, cells, has_invented(strip, found))


def has_invented(strip: Strip, found: FoundCase) -> bool:
    """Whether an amount that it is made of is made up."""
    sides = (PROMISED, REALISED) if strip.side == printed.DIFFERENCE else (strip.side,)
    return any(side in sides and key in strip.row.keys for key, side in found.invented)


def shown_cell(cell: Cell, side: str, found: FoundCase) -> ShownCell:
    amount = cell.amount(side)
    text = "" if cell.is_blank else amount_text(amount, found.unit, found.decimals)
    key = None if amount is None or side == printed.DIFFERENCE else cell.key
    return ShownCell(cell.span.label, text, key, found.is_total(cell.span))


def shown_table(table: printed.Table) -> PrintedTable:
    return PrintedTable(
        *(table.code, table.title, printed_finding(table), UNITS[table.unit], table.source),
        columns=[span.label for span in table.spans],
        rows=[shown_printed(row, table) for row in table.rows],
        is_long=len(table.cells) >= LONG_TABLE,
    )


def shown_printed(row: printed.Row, table: printed.Table) -> PrintedRow:
    cells = [printed_cell(span, row.cell(span), table) for span in table.spans]
    return PrintedRow(row.label, row.group, row.is_sum, cells)


def printed_cell(span: Span, cell: printed.Cell | None, table: printed.Table) -> PrintedCell:
    if cell is None:
        return PrintedCell(span.label)
    texts = [shown_amount(amount, table) for amount in (cell.computed, cell.printed)]
    return PrintedCell(span.label, *texts, cell_word(cell), cell.agrees)


def shown_amount(amount: Decimal | None, table: printed.Table) -> str:
    return amount_text(amount, table.unit, table.decimals)
