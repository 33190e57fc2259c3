"""StatBank's long CSV: `<variables>;TID;INDHOLD`, a figure a line.

An answer does not name its table. `statbank_tables.toml` says by which variables a table is known, and
which of its lines are an indicator.
"""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aabenraa_plan.formats import counted, listed
from extracts.batch import ParsedRow
from extracts.kinds import Parsed
from extracts.lookup import lookup_of, normalised
from extracts.models import Area, State
from extracts.periods import Period
from extracts.problems import Problem, error, notice
from extracts.reading import Row, Sheet
from targets.figure_rows import (
    FIGURES,
    MARKS,
    Reference,
    check_figures,
    figure_cells,
    read_figures,
)
from targets.models import Indicator

PERIOD, FIGURE = "tid", "indhold"
NO_ANSWER = "Filen er ikke et svar fra Statistikbanken: det har kolonnen TID og til sidst kolonnen INDHOLD."
PROVINCE = "landsdel"
"""StatBank's provinces are no areas of ours; `Landsdel Sydjylland` is not RAR Sydjylland."""


@cache
def statbank_tables() -> list[dict]:
    path = Path(__file__).parent / "statbank_tables.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))["table"]


def is_statbank(sheet: Sheet) -> bool:
    headers = [normalised(header) for header in sheet.header]
    return headers[-1] == FIGURE and PERIOD in headers


def variables(sheet: Sheet) -> list[str]:
    return [header.strip() for header in sheet.header if normalised(header) != FIGURE]


def statbank_table(sheet: Sheet) -> dict | None:
    """The known table with exactly those variables, in any order."""
    found = {normalised(name) for name in variables(sheet)}
    for table in statbank_tables():
        if found == {PERIOD, normalised(table["area"])} | {normalised(name) for name in table["variables"]}:
            return table
    return None


@dataclass(frozen=True)
class Wanted:
    """The values of a variable that the indicator is made of: what to call them, and what each gives."""

    labels: list[str]
    role_of: Callable[[str], str | None]

    @classmethod
    def of(cls, roles: dict[str, list[str]]):
        spellings = {text: role for role, texts in roles.items() for text in texts}
        return cls([texts[0] for texts in roles.values()], lookup_of(spellings))


@dataclass(frozen=True)
class Layout:
    """Where a sheet has what the table names, and which lines are wanted."""

    header: list[str]
    area: int
    period: int
    figure: int
    wanted: dict[int, Wanted]
    stated: set[str]
    source: str

    def unwanted_at(self, line: Row) -> int | None:
        """The first column that keeps the line out; None for a line that is wanted."""
        for at, wanted in self.wanted.items():
            if wanted.role_of(line.cells[at]) is None:
                return at
        return self.area if line.cells[self.area].strip().casefold().startswith(PROVINCE) else None

    def role(self, line: Row) -> str:
        """What the line gives its figure: `value`, or one part of a ratio."""
        roles = {wanted.role_of(line.cells[at]) for at, wanted in self.wanted.items()} - {"value"}
        return roles.pop() if roles else "value"


def layout_of(sheet: Sheet, table: dict) -> Layout:
    place = {normalised(header): at for at, header in enumerate(sheet.header)}
    roles = {role for named in table["variables"].values() for role in named}
    return Layout(
        header=[header.strip() for header in sheet.header],
        area=place[normalised(table["area"])],
        period=place[PERIOD],
        figure=place[FIGURE],
        wanted={place[normalised(name)]: Wanted.of(named) for name, named in table["variables"].items()},
        stated=roles - {"value"} or {"value"},
        source=f"Statistikbanken {table['code']}",
    )


def parse_statbank(sheet: Sheet) -> Parsed:
    if not is_statbank(sheet):
        return refused(sheet, NO_ANSWER)
    table = statbank_table(sheet)
    if table is None:
        return refused(sheet, unknown_table(sheet))
    layout = layout_of(sheet, table)
    lines = [line for line in sheet.rows if layout.unwanted_at(line) is None]
    if not lines:
        return refused(sheet, nothing_wanted(table))
    reference = Reference.load()
    indicator = reference.indicator(table["indicator"], sheet.header_line, "")
    figures = figure_lines(lines, layout, reference)
    reference.problems += left_out(sheet, layout)
    rows = [row_of(key, parts, indicator, layout, reference) for key, parts in figures.items() if indicator]
    return Parsed.of((row for row in rows if row), reference.problems, layout.source)


