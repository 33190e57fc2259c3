"""Which line of a file is its header, and what a header may not be."""

import re
from collections import Counter

from extracts.problems import Problem, Unreadable, error
from extracts.records import Record


def header_position(ahead: list[Record], chosen: int | None) -> int:
    """Where the header stands among the first lines: the first line, unless it is a title above a table."""
    if chosen is not None:
        for at, (line, _) in enumerate(ahead):
            if line == chosen:
                return at
        raise Unreadable([error("Der står ingen overskrift på den linje, du har valgt. Vælg en anden.", line=chosen)])
    for at, (_, cells) in enumerate(ahead):
        filled = [cell for cell in cells if cell.strip()]
        if len(filled) > 2:
            heads_most = 2 * sum(len(under) == len(cells) for _, under in ahead[at + 1 :]) > len(ahead) - at - 1
            return at if heads_most and not any(map(looks_like_a_figure, filled)) else 0
    return 0


def looks_like_a_figure(cell: str) -> bool:
    """Digits with nothing but marks around them; a year may head a column."""
    return not re.search(r"[^\W\d_]", cell) and not re.fullmatch(r"\s*(19|20)\d\d\s*", cell)


def refuse_a_headless_table(header: list[str], line: int):
    if not any(re.search(r"[a-zæøå]{2}", cell, re.IGNORECASE) for cell in header):
        raise Unreadable([error("Filen mangler en linje med kolonnenavne øverst.", line=line, text=" ".join(header))])


def duplicated_headers(header: list[str], line: int) -> list[Problem]:
    counts = Counter(cell.strip().casefold() for cell in header if cell.strip())
    return [
        error("Kolonnen findes mere end én gang. Behold den ene.", line=line, column=name, text=name)
        for name, count in counts.items()
        if count > 1
    ]
