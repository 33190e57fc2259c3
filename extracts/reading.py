"""Reading a CSV file: bytes in, rows of text with their line numbers out. Nothing is interpreted.

Encoding, delimiter and header row are found out and reported; what is not a table at all (a key
error, a web page, a spreadsheet) is refused in plain words.
"""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field

from aabenraa_plan.formats import counted
from extracts.cpr import holds_cpr, is_cpr_header
from extracts.problems import Problem, error

DELIMITERS = {";": "semikolon", ",": "komma", "\t": "tabulator", "|": "lodret streg"}
BINARY_STARTS = {
    b"PK\x03\x04": "et regneark (.xlsx) eller en zip-fil",
    b"\xd0\xcf\x11\xe0": "et ældre regneark (.xls)",
    b"%PDF": "en PDF-fil",
    b"\x89PNG": "et billede",
    b"\xff\xd8\xff": "et billede",
    b"\x1f\x8b": "en pakket fil (.gz)",
}
EMPTY = "Filen er tom. Hent udtrækket igen, og indlæs det på ny."
CPR_MESSAGE = (
    "Filen ser ud til at indeholde et CPR-nummer. Den er ikke gemt. Fjern personoplysningerne, og indlæs filen igen."
)


class Unreadable(Exception):
    """The file is no table. `keep` says whether its bytes may be kept for inspection."""

    def __init__(self, problems: list[Problem], *, keep: bool = True):
        super().__init__(problems[0].message)
        self.problems = problems
        self.keep = keep


@dataclass(frozen=True)
class Row:
    line: int
    cells: list[str]


@dataclass(frozen=True)
class Sheet:
    """A file as a table of text: `header` and the rows that have as many cells as it."""

    encoding: str
    bom: bool
    delimiter: str
    header_line: int
    header: list[str]
    rows: list[Row]
    problems: list[Problem] = field(default_factory=list)

    def described(self) -> dict:
        """What was found out about the file, to show: `Windows-1252 · semikolon · 144 linjer`."""
        return {
            "encoding": self.encoding + (" med BOM" if self.bom else ""),
            "delimiter": DELIMITERS[self.delimiter],
            "header_line": self.header_line,
            "header": self.header,
            "rows": len(self.rows),
        }


def read(data: bytes) -> Sheet:
    """The table in the bytes; `Unreadable` where there is none, or where it holds a CPR number."""
    refuse_what_is_no_text(data)
    encoding, text = decoded(data)
    if "\0" in text:
        raise Unreadable([error("Filen er ikke en tekstfil. Gem udtrækket som CSV, og indlæs det.")], keep=False)
    if not text.strip("\ufeff \t\r\n"):
        raise Unreadable([error(EMPTY)])
    try:
        return sheet_of(text, encoding, bom=data.startswith(b"\xef\xbb\xbf"))
    except Unreadable as refused:
        # What is no table cannot be searched cell by cell: then the strictest reading decides what is kept.
        if refused.keep and holds_cpr(text):
            raise Unreadable([cpr_problem(text)], keep=False) from refused
        raise


def sheet_of(text: str, encoding: str, *, bom: bool) -> Sheet:
    refuse_what_is_no_table(text)
    delimiter = found_delimiter(text)
    lines = list(numbered_lines(text, delimiter))
    if not lines:
        raise Unreadable([error(EMPTY)])
    header_line, header = lines[0]
    refuse_cpr_in_cells(header, lines)
    refuse_a_headless_table(header)
    if not lines[1:]:
        raise Unreadable([error("Filen har en overskrift, men ingen tal under den.", line=header_line)])
    width = len(header)
    rows, problems = [], duplicated_headers(header, header_line)
    for line, found in lines[1:]:
        # Spreadsheets leave empty cells at the end of a line.
        cells = found if any(cell.strip() for cell in found[width:]) else found[:width]
        if len(cells) != width:
            problems.append(wrong_width(line, cells, width, delimiter))
        else:
            rows.append(Row(line, cells))
    return Sheet(encoding, bom, delimiter, header_line, header, rows, problems)


def refuse_what_is_no_text(data: bytes):
    if not data.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise Unreadable([error(EMPTY)])
    for start, kind in BINARY_STARTS.items():
        if data.startswith(start):
            raise Unreadable([error(f"Filen er {kind}, ikke en CSV-fil. Gem den som CSV, og indlæs den.")], keep=False)


