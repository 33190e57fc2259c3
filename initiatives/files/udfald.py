"""The `udfald` format: what became of a cohort on a day. The contract: the user guide."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from extracts.batch import Batch, ParsedRow
from extracts.cells import Cells, duplicate_problems
from extracts.kinds import Parsed
from extracts.marks import SUPPRESSED_MARKS
from extracts.models import State
from extracts.numbers import MISSING_MARKS
from extracts.reading import Sheet
from initiatives.files.days import UnknownDay, parse_day
from initiatives.files.layout import CONTRACT, header_problems, lines_of
from initiatives.files.reference import DAY_EXAMPLES, OTHER_TIMES, Reference, is_of_our_time
from initiatives.models import Outcome


def parse_udfald(sheet: Sheet) -> Parsed:
    """The file's figures; a later file is compared with the last one of the same initiatives."""
    reference = Reference.load()
    problems = header_problems(sheet, reference.outcome_types)
    if problems:
        return Parsed(problems=problems)
    lines = (Cells(line.number, line.texts, line.titles, reference) for line in lines_of(sheet))
    rows = keeping_promises(Batch.of(row for line in lines if (row := understood(line, reference))))
    # What is wrong with a whole line is found again for each outcome of a wide file.
    problems = list(dict.fromkeys(reference.problems + duplicate_problems(rows, "hold, statusdato og udfald")))
    return Parsed(rows, problems, table=", ".join(sorted(reference.named)))


def understood(line: Cells, reference: Reference) -> ParsedRow | None:
    """One figure as a row, or None with its problems reported; all problems of the line, not the first.

    A column that the file does not have is left out of the content: the file says nothing of it.
    """
    before = reference.errors
    cohort, outcome_type = reference.cohort(line), reference.outcome_type(line)
    day = reference.status_date(line, cohort)
    state, persons = read_persons(line)
    content = {"state": state, "persons": persons} | read_promise(line) | line.extras()
    if reference.errors > before:
        return None
    return ParsedRow(line.line, (cohort.pk, outcome_type.pk, day), content)


def read_persons(line: Cells) -> tuple[State, Decimal | None]:
    """A whole number of persons, or why there is none; never 0 for a missing one."""
    text = line.texts["persons"].casefold()
    if text in SUPPRESSED_MARKS | MISSING_MARKS:
        return State.SUPPRESSED if text in SUPPRESSED_MARKS else State.NOT_AVAILABLE, None
    if not text:
        message = "Antallet mangler. Skriv 0, hvis ingen borgere har udfaldet, eller .. hvis antallet ikke kendes."
        line.report("persons", message)
        return State.VALUE, None
    return State.VALUE, whole_number(line, "persons")


def read_promise(line: Cells) -> dict:
    """What was promised of the outcome and by when, where the file has the columns; an empty cell is no promise."""
    found = {}
    if "promised_on" in line.titles:
        found["promised_on"] = promise_day(line) if line.text("promised_on") else None
        if found["promised_on"] and not line.text("promised"):
            line.report("promised_on", "Der står en dag, men intet løfte. Skriv antallet i kolonnen lovet.")
    if "promised" in line.titles:
        found["promised"] = whole_number(line, "promised") if line.text("promised") else None
    return found


def keeping_promises(rows: Batch) -> Batch:
    """A file without the columns, such as the next count, says nothing of promises: those that stand are kept."""
    stated = rows.content
    if not rows.keys or {"promised", "promised_on"} <= stated.keys():
        return rows
    kept = standing_promises(rows.keys)
    standing = [kept.get(key, (None, None)) for key in rows.keys]
    if "promised" not in stated:
        stated["promised"] = [promised for promised, _ in standing]
        stated["promised_on"] = [day for _, day in standing]
    else:
        pairs = zip(stated["promised"], standing, strict=True)
        stated["promised_on"] = [None if promised is None else day for promised, (_, day) in pairs]
    return rows


def standing_promises(keys: Iterable[tuple]) -> dict[tuple, tuple[Decimal | None, date | None]]:
    """What is promised today, of those cohorts on those days (and of the same cohorts on the others' days)."""
    cohorts, days = {cohort for cohort, _, _ in keys}, {day for _, _, day in keys}
    current = Outcome.objects.current().filter(cohort__in=cohorts, status_date__in=days)
    names = (*Outcome.KEY, "promised", "promised_on")
    return {tuple(key): (promised, day) for *key, promised, day in current.values_list(*names)}


def promise_day(line: Cells) -> date | None:
    """It may well be ahead."""
    try:
        day = parse_day(line.text("promised_on"))
    except UnknownDay:
        line.report("promised_on", f"Datoen kan ikke læses. {DAY_EXAMPLES}")
        return None
    if not is_of_our_time(day):
        line.report("promised_on", OTHER_TIMES)
    return day


def whole_number(line: Cells, name: str) -> Decimal | None:
    """The cell's whole number of persons; None with the problem reported where it is none."""
    persons = line.number(name)
    if persons is None:
        return None
    if message := persons_problem(persons, line.text(name)):
        line.report(name, message)
        return None
    return Decimal(int(persons))


def persons_problem(persons: Decimal, text: str) -> str:
    """What no number of persons can be; "" for one that can."""
    if "%" in text:
        return "Udfald opgøres i personer, ikke i procent. Skriv antallet."
    if persons < 0:
        return "Antallet kan ikke være negativt."
    if persons % 1:
        return "Antallet skal være et helt antal personer. Skriv tusinder med punktum, fx 1.461."
    return ""


def as_udfald(rows: list[dict[str, str]]) -> bytes:
    """Rows by column title as a file in this format."""
    text = io.StringIO()
    writer = csv.DictWriter(text, CONTRACT.split(";"), restval="", delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
