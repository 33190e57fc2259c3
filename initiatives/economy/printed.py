"""The tables that documents print of a case, rebuilt of its lines and held against them cell by cell. Pure.

computed = Σ amount · factor of the lines that a row picks and that lie wholly in the cell's span; of a row of
differences realised − promised. A cell agrees where the computed amount, rounded half up to the table's decimals in
the table's unit, is the printed one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from aabenraa_plan.formats import round_half_up
from initiatives.economy.case import FINANCING, PROMISED, REALISED, Line, added, in_order, times, total_in
from initiatives.spans import Span

DIFFERENCE = "difference"


@dataclass(frozen=True)
class Pick:
    """Lines of a kind, and of a payer and name where they are given, times 1 or −1."""

    kind: str
    payer: str | None = None
    name: str | None = None
    factor: int = 1

    def takes(self, line: Line) -> bool:
        wanted = ((self.kind, line.kind), (self.payer, line.payer), (self.name, line.name))
        return all(asked in (None, found) for asked, found in wanted)


@dataclass(frozen=True)
class Cell:
    """Kroner; `kroner` is how many one of the table's unit is. `computed` is None where it cannot be worked out."""

    span: Span
    computed: Decimal | None
    printed: Decimal
    kroner: int
    decimals: int

    @property
    def difference(self) -> Decimal | None:
        """Computed − printed in the table's unit, as the table would print both."""
        if self.computed is None:
            return None
        return round_half_up(self.computed / self.kroner, self.decimals) - self.printed / self.kroner

    @property
    def agrees(self) -> bool:
        return self.difference == 0


@dataclass(frozen=True)
class Row:
    label: str
    group: str
    side: str
    is_sum: bool
    picks: tuple[Pick, ...]
    cells: tuple[Cell, ...]

    def cell(self, span: Span) -> Cell | None:
        return next((cell for cell in self.cells if cell.span == span), None)


@dataclass(frozen=True)
class Table:
    code: str
    title: str
    unit: str
    decimals: int
    source: str
    rows: tuple[Row, ...]

    @property
    def spans(self) -> list[Span]:
        return in_order(cell.span for row in self.rows for cell in row.cells)

    @property
    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.cells]


def computed(lines: Sequence[Line], picks: Sequence[Pick], span: Span, side: str) -> Decimal | None:
    if side == DIFFERENCE:
        realised, promised = (computed(lines, picks, span, each) for each in (REALISED, PROMISED))
        return None if realised is None or promised is None else realised - promised
    return added(picked(lines, pick, span, side) for pick in picks)


def picked(lines: Sequence[Line], pick: Pick, span: Span, side: str) -> Decimal | None:
    """None where no line speaks of a part of the span, unless it is of other financing."""
    found = [line for line in lines if pick.takes(line)]
    return times(pick.factor, total_in(span, found, side, everywhere=pick.kind != FINANCING))
