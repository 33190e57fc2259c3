"""Files that must be turned away, a cause each, with what is said of them. Data only; see `test_bad_files`.

`problems` are all errors of the file as (line, column, sentence), in file order.
"""

import gzip
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from extracts.reading import FOUND_OUT, Choices
from tests.bad_sentences import (
    ANSWER,
    ANSWER_ERROR,
    ANSWER_FIGURES,
    ANSWER_KEY,
    DAMAGED,
    GARBLED,
    HAS_2,
    NO_AREAS,
    NO_FIGURES,
    NO_TEXT,
    NO_VALUES,
    NOT_UTF_8,
    ONE_COLUMN,
    PACKED_FILE,
    PDF,
    PICTURE,
    RTF,
    UNCLOSED,
    UNKNOWN_COLUMN,
    UNKNOWN_FILE,
    UNREADABLE,
    WEB_PAGE,
    ZIP_FILE,
)

HEADER = "indikator;område;periode;værdi;tæller;nævner;foreløbig;bemærkning;kilde"
Said = tuple[int | None, str, str]


@dataclass(frozen=True)
class Bad:
    """`kept`: whether the bytes may be kept for inspection. `choices`: how somebody asked for it to be read."""

    cause: str
    data: bytes
    problems: list[Said]
    kept: bool = True
    choices: Choices = FOUND_OUT
    name: str = "udtræk.csv"


def whole(cause: str, data: bytes, sentence: str, **options) -> Bad:
    """A file that is wrong as a whole."""
    return Bad(cause, data, [(None, "", sentence)], **options)


def at_line(cause: str, data: bytes, line: int, sentence: str, **options) -> Bad:
    """A file with one fault, which is its line's and no column's."""
    return Bad(cause, data, [(line, "", sentence)], **options)


def line(
    indicator="fleksjobledighed", area="Aabenraa", period="2023M01", value="9,1", *, parts=";", beside=";", source="x"
) -> str:
    return ";".join([indicator, area, period, value, parts, beside, source])


def csv(*lines: str, header: str = HEADER, codec: str = "utf-8") -> bytes:
    return "\r\n".join([header, *lines, ""]).encode(codec)


def zipped(name: str, content: bytes) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr(name, content)
    return target.getvalue()


JANUARY, FEBRUARY = line(), line(period="2023M02")
GOOD = csv(JANUARY, FEBRUARY)
EVEN = GOOD if len(GOOD) % 2 == 0 else GOOD + b"\n"
QUOTED = csv(JANUARY, line(beside=';"tæt på"'))
PACKED = gzip.compress(GOOD, mtime=0)
PAGE = "<!DOCTYPE html>\n<html><head><title>Log ind</title></head><body>Din adgang er udløbet</body></html>"

