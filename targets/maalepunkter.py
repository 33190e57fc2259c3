"""The `maalepunkter` format: our own CSV, a figure a line or a column a period. The contract: the user guide."""

import csv
import io

import pandas as pd

from aabenraa_plan.formats import plain_number
from extracts.kinds import Parsed, ParsedRow
from extracts.models import State
from extracts.periods import Period
from extracts.problems import Problem, error
from extracts.reading import Row, Sheet
from targets.figure_rows import (
    FIGURES,
    FigureCells,
    Reference,
    check_figures,
    check_period,
    duplicate_problems,
    normalised,
    read_figures,
)
from targets.models import Observation
from targets.wide import Part, long_parts, period_columns, same_periods

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
REQUIRED = {"indicator": "indikator", "area": "område", "period": "periode"}
TEXTS = {"note", "source"}
YES, NO = frozenset({"ja", "j", "x", "1", "true", "sand"}), frozenset({"", "nej", "n", "0", "false", "falsk"})
INVENTED = "eksempeldata"
"""A source that starts with this marks the figure as invented, wherever it shows."""


def is_maalepunkter(sheet: Sheet) -> bool:
    known = {normalised(header) for header in sheet.header} & COLUMNS.keys()
    return "indikator" in known or len(known) >= 3


def parse_maalepunkter(sheet: Sheet) -> Parsed:
    names = [COLUMNS.get(normalised(header), "") for header in sheet.header]
    problems = header_problems(sheet, names)
    if problems:
        return Parsed(problems=problems)
    reference = Reference.load()
    rows = [row for part in long_parts(sheet, names) for row in part_rows(part, reference)]
    rows.sort(key=lambda row: row.line)
    # What is wrong with a whole line is found again for each period of a wide file.
    return Parsed(rows, list(dict.fromkeys(reference.problems + duplicate_problems(rows))))


def part_rows(part: Part, reference: Reference) -> list[ParsedRow]:
    records = rows_frame(part.rows, part.names).itertuples()
    return [row for record in records if (row := understood(record, part.titles, reference))]


def header_problems(sheet: Sheet, names: list[str]) -> list[Problem]:
    columns, line = period_columns(sheet.header, names), sheet.header_line
    problems = unknown_columns(sheet, names, columns)
    for name, title in REQUIRED.items():
        if name not in names and not (columns and name == "period"):
            problems.append(error(f"Kolonnen «{title}» mangler.", line=line, column=title))
    has_ratio = "numerator" in names and "denominator" in names
    if not columns and "value" not in names and not has_ratio:
        problems.append(error("Der skal være en kolonne «værdi» eller både «tæller» og «nævner».", line=line))
    known = [name for name in names if name]
    for name in sorted({name for name in known if known.count(name) > 1}):
        problems.append(error("Kolonnen findes mere end én gang. Behold den ene.", line=line, column=name))
    for title, first in same_periods(sheet.header, columns):
        message = f"Kolonnen er samme periode som «{first}». Behold den ene."
        problems.append(error(message, line=line, column=title, text=title))
    return problems


def unknown_columns(sheet: Sheet, names: list[str], columns: dict[int, Period]) -> list[Problem]:
    allowed = f"Tilladte kolonner: {WIDE_CONTRACT if columns else CONTRACT}."
    return [
        error(f"Kolonnen er ukendt. {allowed}", line=sheet.header_line, column=header, text=header)
        for at, header in enumerate(sheet.header)
        if not names[at] and at not in columns
    ]


def understood(record, titles: dict[str, str], reference: Reference) -> ParsedRow | None:
    """One line as a row, or None with its problems reported; all problems of the line, not the first.

    A column that the file does not have is left out of the content: the file says nothing of it, so it is
    not compared; a figure that is new or changed starts without it.
    """
    line, before = record.Index, len(reference.problems)
    indicator = reference.indicator(record.indicator, line, titles["indicator"])
    area = reference.area(record.area, line, titles["area"])
    period = reference.period(record.period, line, titles["period"])
    cells = FigureCells(line, {name: getattr(record, name) for name in FIGURES if name in titles}, titles, reference)
    state, figures = read_figures(cells)
    stated = {name: figures[name] for name in FIGURES if name in titles}
    content = {"state": state, **stated} | read_extras(record, titles, reference)
    if indicator and period and state == State.VALUE:
        check_period(period, indicator, cells, provisional=content.get("provisional", False))
    if indicator and state == State.VALUE:
        check_figures(figures, indicator, cells)
    if reference.errors_since(before):
        return None
    if "source" in content:
        content["invented"] = content["source"].casefold().startswith(INVENTED)
    return ParsedRow(line, (indicator.pk, area.pk, period.code), content | {"period_end": period.end})


def read_extras(record, titles: dict[str, str], reference: Reference) -> dict:
    """The provisional mark and the texts, where the file has them."""
    extras, line = {}, record.Index
    if "provisional" in titles:
        text = record.provisional.casefold()
        if text not in YES | NO:
            reference.report(line, titles["provisional"], text, "Skriv ja eller nej.")
        extras["provisional"] = text in YES
    for name in TEXTS & titles.keys():
        extras[name], longest = getattr(record, name), Observation._meta.get_field(name).max_length
        if len(extras[name]) > longest:
            reference.report(line, titles[name], extras[name], f"Teksten er for lang: højst {longest} tegn.")
    return extras


def rows_frame(rows: list[Row], names: list[str]) -> pd.DataFrame:
    """Rows as text columns by canonical name, with each row's file line as index."""
    frame = pd.DataFrame([row.cells for row in rows], columns=names, index=[row.line for row in rows])
    return frame.astype(object).apply(lambda column: column.str.strip())


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
