"""The `maalepunkter` format: our own CSV, a figure a line or a column a period. The contract: the user guide."""

import csv
import io

from aabenraa_plan.formats import plain_number
from extracts.batch import Batch, ParsedRow
from extracts.cells import duplicate_problems
from extracts.kinds import Parsed
from extracts.lookup import normalised
from extracts.models import State
from extracts.periods import Period
from extracts.problems import Problem, error
from extracts.reading import Sheet
from extracts.wide import Part, long_parts, period_columns, same_periods
from targets.figure_rows import (
    FIGURES,
    WHAT,
    Reference,
    check_figures,
    check_period,
    figure_cells,
    read_figures,
)
from targets.plain_lines import plain_lines

COLUMNS = {
    "indikator": "indicator",
    "område": "area",
    "omraade": "area",
    "periode": "period",
    "værdi": "value",
    "vaerdi": "value",
    "tæller": "numerator",
    "taeller": "numerator",
    "nævner": "denominator",
    "naevner": "denominator",
    "foreløbig": "provisional",
    "foreloebig": "provisional",
    "bemærkning": "note",
    "bemaerkning": "note",
    "kilde": "source",
}
CONTRACT = "indikator;område;periode;værdi;tæller;nævner;foreløbig;bemærkning;kilde"
WIDE_CONTRACT = "indikator;område;foreløbig;bemærkning;kilde og en kolonne for hver periode, fx 2023 eller 2023Q1"
BESIDE = frozenset({"foreløbig", "foreloebig", "bemærkning", "bemaerkning", "kilde"})
"""Titles that every format of ours has."""
REQUIRED = {"indicator": "indikator", "area": "område", "period": "periode"}


def is_maalepunkter(sheet: Sheet) -> bool:
    known = {normalised(header) for header in sheet.header} & COLUMNS.keys()
    return "indikator" in known or len(known - BESIDE) >= 3


def parse_maalepunkter(sheet: Sheet) -> Parsed:
    names = [COLUMNS.get(normalised(header), "") for header in sheet.header]
    problems = header_problems(sheet, names)
    if problems:
        return Parsed(problems=problems)
    reference = Reference.load()
    rows = Batch.joined([part_rows(part, reference) for part in long_parts(sheet, names, FIGURES, "value")])
    # What is wrong with a whole line is found again for each period of a wide file.
    problems = list(dict.fromkeys(reference.problems + duplicate_problems(rows, WHAT)))
    return Parsed(rows, problems, source_of(rows))


def source_of(rows: Batch) -> str:
    """The one source that the file names; nothing where it names several or none."""
    sources = set(rows.content.get("source", ()))
    return sources.pop() if len(sources) == 1 else ""


def part_rows(part: Part, reference: Reference) -> Batch:
    """The lines that were understood; what is wrong with the others is reported."""
    rows, odd = plain_lines(part, reference)
    dropped = set()
    for at in odd:
        cells = {name: column[at].strip() for name, column in part.columns.items()}
        row = understood(part.lines[at], cells, part.titles, reference)
        if row is None:
            dropped.add(at)
        else:
            rows.put(at, row)
    return rows.taken([at for at in range(len(rows)) if at not in dropped]) if dropped else rows


def header_problems(sheet: Sheet, names: list[str]) -> list[Problem]:
    columns, line = period_columns(sheet.header, names, FIGURES), sheet.header_line
    problems = unknown_columns(sheet, names, columns)
    for name, title in REQUIRED.items():
        if name not in names and not (columns and name == "period"):
            problems.append(error(f"Kolonnen «{title}» mangler.", line=line, column=title))
    has_ratio = "numerator" in names and "denominator" in names
    if not columns and "value" not in names and not has_ratio:
        problems.append(error("Der skal være en kolonne «værdi» eller både «tæller» og «nævner».", line=line))
    problems += spelled_twice(sheet, names)
    for title, first in same_periods(sheet.header, columns):
        message = f"Kolonnen er samme periode som «{first}». Behold den ene."
        problems.append(error(message, line=line, column=title, text=title))
    return problems


def spelled_twice(sheet: Sheet, names: list[str]) -> list[Problem]:
    """Columns that stand there under two spellings; the same spelling twice is told of every file."""
    first: dict[str, str] = {}
    return [
        error(f"Kolonnen er den samme som «{first[name]}». Behold den ene.", line=sheet.header_line, column=header)
        for name, header in zip(names, map(str.strip, sheet.header), strict=True)
        if name and first.setdefault(name, header).casefold() != header.casefold()
    ]


def unknown_columns(sheet: Sheet, names: list[str], columns: dict[int, Period]) -> list[Problem]:
    allowed = f"Tilladte kolonner: {WIDE_CONTRACT if columns else CONTRACT}."
    return [
        error(f"Kolonnen er ukendt. {allowed}", line=sheet.header_line, column=header, text=header)
        for at, header in enumerate(sheet.header)
        if not names[at] and at not in columns
    ]


def understood(line: int, cells: dict[str, str], titles: dict[str, str], reference: Reference) -> ParsedRow | None:
    """One line as a row, or None with its problems reported; all problems of the line, not the first.

    A column that the file does not have is left out of the content: the file says nothing of it, so it is
    not compared; a figure that is new or changed starts without it.
    """
    before = reference.errors
    indicator = reference.indicator(cells["indicator"], line, titles["indicator"])
    area = reference.area(cells["area"], line, titles["area"])
    period = reference.period(cells["period"], line, titles["period"])
    found = figure_cells(line, cells, titles, reference)
    state, figures = read_figures(found)
    content = {"state": state} | {name: figures[name] for name in FIGURES if name in cells} | found.extras()
    if indicator and period and state == State.VALUE:
        check_period(period, indicator, found, provisional=content.get("provisional", False))
    if indicator and state == State.VALUE:
        check_figures(figures, indicator, found)
    if reference.errors > before:
        return None
    return ParsedRow(line, (indicator.pk, area.pk, period.code), content | {"period_end": period.end})


def as_maalepunkter(rows: list[dict]) -> bytes:
    """Rows by canonical name as a file in our own format."""
    titles = {name: title for title, name in reversed(COLUMNS.items())}
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(titles.values())
    for row in rows:
        writer.writerow([cell(row.get(name)) for name in titles])
    return text.getvalue().encode()


def cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return value if isinstance(value, str) else plain_number(value).replace(".", ",")