CUT = [
    at_line("cut off in the middle of a line", GOOD[:-25], 3, HAS_2),
    at_line("cut off in the header", "indikator;områ".encode(), 1, NO_FIGURES),
    at_line("cut off inside quotes", QUOTED[:-10], 3, UNCLOSED),
    at_line("cut off inside a letter of two bytes", csv(line(area="Tønder"))[: csv().index(b"\r") + 21], 1, GARBLED),
    whole("a packed file cut off", PACKED[: len(PACKED) // 2], PACKED_FILE, kept=False),
    whole("a zip file cut off", zipped("udtræk.csv", GOOD)[:-30], DAMAGED, kept=False),
    whole("UTF-16 cut off inside a letter", GOOD.decode().encode("utf-16")[:-1], UNREADABLE, kept=False),
    at_line("an answer cut off", b'{"error": {"message": "For mange kald', 1, ANSWER_ERROR),
]

OTHER_KINDS = [
    whole("a packed file", PACKED, PACKED_FILE, kept=False),
    whole("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", PDF, kept=False),
    whole("a PNG picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", PICTURE, kept=False),
    whole("a JPEG picture", b"\xff\xd8\xff\xe0\0\x10JFIF", PICTURE, kept=False),
    whole("a GIF picture", b"GIF89a\x01\0\x01\0\x80\0\0", NO_TEXT, kept=False),
    whole("a program", b"\x7fELF\x02\x01\x01\0\0\0;\n", NO_TEXT, kept=False),
    whole("a database", b"SQLite format 3\0\x10\0;;", NO_TEXT, kept=False),
    whole("a parquet file", b"PAR1\x15\x04\x15\0\x12;", NO_TEXT, kept=False),
    whole("a 7-zip file", b"7z\xbc\xaf\x27\x1c\0\x04\x9b", NO_TEXT, kept=False),
    whole("a text with formats", rb"{\rtf1\ansi\deff0 {\fonttbl} indikator;v\'e6rdi}", RTF, kept=False),
    whole("a zip file with a table", zipped("udtræk.csv", GOOD), ZIP_FILE, kept=False),
    whole("a zip file with a zip file", zipped("a.zip", zipped("udtræk.csv", GOOD)), ZIP_FILE, kept=False),
    whole("an empty zip file", b"PK\x05\x06" + bytes(18), NO_TEXT, kept=False),
]

ENCODINGS = [
    whole("UTF-16 without its mark", GOOD.decode().encode("utf-16-le"), NO_TEXT, kept=False),
    whole("UTF-16 without its mark, the other way round", GOOD.decode().encode("utf-16-be"), NO_TEXT, kept=False),
    whole("UTF-32", GOOD.decode().encode("utf-32"), NO_TEXT, kept=False),
    whole("UTF-32, the other way round", ("\ufeff" + GOOD.decode()).encode("utf-32-be"), NO_TEXT, kept=False),
    Bad(
        "UTF-7",
        csv(JANUARY, codec="utf-7"),
        [
            (1, "", NO_VALUES),
            (1, "bem+AOY-rkning", UNKNOWN_COLUMN),
            (1, "forel+APg-big", UNKNOWN_COLUMN),
            (1, "n+AOY-vner", UNKNOWN_COLUMN),
            (1, "omr+AOU-de", UNKNOWN_COLUMN),
            (1, "område", NO_AREAS),
            (1, "t+AOY-ller", UNKNOWN_COLUMN),
            (1, "v+AOY-rdi", UNKNOWN_COLUMN),
        ],
    ),
    at_line("EBCDIC", csv(JANUARY, codec="cp037"), 1, ONE_COLUMN),
    Bad(
        "the letters of DOS",
        csv(JANUARY, codec="cp865"),
        [
            (1, "", NO_VALUES),
            (1, "bem‘rkning", UNKNOWN_COLUMN),
            (1, "forel›big", UNKNOWN_COLUMN),
            (1, "n‘vner", UNKNOWN_COLUMN),
            (1, "område", NO_AREAS),
            (1, "omr†de", UNKNOWN_COLUMN),
            (1, "t‘ller", UNKNOWN_COLUMN),
            (1, "v‘rdi", UNKNOWN_COLUMN),
        ],
    ),
    Bad(
        "the letters of an old Mac",
        csv(JANUARY, codec="mac-roman"),
        [
            (1, "", NO_VALUES),
            (1, "bem¾rkning", UNKNOWN_COLUMN),
            (1, "forel¿big", UNKNOWN_COLUMN),
            (1, "n¾vner", UNKNOWN_COLUMN),
            (1, "område", NO_AREAS),
            (1, "omrŒde", UNKNOWN_COLUMN),
            (1, "t¾ller", UNKNOWN_COLUMN),
            (1, "v¾rdi", UNKNOWN_COLUMN),
        ],
    ),
    at_line("UTF-8 read as something else once before", GOOD.decode("cp1252").encode(), 1, GARBLED),
    whole("UTF-8 chosen for Windows-1252", csv(JANUARY, codec="cp1252"), NOT_UTF_8, choices=Choices(encoding="UTF-8")),
    at_line("Windows-1252 chosen for UTF-8", GOOD, 1, GARBLED, choices=Choices(encoding="Windows-1252")),
    at_line("UTF-16 chosen for UTF-8, an even number of bytes", EVEN, 1, ONE_COLUMN, choices=Choices("UTF-16")),
    whole(
        "UTF-16 chosen for UTF-8, an odd number of bytes",
        EVEN + b"\n",
        UNREADABLE,
        kept=False,
        choices=Choices("UTF-16"),
    ),
    at_line("the mark of UTF-16 before UTF-8", b"\xff\xfe" + EVEN, 1, ONE_COLUMN),
    whole("NUL bytes in a cell", csv(line(value="9,\0001")), NO_TEXT, kept=False),
]

ANSWERS = [
    whole("a web page", PAGE.encode(), WEB_PAGE),
    whole("a web page that calls itself a workbook", PAGE.encode(), WEB_PAGE, name="udtræk.xls"),
    whole(
        "a workbook saved as a web page",
        b'<html xmlns:o="urn:schemas-microsoft-com:office:office"><table><tr><td>1</td></tr></table></html>',
        WEB_PAGE,
        name="udtræk.xls",
    ),
    whole(
        "a table of a web page without its page", b"<table><tr><td>indikator</td><td>5;6</td></tr></table>", WEB_PAGE
    ),
    whole("a web page below a comment", b"<!-- skabt 2023; af x -->\n<html><body>;</body></html>", WEB_PAGE),
    at_line("an error from the source", '{"error": {"message": "Nøglen er udløbet."}}'.encode(), 1, ANSWER_KEY),
    at_line("figures as JSON", b'[{"indikator": "fleksjobledighed", "v": 9.1}]', 1, ANSWER_FIGURES),
    at_line("JSON that is nothing", b"{}", 1, ANSWER),
    whole("figures as XML", b'<?xml version="1.0"?><tal><tal v="9,1"/></tal>', WEB_PAGE),
    whole(
        "XML without its first line", b'<soap:Envelope xmlns:soap="urn:x"><soap:Fault>Nej; nej</soap:Fault>', WEB_PAGE
    ),
    at_line("an error as plain text", b"500 Internal Server Error\n", 1, ONE_COLUMN),
    at_line(
        "an answer with its headers",
        b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/csv; charset=utf-8\r\n\r\n",
        1,
        UNKNOWN_FILE,
    ),
]

FILES = [*CUT, *OTHER_KINDS, *ENCODINGS, *ANSWERS]
