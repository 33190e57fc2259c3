"""Jobindsats' long CSV, version 2 and 3: `Area;Periode;<dimension>;<measures>`.

Which measure of which table is which indicator stands in `jobindsats_tables.toml`.
"""

import tomllib
from functools import cache
from pathlib import Path

from aabenraa_plan.formats import listed
from extracts.kinds import Parsed, ParsedRow
from extracts.models import State
from extracts.problems import error, warning
from extracts.reading import Sheet
from targets.figure_rows import (
    Reference,
    check_figures,
    duplicate_problems,
    lookup_of,
    nearest,
    normalised,
    read_figures,
)


@cache
def jobindsats_tables() -> list[dict]:
    path = Path(__file__).parent / "jobindsats_tables.toml"
    return tomllib.loads(path.read_text())["table"]


def is_jobindsats(sheet: Sheet) -> bool:
    return [normalised(header) for header in sheet.header[:2]] == ["area", "periode"]


def jobindsats_table(sheet: Sheet) -> dict | None:
    """The known table with that dimension and at least one of those measures; labels drift in spacing."""
    headers = {normalised(header) for header in sheet.header}
    for table in jobindsats_tables():
        if normalised(table["dimension"]) in headers and headers & {normalised(name) for name in table["measures"]}:
            return table
    return None


def parse_jobindsats(sheet: Sheet) -> Parsed:
    table = jobindsats_table(sheet)
    if table is None:
        known = listed([f"{table['code']} ({table['title']})" for table in jobindsats_tables()])
        message = f"Filen ligner et udtræk fra Jobindsats, men tabellen er ikke kendt. Kendt er {known}."
        return Parsed(problems=[error(message, line=sheet.header_line, text=sheet.delimiter.join(sheet.header))])
    measures = lookup_of(table["measures"])
    ignored = {normalised(name) for name in table["ignored"]}
    dimension = normalised(table["dimension"])
    problems = [
        warning("Kolonnen er ukendt og læses ikke med.", line=sheet.header_line, column=header, text=header)
        for header in sheet.header[2:]
        if not measures(header) and normalised(header) not in ignored | {dimension}
    ]
    reference = Reference.load()
    reference.problems.extend(problems)
    position = [normalised(header) for header in sheet.header].index(dimension)
    parts = lookup_of(table["parts"])
    rows = []
    for row in sheet.rows:
        rows.extend(jobindsats_rows(row, sheet, position, parts, measures, table, reference))
    return Parsed(rows, reference.problems + duplicate_problems(rows))


def jobindsats_rows(row, sheet, position, parts, measures, table, reference) -> list[ParsedRow]:
    """One line as a row per measure that is an indicator."""
    area = reference.area(row.cells[0], row.line, sheet.header[0])
    period = reference.period(row.cells[1], row.line, sheet.header[1])
    suffix = parts(row.cells[position])
    if suffix is None:
        message = "Gruppen er ikke kendt i tabellen." + nearest(row.cells[position], table["parts"])
        reference.report(row.line, sheet.header[position], row.cells[position], message)
    rows = []
    for header, cell in zip(sheet.header, row.cells, strict=True):
        stem = measures(header)
        if stem is None or suffix is None:
            continue
        before = len(reference.problems)
        indicator = reference.indicator(stem + suffix, row.line, header)
        texts = {"value": cell.strip(), "numerator": "", "denominator": ""}
        titles = {"value": header}
        state, figures = read_figures(texts, titles, row.line, reference)
        if indicator and state == State.VALUE:
            check_figures(figures, indicator, titles, row.line, reference)
        if area and period and len(reference.problems) == before:
            content = {"state": state, **figures, "source": f"Jobindsats {table['code']}", "invented": False}
            key = (indicator.pk, area.pk, period.code)
            rows.append(ParsedRow(row.line, key, content | {"period_end": period.end}))
    return rows
