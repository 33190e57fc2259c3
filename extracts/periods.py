"""Periods: half-open spans of whole months, as Danish statistics and people write them.

A period has a kind and a first day; `end` is the first day after it. Periods order by when they
end, then by when they start, so that the latest figure of a mixed series comes last.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache, total_ordering

from aabenraa_plan.formats import MONTHS


class Kind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    ROLLING_YEAR = "rolling_year"
    """Four quarters ending in the named one: `2022QMAT04`."""
    ROLLING_12 = "rolling_12"
    """Twelve months ending in the named one: `2022MAT05`."""


MONTHS_IN = {
    Kind.MONTH: 1,
    Kind.QUARTER: 3,
    Kind.HALF_YEAR: 6,
    Kind.YEAR: 12,
    Kind.ROLLING_YEAR: 12,
    Kind.ROLLING_12: 12,
}
STEP = MONTHS_IN | {Kind.ROLLING_YEAR: 3, Kind.ROLLING_12: 1}
YEAR_LONG = frozenset({Kind.YEAR, Kind.ROLLING_YEAR, Kind.ROLLING_12})


class UnknownPeriod(ValueError):
    """The text is not a period in any of the spellings."""


def month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


@total_ordering
@dataclass(frozen=True)
class Period:
    kind: Kind
    start: date

    @cached_property
    def end(self) -> date:
        """The first day after the period."""
        return first_of(month_number(self.start) + MONTHS_IN[self.kind])

    def __lt__(self, other):
        return (self.end, self.start, self.kind) < (other.end, other.start, other.kind)

    def __str__(self):
        return self.code

    @cached_property
    def code(self) -> str:
        """The one spelling that is stored: `2023M05`, `2023Q1`, `2023H1`, `2023`, `2022QMAT04`, `2022MAT05`."""
        last = first_of(month_number(self.end) - 1)
        quarter, half = (last.month + 2) // 3, (last.month + 5) // 6
        return {
            Kind.MONTH: f"{last.year}M{last.month:02d}",
            Kind.QUARTER: f"{last.year}Q{quarter}",
            Kind.HALF_YEAR: f"{last.year}H{half}",
            Kind.YEAR: f"{last.year}",
            Kind.ROLLING_YEAR: f"{last.year}QMAT{quarter:02d}",
            Kind.ROLLING_12: f"{last.year}MAT{last.month:02d}",
        }[self.kind]

    @property
    def label(self) -> str:
        """Danish, to read: `maj 2023`, `1. kvartal 2023`, `året til 4. kvartal 2022`."""
        last = first_of(month_number(self.end) - 1)
        quarter, half = (last.month + 2) // 3, (last.month + 5) // 6
        return {
            Kind.MONTH: f"{MONTHS[last.month - 1]} {last.year}",
            Kind.QUARTER: f"{quarter}. kvartal {last.year}",
            Kind.HALF_YEAR: f"{half}. halvår {last.year}",
            Kind.YEAR: f"{last.year}",
            Kind.ROLLING_YEAR: f"året til {quarter}. kvartal {last.year}",
            Kind.ROLLING_12: f"året til {MONTHS[last.month - 1]} {last.year}",
        }[self.kind]

    @property
    def short_label(self) -> str:
        """As `label`, for narrow places: `1. kvt. 2023`."""
        return self.label.replace("kvartal", "kvt.")

    def shifted(self, steps: int) -> "Period":
        """The period that many steps later (earlier where negative) in a series of its kind."""
        return Period(self.kind, first_of(month_number(self.start) + steps * STEP[self.kind]))

    def year_before(self) -> "Period":
        return Period(self.kind, first_of(month_number(self.start) - 12))

    def contains(self, other: "Period") -> bool:
        return self.start <= other.start and other.end <= self.end

    def last_quarter(self) -> "Period":
        return Period(Kind.QUARTER, first_of(month_number(self.end) - MONTHS_IN[Kind.QUARTER]))

    def parts(self, kind: Kind) -> list["Period"]:
        """The periods of a finer kind that make this one up, in order."""
        count = MONTHS_IN[self.kind] // MONTHS_IN[kind]
        return [Period(kind, self.start).shifted(step) for step in range(count)]


def month(year: int, number: int) -> Period:
    return Period(Kind.MONTH, date(year, number, 1))


def quarter(year: int, number: int) -> Period:
    return Period(Kind.QUARTER, date(year, 3 * number - 2, 1))


def half_year(year: int, number: int) -> Period:
    return Period(Kind.HALF_YEAR, date(year, 6 * number - 5, 1))


def year(number: int) -> Period:
    return Period(Kind.YEAR, date(number, 1, 1))


def rolling_year(year: int, last_quarter: int) -> Period:
    """The four quarters ending in that quarter of that year."""
    return Period(Kind.ROLLING_YEAR, quarter(year, last_quarter).shifted(-3).start)


def rolling_12(year: int, last_month: int) -> Period:
    return Period(Kind.ROLLING_12, month(year, last_month).shifted(-11).start)


MONTH_WORD = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS)
YEAR = "(?P<year>[0-9]{4})"
SPELLINGS = [
    (re.compile(rf"{YEAR}M(?P<n>0?[1-9]|1[0-2])", re.I), month),
    (re.compile(rf"{YEAR}[QK](?P<n>[1-4])", re.I), quarter),
    (re.compile(rf"(?P<n>[1-4])\. ?(?:kvt\.?|kvartal) {YEAR}", re.I), quarter),
    (re.compile(rf"{YEAR}H(?P<n>[12])", re.I), half_year),
    (re.compile(rf"(?P<n>[12])\. ?halvår {YEAR}", re.I), half_year),
    (re.compile(rf"{YEAR}QMAT0?(?P<n>[1-4])", re.I), rolling_year),
    (re.compile(rf"{YEAR}MAT(?P<n>0[1-9]|1[0-2])", re.I), rolling_12),
]
NAMED_MONTH = re.compile(rf"(?P<name>{MONTH_WORD})\.? {YEAR}", re.I)
EARLIEST, LATEST = 1990, 2100


@lru_cache(maxsize=4096)
def parse(text: str) -> Period:
    """The period a text names, in any spelling of the contract; `UnknownPeriod` where it names none."""
    text = " ".join(text.split())
    written = re.search(YEAR, text)
    if written and EARLIEST <= int(written["year"]) <= LATEST and (found := _read(text)):
        return found
    raise UnknownPeriod(text)


def _read(text: str) -> Period | None:
    if re.fullmatch(YEAR, text):
        return year(int(text))
    if match := NAMED_MONTH.fullmatch(text):
        numbers = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
        return month(int(match["year"]), numbers[match["name"][:3].casefold()])
    for spelling, build in SPELLINGS:
        if match := spelling.fullmatch(text):
            return build(int(match["year"]), int(match["n"]))
    return None
