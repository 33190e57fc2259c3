"""A day as people and spreadsheets write it."""

import re
from datetime import date

from aabenraa_plan.formats import MONTHS

YEAR, MONTH, DAY = r"(?P<year>[0-9]{4})", r"(?P<month>[0-9]{1,2})", r"(?P<day>[0-9]{1,2})"
SPELLINGS = [
    re.compile(rf"{YEAR}-{MONTH}-{DAY}"),
    re.compile(rf"{DAY}[./-] ?{MONTH}[./ -] ?{YEAR}"),
    re.compile(rf"{DAY}\. ?(?P<name>[a-zæøå]+)\.? {YEAR}"),
]
CLOCK = re.compile(r"[ t]00:00(:00)?$")
"""What a spreadsheet may write after a day; any other time of day is no day."""


class UnknownDay(ValueError):
    """The text is not a day in any of the spellings, or not one of the calendar."""


def parse_day(text: str) -> date:
    """The day in `2018-08-31`, `31.08.2018`, `31-8-2018`, `31/8 2018` or `31. august 2018`."""
    text = CLOCK.sub("", " ".join(text.split()).casefold())
    for spelling in SPELLINGS:
        if match := spelling.fullmatch(text):
            return day_of(match.groupdict(), text)
    raise UnknownDay(text)


def day_of(parts: dict[str, str], text: str) -> date:
    month = int(parts["month"]) if "month" in parts else month_named(parts["name"])
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError as problem:
        raise UnknownDay(text) from problem


def month_named(name: str) -> int:
    """1-12 for a month's name or its first three letters; 0 for anything else."""
    return next((number for number, month in enumerate(MONTHS, 1) if name in (month, month[:3])), 0)
