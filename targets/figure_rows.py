"""What every profile of observations does to a line: look its words up, read and check its figures."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from django.utils import timezone

from extracts.kinds import ParsedRow
from extracts.models import Area, State
from extracts.numbers import MISSING_MARKS, NotANumber, parse_number
from extracts.periods import MONTHS_IN, Period, UnknownPeriod, parse
from extracts.problems import Problem, Severity, error, warning
from targets.models import Frequency, Indicator, Unit

FIGURES = {"value": "værdi", "numerator": "tæller", "denominator": "nævner"}
SUPPRESSED_MARKS = frozenset({"*", "**", "diskretioneret"})
WHOLE_UNITS = frozenset({Unit.PERSONS, Unit.COUNT})
ENGLISH_THOUSANDS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
MARKS = MISSING_MARKS | SUPPRESSED_MARKS
PERIOD_EXAMPLES = "Skriv fx 2023M05, 2023Q1, 2023H1, 2023, maj 2023, 1. kvartal 2023 eller 2022QMAT04."
SHARE_LIMIT = Decimal(100)
MOST_SUGGESTIONS = 200


def normalised(header: str) -> str:
    return "".join(header.split()).casefold()


def lookup_of(spellings: dict[str, object]) -> Callable[[str], object | None]:
    folded = {normalised(text): thing for text, thing in spellings.items()}
    return lambda text: folded.get(normalised(text))


@dataclass
class Reference:
    """What a file may refer to, read once per file; each text is looked up once."""

    indicators: dict[str, Indicator]
    areas: Callable[[str], Area | None]
    area_names: list[str]
    today: date
    problems: list[Problem] = field(default_factory=list)
    suggestions: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls):
        areas = list(Area.objects.all())
        return cls(
            {indicator.code: indicator for indicator in Indicator.objects.all()},
            lookup_of({spelling: area for area in areas for spelling in area.spellings}),
            [area.name for area in areas],
            timezone.localdate(),
        )

    def report(self, line: int, column: str, text: str, message: str):
        self.problems.append(error(message, line=line, column=column, text=text))

    def errors_since(self, count: int) -> bool:
        """Whether errors (not warnings) have come since there were `count` problems."""
        return any(problem.severity == Severity.ERROR for problem in self.problems[count:])

    def suggestion(self, text: str, known) -> str:
        """`nearest`, looked up once a text; a file full of unknown words gets no more of them after a while."""
        if text not in self.suggestions:
            enough = len(self.suggestions) >= MOST_SUGGESTIONS
            self.suggestions[text] = "" if enough else nearest(text, known)
        return self.suggestions[text]

    def indicator(self, text: str, line: int, column: str) -> Indicator | None:
        found = self.indicators.get(text.strip().casefold())
        if found is None:
            self.report(line, column, text, "Målepunktet findes ikke." + self.suggestion(text, self.indicators))
        return found

    def area(self, text: str, line: int, column: str) -> Area | None:
        found = self.areas(text)
        if found is None:
            self.report(line, column, text, "Området findes ikke." + self.suggestion(text, self.area_names))
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


def nearest(text: str, known) -> str:
    """What the writer may have meant, as a question to add to the message."""
    if not text.strip():
        return " Feltet er tomt."
    close = get_close_matches(text.strip(), list(known), n=1, cutoff=0.6)
    return f" Mente du «{close[0]}»?" if close else " Se listen under Målepunkter."


@dataclass(frozen=True)
class FigureCells:
    """The number cells of one line as text, under the file's own column titles."""

    line: int
    texts: dict[str, str]
    titles: dict[str, str]
    reference: Reference

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    def title(self, name: str) -> str:
        return self.titles.get(name, FIGURES[name])

    def report(self, name: str, message: str):
        self.reference.report(self.line, self.title(name), self.text(name), message)

    def warn(self, name: str, message: str):
        found = warning(message, line=self.line, column=self.title(name), text=self.text(name))
        self.reference.problems.append(found)


Numbers = dict[str, Decimal | None]


def read_figures(cells: FigureCells) -> tuple[State, Numbers]:
    """The three numbers of a line and what kind of figure they make; problems are reported."""
    figures: Numbers = dict.fromkeys(FIGURES)
    given = {name: text for name, text in cells.texts.items() if text}
    if not given:
        cells.report("value", "Der er hverken værdi eller tæller og nævner. Skriv .. hvis tallet mangler.")
        return State.VALUE, figures
    # A mark beside a number says nothing of the number: `26;..;..` is a printed share without its parts.
    numbers = {name: text for name, text in given.items() if text.casefold() not in MARKS}
    if not numbers:
        hidden = any(text.casefold() in SUPPRESSED_MARKS for text in given.values())
        return State.SUPPRESSED if hidden else State.NOT_AVAILABLE, figures
    for name, text in numbers.items():
        try:
            figures[name] = parse_number(text)
        except NotANumber as problem:
            cells.report(name, str(problem))
    if ("numerator" in numbers) != ("denominator" in numbers):
        name = "denominator" if "numerator" in numbers else "numerator"
        cells.report(name, f"Der mangler en {FIGURES[name]}: tæller og nævner skal følges ad.")
    return State.VALUE, figures


def check_period(period: Period, indicator: Indicator, cells: FigureCells, *, provisional: bool):
    """Warn of a figure for less than the indicator's usual period, or for one that is still running."""
    usual = Frequency(indicator.frequency)
    if MONTHS_IN[period.kind] < MONTHS_IN[usual.value]:
        cells.warn("value", f"Målepunktet opgøres normalt pr. {usual.label}, men perioden er {period.label}.")
    if period.end > cells.reference.today and not provisional:
        cells.warn("value", f"Perioden {period.label} er ikke slut. Er tallet foreløbigt?")


def check_figures(figures: Numbers, indicator: Indicator, cells: FigureCells):
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


def check_share(figures: Numbers, indicator: Indicator, cells: FigureCells):
    value, numerator, denominator = (figures[name] for name in FIGURES)
    if indicator.may_exceed_100:
        return
    if value is not None and value > SHARE_LIMIT:
        cells.report("value", "En andel kan ikke være over 100 %.")
    if numerator is not None and denominator is not None and numerator > denominator:
        cells.report("numerator", "Tælleren er større end nævneren.")


def warn_of_contradiction(figures: Numbers, cells: FigureCells):
    if None not in figures.values() and contradicts(*figures.values()):
        cells.warn("value", "Værdien passer ikke med tæller og nævner. Andelen regnes af tæller og nævner.")


def contradicts(value: Decimal, numerator: Decimal, denominator: Decimal) -> bool:
    """Whether a printed percentage is off by more than its own rounding (half a unit of its last decimal)."""
    half_a_unit = Decimal(1).scaleb(value.normalize().as_tuple().exponent if value % 1 else 0) / 2
    return abs(value * denominator - numerator * 100) > half_a_unit * denominator


def duplicate_problems(rows: list[ParsedRow]) -> list[Problem]:
    lines = defaultdict(list)
    for row in rows:
        lines[row.key].append(row.line)
    return [
        error(f"Samme målepunkt, område og periode står også på linje {first}. Behold den ene.", line=line)
        for first, *others in lines.values()
        for line in others
    ]
