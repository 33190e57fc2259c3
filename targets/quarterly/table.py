"""A plan's goals by quarter as a table: a cell per demand and quarter, and one quarter of it written out."""

from dataclasses import dataclass
from itertools import groupby

from aabenraa_plan.formats import MONTHS
from extracts.periods import Kind, Period
from targets.assessment import Assessment
from targets.models import RULES_WITHOUT_FIGURES, Goal
from targets.outlook_wording import FLAG_WORDS
from targets.quarterly.periods import Window
from targets.quarterly.rows import DemandByQuarter, PlanByQuarter
from targets.quarterly.wording import named, newest_with_figures, sentences
from targets.reporting import AssessedTarget
from targets.standing import ORDER, Standing, standing
from targets.tables import override_line, unbroken
from targets.wording import amount, promise

EMPTY = "empty"
NOTHING_NEW = Standing(EMPTY, "–", "Intet nyt tal")
TRUER = {
    "is_baseline": Standing("no_data", "○", "Udgangspunktet"),
    "not_recorded": Standing("no_data", "□", "Ikke registreret"),
}
"""What is new in the quarter although there is no verdict."""
NOTES = {
    Kind.QUARTER: "kvartal",
    Kind.HALF_YEAR: "halvår",
    Kind.YEAR: "år",
    Kind.ROLLING_YEAR: "rul. år",
    Kind.ROLLING_12: "rul. år",
}
LONGEST_NOTE = len("marts")
MARKS = {
    "invented": ("eks.", "eksempeldata"),
    "provisional": ("forel.", FLAG_WORDS["provisional"]),
    "override": ("ord", "også vurderet af en person"),
}
"""What a cell is marked with: a short word for the narrow cell, and the whole one."""


@dataclass(frozen=True)
class Mark:
    code: str
    short: str
    word: str


@dataclass(frozen=True)
class Cell:
    """How a demand stood when a quarter ended. `note` names the period where it is not the quarter itself."""

    standing: Standing
    value: str = ""
    period: str = ""
    note: str = ""
    sentence: str = ""
    remark: str = ""
    """What a person says of it."""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class HeatRow:
    """`part` is what the demand is measured on, where the goal has several; `told` the cell that is written out."""

    goal: Goal
    part: str
    promise: str
    amended: bool
    is_first: bool
    cells: list[Cell]
    told: Cell | None


@dataclass(frozen=True)
class Column:
    quarter: Period
    is_focus: bool

    @property
    def label(self) -> str:
        """Without the year, which stands above it."""
        return self.quarter.short_label.removesuffix(f" {self.quarter.start.year}")


@dataclass(frozen=True)
class QuarterPage:
    sentences: list[str]
    window: Window
    focus: Period | None
    """The quarter that is written out."""
    rows: list[HeatRow]
    silent: str
    """The goals without anything new in it."""

    @property
    def columns(self) -> list[Column]:
        return [Column(quarter, quarter == self.focus) for quarter in self.window.quarters]

    @property
    def years(self) -> list[tuple[int, int]]:
        """Each year with the number of its quarters."""
        starts = (quarter.start.year for quarter in self.window.quarters)
        return [(year, len(list(quarters))) for year, quarters in groupby(starts)]

    @property
    def told(self) -> list[HeatRow]:
        return [row for row in self.rows if row.told]

    @property
    def legend(self) -> list[Standing]:
        """What stands somewhere in the table, in the usual order, and the empty cell last."""
        seen = {cell.standing for row in self.rows for cell in row.cells if cell.standing.code != EMPTY}
        return [*sorted(seen, key=lambda each: (ORDER.index(each.code), each.word)), NOTHING_NEW]

    @property
    def marks(self) -> list[Mark]:
        seen = {mark for row in self.rows for cell in row.cells for mark in cell.marks}
        return sorted(seen, key=lambda mark: list(MARKS).index(mark.code))

    @property
    def uses_examples(self) -> bool:
        return any(mark.code == "invented" for mark in self.marks)


def quarter_page(found: PlanByQuarter, asked: Period | None = None) -> QuarterPage:
    """`asked` is the quarter to write out, by default the newest with a figure."""
    focus = asked if asked in found.window.quarters else newest_with_figures(found)
    speaking = {row.target.goal for row in found.rows if focus in row.standing}
    silent = dict.fromkeys(row.target.goal for row in found.rows if row.target.goal not in speaking)
    return QuarterPage(
        sentences=sentences(found, focus),
        window=found.window,
        focus=focus,
        rows=heat_rows(found, focus),
        silent=named(list(silent)),
    )


def heat_rows(found: PlanByQuarter, focus: Period | None) -> list[HeatRow]:
    rows = []
    for _, demands in groupby(found.rows, key=lambda row: row.target.goal):
        first, *others = demands
        rows.append(heat_row(first, found.window.quarters, focus, several=bool(others), is_first=True))
        rows += [heat_row(row, found.window.quarters, focus, several=True, is_first=False) for row in others]
    return rows


def heat_row(
    row: DemandByQuarter, quarters: list[Period], focus: Period | None, *, several: bool, is_first: bool
) -> HeatRow:
    indicator = row.target.indicator
    return HeatRow(
        goal=row.target.goal,
        part=indicator.name if indicator and several else "",
        promise=promise(row.spec),
        amended=len(row.versions) > 1,
        is_first=is_first,
        cells=[cell_of(row, quarter) for quarter in quarters],
        told=cell_of(row, focus) if focus in row.standing else None,
    )


def cell_of(row: DemandByQuarter, quarter: Period) -> Cell:
    found = row.standing.get(quarter)
    if found is None:
        return Cell(Standing(EMPTY, NOTHING_NEW.symbol, why_empty(row, quarter)))
    told = found.assessment
    return Cell(
        standing=TRUER.get(told.reason) or standing(told.verdict, told.reason),
        value="" if told.value is None else unbroken(amount(told.value, found.spec.unit)),
        period=told.period.label if told.period else "",
        note=note_of(told, quarter),
        sentence=unbroken(told.sentence),
        remark=found.spec.word.reason if found.spec.word else override_line(found.override),
        marks=marks_of(found),
    )


def why_empty(row: DemandByQuarter, quarter: Period) -> str:
    """Never that the target was missed: only that there is no news, and why none is due."""
    spec = row.spec
    if spec.rule in RULES_WITHOUT_FIGURES:
        return "Intet nyt"
    if spec.scope != "each":
        return f"Opgøres for hele {spec.span.label}"
    return "Efter fristen" if spec.deadline and spec.deadline <= quarter.start else NOTHING_NEW.word


def note_of(told: Assessment, quarter: Period) -> str:
    if told.period is None or told.period == quarter:
        return ""
    if told.period.kind != Kind.MONTH:
        return NOTES[told.period.kind]
    month = MONTHS[told.period.start.month - 1]
    return month if len(month) <= LONGEST_NOTE else f"{month[:3]}."


def marks_of(found: AssessedTarget) -> tuple[Mark, ...]:
    """Whether an invented figure is behind the verdict, the figure may still change, a person says something else."""
    told = found.assessment
    figures = (figure for by_period in found.series.values() for figure in by_period.values())
    marks = {
        "invented": any(figure.invented and figure.version in told.versions for figure in figures),
        "provisional": bool(told.figure and told.figure.provisional),
        "override": found.override is not None,
    }
    return tuple(Mark(code, *MARKS[code]) for code, holds in marks.items() if holds)
