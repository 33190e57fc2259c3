"""The committee's frame as its document prints it, with our own sums beside the printed ones. Kroner, net."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from budget.documents.printed import AGREES, DIFFERS
from budget.models import FrameAmount, FrameGroup, FrameTotal

WHOLE = ""
"""The group of a total of the whole frame."""
NO_TOTAL = "ikke trykt"


@dataclass(frozen=True)
class FrameRow:
    """A line's amounts by year; a year the document leaves out is not there."""

    name: str
    amounts: dict[int, Decimal]

    def change(self, years: Sequence[int]) -> Decimal | None:
        """From the first year to the last; + is a larger frame."""
        first, last = self.amounts.get(years[0]), self.amounts.get(years[-1])
        return None if first is None or last is None else last - first


@dataclass(frozen=True)
class FrameSum:
    """Lines added up, beside what the document prints for them."""

    name: str
    row: FrameRow
    printed: dict[int, Decimal]

    def word(self, year: int) -> str:
        if year not in self.printed:
            return NO_TOTAL
        return AGREES if self.row.amounts.get(year) == self.printed[year] else DIFFERS

    @property
    def agrees(self) -> bool:
        """In every year that has a printed total."""
        return all(self.word(year) == AGREES for year in self.printed)


@dataclass(frozen=True)
class FramePart:
    """A group of the frame."""

    name: str
    lines: list[FrameRow]
    total: FrameSum


@dataclass(frozen=True)
class Frame:
    years: list[int]
    parts: list[FramePart]
    total: FrameSum
    source: str

    @property
    def lines(self) -> list[FrameRow]:
        return [line for part in self.parts for line in part.lines]

    @property
    def sums(self) -> list[FrameSum]:
        return [*(part.total for part in self.parts), self.total]


def committee_frame() -> Frame | None:
    """The whole frame, or None where none is loaded."""
    amounts = list(FrameAmount.objects.select_related("line").order_by("line__position", "year"))
    if not amounts:
        return None
    printed: dict[str, dict[int, Decimal]] = {}
    for total in FrameTotal.objects.all():
        printed.setdefault(total.group, {})[total.year] = total.amount
    parts = [part_of(group, amounts, printed) for group in FrameGroup]
    parts = [part for part in parts if part.lines]
    lines = [line for part in parts for line in part.lines]
    return Frame(
        years=sorted({each.year for each in amounts}),
        parts=parts,
        total=sum_of("Udvalget i alt", lines, printed.get(WHOLE, {})),
        source=amounts[0].line.source,
    )


def part_of(group: FrameGroup, amounts: Sequence[FrameAmount], printed: dict) -> FramePart:
    lines: dict[int, FrameRow] = {}
    for each in amounts:
        if each.line.group == group:
            lines.setdefault(each.line_id, FrameRow(each.line.name, {})).amounts[each.year] = each.amount
    rows = list(lines.values())
    return FramePart(group.label, rows, sum_of(f"{group.label} i alt", rows, printed.get(group.value, {})))


def sum_of(name: str, lines: Sequence[FrameRow], printed: dict[int, Decimal]) -> FrameSum:
    sums: dict[int, Decimal] = {}
    for line in lines:
        for year, amount in line.amounts.items():
            sums[year] = sums.get(year, Decimal(0)) + amount
    return FrameSum(name, FrameRow(name, sums), printed)
