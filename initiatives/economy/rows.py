"""The rows of a case's table: a line per kind and payer, sums, net and the net so far. Pure; kroner."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from initiatives.economy.case import FINANCING, INVESTMENT, NET, PROMISED, REALISED, SAVING, Case, Line, total_in
from initiatives.economy.case import SIDES as BOTH
from initiatives.economy.printed import DIFFERENCE
from initiatives.economy.wording import KINDS, SIDES, line_name
from initiatives.spans import Span

NET_LABEL, SO_FAR = "Netto", "Netto lagt sammen fra begyndelsen"
WITHOUT = ", uden øvrig finansiering"
SUMS = {kind: f"{KINDS[kind]} i alt" for kind in (INVESTMENT, SAVING, FINANCING)}


@dataclass(frozen=True)
class Cell:
    """`key` is the line's where the cell is one; `is_blank` where there is nothing to say, as of what is so far."""

    span: Span
    promised: Decimal | None = None
    realised: Decimal | None = None
    key: int | None = None
    is_blank: bool = False

    def amount(self, side: str) -> Decimal | None:
        if side == DIFFERENCE:
            both = self.promised is not None and self.realised is not None
            return self.realised - self.promised if both else None
        return self.promised if side == PROMISED else self.realised


@dataclass(frozen=True)
class Row:
    label: str
    code: str
    """`line`, `sum`, `net` or `so_far`; `own_net` and `own_so_far` where what others pay is left out."""
    cells: tuple[Cell, ...]
    keys: frozenset[int | None]
    """The lines it is made of."""


@dataclass(frozen=True)
class Strip:
    """A row's amounts of one side: what stands on one line of the table."""

    row: Row
    side: str

    @property
    def word(self) -> str:
        return SIDES[self.side]

    @property
    def amounts(self) -> list[Decimal | None]:
        return [cell.amount(self.side) for cell in self.row.cells]


def rows_of(case: Case, columns: Sequence[Span]) -> list[Row]:
    """Investments and savings with their net, then what others pay and the net after it."""
    own = [row for kind in (INVESTMENT, SAVING) for row in rows_of_kind(case, kind, columns)]
    others = rows_of_kind(case, FINANCING, columns)
    before = net_rows(case, columns, with_financing=False) if others else []
    nets = rows_of_kind(case, NET, columns) if case.is_known_by_kind else []
    return [*own, *before, *others, *nets, *net_rows(case, columns)]


def rows_of_kind(case: Case, kind: str, columns: Sequence[Span]) -> list[Row]:
    """A row per payer and name, and their sum where there are several.

    Of several payers each may pay in some of the time only; a kind that only one pays must be told for all of it.
    """
    lines = [line for line in case.lines if line.kind == kind]
    parts = list(dict.fromkeys((line.payer, line.name) for line in lines))
    whole = len(parts) == 1 and kind != FINANCING
    rows = [
        line_row(line_name(kind, *part), [line for line in lines if (line.payer, line.name) == part], columns, whole)
        for part in parts
    ]
    return [*rows, sum_row(case, kind, columns)] if len(rows) > 1 and kind in SUMS else rows


def line_row(label: str, lines: Sequence[Line], columns: Sequence[Span], whole: bool) -> Row:
    return Row(label, "line", tuple(line_cell(lines, span, whole) for span in columns), keys_of(lines))


def keys_of(lines: Iterable[Line]) -> frozenset[int | None]:
    return frozenset(line.key for line in lines)


def line_cell(lines: Sequence[Line], span: Span, whole: bool) -> Cell:
    """The line of the span; of a longer span the sum of the lines in it, which with `whole` must speak of all of it."""
    own = next((line.key for line in lines if line.span == span), None)
    return Cell(span, *(total_in(span, lines, side, everywhere=whole) for side in BOTH), key=own)


def sum_row(case: Case, kind: str, columns: Sequence[Span]) -> Row:
    keys = keys_of(line for line in case.lines if line.kind == kind)
    return Row(SUMS[kind], "sum", tuple(Cell(span, *totals(case, kind, span)) for span in columns), keys)


def totals(case: Case, kind: str, span: Span) -> Iterable[Decimal | None]:
    return (case.total(kind, span, side) for side in (PROMISED, REALISED))


def net_rows(case: Case, columns: Sequence[Span], *, with_financing: bool = True) -> list[Row]:
    """The net of each span, and so far; of a case with nothing but net lines the first are the lines themselves."""
    so_far = [case.cumulative(side, with_financing=with_financing) for side in (PROMISED, REALISED)]
    keys = keys_of(line for line in case.lines if with_financing or line.kind != FINANCING)
    own, after = ("", "") if with_financing else ("own_", WITHOUT)
    return [
        Row(NET_LABEL + after, f"{own}net", tuple(net_cell(case, span, with_financing) for span in columns), keys),
        Row(SO_FAR + after, f"{own}so_far", tuple(so_far_cell(so_far, span) for span in columns), keys),
    ]


def net_cell(case: Case, span: Span, with_financing: bool) -> Cell:
    nets = [case.net(span, side, with_financing=with_financing) for side in (PROMISED, REALISED)]
    keys = [line.key for line in case.lines if line.kind == NET and line.span == span]
    own = keys[0] if len(keys) == 1 and not case.is_known_by_kind else None
    return Cell(span, *nets, key=own)


def so_far_cell(so_far: Sequence[dict[Span, Decimal | None]], span: Span) -> Cell:
    if span not in so_far[0]:
        return Cell(span, is_blank=True)
    return Cell(span, *(totals[span] for totals in so_far))


def strips_of(row: Row, case: Case) -> list[Strip]:
    """What is realised beside what was promised, and of the net the difference; of the net also where nothing is."""
    if not case.has(REALISED):
        return [Strip(row, side) for side in ((PROMISED, REALISED) if row.code == "net" else (PROMISED,))]
    return [Strip(row, side) for side in ((*BOTH, DIFFERENCE) if row.code in ("net", "so_far") else BOTH)]