def decoded(data: bytes) -> tuple[str, str]:
    """The encoding's name and the text. Windows-1252 never fails, so UTF-8 is tried strictly first."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return "UTF-16", data.decode("utf-16")
        except UnicodeDecodeError as problem:
            raise Unreadable(
                [error("Filens tegnsæt kan ikke læses. Gem den som «CSV UTF-8».")], keep=False
            ) from problem
    try:
        return "UTF-8", data.decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError:
        return "Windows-1252", data.decode("cp1252", errors="replace")


def cpr_problem(text: str) -> Problem:
    """Where it stands, never what it says."""
    for line, content in enumerate(text.splitlines(), 1):
        if holds_cpr(content):
            return error(CPR_MESSAGE, line=line)
    return error(CPR_MESSAGE)


def refuse_cpr_in_cells(header: list[str], lines: list[tuple[int, list[str]]]):
    """Every cell is searched. A line of the wrong width may have its cells under the wrong headers, so
    each of them is read as strictly as the strictest header asks.
    """
    strictest = next((name for name in header if is_cpr_header(name)), "")
    for line, cells in lines:
        for position, cell in enumerate(cells):
            name = header[position] if len(cells) == len(header) else strictest
            if holds_cpr(cell, header=name):
                column = header[position] if position < len(header) and not holds_cpr(header[position]) else ""
                raise Unreadable([error(CPR_MESSAGE, line=line, column=column)], keep=False)


def refuse_what_is_no_table(text: str):
    start = text.lstrip("\ufeff \t\r\n")[:2000]
    if re.match(r"<(!doctype|html|\?xml|head|body)", start, re.IGNORECASE):
        raise Unreadable([error("Filen er en webside, ikke et udtræk. Åbn den i en browser for at se, hvad der står.")])
    if start.startswith(("{", "[")):
        said = re.search(r'"([^"]{3,200})"', start)
        answer = f": «{said[1].rstrip('.')}»" if said else ""
        raise Unreadable(
            [
                error(
                    f"Filen er et svar fra datakilden, ikke et udtræk{answer}. "
                    "Ret nøglen eller forespørgslen, og hent udtrækket igen.",
                    line=1,
                )
            ]
        )


def found_delimiter(text: str) -> str:
    """The delimiter of the first line that has one; decimal commas never count against `;`."""
    for line in text.splitlines()[:20]:
        outside_quotes = re.sub(r'"[^"]*"', "", line)
        counts = Counter({mark: outside_quotes.count(mark) for mark in DELIMITERS})
        if counts[";"]:
            return ";"
        if counts.most_common(1)[0][1]:
            return counts.most_common(1)[0][0]
    raise Unreadable([error("Filen har kun én kolonne. Gem den som CSV med semikolon mellem kolonnerne.", line=1)])


def numbered_lines(text: str, delimiter: str):
    """Non-empty rows with the line each starts on; a quoted cell may span several lines."""
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield before + 1, cells
            before = reader.line_num
    except csv.Error as problem:
        raise Unreadable(
            [
                error(
                    "Et anførselstegn er ikke lukket rigtigt på linjen. Ret det, og indlæs filen igen.", line=before + 1
                )
            ]
        ) from problem


def refuse_a_headless_table(header: list[str]):
    if not any(re.search(r"[a-zæøå]{2}", cell, re.IGNORECASE) for cell in header):
        raise Unreadable([error("Filen mangler en linje med kolonnenavne øverst.", line=1, text=" ".join(header))])


def duplicated_headers(header: list[str], line: int) -> list[Problem]:
    counts = Counter(cell.strip().casefold() for cell in header if cell.strip())
    return [
        error("Kolonnen findes mere end én gang. Behold den ene.", line=line, column=name, text=name)
        for name, count in counts.items()
        if count > 1
    ]


def wrong_width(line: int, cells: list[str], width: int, delimiter: str) -> Problem:
    message = f"Linjen har {counted(len(cells), 'felt', 'felter')}, men overskriften har {width}."
    others = [
        mark for mark in DELIMITERS if mark != delimiter and len(cells) == 1 and cells[0].count(mark) >= width - 1
    ]
    if others:
        message += f" Linjen er delt med {DELIMITERS[others[0]]}; resten af filen bruger {DELIMITERS[delimiter]}."
    elif delimiter == "," and len(cells) > width:
        message += " Er decimalkommaer blandet med skillekommaer? Gem filen med semikolon."
    return error(message, line=line, text=delimiter.join(cells))


def too_large(size: int, limit: int) -> str:
    """The sentence for a file that is turned away unread."""
    mega = 1024 * 1024
    return (
        f"Filen fylder {-(-size // mega)} MB; højst {limit // mega} MB kan indlæses ad gangen. "
        "Del udtrækket i flere filer, og indlæs dem hver for sig."
    )