def refused(sheet: Sheet, message: str) -> Parsed:
    return Parsed(problems=[error(message, line=sheet.header_line, text=sheet.delimiter.join(sheet.header))])


def unknown_table(sheet: Sheet) -> str:
    found = variables(sheet)
    known = listed([f"{table['code']} ({table['title']})" for table in statbank_tables()])
    return (
        f"Filen er fra Statistikbanken med {'variablerne' if len(found) > 1 else 'variablen'} {listed(found)}. "
        f"Ingen målepunkter er knyttet til den tabel endnu. Kendt er {known}. "
        "Andre tal kan lægges i formatet maalepunkter."
    )


def nothing_wanted(table: dict) -> str:
    values = [
        f"{name} {listed([f'«{texts[0]}»' for texts in roles.values()], 'eller')}"
        for name, roles in table["variables"].items()
    ]
    return (
        f"Filen ligner tabel {table['code']} fra Statistikbanken, men ingen linje har {listed(values)}. "
        "Vælg dem i Statistikbanken, og hent filen igen."
    )


def left_out(sheet: Sheet, layout: Layout) -> list[Problem]:
    """One notice per column that keeps lines out, at the first of them."""
    lines = defaultdict(list)
    for line in sheet.rows:
        if (at := layout.unwanted_at(line)) is not None:
            lines[at].append(line)
    return [left_out_by(at, kept_out, layout) for at, kept_out in lines.items()]


def left_out_by(at: int, lines: list[Row], layout: Layout) -> Problem:
    if at == layout.area:
        why = "Landsdele læses ikke med"
    else:
        why = f"Målepunktet bruger kun {listed([f'«{label}»' for label in layout.wanted[at].labels])}"
    message = f"{why}: {counted(len(lines), 'linje', 'linjer')} er udeladt."
    return notice(message, line=lines[0].line, column=layout.header[at], text=lines[0].cells[at])


Key = tuple[Area, Period]


def figure_lines(lines: Iterable[Row], layout: Layout, reference: Reference) -> dict[Key, dict[str, Row]]:
    """The lines of each figure by what they give it; a line that says the same again is reported."""
    figures = defaultdict(dict)
    for line in lines:
        area = reference.area(line.cells[layout.area], line.line, layout.header[layout.area])
        period = reference.period(line.cells[layout.period], line.line, layout.header[layout.period])
        if not area or not period:
            continue
        first = figures[area, period].setdefault(layout.role(line), line)
        if first is not line:
            message = f"Samme målepunkt, område og periode står også på linje {first.line}. Behold den ene."
            reference.report(line.line, "", "", message)
    return figures


def row_of(
    key: Key, parts: dict[str, Row], indicator: Indicator, layout: Layout, reference: Reference
) -> ParsedRow | None:
    """The figure of an area and period, or None with its problems reported at its first line."""
    (area, period), before = key, reference.errors
    line = min(part.line for part in parts.values())
    texts = {role: part.cells[layout.figure].strip() for role, part in parts.items()}
    # A ratio with one part missing is a missing figure.
    mark = next((text for text in texts.values() if text.casefold() in MARKS), None)
    titles = dict.fromkeys(FIGURES, layout.header[layout.figure])
    cells = figure_cells(line, {"value": mark} if mark else texts, titles, reference)
    state, figures = read_figures(cells)
    if state == State.VALUE:
        check_figures(figures, indicator, cells)
    if reference.errors > before:
        return None
    content = {name: figures[name] for name in layout.stated}
    content |= {"state": state, "source": layout.source, "invented": False, "period_end": period.end}
    return ParsedRow(line, (indicator.pk, area.pk, period.code), content)
