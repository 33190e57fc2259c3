"""The lines of the reconciliation's tables, ready to read. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from aabenraa_plan.formats import danish_number
from reports.reconciliation.months import Booked, Month, Year
from targets.derivation import Figure

NONE = "–"
STATES = {"suppressed": "diskretioneret", "not_available": "ikke oplyst"}


@dataclass(frozen=True)
class Row:
    """A month, or the average of those that both have. `posted` is the month's code where the ledger has entries,
    `version` the stored figure of Jobindsats."""

    label: str
    finance: str
    jobindsats: str
    difference: str
    percent: str
    late_net: str = NONE
    posted: str = ""
    version: int | None = None
    provisional: bool = False
    invented: bool = False
    is_average: bool = False


@dataclass(frozen=True)
class LateRow:
    """A month that was changed after it was first recorded."""

    label: str
    first_at: datetime
    first: str
    now: str
    persons: str
    net: str
    invented: bool


@dataclass(frozen=True)
class TypeRow:
    """A benefit type's year."""

    name: str
    code: str
    averages: Row
    months: str


def month_rows(found: Year) -> list[Row]:
    return [month_row(month) for month in found.shown] + [average_row(found)] * bool(found.both)


def month_row(month: Month) -> Row:
    booked = month.booked
    return Row(
        label=month.period.label,
        finance=finance_text(booked),
        jobindsats=figure_text(month.figure),
        difference=persons(month.difference, signed=True),
        percent=percent(month.percent),
        late_net=thousands(booked.late_net) if booked else NONE,
        posted=month.period.code if booked else "",
        version=month.figure.version if month.figure else None,
        provisional=month.provisional,
        invented=month.invented,
    )


def average_row(found: Year) -> Row:
    return Row(
        label="Gennemsnit",
        finance=persons(found.finance),
        jobindsats=persons(found.jobindsats),
        difference=persons(found.difference, signed=True),
        percent=percent(found.percent),
        invented=found.invented,
        is_average=True,
    )


def late_rows(found: Year) -> list[LateRow]:
    return [
        LateRow(
            label=month.period.label,
            first_at=month.booked.first_at,
            first=persons(month.booked.first.persons),
            now=persons(month.booked.now.persons),
            persons=persons(month.booked.late_persons, signed=True),
            net=thousands(month.booked.late_net),
            invented=month.booked.invented,
        )
        for month in found.late
    ]


def type_rows(found: Sequence[tuple[str, str, Year]]) -> list[TypeRow]:
    """By name and code of each benefit type."""
    return [
        TypeRow(name, code, average_row(year), f"{len(year.both)} af {len(year.months)}") for name, code, year in found
    ]


def finance_text(booked: Booked | None) -> str:
    if booked is None:
        return f"{NONE} ikke indlæst"
    if booked.now.persons is None:
        return f"{NONE} {'ikke oplyst' if booked.now.net is None else 'ingen helårspersoner i filen'}"
    return persons(booked.now.persons)


def figure_text(figure: Figure | None) -> str:
    if figure is None:
        return f"{NONE} ikke indlæst"
    if figure.exact is None:
        return f"{NONE} {STATES.get(figure.state, 'kan ikke bruges')}"
    return danish_number(figure.exact, 0 if figure.exact.denominator == 1 else 1)


def persons(number, *, signed: bool = False) -> str:
    return NONE if number is None else danish_number(number, 1 if number else 0, signed=signed)


def percent(number: Fraction | None) -> str:
    return NONE if number is None else f"{danish_number(number, 1, signed=True)} %"


def thousands(amount) -> str:
    """In 1.000 kr."""
    return NONE if amount is None else danish_number(amount.scaleb(-3), signed=True)
