"""What every profile of observations does to a line: look its words up, read and check its figures."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from extracts.cells import Cells, Findings
from extracts.lookup import lookup_of
from extracts.marks import SUPPRESSED_MARKS
from extracts.models import Area, State
from extracts.numbers import MISSING_MARKS
from extracts.periods import MONTHS_IN, Period, UnknownPeriod, parse
from targets.models import Frequency, Indicator, Unit

FIGURES = {"value": "værdi", "numerator": "tæller", "denominator": "nævner"}
WHOLE_UNITS = frozenset({Unit.PERSONS, Unit.COUNT})
ENGLISH_THOUSANDS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
WHAT = "målepunkt, område og periode"
"""What makes a figure another figure."""
MARKS = MISSING_MARKS | SUPPRESSED_MARKS
PERIOD_EXAMPLES = "Skriv fx 2023M05, 2023Q1, 2023H1, 2023, maj 2023, 1. kvartal 2023 eller 2022QMAT04."
SHARE_LIMIT = Decimal(100)
SEE_LIST = " Se listen under Målepunkter."


@dataclass(kw_only=True)
class Reference(Findings):
    """What a file may refer to, read once per file, and what has been found wrong with the file."""

    indicators: dict[str, Indicator]
    areas: Callable[[str], Area | None]
    area_names: list[str]
    today: date

    @classmethod
    def load(cls):
        areas = list(Area.objects.all())
        return cls(
            indicators={indicator.code: indicator for indicator in Indicator.objects.all()},
            areas=lookup_of({spelling: area for area in areas for spelling in area.spellings}),
            area_names=[area.name for area in areas],
            today=timezone.localdate(),
        )

    def indicator(self, text: str, line: int, column: str) -> Indicator | None:
        found = self.indicators.get(text.strip().casefold())
        if found is None:
            self.report(
                line, column, text, "Målepunktet findes ikke." + self.suggestion(text, self.indicators, SEE_LIST)
            )
        return found

    def area(self, text: str, line: int, column: str) -> Area | None:
        found = self.areas(text)
        if found is None:
            self.report(line, column, text, "Området findes ikke." + self.suggestion(text, self.area_names, SEE_LIST))
        return found

    def period(self, text: str, line: int, column: str) -> Period | None:
        try:
            found = parse(text)
        except UnknownPeriod:
            self.report(line, column, text, f"Perioden kan ikke læses. {PERIOD_EXAMPLES}")
            return None
        if found.start > self.today:
            self.report(line, column, text, "Perioden er ikke begyndt endnu. Ret perioden.")
            return None
        return found


def figure_cells(line: int, texts: dict[str, str], titles: dict[str, str], reference: Reference) -> Cells:
    """A line's cells under the file's titles; a figure that the file has no column for under our own."""
    return Cells(line, texts, FIGURES | titles, reference)


Numbers = dict[str, Decimal | None]


def read_figures(cells: Cells) -> tuple[State, Numbers]:
    """The three numbers of a line and what kind of figure they make; problems are reported."""
    figures: Numbers = dict.fromkeys(FIGURES)
    given = {name: text for name in FIGURES if (text := cells.text(name))}
    if not given:
        cells.report("value", "Der er hverken værdi eller tæller og nævner. Skriv .. hvis tallet mangler.")
        return State.VALUE, figures
    # A mark beside a number says nothing of the number: `26;..;..` is a printed share without its parts.
    numbers = {name: text for name, text in given.items() if text.casefold() not in MARKS}
    if not numbers:
        hidden = any(text.casefold() in SUPPRESSED_MARKS for text in given.values())
        return State.SUPPRESSED if hidden else State.NOT_AVAILABLE, figures
    figures |= {name: cells.number(name) for name in numbers}
    if ("numerator" in numbers) != ("denominator" in numbers):
        name = "denominator" if "numerator" in numbers else "numerator"
        cells.report(name, f"Der mangler en {FIGURES[name]}: tæller og nævner skal følges ad.")
    return State.VALUE, figures


def check_period(period: Period, indicator: Indicator, cells: Cells, *, provisional: bool):
    """Warn of a figure for less than the indicator's usual period, or for one that is still running."""
    usual = Frequency(indicator.frequency)
    if MONTHS_IN[period.kind] < MONTHS_IN[usual.value]:
        cells.warn("value", f"Målepunktet opgøres normalt pr. {usual.label}, men perioden er {period.label}.")
    if period.end > cells.findings.today and not provisional:
        cells.warn("value", f"Perioden {period.label} er ikke slut. Er tallet foreløbigt?")


def check_figures(figures: Numbers, indicator: Indicator, cells: Cells):
    """Report what no figure of the indicator's unit can be."""
    for name, number in figures.items():
        if number is not None and number < 0 and indicator.unit != Unit.KRONER:
            cells.report(name, "Tallet kan ikke være negativt.")
        if "%" in cells.text(name) and (name != "value" or indicator.unit != Unit.PERCENT):
            cells.report(name, "Tallet er ikke en procent. Skriv det uden %.")
    if indicator.unit == Unit.RANK and figures["value"] is not None and not is_rank(figures["value"]):
        cells.report("value", "En plads er et helt tal fra 1 og op.")
    if indicator.unit in WHOLE_UNITS and ENGLISH_THOUSANDS.fullmatch(cells.text("value")):
        cells.warn("value", "Tallet har tre decimaler. Er kommaet en tusindadskiller? Skriv tusinder med punktum.")
    if figures["denominator"] == 0:
        cells.report("denominator", "Nævneren er 0, så der kan ikke regnes en andel.")
    elif indicator.unit == Unit.PERCENT:
        check_share(figures, indicator, cells)
        warn_of_contradiction(figures, cells)
    elif figures["numerator"] is not None:
        cells.report("numerator", "Målepunktet er ikke en andel og har ingen tæller og nævner. Brug kolonnen værdi.")


def is_rank(number: Decimal) -> bool:
    return number >= 1 and number % 1 == 0


def check_share(figures: Numbers, indicator: Indicator, cells: Cells):
    value, numerator, denominator = (figures[name] for name in FIGURES)
    if indicator.may_exceed_100:
        return
    if value is not None and value > SHARE_LIMIT:
        cells.report("value", "En andel kan ikke være over 100 %.")
    if numerator is not None and denominator is not None and numerator > denominator:
        cells.report("numerator", "Tælleren er større end nævneren.")


def warn_of_contradiction(figures: Numbers, cells: Cells):
    if None not in figures.values() and contradicts(*figures.values()):
        cells.warn("value", "Værdien passer ikke med tæller og nævner. Andelen regnes af tæller og nævner.")


def contradicts(value: Decimal, numerator: Decimal, denominator: Decimal) -> bool:
    """Whether a printed percentage is off by more than its own rounding (half a unit of its last decimal)."""
    half_a_unit = Decimal(1).scaleb(value.normalize().as_tuple().exponent if value % 1 else 0) / 2
    return abs(value * denominator - numerator * 100) > half_a_unit * denominator
