"""The format `budget`: what a version of a year's budget sets aside, a line per benefit type, kind and programme."""

from decimal import Decimal

from aabenraa_plan.formats import danish_number
from budget.files.columns import BUDGET, missing_columns, repeated_columns, unknown_columns
from budget.files.figures import amount_of, persons_of, state_of
from budget.files.known import Known
from budget.files.totals import Table, without_totals
from extracts.batch import Batch, ParsedRow
from extracts.cells import Cells, duplicate_problems
from extracts.kinds import Parsed
from extracts.problems import Problem, has_errors, warning
from extracts.reading import Sheet

CONTRACT = ";".join(BUDGET.header)
FIGURES = ("persons", "amount")
WORDS = ("year", "version", "benefit_type", "kind", "programme")
KEY_WORDS = "ydelse, art, program, version og år"
LACKS_AMOUNT = "Beløbet mangler på en linje med helårspersoner. Skriv beløbet."
PLAUSIBLE_PRICE = Decimal(1_000), Decimal(2_000_000)
"""Kroner per full-year person; outside it the unit of the column is probably another."""


def is_budget(sheet: Sheet) -> bool:
    names = set(BUDGET.names_in(sheet.header))
    return "benefit_type" in names and bool(names & {"year", "version"})


def parse_budget(sheet: Sheet) -> Parsed:
    problems = header_problems(sheet)
    if has_errors(problems):
        return Parsed(problems=problems)
    sheet, said = without_totals(table_of(sheet))
    known, names = Known.load(), BUDGET.names_in(sheet.header)
    factor = next(column.factor for column in BUDGET.columns(sheet.header) if column.name == "amount")
    titles = dict(zip(names, sheet.header, strict=True))
    lines = [
        Cells(row.line, dict(zip(names, map(str.strip, row.cells), strict=True)), titles, known.findings)
        for row in sheet.rows
    ]
    rows = Batch.of(row for cells in lines if (row := understood(cells, factor, known)))
    found = known.findings.problems + duplicate_problems(rows, KEY_WORDS) + implausible_prices(rows)
    return Parsed(rows, said + found)


def table_of(sheet: Sheet) -> Table:
    names = BUDGET.names_in(sheet.header)
    words = [at for at, name in enumerate(names) if name in WORDS]
    return Table(sheet, words, [at for at, name in enumerate(names) if name in FIGURES])


def header_problems(sheet: Sheet) -> list[Problem]:
    allowed = f"{CONTRACT}; beløbet kan også stå i «beløb i 1.000 kr.»"
    problems = unknown_columns(sheet, BUDGET, (), allowed) + repeated_columns(sheet, BUDGET)
    return problems + missing_columns(sheet, BUDGET, ["year", "version", "benefit_type", "amount"])


def understood(cells: Cells, factor: int, known: Known) -> ParsedRow | None:
    """One line as a row, or None with its problems reported; all problems of the line, not the first."""
    before = known.findings.errors
    year, version = known.year(cells), known.version(cells)
    benefit_type, programme = known.benefit_type(cells), known.programme(cells)
    kind = known.kind(cells, programme)
    persons, amount = persons_of(cells), amount_of(cells, "amount", factor)
    figures = ({"persons": persons} if "persons" in cells.titles else {}) | {"amount": amount}
    content = {"state": state_of(figures, "amount", cells, LACKS_AMOUNT)} | figures | cells.extras()
    if known.findings.errors > before:
        return None
    key = (benefit_type.pk, kind.value, programme.pk, version.value, year)
    return ParsedRow(cells.line, key, content)


def implausible_prices(rows: Batch) -> list[Problem]:
    """One warning for all lines whose amount per full-year person cannot be kroner a year."""
    lowest, highest = PLAUSIBLE_PRICE
    found = []
    for row in rows:
        persons, amount = row.content.get("persons"), row.content["amount"]
        if persons and amount and not lowest * persons <= abs(amount) <= highest * persons:
            found.append((row.line, amount / persons))
    if not found:
        return []
    line, price = found[0]
    alike = f" ({len(found)} linjer er sådan)" if len(found) > 1 else ""
    message = (
        f"Beløbet svarer til {danish_number(price)} kr. om året for en helårsperson{alike}. "
        "Er det i 1.000 kr.? Så skal kolonnen hedde «beløb i 1.000 kr.»."
    )
    return [warning(message, line=line, column=BUDGET.title("amount"))]
