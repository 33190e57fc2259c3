"""The committee's frame in words, as the rows of its page, and as it is exported."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from aabenraa_plan.exports import ExportTable
from aabenraa_plan.formats import danish_number
from budget.documents.frames import Frame, FrameRow, FrameSum
from budget.documents.printed import exact_text
from budget.wording import millions

UNIT = "Netto i 1.000 kr., som budgettet blev vedtaget."
OWN_DIVISION = (
    "Rammen er delt op på en anden måde end ydelserne i budgettet. Tallene kan ikke lægges sammen eller sammenlignes "
    "linje for linje."
)


def lead(frame: Frame) -> str:
    """What the frame is in its last year, and how it got there from the first."""
    first, last = frame.years[0], frame.years[-1]
    amounts = frame.total.row.amounts
    change = amounts[last] - amounts[first]
    sentence = f"Udvalgets ramme er {millions(amounts[last])} i {last}"
    if not change:
        return f"{sentence}, det samme som i {first}."
    percent = danish_number(abs(change) / amounts[first] * 100, 1)
    return f"{sentence}, {millions(abs(change))} ({percent} %) {'mere' if change > 0 else 'mindre'} end i {first}."


def movers(frame: Frame) -> str:
    """Which line grows most and which shrinks most, as a title; empty where nothing moves."""
    moved = [(line.change(frame.years) or Decimal(0), line.name.lower()) for line in frame.lines]
    (least, shrinks), (most, grows) = min(moved), max(moved)
    clauses = [f"{grows} stiger mest (+{millions(most)})"] if most > 0 else []
    clauses += [f"{shrinks} falder mest (−{millions(-least)})"] if least < 0 else []
    sentence = ", ".join(clauses)
    return sentence[:1].upper() + sentence[1:]


def sums_finding(frame: Frame) -> str:
    wrong = [total.name for total in frame.sums if not total.agrees]
    return "Alle summer stemmer med kilden" if not wrong else f"Stemmer ikke med kilden: {', '.join(wrong)}"


@dataclass(frozen=True)
class ShownCell:
    """An amount; of a sum also what is printed for it, and a word for whether the two agree."""

    year: int
    amount: str
    printed: str = ""
    word: str = ""


@dataclass(frozen=True)
class ShownRow:
    name: str
    cells: list[ShownCell]
    change: Decimal | None
    is_total: bool = False


def shown_line(line: FrameRow, years: Sequence[int]) -> ShownRow:
    cells = [ShownCell(year, amount_text(line.amounts.get(year))) for year in years]
    return ShownRow(line.name, cells, line.change(years))


def shown_sum(total: FrameSum, years: Sequence[int]) -> ShownRow:
    amounts = total.row.amounts
    cells = [
        ShownCell(year, amount_text(amounts.get(year)), amount_text(total.printed.get(year)), total.word(year))
        for year in years
    ]
    return ShownRow(total.name, cells, total.row.change(years), is_total=True)


def shown_rows(frame: Frame) -> list[tuple[str, list[ShownRow]]]:
    """The table's parts: a heading, and its rows with the sum last; the whole frame under no heading."""
    parts = [
        (part.name, [*(shown_line(line, frame.years) for line in part.lines), shown_sum(part.total, frame.years)])
        for part in frame.parts
    ]
    return [*parts, ("", [shown_sum(frame.total, frame.years)])]


def amount_text(amount: Decimal | None) -> str:
    return exact_text(thousands(amount))


def thousands(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.scaleb(-3)


def frame_export(frame: Frame) -> ExportTable:
    """Lines and sums as the page has them; the printed totals as rows of their own."""
    years = frame.years
    header = [
        *("Gruppe", "Linje"),
        *(f"{year} (1.000 kr.)" for year in years),
        f"Ændring {years[0]}-{years[-1]} (1.000 kr.)",
        "Holdt op mod kilden",
    ]
    rows = [
        row
        for part in frame.parts
        for row in (
            *(export_row(part.name, line, years) for line in part.lines),
            *export_sums(part.name, part.total, years),
        )
    ]
    rows += export_sums("Udvalget", frame.total, years)
    return ExportTable("ramme", "Udvalgets ramme", header, rows, [UNIT, OWN_DIVISION, f"Kilde: {frame.source}"])


def export_row(group: str, line: FrameRow, years: Sequence[int], word: str | None = None) -> list:
    return [
        *(group, line.name),
        *(thousands(line.amounts.get(year)) for year in years),
        *(thousands(line.change(years)), word),
    ]


def export_sums(group: str, total: FrameSum, years: Sequence[int]) -> list[list]:
    """Ours and the document's."""
    words = "; ".join(f"{year}: {total.word(year)}" for year in years)
    printed = FrameRow(f"{total.name}, trykt i kilden", total.printed)
    return [export_row(group, total.row, years, words), export_row(group, printed, years)]
