"""Jobindsats' long CSV, version 2 and 3: `Area;Periode;<dimension>;<measures>`.

Which measure of which table is which indicator stands in `jobindsats_tables.toml`.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aabenraa_plan.formats import listed
from extracts.batch import Batch, ParsedRow
from extracts.cells import duplicate_problems
from extracts.kinds import Parsed
from extracts.lookup import lookup_of, nearest, normalised
from extracts.models import State
from extracts.problems import Problem, error, warning
from extracts.reading import Row, Sheet
from targets.figure_rows import (
    WHAT,
    Reference,
    check_figures,
    figure_cells,
    read_figures,
)


@cache
def jobindsats_tables() -> list[dict]:
    path = Path(__file__).parent / "jobindsats_tables.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))["table"]


def is_jobindsats(sheet: Sheet) -> bool:
    return [normalised(header) for header in sheet.header[:2]] == ["area", "periode"]


def jobindsats_table(sheet: Sheet) -> dict | None:
    """The known table with that dimension and at least one of those measures; labels drift in spacing."""
    headers = {normalised(header) for header in sheet.header}
    for table in jobindsats_tables():
        if normalised(table["dimension"]) in headers and headers & {normalised(name) for name in table["measures"]}:
            return table
    return None


@dataclass(frozen=True)
class Layout:
    """A sheet's columns as the table names them: which are measures, and where the group stands."""

    header: list[str]
    group_column: int
    stems: dict[int, str]
    suffix_of: Callable[[str], str | None]
    parts: list[str]
    source: str


def parse_jobindsats(sheet: Sheet) -> Parsed:
    table = jobindsats_table(sheet)
    if table is None:
        known = listed([f"{table['code']} ({table['title']})" for table in jobindsats_tables()])
        message = f"Filen ligner et udtræk fra Jobindsats, men tabellen er ikke kendt. Kendt er {known}."
        return Parsed(problems=[error(message, line=sheet.header_line, text=sheet.delimiter.join(sheet.header))])
    reference, layout = Reference.load(), layout_of(sheet, table)
    reference.problems += unknown_columns(sheet, table)
    rows = Batch.of(row for line in sheet.rows for row in line_rows(line, layout, reference))
    return Parsed(rows, reference.problems + duplicate_problems(rows, WHAT), layout.source)


def layout_of(sheet: Sheet, table: dict) -> Layout:
    stem_of = lookup_of(table["measures"])
    headers = [normalised(header) for header in sheet.header]
    return Layout(
        header=sheet.header,
        group_column=headers.index(normalised(table["dimension"])),
        stems={at: stem for at, header in enumerate(sheet.header) if (stem := stem_of(header))},
        suffix_of=lookup_of(table["parts"]),
        parts=list(table["parts"]),
        source=f"Jobindsats {table['code']}",
    )


def unknown_columns(sheet: Sheet, table: dict) -> list[Problem]:
    known = {normalised(name) for name in [table["dimension"], *table["measures"], *table["ignored"]]}
    return [
        warning("Kolonnen er ukendt og læses ikke med.", line=sheet.header_line, column=header, text=header)
        for header in sheet.header[2:]
        if normalised(header) not in known
    ]


def line_rows(line: Row, layout: Layout, reference: Reference) -> list[ParsedRow]:
    """One line as a row per measure that is an indicator."""
    area = reference.area(line.cells[0], line.line, layout.header[0])
    period = reference.period(line.cells[1], line.line, layout.header[1])
    group = line.cells[layout.group_column]
    suffix = layout.suffix_of(group)
    if suffix is None:
        message = "Gruppen er ikke kendt i tabellen." + nearest(group, layout.parts)
        reference.report(line.line, layout.header[layout.group_column], group, message)
        return []
    rows = []
    for position, stem in layout.stems.items():
        before, title = reference.errors, layout.header[position]
        indicator = reference.indicator(stem + suffix, line.line, title)
        cells = figure_cells(line.line, {"value": line.cells[position].strip()}, {"value": title}, reference)
        state, figures = read_figures(cells)
        if indicator and state == State.VALUE:
            check_figures(figures, indicator, cells)
        if area and period and reference.errors == before:
            content = {"state": state, "value": figures["value"], "source": layout.source, "invented": False}
            key = (indicator.pk, area.pk, period.code)
            rows.append(ParsedRow(line.line, key, content | {"period_end": period.end}))
    return rows
