"""The guard against CPR numbers: finds anything shaped like one, and never returns the number.

Shape: DDMMYY and four digits, together or apart by spaces, dashes and the like; also with the
date's parts apart. The day may be raised by 60, as in replacement numbers. Modulus 11 proves
nothing since 2007, and the calendar is not asked either: a mistyped number still points at a
person.
"""

import re
import unicodedata

DAY, MONTH = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])", r"(?:0[1-9]|1[0-2])"
YEAR = r"(?:(?:18|19|20)\d{2}|\d{2})"
DASH = r"[\u00ad\u2010-\u2015\u2043\u2212-]"
# White space, dots, slashes, every dash, and what only shows as space or nothing.
MARK = r"(?:[\s\u200b-\u200f\u2060\ufeff._:;/*~+=\u00ad\u2010-\u2015\u2022\u2043\u2212-]|&nbsp;|&#45;)"
SHAPES = [
    re.compile(rf"(?<!\d){DAY}{MONTH}\d{{2}}\d{{4}}(?!\d)"),
    re.compile(rf"(?<!\d){DAY}{MONTH}{YEAR}{MARK}{{1,20}}\d{{4}}(?!\d)"),
    # With the date's own parts apart, the last gap is like them or a dash: «31.12.23: 1200» is a date and a count.
    re.compile(rf"(?<!\d){DAY}(?P<gap>{MARK}){MONTH}(?P=gap){YEAR}(?:(?P=gap)|{DASH})\d{{4}}(?!\d)"),
]
LOST_ZERO = re.compile(rf"(?<!\d)[1-9]{MONTH}\d{{2}}{MARK}{{0,20}}\d{{4}}(?!\d)")
# A whole cell that is one number with at least ten decimals is a computed ratio, not a person.
MANY_DECIMALS = re.compile(r"\s*[−–-]?\d+[.,]\d{10,}\s*%?\s*")
CPR_HEADER = re.compile(r"cpr|person\W*n(?:r|ummer)|\bp\W?nr", re.IGNORECASE)


def is_cpr_header(header: str) -> bool:
    return bool(CPR_HEADER.search(header))


def plain_digits(text: str) -> str:
    """Full-width and other scripts' digits and dashes as their plain forms; most text is plain already."""
    if text.isascii():
        return text
    normal = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.digit(mark)) if mark.isdigit() else mark for mark in normal)


def holds_cpr(text: str, *, header: str = "") -> bool:
    """Whether the text holds something shaped like a CPR number; stricter under a CPR-named header."""
    plain = plain_digits(text)
    if is_cpr_header(header) and LOST_ZERO.search(plain):
        return True
    return not MANY_DECIMALS.fullmatch(plain) and any(shape.search(plain) for shape in SHAPES)


def masked(text: str) -> str:
    """The text with every such number replaced, for a file name that must be kept."""
    plain = plain_digits(text)
    for shape in [*SHAPES, *[LOST_ZERO] * is_cpr_header(plain)]:
        plain = shape.sub("[cpr-nummer]", plain)
    return plain
