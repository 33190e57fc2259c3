"""The format `forbrug`: what was booked, a line per benefit type, account and month, or a column per month.

Spending is positive and reimbursement negative: net = gross + reimbursement.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from aabenraa_plan.formats import counted, danish_number
from budget.files.columns import FORBRUG, missing_columns, repeated_columns, unknown_columns
from budget.files.figures import Figures, amount_of, persons_of, state_of
from budget.files.known import Known
from budget.files.totals import Table, total_of, without_totals
from budget.models import LedgerEntry
from budget.months import month_of
from extracts.batch import Batch, ParsedRow
from extracts.cells import Cells, duplicate_problems
from extracts.kinds import Parsed
from extracts.models import State
from extracts.periods import Period
from extracts.problems import Problem, error, has_errors, warning
from extracts.reading import Sheet
from extracts.wide import Part, long_parts, period_columns, same_periods

CONTRACT = ";".join(FORBRUG.header)
WIDE_CONTRACT = "ydelse;art;program;konto;foreløbig;bemærkning;kilde og en kolonne med netto for hver måned, fx 2023M01"
AMOUNTS = ("gross", "reimbursement", "net")
FIGURES = (*AMOUNTS, "persons")
WORDS = ("benefit_type", "kind", "programme", "account", "period")
KEY_WORDS = "ydelse, art, program, konto og måned"
ADD_UP = "Læg dem sammen, eller behold den ene."
LONGEST_ACCOUNT = LedgerEntry._meta.get_field("account").max_length
LACKS_NET = "Netto mangler. Skriv netto, eller både brutto og refusion."
OWN = frozenset({"period", "account", *AMOUNTS})


def months_of(sheet: Sheet) -> dict[int, Period]:
    """Where the months' columns stand in a wide file."""
    return period_columns(sheet.header, FORBRUG.names_in(sheet.header), FIGURES)


def is_forbrug(sheet: Sheet) -> bool:
    names = set(FORBRUG.names_in(sheet.header))
    return "benefit_type" in names and bool(names & OWN or months_of(sheet))


def parse_forbrug(sheet: Sheet) -> Parsed:
    problems = header_problems(sheet)
    if has_errors(problems):
        return Parsed(problems=problems)
    sheet, said = without_totals(table_of(sheet))
    known = Known.load()
    parts = long_parts(sheet, FORBRUG.names_in(sheet.header), FIGURES, "net")
    wide = bool(months_of(sheet))
    rows = Batch.of(row for part in parts for row in part_rows(part, known, wide))
    found = known.findings.problems + duplicate_problems(rows, KEY_WORDS, ADD_UP)
    found += positive_reimbursements(rows) + running_months(rows, known.today)
    # What is wrong with a whole line is found again for each month of a wide file.
    return Parsed(rows, list(dict.fromkeys(problems + said + found)))


def table_of(sheet: Sheet) -> Table:
    names, months = FORBRUG.names_in(sheet.header), months_of(sheet)
    words = [at for at, name in enumerate(names) if name in WORDS]
    return Table(sheet, words, [at for at, name in enumerate(names) if name in FIGURES or at in months])


def header_problems(sheet: Sheet) -> list[Problem]:
    months = months_of(sheet)
    sums = {at for at, title in enumerate(sheet.header) if months and total_of(title) is not None}
    allowed = WIDE_CONTRACT if months else CONTRACT
    problems = unknown_columns(sheet, FORBRUG, months.keys() | sums, allowed) + repeated_columns(sheet, FORBRUG)
    problems += missing_columns(sheet, FORBRUG, ["benefit_type"] if months else ["benefit_type", "period"])
    names = FORBRUG.names_in(sheet.header)
    if not months and "net" not in names and not {"gross", "reimbursement"} <= set(names):
        message = "Der skal være en kolonne «netto» eller både «brutto» og «refusion»."
        problems.append(error(message, line=sheet.header_line))
    for title, first in same_periods(sheet.header, months):
        message = f"Kolonnen er samme måned som «{first}». Behold den ene."
        problems.append(error(message, line=sheet.header_line, column=title, text=title))
    return problems + [
        warning("Kolonnen er en sum og læses ikke med.", line=sheet.header_line, column=sheet.header[at])
        for at in sorted(sums)
    ]


