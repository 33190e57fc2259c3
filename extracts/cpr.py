"""The guard against CPR numbers: finds anything shaped like one, and never returns the number.

Modulus 11 proves nothing since 2007, and the calendar is not asked either: a mistyped number still
points at a person. A text is read in up to three ways (`readings`), each searched for every shape in
the tables below. `suspects` does the same to a whole file at once, so that few cells must be searched.

Decided, where a person and a figure are written alike:
- `3002751234,00` is a number that a spreadsheet took for a figure. With other decimals, a currency or
  thousands dots it is an amount. Under a CPR-named header it is a person, whatever the marks.
- The year comes first only with its century. A date since 2010 with its parts apart, a space and four
  digits is a status date with a count or a time: `31.12.2023 1200`; with a dash it is a person.
- O for 0 and l or I for 1 where at least seven of the ten are digits and no letter touches them.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, chain
from urllib.parse import unquote

# The day may be raised by 60, as in replacement numbers. `{g}`: what stands between every two digits.
DAY = r"(?:0{g}[1-9]|[12]{g}\d|3{g}[01]|6{g}[1-9]|[78]{g}\d|9{g}[01])"
MONTH = r"(?:0{g}[1-9]|1{g}[0-2])"
DD, MM = DAY.replace("{g}", ""), MONTH.replace("{g}", "")
D, M = DD.replace("0", "0?", 1), MM.replace("0", "0?", 1)  # the zero may be left out
YEAR = r"(?:(?:18|19|20)\d\d|\d\d)"
BEFORE_2010 = r"(?:(?:18|19)\d\d|200\d|0\d|[4-9]\d)"
CLOCK = r"(?:[01]\d|2[0-3])[0-5]\d(?!\d)"
MONTH_NAME = r"(?i:jan|feb|mar|apr|ma[ij]|jun|jul|aug|sep|okt|oct|nov|dec)[A-Za-z]{0,6}"
SERIAL = r"\d{4}(?!\d)"
# All that is neither letter nor digit; but a bare comma is a decimal comma.
MARKS = r"(?:(?!,\d)[\W_]{1,20})"
SAID = r"[\W_]{0,6}(?i:l(?:ø|oe|o)?be?[\W_]{0,2}(?:nr|nummer)|sidste fire|kontrol(?:cifre|nr))[\W_]{0,6}"
SEP = r"(?:[^\w,;|]|_)"
TO_NAME = rf"(?:{SEP}{{1,3}}|(?![Oo]))"
DASHED = r"\s?-\s?"
LOOSE = r"[\s,]{1,3}"


def spaced(shape: str, between: str) -> str:
    return shape.replace("{g}", between)


# Shapes that begin with at least six digits together.
TOGETHER = {
    "ten digits, also padded with zeros": rf"0{{0,8}}{DD}{MM}\d\d{SERIAL}",
    "the date and the number, marks between": rf"{DD}{MM}{YEAR}{MARKS}{SERIAL}",
    "a comma between, where no amount begins so": rf"0[1-9]{MM}{YEAR},{SERIAL}",
    "the number named by a word": rf"{DD}{MM}{YEAR}{SAID}{SERIAL}",
    "the year in full; of this century it may be a voucher's date": rf"{DD}{MM}(?:18|19)\d\d{SERIAL}",
    "the year first": rf"(?:18|19)\d\d{MM}{DD}{MARKS}?{SERIAL}",
    "the year first, no time of day": rf"20\d\d{MM}{DD}{MARKS}(?!{CLOCK}){SERIAL}",
}
# Shapes with the digits apart: each holds a digit, one to three marks, and what `SPREAD_TRACES` ask for.
SPREAD = {
    "a date's parts apart, then a dash": rf"{D}{SEP}{{1,3}}{M}{SEP}{{1,3}}{YEAR}{DASHED}{SERIAL}",
    "a date's parts apart, all by one mark": rf"{D}(?P<mark>{SEP}{{1,3}}){M}(?P=mark){YEAR}(?P=mark){SERIAL}",
    "a date from before 2010, then a space": rf"{D}{SEP}{{1,3}}{M}{SEP}{{1,3}}{BEFORE_2010}{LOOSE}{SERIAL}",
    "the month by name, then a dash": rf"{D}{TO_NAME}{MONTH_NAME}{SEP}{{0,3}}{YEAR}{DASHED}{SERIAL}",
    "the month by name, before 2010": rf"{D}{TO_NAME}{MONTH_NAME}{SEP}{{0,3}}{BEFORE_2010}{LOOSE}{SERIAL}",
    "the year first, apart": rf"(?:18|19)\d\d(?P<old>{SEP}){MM}(?P=old){DD}{SEP}{{1,3}}{SERIAL}",
    "the year first, apart, no time of day": rf"20\d\d(?P<new>{SEP}){MM}(?P=new){DD}{SEP}{{1,3}}(?!{CLOCK}){SERIAL}",
    "pairs": rf"{DD}(?P<pair>{SEP}{{1,3}}){MM}(?P=pair)\d\d(?:(?P=pair)|{DASHED})\d\d(?P=pair)\d\d(?!\d)",
    "four, two and four": rf"{DD}{MM}(?P<four>{SEP}{{1,3}})\d\d(?:(?P=four)|{DASHED}){SERIAL}",
    "two, four and four": rf"{DD}(?P<two>{SEP}{{1,3}}){MM}\d\d(?:(?P=two)|{DASHED}){SERIAL}",
    "three, three and four": rf"{DD}{spaced(MONTH, '[ -]')}\d\d[ -]{SERIAL}",
    "every digit by itself": r"(?=\d(?P<one>[\W_]{1,3}))"
    + spaced(rf"{DAY}{{g}}{MONTH}{{g}}\d{{g}}\d[\W_]{{1,3}}\d{{g}}\d{{g}}\d{{g}}\d(?!\d)", "(?P=one)"),
}
# A spreadsheet's own view of the whole number; with fewer digits than it has, no person is left in it.
SCIENTIFIC = rf"{spaced(DAY, '[.,]')}{MM}\d{{3,6}}[Ee][+]?0?9(?!\d)"
# Only under a CPR-named header: any grouping, and nine digits where a leading zero was lost.
ANY_MARKS = r"[\W_]{0,3}"
UNDER_HEADER = {
    "ten digits, whatever stands between": spaced(rf"{DAY}{{g}}{MONTH}(?:{{g}}\d){{6}}(?!\d)", ANY_MARKS),
    "nine, the zero lost": spaced(rf"[1-9]{{g}}{MONTH}(?:{{g}}\d){{6}}(?!\d)", ANY_MARKS),
    "the year in full": rf"{DD}{MM}20\d\d{SERIAL}",
    "cut off by a spreadsheet": r"\d[.,]\d{5,8}[Ee][+]?0?[89](?!\d)",
}
# O and l as digits: `LOOKALIKES` are read as digits where a token of ten is mostly digits.
LOOKALIKE = r"(?<![^\W_])[\dOoIl]{6}[\s-]{0,3}[\dOoIl]{4}(?![^\W_])"
LOOKALIKES = str.maketrans("OoIl", "0011")

# What is written with ten digits and is nobody, as whole cells and as parts of a text.
INNOCENT_CELLS = {
    "a computed ratio": r"[−–-]?\d+[.,]\d{10,}\s*%?",
    "an amount with øre": r"[−–-]?\d+[.,](?!0+\b)\d{1,2}",
    "money from a database, four decimals": r"[−–-]?\d+\.(?:0{4}|\d\d00)",
    "an amount with its currency": r"(?i:(?:kr\.?|dkk|eur)\s*)?[−–-]?\d+(?:[.,]\d+)?\s*(?i:kr\.?|dkk|eur|mio\.?|%)"
    r"|(?i:kr\.?|dkk|eur)\s*[−–-]?\d+(?:[.,]\d+)?",
}
# Bounded, so that a text of a million such characters does not take its length squared.
INNOCENT_PARTS = {
    "a ratio below one": r"(?<![\d.,])0[.,]\d{10,}",
    "a UUID or a checksum": r"(?<!\w)(?=[\d-]{0,127}[a-fA-F])[\da-fA-F-]{32,128}(?!\w)",
    "a Danish IBAN": r"(?<!\w)DK\d\d ?\d{4} ?\d{4} ?\d{4} ?\d\d(?!\w)",
    "an ISBN": r"(?<!\w)ISBN(?:-1[03])?[: ]{0,2}[\d -]{9,16}[\dX](?!\w)",
}


def any_of(shapes: dict[str, str]) -> re.Pattern:
    return re.compile(r"(?<!\d)(?:" + "|".join(shapes.values()) + ")")


TOGETHER_SHAPES, SPREAD_SHAPES, HEADER_SHAPES = any_of(TOGETHER), any_of(SPREAD), any_of(UNDER_HEADER)
ALONE_SHAPES = re.compile(rf"(?<!\d){SCIENTIFIC}")
LOOKALIKE_SHAPE = re.compile(LOOKALIKE)
NOT_DIGITS = re.compile(r"[^\dOoIl]+")
INNOCENT = re.compile("|".join([rf"\A\s*(?:{'|'.join(INNOCENT_CELLS.values())})\s*\Z", *INNOCENT_PARTS.values()]))
CPR_HEADER = re.compile(
    r"c\W?p\W?r(?![a-z])|cpr|pers(?:on)?\W*(?:n(?:r|o\b|um)|id)|\bp\W?nr|(?:borger|klient)\w*\W*(?:id|n(?:r|um))"
)


def is_cpr_header(header: str) -> bool:
    plain = unicodedata.normalize("NFKC", header).casefold().replace("_", " ").replace("\xad", "")
    return bool(CPR_HEADER.search(plain))


UNUSUAL = re.compile("[^\t\n\r\x20-\x7eÀ-ÖØ-öø-ÿ]+")
USUAL_BYTES = bytes(code for code in range(256) if not UNUSUAL.match(chr(code)))
HIDDEN = "\xad"
"""A soft hyphen: stands for every character that shows as nothing."""


def plain_digits(text: str) -> str:
    """The same text, character for character, with every script's digits, dashes and spaces as plain ones."""
    try:
        if not text.encode("latin-1").translate(None, USUAL_BYTES):
            return text
    except UnicodeEncodeError:
        pass
    return UNUSUAL.sub(lambda found: "".join(map(plain_mark, found[0])), text)


