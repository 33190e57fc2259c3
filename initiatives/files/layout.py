"""The columns of `udfald`: a figure a line, or a column for each outcome in place of `udfald` and `antal`."""

from dataclasses import dataclass
from typing import Protocol

from extracts.lookup import normalised
from extracts.problems import Problem, error
from extracts.reading import Row, Sheet

COLUMNS = {
    "indsats": "initiative",
    "initiativ": "initiative",
    "hold": "cohort",
    "kohorte": "cohort",
    "statusdato": "date",
    "opgjort": "date",
    "opgjortpr.": "date",
    "dato": "date",
    "udfald": "outcome",
    "antal": "persons",
    "antalborgere": "persons",
    "borgere": "persons",
    "personer": "persons",
    "lovet": "promised",
    "løfte": "promised",
    "loefte": "promised",
    "lovetpr.": "promised_on",
    "lovetpr": "promised_on",
    "foreløbig": "provisional",
    "foreloebig": "provisional",
    "bemærkning": "note",
    "bemaerkning": "note",
    "kilde": "source",
}
CONTRACT = "indsats;hold;statusdato;udfald;antal;lovet;lovet pr.;foreløbig;bemærkning;kilde"
WIDE_CONTRACT = "indsats;hold;statusdato;foreløbig;bemærkning;kilde og en kolonne for hvert udfald, fx selvforsørgende"
REQUIRED = {"initiative": "indsats", "cohort": "hold", "date": "statusdato"}
PROMISE = {"promised", "promised_on"}
"""What was promised of one outcome: a wide line has several."""
LONG = {"outcome": "udfald", "persons": "antal"}
"""A file with one of these columns is long, whatever its other columns are called."""


@dataclass(frozen=True)
class Line:
    """One figure of a file, as text: what each cell is, and the title it stands under."""

    number: int
    texts: dict[str, str]
    titles: dict[str, str]


def names_of(header: list[str]) -> list[str]:
    """What each column is; "" where it is unknown, or an outcome of a wide file."""
    return [COLUMNS.get(normalised(title), "") for title in header]


def is_udfald(sheet: Sheet) -> bool:
    found = set(names_of(sheet.header)) & (REQUIRED.keys() | LONG.keys())
    return len(found) >= 2 and bool(found & {"cohort", "outcome"})


def outcome_columns(header: list[str]) -> list[int]:
    """Where the outcomes' columns stand in a wide file; nowhere in a long one."""
    names = names_of(header)
    return [] if LONG.keys() & set(names) else [at for at, name in enumerate(names) if not name]


class Outcomes(Protocol):
    """The outcomes that the titles of a wide file may name."""

    def find(self, text: str) -> object | None: ...

    def proposal(self, text: str) -> str:
        """A sentence to add to a message: what an unknown text may have been meant to be."""


def header_problems(sheet: Sheet, outcomes: Outcomes) -> list[Problem]:
    names, wide = names_of(sheet.header), outcome_columns(sheet.header)
    missing = REQUIRED if wide else REQUIRED | LONG
    problems = [
        error(f"Kolonnen «{title}» mangler.", line=sheet.header_line, column=title)
        for name, title in missing.items()
        if name not in names
    ]
    columns = dict(enumerate(names)) | {at: outcomes.find(sheet.header[at]) for at in wide}
    allowed = f"Tilladte kolonner: {WIDE_CONTRACT if wide else CONTRACT}."
    for at in [at for at, meant in columns.items() if not meant]:
        title = sheet.header[at]
        message = f"Kolonnen er ukendt.{outcomes.proposal(title.strip()) if wide else ''} {allowed}"
        problems.append(error(message, line=sheet.header_line, column=title, text=title))
    return problems + repeated_columns(sheet, columns) + (promises_of_none(sheet) if wide else [])


def promises_of_none(sheet: Sheet) -> list[Problem]:
    message = "Et løfte hører til ét udfald. Brug kolonnerne udfald, antal og lovet, med en linje for hvert udfald."
    titles = [title for title, name in zip(sheet.header, names_of(sheet.header), strict=True) if name in PROMISE]
    return [error(message, line=sheet.header_line, column=title, text=title) for title in titles]


def repeated_columns(sheet: Sheet, named: dict[int, object | None]) -> list[Problem]:
    """Two titles that mean the same; the reader itself reports those that are spelled the same."""
    first, problems = {}, []
    for at, title in enumerate(sheet.header):
        earlier = first.setdefault(named[at], title) if named[at] else title
        if earlier.strip().casefold() != title.strip().casefold():
            message = f"Kolonnen siger det samme som «{earlier}». Behold den ene."
            problems.append(error(message, line=sheet.header_line, column=title, text=title))
    return problems


def lines_of(sheet: Sheet) -> list[Line]:
    """Every figure of the file, in file order; a wide row is a figure for each outcome's column."""
    named, wide = names_of(sheet.header), outcome_columns(sheet.header)
    known = {name: at for at, name in enumerate(named) if name}
    if not wide:
        return [line_of(sheet, row, known) for row in sheet.rows]
    return [
        outcome_line(line_of(sheet, row, known), sheet.header[at], row.cells[at]) for row in sheet.rows for at in wide
    ]


def line_of(sheet: Sheet, row: Row, known: dict[str, int]) -> Line:
    texts = {name: row.cells[at].strip() for name, at in known.items()}
    return Line(row.line, texts, {name: sheet.header[at] for name, at in known.items()})


def outcome_line(shared: Line, title: str, text: str) -> Line:
    """One outcome's column in the long layout: its problems are reported under its own title."""
    texts = shared.texts | {"outcome": title, "persons": text.strip()}
    return Line(shared.number, texts, shared.titles | dict.fromkeys(LONG, title))
