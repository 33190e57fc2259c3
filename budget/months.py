"""The months of an accounting year: twelve, and the supplementary period in which it is closed.

A late invoice of the old year is booked in the supplementary period, after December and before the accounts
are final. Its code is `2023M13`.
"""

from dataclasses import dataclass
from datetime import date

from extracts.periods import Kind, Period, UnknownPeriod, parse

MONTHS = 12
SUPPLEMENTARY = 13
CODE = "{year}M{number:02d}"


@dataclass(frozen=True, order=True)
class BookedMonth:
    """A month of the ledger by year and number, 1 to 13."""

    year: int
    number: int

    @property
    def code(self) -> str:
        return CODE.format(year=self.year, number=self.number)

    @property
    def is_supplementary(self) -> bool:
        return self.number == SUPPLEMENTARY

    @property
    def calendar(self) -> Period:
        """The calendar month it belongs to; of the supplementary period that is December."""
        return Period(Kind.MONTH, date(self.year, min(self.number, MONTHS), 1))

    @property
    def start(self) -> date:
        """The first day on which anything can be booked in it."""
        return self.calendar.end if self.is_supplementary else self.calendar.start

    @property
    def end(self) -> date:
        """The first day after the month whose costs it holds."""
        return self.calendar.end

    @property
    def closable_from(self) -> date:
        """The first day on which it can be closed: the supplementary period is open through January."""
        return date(self.year + 1, 2, 1) if self.is_supplementary else self.end

    @property
    def label(self) -> str:
        """`maj 2023`, `supplementsperioden 2023`."""
        return f"supplementsperioden {self.year}" if self.is_supplementary else self.calendar.label


def month_of(text: str) -> BookedMonth:
    """The month a text names in any spelling, or the supplementary period (`2023M13`); else `UnknownPeriod`."""
    text = " ".join(text.split())
    year, _, number = text.upper().partition("M")
    is_supplementary = number == str(SUPPLEMENTARY)
    period = parse(year if is_supplementary else text)
    if period.kind != (Kind.YEAR if is_supplementary else Kind.MONTH):
        raise UnknownPeriod(text)
    return BookedMonth(period.start.year, SUPPLEMENTARY if is_supplementary else period.start.month)


def months_of(year: int) -> list[BookedMonth]:
    """The twelve months and the supplementary period, in order."""
    return [BookedMonth(year, number) for number in range(1, SUPPLEMENTARY + 1)]