@cache
def plain_mark(mark: str) -> str:
    if unicodedata.digit(mark, None) is not None:
        return str(unicodedata.digit(mark))
    category, name = unicodedata.category(mark), unicodedata.name(mark, "")
    if category in {"Cf", "Cc", "Mn", "Me", "Cn", "Co"}:
        return HIDDEN
    if mark.isspace():
        return " "
    if category == "Pd" or re.search("MINUS|HYPHEN|DASH|BOX DRAWINGS .* HORIZONTAL", name):
        return "-"
    normal = unicodedata.normalize("NFKC", mark)
    if len(normal) == 1 and normal.isascii():
        return normal
    return "x" if mark.isalnum() else "*"


CODES = re.compile(
    r"&(?:amp;)*(?:#\d{2,6}|#x[\da-f]{2,5}|[a-z]{2,30})(?:;|(?!\w))"  # &nbsp; &#45; &amp;ndash;
    r"|(?:%(?:25)*[\da-f]{2})+"  # %2D %C2%A0 %252D
    r"|\\+(?:u[\da-f]{4}|x[\da-f]{2}|[tnr])"  # \u2011 \t
    r"|</?[a-z][^<>;,|\t\n]{0,30}>",  # <b> </td>
    re.IGNORECASE,
)


def without_codes(text: str) -> str:
    """Characters written as codes read as what they stand for, filled up to the same length."""
    if not any(mark in text for mark in "&%\\<"):
        return text
    return CODES.sub(lambda found: plain_digits(decoded(found[0]))[: len(found[0])].ljust(len(found[0]), HIDDEN), text)


