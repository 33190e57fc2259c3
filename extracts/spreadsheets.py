"""CSV for people who open it in a spreadsheet: cells that no program takes for a formula."""

from collections.abc import Iterable

from extracts.records import BOM, DELIMITERS

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def without_formula(text: str) -> str:
    """The text with a leading apostrophe where a spreadsheet would calculate it."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def quoted(text: str) -> str:
    """The text as one cell, whatever the delimiter is."""
    special = any(mark in text for mark in (*DELIMITERS, '"', "\r", "\n"))
    return '"' + text.replace('"', '""') + '"' if special else text


def csv_file(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as a file that a Danish Excel opens with a double click: semicolons, and a mark that says UTF-8."""
    lines = [";".join(quoted(without_formula(cell)) for cell in row) for row in rows]
    return BOM + "".join(f"{line}\r\n" for line in lines).encode()
