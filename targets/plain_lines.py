"""The lines of `maalepunkter` that need no second look, read a column at a time.

Most lines of a large file are plain: known words, and a figure that its unit allows. Reading them by column
takes a fifth of the time. Every other line is left to `maalepunkter.understood`, which alone knows what is
wrong with a line; of a plain one it would say nothing and make the same row.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import repeat
from typing import NamedTuple

from extracts.batch import Batch, EachOnce
from extracts.marks import TEXTS, is_invented, longest, yes_or_no
from extracts.models import State
from extracts.numbers import NotANumber, parse_number
from extracts.periods import MONTHS_IN, UnknownPeriod, parse
from extracts.wide import Part
from targets.figure_rows import ENGLISH_THOUSANDS, FIGURES, SHARE_LIMIT, Reference
from targets.models import Indicator, Unit

NO_LIMIT = Decimal("Infinity")
ODD = Decimal(-1)
"""Stands for a number that wants a second look, as every negative one does."""


class PlainIndicator(NamedTuple):
    pk: int
    ceiling: Decimal
    months: int
    is_share: bool


class PlainPeriod(NamedTuple):
    code: str
    end: date
    months: int


def plain_lines(part: Part, reference: Reference) -> tuple[Batch, list[int]]:
    """A row for every line, and the positions of those that must be read again one by one."""
    readers = readers_for(part, reference)
    read = {name: list(map(readers[name].__getitem__, column)) for name, column in part.columns.items()}
    odd = set(odd_figures(read, len(part.lines)))
    for name in read.keys() & {"provisional", *TEXTS}:
        odd.update(at for at, found in enumerate(read[name]) if found is None)
    return Batch(list(part.lines), keys_of(read, odd), content_of(read, odd)), sorted(odd)


def readers_for(part: Part, reference: Reference) -> dict[str, EachOnce]:
    """How a text of each column is read; None (for a number: `ODD`) where it wants a second look."""
    readers = {
        "indicator": EachOnce(lambda text: plain_indicator(reference.indicators.get(text.strip().casefold()))),
        "area": EachOnce(lambda text: getattr(reference.areas(text), "pk", None)),
        "period": EachOnce(lambda text: plain_period(text, reference.today)),
        "provisional": EachOnce(lambda text: yes_or_no(text.strip())),
    }
    readers |= {name: EachOnce(plain_number) for name in FIGURES}
    return readers | {name: EachOnce(partial(plain_text, most=longest(name))) for name in TEXTS}


def plain_indicator(indicator: Indicator | None) -> PlainIndicator | None:
    """None also for a rank, of which every figure is looked at."""
    if indicator is None or indicator.unit == Unit.RANK:
        return None
    is_share = indicator.unit == Unit.PERCENT
    ceiling = SHARE_LIMIT if is_share and not indicator.may_exceed_100 else NO_LIMIT
    return PlainIndicator(indicator.pk, ceiling, MONTHS_IN[indicator.frequency], is_share)


def plain_period(text: str, today: date) -> PlainPeriod | None:
    try:
        found = parse(text)
    except UnknownPeriod:
        return None
    return PlainPeriod(found.code, found.end, MONTHS_IN[found.kind]) if found.end <= today else None


def plain_number(text: str) -> Decimal | None:
    """The number of a cell, None for an empty one."""
    text = text.strip()
    if not text:
        return None
    if "%" in text or ENGLISH_THOUSANDS.fullmatch(text):
        return ODD
    try:
        return parse_number(text)
    except NotANumber:
        return ODD


def plain_text(text: str, most: int) -> str | None:
    text = text.strip()
    return text if len(text) <= most else None


def odd_figures(read: dict[str, list], count: int) -> Iterable[int]:
    """The positions where the words are not known, or the figure is not one that its unit allows."""
    parts = [read.get(name, repeat(None, count)) for name in FIGURES]
    lines = zip(read["indicator"], read["area"], read["period"], *parts, strict=True)
    for at, (indicator, area, period, *figures) in enumerate(lines):
        known = indicator is not None and area is not None and period is not None
        if not known or period.months < indicator.months or not is_plain_figure(indicator, *figures):
            yield at


def is_plain_figure(indicator: PlainIndicator, value, numerator, denominator) -> bool:
    """A number alone within its unit's limit, or a ratio alone of a part and a whole."""
    if value is not None:
        return numerator is None and denominator is None and 0 <= value <= indicator.ceiling
    if numerator is None or denominator is None or not indicator.is_share:
        return False
    return 0 <= numerator <= denominator and denominator > 0


def keys_of(read: dict[str, list], odd: set[int]) -> list[tuple | None]:
    words = zip(read["indicator"], read["area"], read["period"], strict=True)
    if not odd:
        return [(indicator.pk, area, period.code) for indicator, area, period in words]
    return [
        None if at in odd else (indicator.pk, area, period.code) for at, (indicator, area, period) in enumerate(words)
    ]


def content_of(read: dict[str, list], odd: set[int]) -> dict[str, list]:
    content = {"state": [State.VALUE] * len(read["period"])}
    content |= {name: read[name] for name in (*FIGURES, "provisional", *TEXTS) if name in read}
    if "source" in read:
        invented = EachOnce(lambda source: source is not None and is_invented(source))
        content["invented"] = list(map(invented.__getitem__, read["source"]))
    return content | {"period_end": [period and period.end for period in read["period"]]}
