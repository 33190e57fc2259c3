"""The `udfald` format: what became of a cohort on a day. The contract: the user guide."""

import csv
import io
from collections import defaultdict
from decimal import Decimal

from extracts.batch import ParsedRow
from extracts.kinds import Parsed
from extracts.marks import SUPPRESSED_MARKS, TEXTS, is_invented, longest, yes_or_no
from extracts.models import State
from extracts.numbers import MISSING_MARKS, NotANumber, parse_number
from extracts.problems import Problem, error
from extracts.reading import Sheet
from initiatives.layout import CONTRACT, Line, header_problems, lines_of
from initiatives.reference import Reference


def parse_udfald(sheet: Sheet) -> Parsed:
    """The file's figures; a later file is compared with the last one of the same initiatives."""
    reference = Reference.load()
    problems = header_problems(sheet, reference.outcome_types)
    if problems:
        return Parsed(problems=problems)
    rows = [row for line in lines_of(sheet) if (row := understood(line, reference))]
    # What is wrong with a whole line is found again for each outcome of a wide file.
    problems = list(dict.fromkeys(reference.problems + duplicate_problems(rows)))
    return Parsed.of(rows, problems, table=", ".join(sorted(reference.named)))


def understood(line: Line, reference: Reference) -> ParsedRow | None:
    """One figure as a row, or None with its problems reported; all problems of the line, not the first.

    A column that the file does not have is left out of the content: the file says nothing of it.
    """
    before = len(reference.problems)
    cohort, outcome_type = reference.cohort(line), reference.outcome_type(line)
    day = reference.status_date(line, cohort)
    state, persons = read_persons(line, reference)
    content = {"state": state, "persons": persons} | read_extras(line, reference)
    if len(reference.problems) > before:
        return None
    return ParsedRow(line.number, (cohort.pk, outcome_type.pk, day), content)


def read_persons(line: Line, reference: Reference) -> tuple[State, Decimal | None]:
    """A whole number of persons, or why there is none; never 0 for a missing one."""
    text = line.texts["persons"].casefold()
    if text in SUPPRESSED_MARKS | MISSING_MARKS:
        return State.SUPPRESSED if text in SUPPRESSED_MARKS else State.NOT_AVAILABLE, None
    if not text:
        message = "Antallet mangler. Skriv 0, hvis ingen borgere har udfaldet, eller .. hvis antallet ikke kendes."
        reference.report(line, "persons", message)
        return State.VALUE, None
    try:
        persons = parse_number(text)
    except NotANumber as problem:
        reference.report(line, "persons", str(problem))
        return State.VALUE, None
    if message := persons_problem(persons, text):
        reference.report(line, "persons", message)
        return State.VALUE, None
    return State.VALUE, Decimal(int(persons))


def persons_problem(persons: Decimal, text: str) -> str:
    """What no number of persons can be; "" for one that can."""
    if "%" in text:
        return "Udfald opgøres i personer, ikke i procent. Skriv antallet."
    if persons < 0:
        return "Antallet kan ikke være negativt."
    if persons % 1:
        return "Antallet skal være et helt antal personer. Skriv tusinder med punktum, fx 1.461."
    return ""


def read_extras(line: Line, reference: Reference) -> dict:
    """The provisional mark and the texts, where the file has them."""
    extras = {}
    if "provisional" in line.texts:
        extras["provisional"] = yes_or_no(line.texts["provisional"])
        if extras["provisional"] is None:
            reference.report(line, "provisional", "Skriv ja eller nej.")
    for name in [name for name in TEXTS if name in line.texts]:
        extras[name] = line.texts[name]
        if len(extras[name]) > longest(name):
            reference.report(line, name, f"Teksten er for lang: højst {longest(name)} tegn.")
    if "source" in extras:
        extras["invented"] = is_invented(extras["source"])
    return extras


def duplicate_problems(rows: list[ParsedRow]) -> list[Problem]:
    lines = defaultdict(list)
    for row in rows:
        lines[row.key].append(row.line)
    return [
        error(f"Samme hold, statusdato og udfald står også på linje {first}. Behold den ene.", line=line)
        for first, *others in lines.values()
        for line in others
    ]


def as_udfald(rows: list[dict[str, str]]) -> bytes:
    """Rows by column title as a file in this format."""
    text = io.StringIO()
    writer = csv.DictWriter(text, CONTRACT.split(";"), restval="", delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
