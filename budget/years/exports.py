"""The tables of a year's page as they are exported: amounts in 1.000 kr., exact."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from aabenraa_plan.exports import ExportTable
from aabenraa_plan.formats import round_half_up
from budget.wording import INVENTED, SIGN
from budget.years.rows import Flow, Row

DECIMALS = 6


def tkr(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.scaleb(-3)


def exact(number: Decimal | Fraction | None, times: int = 1) -> Decimal | None:
    return None if number is None else round_half_up(number * times, DECIMALS)


def notes_of(rows: Sequence[Row], status_text: str) -> list[str]:
    return [SIGN, status_text, *([INVENTED] if any(row.invented for row in rows) else [])]


def year_tables(
    support: Sequence[Row], effort: Sequence[Row], flows: Sequence[Flow], status_text: str
) -> list[ExportTable]:
    notes = notes_of([*support, *effort], status_text)
    return [
        lines_table("forsoergelse", "Forsørgelse", support, notes),
        split_table(support, notes),
        lines_table("indsats", "Indsats", effort, notes),
        flows_table(flows, notes),
    ]


def lines_table(name: str, title: str, rows: Sequence[Row], notes: list[str]) -> ExportTable:
    header = [
        *("Ydelse", "Program", "Helårspersoner, budget", "Helårspersoner, forventet"),
        *("Vedtaget budget (1.000 kr.)", "Korrigeret budget (1.000 kr.)", "Forbrug (1.000 kr.)", "Forbrug i %"),
        *("Ventet forbrug i %", "Forventet regnskab (1.000 kr.)", "Afvigelse (1.000 kr.)", "Status", "Metode"),
    ]
    return ExportTable(name, title, header, [line_cells(row) for row in rows], notes)


def line_cells(row: Row) -> list:
    return [
        *(row.name, row.part, exact(row.budget_persons), exact(row.expected_persons)),
        *(tkr(row.adopted), tkr(row.revised), tkr(row.spent), exact(row.share, 100)),
        *(exact(row.expected_share, 100), tkr(row.forecast), tkr(row.deviation), row.standing.word, row.method),
    ]


def split_table(rows: Sequence[Row], notes: list[str]) -> ExportTable:
    header = ["Ydelse", "Afvigelse (1.000 kr.)", "Mængde (1.000 kr.)", "Pris (1.000 kr.)"]
    cells = [[row.name, tkr(row.deviation), tkr(row.volume), tkr(row.price)] for row in rows]
    return ExportTable("maengde-og-pris", "Mængde og pris", header, cells, notes)


def flows_table(flows: Sequence[Flow], notes: list[str]) -> ExportTable:
    header = ["Art", "Brutto (1.000 kr.)", "Refusion (1.000 kr.)", "Netto (1.000 kr.)"]
    cells = [[flow.name, tkr(flow.gross), tkr(flow.reimbursement), tkr(flow.net)] for flow in flows]
    return ExportTable("brutto-og-netto", "Brutto, refusion og netto", header, cells, notes)
