"""The guard against CPR numbers: finds anything shaped like one, and never returns the number.

Shape: DDMMYY and four digits, together or apart by spaces, dashes and the like; also with the
date's parts apart. The day may be raised by 60, as in replacement numbers. Modulus 11 proves
nothing since 2007, and the calendar is not asked either: a mistyped number still points at a
person.
"""

import re
import unicodedata

DAY, MONTH, YEAR = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])", r"(?:0[1-9]|1[0-2])", r"\d{2}"
# Spaces (but no tab or line end), dots, slashes, every dash, and what only shows as space or nothing.
MARK = r"(?:[ \u00a0\u00ad\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff._:/\u2010-\u2015\u2212-]|&nbsp;)"
APART = re.compile(rf"(?<!\d){DAY}{MARK}?{MONTH}{MARK}?{YEAR}{MARK}{{1,8}}\d{{4}}(?!\d)")
# A decimal comma before ten digits in a row makes them decimals of a number, not a person.
TOGETHER = re.compile(rf"(?<!\d)(?<!\d[,.]){DAY}{MONTH}{YEAR}\d{{4}}(?!\d)")
LOST_ZERO = re.compile(rf"(?<!\d)[1-9]{MONTH}{YEAR}{MARK}{{0,8}}\d{{4}}(?!\d)")
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
    if APART.search(plain) or TOGETHER.search(plain):
        return True
    return is_cpr_header(header) and bool(LOST_ZERO.search(plain))


def masked(text: str) -> str:
    """The text with every such number replaced, for a file name that must be kept."""
    return TOGETHER.sub("[cpr-nummer]", APART.sub("[cpr-nummer]", plain_digits(text)))
