"""Danish numbers in files: one strict pattern, exact decimals, and the marks for "no figure"."""

import re
from decimal import Decimal

NUMBER = r"[−–-]?(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?[−–-]?"
NUMBER_PATTERN = re.compile(NUMBER, re.ASCII)
MAX_LENGTH = 60
MISSING_MARKS = frozenset({"-", ".", "..", "…", "i.o."})
MAX_DECIMALS = 6
MAX_DIGITS = 12
"""Digits before the comma; together they fit a 64-bit integer of millionths."""


class NotANumber(ValueError):
    """The message is the Danish sentence to show."""


def parse_number(text: str) -> Decimal:
    """`1.234,50`, `−3`, `1.234,56-`, `11,6 %` as an exact decimal; `NotANumber` says what is wrong."""
    text = text.strip().removesuffix("%").rstrip()
    if len(text) > MAX_LENGTH:
        raise NotANumber("Feltet er for langt til at være et tal.")
    if re.fullmatch(r"[−–-]?\d+\.\d+", text, re.ASCII) and not NUMBER_PATTERN.fullmatch(text):
        raise NotANumber("Tallet bruger punktum som komma. Skriv decimaler med komma, fx 11,6.")
    if not NUMBER_PATTERN.fullmatch(text) or (text[0] in "−–-" and text[-1] in "−–-"):
        raise NotANumber("Feltet er ikke et tal. Skriv fx 1.234,5 – eller .. hvis tallet mangler.")
    negative = not (text[0].isdigit() and text[-1].isdigit())
    whole, _, decimals = text.strip("−–-").replace(".", "").partition(",")
    if len(decimals.rstrip("0")) > MAX_DECIMALS or len(whole.lstrip("0")) > MAX_DIGITS:
        raise NotANumber(f"Tallet er for langt: højst {MAX_DIGITS} cifre før kommaet og {MAX_DECIMALS} efter.")
    number = Decimal(f"{whole}.{decimals[:MAX_DECIMALS] or '0'}")
    return -number if negative else number
