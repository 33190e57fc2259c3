"""Workbooks that must be turned away, made in code: what Excel, others and attackers may send."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from tests.bad_files import HEADER, Bad, Said, at_line, zipped
from tests.bad_profiles import CPR_SHAPED
from tests.bad_sentences import (
    DAMAGED,
    DAMAGED_SHEET,
    DOCTYPE,
    EMBEDDED_PICTURE,
    EMBEDDED_WORKBOOK,
    EMPTY,
    HIDDEN_CPR,
    HOLDS_CPR,
    MACROS,
    NO_FIGURES,
    NO_NUMBER,
    NO_PERIOD,
    NONE_VISIBLE,
    NOTHING,
    OLD,
    OPEN_DOCUMENT,
    OVER_100,
    PASSWORD,
    SHEET_TOO_WIDE,
    STRANGE_PART,
    UNCALCULATED,
    UNKNOWN_FILE,
    UNPACKS_TO_MUCH,
    WORD_DOCUMENT,
    ZIP_FILE,
)
from tests.pure.test_workbooks import SHEET, part, replaced, saved, with_parts, with_sheet, workbook

TITLES = HEADER.split(";")
ROW = ["fleksjobledighed", "Aabenraa", "2023M01", 9.1, None, None, None, None, "x"]
GOOD = workbook([TITLES, ROW])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def with_cell(value, column: int = 3, code: str = "General") -> bytes:
    """The good workbook with another cell in its second row."""
    row = [*ROW[:column], value, *ROW[column + 1 :]]
    return workbook([TITLES, row], formats={f"{'ABCDEFGHI'[column]}2": code})


def of_sheets(*sheets: tuple[str, list, str]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows, state in sheets:
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    return saved(book)


ALL_HIDDEN = replaced(GOOD, "xl/workbook.xml", b'state="visible"', b'state="hidden"')


def changed(data: bytes) -> bytes:
    """One bit of the sheet's check sum turned, in the zip file's directory."""
    # The name stands 46 bytes into its entry, the check sum 16.
    at = data.rfind(SHEET.encode()) - 46 + 16
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def bomb(megabytes: int) -> bytes:
    """Packed it is a thousandth of what it unpacks to."""
    target = BytesIO(with_parts(GOOD, {SHEET: None}))
    with ZipFile(target, "a", ZIP_DEFLATED, compresslevel=1) as archive, archive.open(SHEET, "w") as sheet:
        for _ in range(megabytes):
            sheet.write(bytes(1024 * 1024))
    return target.getvalue()


def refused(cause: str, data: bytes, said: str | list[Said]) -> Bad:
    """What cannot be searched in full is not kept; most such files have one fault, which stands nowhere."""
    problems = [(None, "", said)] if isinstance(said, str) else said
    return Bad(cause, data, problems, kept=False, name="udtræk.xlsx")


REFUSED = [
    refused("a workbook cut off", GOOD[: len(GOOD) // 2], DAMAGED),
    refused("a workbook without its last byte", GOOD[:-1], DAMAGED),
    refused("a workbook with a byte changed", GOOD.replace(b"xl/styles.xml", b"xl/styles.xmk"), STRANGE_PART),
    refused("a workbook with a changed check sum", changed(GOOD), DAMAGED_SHEET),
    refused("a Word document", replaced(GOOD, "[Content_Types].xml", MAIN, WORD), WORD_DOCUMENT),
    refused("a zip file that calls itself a workbook", zipped("a.txt", b"hej"), ZIP_FILE),
    refused(
        "an OpenDocument workbook", zipped("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), OPEN_DOCUMENT
    ),
    refused("a workbook with a password", OLE + "EncryptedPackage".encode("utf-16-le"), PASSWORD),
    refused("a workbook of before 2007", OLE + "Workbook".encode("utf-16-le"), OLD),
    refused("a workbook with macros", with_parts(GOOD, {"xl/vbaProject.bin": b"x"}), MACROS),
    refused("a workbook with a picture", with_parts(GOOD, {"xl/media/image1.png": b"\x89PNG"}), EMBEDDED_PICTURE),
    refused("a workbook inside the workbook", with_parts(GOOD, {"xl/embeddings/a.xlsx": GOOD}), EMBEDDED_WORKBOOK),
    refused("an entity from outside", with_parts(GOOD, {SHEET: ENTITY + part(GOOD, SHEET)}), DOCTYPE),
    refused("a workbook that unpacks to 201 MB", bomb(201), UNPACKS_TO_MUCH),
    refused("a workbook without a sheet that shows", ALL_HIDDEN, NONE_VISIBLE),
    refused("an empty workbook", workbook([]), EMPTY),
    refused("a sheet that is not there", with_parts(GOOD, {SHEET: None}), DAMAGED),
    refused("a sheet that is no XML", with_parts(GOOD, {SHEET: b"indikator;v\xe6rdi"}), DAMAGED_SHEET),
    refused("a cell with a number that is none", with_sheet('<row r="1"><c r="A1"><v>ni</v></c></row>'), DAMAGED_SHEET),
    refused("a row beyond the last", with_sheet('<row r="1048577"><c><v>1</v></c></row>'), DAMAGED_SHEET),
    refused("a cell in the last column", with_sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'), SHEET_TOO_WIDE),
    refused("CPR in a cell of a workbook", with_cell(f"se {CPR_SHAPED}", 7), [(2, "bemærkning", HOLDS_CPR)]),
    refused(
        "CPR on a hidden sheet",
        of_sheets(("a", [TITLES, ROW], "visible"), ("b", [[CPR_SHAPED]], "hidden")),
        [(1, "kolonne A", HIDDEN_CPR)],
    ),
]

READ = [
    Bad("a formula without a result", with_cell("=8+1"), [(2, "værdi", UNCALCULATED), (2, "værdi", NOTHING)]),
    Bad("a date for a number", with_cell(date(2023, 1, 1), code="dd-mm-yyyy"), [(2, "værdi", NO_NUMBER)]),
    Bad("a date for a period", with_cell(date(2023, 1, 31), 2, "dd-mm-yyyy"), [(2, "periode", NO_PERIOD)]),
    Bad("an error in a cell", with_cell("#DIV/0!"), [(2, "værdi", NO_NUMBER)]),
    Bad("yes for a number", with_cell(True), [(2, "værdi", NO_NUMBER)]),
    Bad("a percentage beyond 100 by its format", with_cell(1.01, code="0.0%"), [(2, "værdi", OVER_100)]),
    at_line("a workbook with a header only", workbook([TITLES]), 1, NO_FIGURES),
    at_line("a workbook of other columns", workbook([["navn", "antal"], ["a", 1]]), 1, UNKNOWN_FILE),
]

WORKBOOKS = [*REFUSED, *READ]
