"""What the columns and texts of an unknown file most likely are: proposals that a person says yes or no to. Pure."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import islice

from extracts.kinds import Role
from extracts.mapping import folded, is_period
from extracts.numbers import MISSING_MARKS, NotANumber, parse_number
from extracts.reading import Sheet

CLOSE_ENOUGH = 0.6
LOOKED_AT, NEAR_LOOKED_AT = 200, 20
"""Distinct texts of a column that are looked at; finding what they are near to takes longer."""
PERIOD_TITLES = ("periode", "måned", "år")
FIGURE_TITLES = ("værdi", "beløb", "netto", "antal")
"""Own titles that a column of periods, or of bare figures, most likely is; the first that the kind has."""
Codes = dict[str, dict[str, str]]
"""Own title → code → name, of the roles that know their codes."""
TOTAL = re.compile(r"\b(i ?alt|total(t|en)?|sum)\b")


def distinct(column: Sequence[str]) -> list[str]:
    """The texts of a column, one spelling of each, in the file's order."""
    first: dict[str, str] = {}
    for text in dict.fromkeys(column):
        first.setdefault(folded(text), text.strip())
    return list(first.values())


def proposed_columns(sheet: Sheet, places: Sequence[int], roles: Sequence[Role], codes: Codes) -> dict[int, str]:
    """The own title of each column that seems to be one: by its very title, then its texts, then what is near."""
    proposed: dict[int, str] = {}
    ways = (
        lambda place, free: same_title(sheet.header[place], free),
        lambda place, free: by_texts(sheet.columns[place], free, codes),
        lambda place, free: proposed_column(sheet.header[place], free),
        lambda place, free: by_near_texts(sheet.columns[place], free, codes),
    )
    for propose in ways:
        for place in places:
            free = [role for role in roles if role.title not in proposed.values()]
            if place not in proposed and (title := propose(place, free)):
                proposed[place] = title
    return proposed


def same_title(title: str, roles: Sequence[Role]) -> str:
    return next((role.title for role in roles if folded(title) in spellings(role)), "")


def spellings(role: Role) -> set[str]:
    return {folded(role.title), folded(role.label)}


def proposed_column(title: str, roles: Sequence[Role]) -> str:
    """The own title that a file's title is nearest to; nothing where none is near."""
    known = {spelling: role.title for role in roles for spelling in spellings(role)}
    close = get_close_matches(folded(title), known, n=1, cutoff=CLOSE_ENOUGH)
    return known[close[0]] if close else ""


def by_texts(column: Sequence[str], roles: Sequence[Role], codes: Codes) -> str:
    """What a column's texts say it is: periods, codes that a role knows, or figures."""
    texts, titles = looked_at(column), [role.title for role in roles]
    if mostly(is_period, texts):
        return first_of(PERIOD_TITLES, titles)
    for title in titles:
        if mostly(known_spellings(codes.get(title, {})).__contains__, map(folded, texts)):
            return title
    return first_of(FIGURE_TITLES, titles) if mostly(is_figure, texts) else ""


def by_near_texts(column: Sequence[str], roles: Sequence[Role], codes: Codes) -> str:
    """The role whose codes a column's texts are near to."""
    for role in roles:
        spelt = known_spellings(codes.get(role.title, {}))
        if mostly(lambda text, spelt=spelt: proposed_code(text, spelt), looked_at(column)[:NEAR_LOOKED_AT]):
            return role.title
    return ""


def looked_at(column: Sequence[str]) -> list[str]:
    """The first distinct texts; totals stand among the parts and say nothing of them."""
    return list(islice((text for text in distinct(column) if text and not is_total(text)), LOOKED_AT))


def mostly(holds, texts: Iterable[str]) -> bool:
    """Whether it holds for at least half of the texts, of which there are some."""
    found = [bool(holds(text)) for text in texts]
    return bool(found) and 2 * sum(found) >= len(found)


def first_of(wanted: Sequence[str], titles: Sequence[str]) -> str:
    return next((title for title in wanted if title in titles), "")


def is_figure(text: str) -> bool:
    if text in MISSING_MARKS:
        return True
    try:
        parse_number(text)
    except NotANumber:
        return False
    return True


def holds_figures(column: Sequence[str], marks: Sequence[str]) -> bool:
    """Whether a column's texts are figures and marks, with at least one figure among them."""
    texts = [text for text in distinct(column) if text and folded(text) not in marks]
    return bool(texts) and mostly(is_figure, texts)


def known_spellings(known: dict[str, str]) -> dict[str, str]:
    """Codes by how they and their names are written, folded; a code before another's name."""
    return {folded(name): code for code, name in known.items()} | {folded(code): code for code in known}


def is_total(text: str) -> bool:
    return bool(TOTAL.search(folded(text)))


def proposed_code(text: str, spelt: dict[str, str]) -> str | None:
    """The code whose spelling a text is nearest to; None for a total, "" where nothing is near."""
    if folded(text) in spelt:
        return spelt[folded(text)]
    if is_total(text):
        return None
    close = get_close_matches(folded(text), spelt, n=1, cutoff=CLOSE_ENOUGH)
    return spelt[close[0]] if close else ""