def part_rows(part: Part, known: Known, wide: bool) -> Iterable[ParsedRow]:
    """The lines that were understood. In a wide file an empty cell says nothing of its month."""
    units = {name: column.factor for name, title in part.titles.items() if (column := FORBRUG.column(title))}
    for line, *cells in zip(part.lines, *part.columns.values(), strict=True):
        texts = dict(zip(part.columns, map(str.strip, cells), strict=True))
        if wide and not texts["net"]:
            continue
        row = understood(Cells(line, texts, part.titles, known.findings), units, known)
        if row:
            yield row


def understood(cells: Cells, units: dict[str, int], known: Known) -> ParsedRow | None:
    """One line as a row, or None with its problems reported; all problems of the line, not the first.

    A column that the file does not have is left out of the content: the file says nothing of it.
    """
    before = known.findings.errors
    benefit_type, programme = known.benefit_type(cells), known.programme(cells)
    kind, month = known.kind(cells, programme), known.month(cells)
    account = cells.short_text("account", LONGEST_ACCOUNT)
    figures = read_figures(cells, units)
    content = {"state": state_of(figures, "net", cells, LACKS_NET)} | figures | cells.extras()
    if known.findings.errors > before:
        return None
    key = (benefit_type.pk, kind.value, programme.pk, account, month.code)
    return ParsedRow(cells.line, key, content | {"period_end": month.end})


def read_figures(cells: Cells, units: dict[str, int]) -> Figures:
    """The figures that the file has columns for, and net besides: from gross and reimbursement where it is not said."""
    figures = {name: amount_of(cells, name, units.get(name, 1)) for name in AMOUNTS if name in cells.titles}
    if "persons" in cells.titles:
        figures["persons"] = persons_of(cells)
    gross, reimbursement, net = (figures.get(name) for name in AMOUNTS)
    if gross is not None and reimbursement is not None:
        if net is not None:
            warn_of_contradiction(cells, figures, max(units[name] for name in AMOUNTS))
        elif not cells.text("net"):
            net = gross + reimbursement
    return figures | {"net": net}


def warn_of_contradiction(cells: Cells, figures: Figures, unit: int):
    """Where net is not the sum: to the øre, or in thousands by more than three half units of rounding."""
    added = figures["gross"] + figures["reimbursement"]
    if abs(added - figures["net"]) > (unit * Decimal("1.5") if unit > 1 else 0):
        message = f"Brutto og refusion giver tilsammen {danish_number(added, 2)} kr. Netto gemmes, som det står."
        cells.warn("net", message)


def positive_reimbursements(rows: Batch) -> list[Problem]:
    """One warning for all of them: a state reimbursement is income, and only a repayment is not."""
    amounts = rows.content.get("reimbursement") or [None] * len(rows)
    lines = [line for line, amount in zip(rows.lines, amounts, strict=True) if amount is not None and amount > 0]
    if not lines:
        return []
    count = counted(len(lines), "linje", "linjer")
    message = f"Refusion er en indtægt og skrives med minus, men står med plus på {count}. Er det tilbagebetalinger?"
    return [warning(message, line=lines[0], column="refusion")]


def running_months(rows: Batch, today: date) -> list[Problem]:
    """A warning for each month that has not ended and whose figures are not said to be provisional."""
    lines = defaultdict(list)
    for row in rows:
        *_, month = row.key
        if row.content["state"] == State.VALUE and not row.content.get("provisional") and month_of(month).end > today:
            lines[month].append(row.line)
    return [
        warning(
            f"Måneden {month_of(month).label} er ikke slut ({danish_number(len(found))} tal). Er det foreløbige tal?",
            line=found[0],
            column=FORBRUG.title("period"),
        )
        for month, found in lines.items()
    ]
