"""A business case for the command: amounts as exact text in the case's unit, null where they are not known."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from aabenraa_plan.formats import plain_number
from initiatives.economy import printed
from initiatives.economy.case import FINANCING, INVESTMENT, NET, PROMISED, REALISED, SAVING, SIDES, Case, Line
from initiatives.economy.payback import payback_of
from initiatives.economy.printed import DIFFERENCE, Row, Table
from initiatives.economy.reporting import FoundCase
from initiatives.economy.wording import KRONER, SIGNS, UNITS, in_unit
from initiatives.spans import Span

KINDS = (INVESTMENT, SAVING, FINANCING)
CUMULATIVE = "cumulative_net"
ROWS = (*KINDS, NET, CUMULATIVE)
Amounts = dict[str, str | None]


def case_as_dict(found: FoundCase) -> dict:
    """`computed` and `printed` hold the promised rows; under `realised` and `difference` the same rows of those."""
    case, stored = found.money, found.stored
    return {
        "unit": UNITS[found.unit],
        "sign": stored.sign,
        "sign_text": SIGNS[stored.sign],
        "frame": told(stored.frame, found.unit),
        "lines": [line_as_dict(line, found.unit) for line in case.lines],
        "computed": by_side(lambda side: computed_rows(found, side)) | {"payback": paybacks(case)},
        "printed": by_side(lambda side: printed_rows(found, side)),
        "tables": [table_as_dict(table) for table in found.tables],
        "note": stored.note,
        "source": stored.source,
    }


def told(amount: Decimal | None, unit: str) -> str | None:
    return None if amount is None else plain_number(in_unit(amount, unit))


def line_as_dict(line: Line, unit: str) -> dict:
    return {
        "period": line.span.code,
        "payer": line.payer,
        "kind": line.kind,
        "name": line.name,
        "promised": told(line.promised, unit),
        "realised": told(line.realised, unit),
    }


def by_side(rows: Callable[[str], dict[str, Amounts]]) -> dict:
    return rows(PROMISED) | {REALISED: rows(REALISED), DIFFERENCE: rows(DIFFERENCE)}


def computed_rows(found: FoundCase, side: str) -> dict[str, Amounts]:
    return {
        row: {span.code: told(computed(found, row, span, side), found.unit) for span in spans_of(found, row)}
        for row in ROWS
    }


def spans_of(found: FoundCase, row: str) -> list[Span]:
    """Those of the lines and of the printed sums; the net so far is at the end of a line's span."""
    return found.money.spans if row == CUMULATIVE else found.columns


def computed(found: FoundCase, row: str, span: Span, side: str) -> Decimal | None:
    if side == DIFFERENCE:
        realised, promised = (computed(found, row, span, each) for each in (REALISED, PROMISED))
        return None if realised is None or promised is None else realised - promised
    case = found.money
    if row == CUMULATIVE:
        return case.cumulative(side).get(span)
    return case.net(span, side) if row == NET else case.total(row, span, side)


def paybacks(case: Case) -> dict[str, str | None]:
    """The day the money is home, promised and realised, each also without what others pay."""
    return {
        f"{side}{'' if with_financing else '_without_financing'}": iso(case, side, with_financing)
        for side in SIDES
        for with_financing in (True, False)
    }


def iso(case: Case, side: str, with_financing: bool) -> str | None:
    day = payback_of(case, side, with_financing=with_financing).day
    return day.isoformat() if day else None


def printed_rows(found: FoundCase, side: str) -> dict[str, Amounts]:
    """What the document prints in the case's own unit for the same rows; null for those it does not print so."""
    rows = [row for table in found.tables if table.unit == found.unit for row in table.rows if row.side == side]
    return {name: printed_row(found, rows, name) for name in ROWS}


def printed_row(found: FoundCase, rows: Iterable[Row], name: str) -> Amounts:
    wanted = weights(found.money, name)
    same = next((row for row in rows if wanted and picked(found.money, row) == wanted), None)
    cells = {} if same is None else {cell.span: cell.printed for cell in same.cells}
    return {span.code: told(cells.get(span), found.unit) for span in spans_of(found, name)}


def weights(case: Case, name: str) -> dict[int, int]:
    """Which lines a row of ours is the sum of, and with which sign; of the net so far none is printed."""
    if name == CUMULATIVE:
        return {}
    return {line.key: case.factor(line.kind) if name == NET else 1 for line in case.lines if name in (NET, line.kind)}


def picked(case: Case, row: Row) -> dict[int, int]:
    return {line.key: pick.factor for pick in row.picks for line in case.lines if pick.takes(line)}


def table_as_dict(table: Table) -> dict:
    return {
        "code": table.code,
        "title": table.title,
        "unit": UNITS[table.unit],
        "source": table.source,
        "rows": [row_as_dict(row, table) for row in table.rows],
    }


def row_as_dict(row: Row, table: Table) -> dict:
    cells = [cell_as_dict(cell, table) for cell in row.cells]
    return {"label": row.label, "group": row.group, "side": row.side, "cells": cells}


def cell_as_dict(cell: printed.Cell, table: Table) -> dict:
    """The printed amount with the decimals it is printed with."""
    amount = cell.printed / KRONER[table.unit]
    return {
        "period": cell.span.code,
        "computed": told(cell.computed, table.unit),
        "printed": f"{amount:.{table.decimals}f}",
        "agrees": cell.agrees,
    }