def decoded(code: str) -> str:
    if code[0] == "&":
        return html.unescape(re.sub(r"(?i)^&(?:amp;)+", "&", code.rstrip(";")) + ";")
    if code[0] == "%":
        return unquote(re.sub(r"%(?:25)+(?=[\da-fA-F]{2})", "%", code))
    if code[0] == "\\":
        number = code.lstrip("\\")[1:]
        return chr(int(number, 16)) if number else " "
    return ""


def readings(text: str) -> Iterator[tuple[str, list[int]]]:
    """The ways to read a text: as it stands, with its codes read, and with what does not show taken out.

    The last one comes with the places where something was taken out (`place` turns them back).
    """
    plain = plain_digits(text)
    yield plain, []
    clear = without_codes(plain)
    if clear != plain:
        yield clear, []
    if HIDDEN in clear:
        parts = clear.split(HIDDEN)
        yield "".join(parts), list(accumulate(map(len, parts[:-1]), initial=0))


def place(position: int, gaps: list[int]) -> int:
    """Where a character of a reading stands in the text itself."""
    return position + max(bisect_right(gaps, position) - 1, 0)


def shaped(plain: str, *, strict: bool) -> Iterator[tuple[int, int]]:
    """From where to where a reading holds a number; `strict` as under a CPR-named header."""
    for pattern in [TOGETHER_SHAPES, SPREAD_SHAPES, ALONE_SHAPES, *[HEADER_SHAPES] * strict]:
        yield from (found.span() for found in pattern.finditer(plain))
    for found in LOOKALIKE_SHAPE.finditer(plain):
        if stands_for_digits(found[0]):
            yield found.span()


