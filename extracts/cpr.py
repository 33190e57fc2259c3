"""The guard against CPR numbers: finds anything shaped like one, and never returns the number.

Shape: DDMMYY and four digits, apart or not by a hyphen, dash, space or no-break space. The day
may be raised by 60, as in replacement numbers. Modulus 11 proves nothing since 2007, and the
calendar is not asked either: a mistyped number still points at a person.
"""

import re

DAY, MONTH = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])", r"(?:0[1-9]|1[0-2])"
# Hyphen, no-break hyphen, dashes, minus, soft hyphen; space, no-break, thin and narrow spaces.
GAP = r"[ \u00a0\u2000-\u200b\u202f]*[-\u00ad\u2010-\u2015\u2212/.]?[ \u00a0\u2000-\u200b\u202f]*"
# A decimal comma before the digits makes them decimals of a number, not a person.
CPR = re.compile(rf"(?<!\d)(?<!\d[,.]){DAY}{MONTH}\d{{2}}{GAP}\d{{4}}(?!\d)")
LOST_ZERO = re.compile(rf"(?<!\d)[1-9]{MONTH}\d{{2}}{GAP}\d{{4}}(?!\d)")
CPR_HEADER = re.compile(r"cpr|personnummer|pnr|p-nr", re.IGNORECASE)


def is_cpr_header(header: str) -> bool:
    return bool(CPR_HEADER.search(header))


def holds_cpr(text: str, *, header: str = "") -> bool:
    """Whether the text holds something shaped like a CPR number; stricter under a CPR-named header."""
    return bool(CPR.search(text)) or (is_cpr_header(header) and bool(LOST_ZERO.search(text)))


def masked(text: str) -> str:
    """The text with every such number replaced, for a file name that must be kept."""
    return CPR.sub("[cpr-nummer]", text)
