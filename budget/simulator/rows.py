"""The simulator's tables: as the page shows them, and as they are exported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from aabenraa_plan.exports import ExportTable
from aabenraa_plan.formats import round_half_up
from budget.simulator.moves import Comparison, MovedMonth, Simulation
from budget.simulator.prices import Benefit, Simulated
from budget.simulator.wording import (
    FIXED,
    SELF_SUPPORT,
    SIGN,
    UNIT,
    in_sentence,
    lines_of,
    price_notes,
    price_text,
    tkr,
    weeks_assumed,
    weeks_text,
)

TO_THE_OERE = 5
"""Decimals of an amount in 1.000 kr.; a share of a year's price seldom ends sooner."""
INVENTED = "Prisen er regnet af eksempeldata: opdigtede tal, der kun viser, hvordan siden virker."
SIDES = ("før", "efter", "forskel")


@dataclass(frozen=True)
class Cell:
    title: str
    """What it is, on a screen too narrow for the table's head."""
    text: str


@dataclass(frozen=True)
class Row:
    name: str
    cells: list[Cell]


def spans_of(found: Simulation) -> dict[str, Comparison]:
    """By title: the rest of the year and a full year, which are the same where the move is in January."""
    if found.months[0].period.start.month == 1:
        return {f"Hele {found.year}": found.full_year}
    return {f"Resten af {found.year}": found.rest_of_year, "Et helt år": found.full_year}


def effect_rows(spans: dict[str, Comparison]) -> list[Row]:
    """Gross, reimbursement and net: before, after and the difference, in every span."""
    by_span = {title: lines_of(span) for title, span in spans.items()}
    names = [line.name for line in next(iter(by_span.values()))]
    return [
        Row(name, [cell for title, lines in by_span.items() for cell in cells_of(title, lines[place])])
        for place, name in enumerate(names)
    ]


def cells_of(title: str, line) -> list[Cell]:
    texts = (tkr(line.before), tkr(line.after), tkr(line.difference, signed=True))
    return [Cell(f"{title}, {side}", text) for side, text in zip(SIDES, texts, strict=True)]


def month_rows(found: Simulation) -> list[Row]:
    return [Row(month.period.label, month_cells(month)) for month in found.months]


def month_cells(month: MovedMonth) -> list[Cell]:
    amounts = [
        Cell(f"{line.name} {side}", tkr(getattr(line, name), 1))
        for side, name in (("før", "before"), ("efter", "after"))
        for line in lines_of(month)
    ]
    difference = Cell("Forskel, netto", tkr(month.difference.net, 1, signed=True))
    return [Cell("Uge ved månedens start", str(week_of(month.weeks))), *amounts, difference]


def week_of(weeks: Fraction) -> int:
    """The week somebody with so many whole weeks behind them is in."""
    return int(weeks) + 1


@dataclass(frozen=True)
class ShownLadder:
    valid_from: date
    weeks: list[tuple[str, str]]


@dataclass(frozen=True)
class ShownScheme:
    """A scheme with its ladders in force during the twelve months, and the benefits it is shown for."""

    name: str
    note: str
    source: str
    benefits: list[str]
    ladders: list[ShownLadder]


def shown_schemes(found: Simulated) -> list[ShownScheme]:
    """What the two benefits are reimbursed by; nothing where an average is asked for."""
    if found.asked.average is not None:
        return []
    by_scheme: dict = {}
    for benefit in dict.fromkeys(found.benefits):
        by_scheme.setdefault(benefit.scheme, []).append(benefit)
    return [shown_scheme(benefits, found.simulation) for benefits in by_scheme.values()]


def shown_scheme(benefits: list[Benefit], found: Simulation) -> ShownScheme:
    scheme, rates = benefits[0].scheme, benefits[0].rates
    first, end = found.months[0].period.start, found.months[-1].period.end
    began = [ladder for ladder in rates if ladder.valid_from <= first]
    later = [ladder for ladder in rates if first < ladder.valid_from < end]
    ladders = [ShownLadder(each.valid_from, weeks_text(each.steps)) for each in [*began[-1:], *later]]
    return ShownScheme(scheme.name, scheme.note, scheme.source, [each.name for each in benefits], ladders)


def assumptions(found: Simulated) -> list[tuple[str, bool]]:
    """Sentences, each with whether its figure is made up."""
    source, target = found.source, found.target
    priced = [(source.name, found.source_price), *([(target.name, found.target_price)] if target else [])]
    plain = [*([] if target else [SELF_SUPPORT]), *price_notes(found.prices), *FIXED]
    return [
        *((sentence, False) for sentence in weeks_assumed(found.asked.move, found.asked.average)),
        *((price_text(name, price), price.invented) for name, price in priced),
        *((sentence, False) for sentence in plain),
    ]


def export_tables(found: Simulated, lead: str) -> list[ExportTable]:
    notes = [
        lead,
        f"{SIGN}. {UNIT}",
        *([INVENTED] if found.invented else []),
        *(sentence for sentence, _ in assumptions(found)),
    ]
    return [effect_table(found.simulation, notes), months_table(found.simulation, notes)]


def effect_table(found: Simulation, notes: Sequence[str]) -> ExportTable:
    spans = spans_of(found)
    header = ["Beløb", *(f"{title}, {side} (1.000 kr.)" for title in spans for side in SIDES)]
    by_span = [lines_of(span) for span in spans.values()]
    rows = [
        [lines[0].name, *(exact(amount) for line in lines for amount in (line.before, line.after, line.difference))]
        for lines in zip(*by_span, strict=True)
    ]
    return ExportTable("virkning", "Virkning", header, rows, notes)


def months_table(found: Simulation, notes: Sequence[str]) -> ExportTable:
    amounts = [f"{name} {side} (1.000 kr.)" for side in SIDES for name in ("Brutto", "Refusion", "Netto")]
    rows = [
        [month.period.code, week_of(month.weeks), *(exact(amount) for amount in amounts_of(month))]
        for month in found.months
    ]
    return ExportTable("maaneder", "Måned for måned", ["Måned", "Uge ved månedens start", *amounts], rows, notes)


def amounts_of(month: MovedMonth) -> list[Fraction]:
    sides = (month.before, month.after, month.difference)
    return [amount for side in sides for amount in (side.gross, side.reimbursement, side.net)]


def exact(amount: Fraction) -> Decimal:
    return round_half_up(amount / 1000, TO_THE_OERE)


def title_of(found: Simulated) -> str:
    """`Sygedagpenge → fleksjob`."""
    return f"{found.source.name} → {in_sentence(found.target.name) if found.target else 'selvforsørgelse'}"