def stands_for_digits(token: str) -> bool:
    digits = sum(map(str.isdecimal, token))
    return 7 <= digits < 10 and bool(TOGETHER_SHAPES.fullmatch(token.translate(LOOKALIKES)))


def holds_cpr(text: str, *, header: str = "") -> bool:
    """Whether the text holds a number; stricter under a CPR-named header."""
    strict = is_cpr_header(header)
    for plain, _ in readings(text):
        if len(NOT_DIGITS.sub("", plain)) < 8:
            continue
        searched = plain if strict else INNOCENT.sub("x", plain)
        if any(True for _ in shaped(searched, strict=strict)):
            return True
    return False


def masked(text: str) -> str:
    """The text with every such number replaced, for a file name that must be kept."""
    strict = is_cpr_header(text)
    while span := first_span(text, strict=strict):
        text = f"{text[: span[0]]}[cpr-nummer]{text[span[1] :]}"
    return text


def first_span(text: str, *, strict: bool) -> tuple[int, int] | None:
    for plain, gaps in readings(text):
        for start, end in shaped(plain, strict=strict):
            return place(start, gaps), place(end - 1, gaps) + 1
    return None


# A whole file is searched for traces first, in one byte a character: 0 a digit, o a lookalike, x another
# letter, - the rest. Only where there is a trace are the shapes themselves tried.
TRACES = bytes(
    ord("o" if chr(code) in "OoIl" else "0" if chr(code).isdecimal() else "x" if chr(code).isalnum() else "-")
    for code in range(256)
)
TOGETHER_TRACE = re.compile(rb"000000(?:0{4,}|0{0,3}+(?=-{1,20}0000(?!0)|-{0,6}[xo]))")
# From the last digit of a shape's first group.
SPREAD_TRACES = [
    re.compile(rb"0-(?=-{0,2}(?:(?:00?-{1,3})?0{2,4}-{1,3}0000(?!0)|00-{1,3}00-{1,3}00|(?:0-{1,3}){4}))"),
    re.compile(rb"0-(?=-{0,2}[xo]{3,9}-{0,3}0{2,4}-{1,3}0000(?!0))"),
    re.compile(rb"0x(?=[xo]{2,8}-{0,3}0{2,4}-{1,3}0000(?!0))"),
]
LOOKALIKE_TRACE = re.compile(rb"[0o]{6,}")
HEADER_TRACE = re.compile(rb"0(?=(?:-{0,3}0){8}|-0{5,8}x-?0)")


def suspects(text: str, *, short: bool = False) -> list[int]:
    """Where in a whole file a number may begin. Never misses what `holds_cpr` finds in a cell of it, but may
    take several cells for one number. `short`: also what is found only under a CPR-named header.
    """
    found = set()
    for plain, gaps in readings(text):
        traces = plain.encode("latin-1").translate(TRACES)
        starts = [*together_starts(plain, traces), *spread_starts(plain, traces), *lookalike_starts(plain, traces)]
        if short:
            starts += [at.start() for at in HEADER_TRACE.finditer(traces) if HEADER_SHAPES.match(plain, at.start())]
        found.update(place(start, gaps) for start in starts)
    return sorted(found)


def together_starts(plain: str, traces: bytes) -> Iterator[int]:
    for trace in TOGETHER_TRACE.finditer(traces):
        start = trace.start()
        if TOGETHER_SHAPES.match(plain, start):
            yield start
        elif start > 1 and ALONE_SHAPES.match(plain, start - 2):
            yield start - 2


def spread_starts(plain: str, traces: bytes) -> Iterator[int]:
    for trace in chain.from_iterable(pattern.finditer(traces) for pattern in SPREAD_TRACES):
        start = trace.start()
        while start and traces[start - 1 : start] == b"0":
            start -= 1
        if SPREAD_SHAPES.match(plain, start):
            yield start


def lookalike_starts(plain: str, traces: bytes) -> Iterator[int]:
    if b"0o" in traces or b"o0" in traces:
        for trace in LOOKALIKE_TRACE.finditer(traces):
            found = LOOKALIKE_SHAPE.match(plain, trace.start())
            if found and stands_for_digits(found[0]):
                yield trace.start()
