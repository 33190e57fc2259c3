"""Spans of time as business cases have them: a year, some months of one, or several years. Pure."""

from dataclasses import dataclass
from datetime import date

from aabenraa_plan.formats import MONTHS
from extracts.periods import Kind, Period, UnknownPeriod, parse

MONTHS_A_YEAR = 12


@dataclass(frozen=True, order=True)
class Span:
    """From a day until before another; both are the first of a month."""

    starts: date
    ends: date

    def holds(self, other: "Span") -> bool:
        return self.starts <= other.starts and other.ends <= self.ends

    def meets(self, other: "Span") -> bool:
        """Whether they have a day in common."""
        return self.starts < other.ends and other.starts < self.ends

    @property
    def months(self) -> int:
        return month_of(self.ends) - month_of(self.starts)

    @property
    def is_whole_years(self) -> bool:
        return self.starts.month == 1 and self.ends.month == 1

    @property
    def code(self) -> str:
        """`2019`, `2018M06-2018M12`, `2019-2023`: what the files and the command write."""
        last = previous_month(self.ends)
        if self.is_whole_years:
            years = sorted({self.starts.year, last.year})
            return "-".join(map(str, years))
        months = [f"{day.year}M{day.month:02d}" for day in (self.starts, last)]
        return "-".join(dict.fromkeys(months))

    @property
    def label(self) -> str:
        """`2019`, `juni-december 2018`, `juni 2018-maj 2022`, `2019-2023`."""
        last = previous_month(self.ends)
        if self.is_whole_years:
            return self.code
        names = [MONTHS[day.month - 1] for day in (self.starts, last)]
        if self.starts.year != last.year:
            return f"{names[0]} {self.starts.year}-{names[1]} {last.year}"
        return f"{'-'.join(dict.fromkeys(names))} {last.year}"


def month_of(day: date) -> int:
    """Months since year 0, to count with."""
    return day.year * MONTHS_A_YEAR + day.month - 1


def previous_month(day: date) -> date:
    """The first of the month before."""
    number = month_of(day) - 1
    return date(number // MONTHS_A_YEAR, number % MONTHS_A_YEAR + 1, 1)


def span_of(code: str) -> Span:
    """The span of a code; `ValueError` for anything that is not written exactly so."""
    try:
        parts: list[Period] = [parse(each) for each in code.split("-")]
    except UnknownPeriod as problem:
        raise ValueError(f"{code!r} is not a span") from problem
    if len(parts) > 2 or any(each.kind not in (Kind.YEAR, Kind.MONTH) for each in parts):
        raise ValueError(f"{code!r} is not a span")
    found = Span(parts[0].start, parts[-1].end)
    if found.code != code:
        raise ValueError(f"write the span as {found.code}")
    return found
