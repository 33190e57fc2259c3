"""The numbers of a line of `forbrug` or `budget`: amounts in kroner, and full-year persons."""

from decimal import Decimal

from budget.limits import AMOUNT_TOO_LARGE, LARGEST_AMOUNT, MOST_PERSONS, TOO_MANY_PERSONS
from extracts.cells import Cells
from extracts.models import State
from extracts.numbers import MISSING_MARKS

Figures = dict[str, Decimal | None]


def stated(cells: Cells, name: str) -> bool:
    return bool(cells.text(name)) and cells.text(name) not in MISSING_MARKS


def number_of(cells: Cells, name: str) -> Decimal | None:
    """The number; None where the cell is empty or says that there is none."""
    if not stated(cells, name):
        return None
    if "%" in cells.text(name):
        cells.report(name, "Tallet er ikke en procent. Skriv det uden %.")
        return None
    return cells.number(name)


def amount_of(cells: Cells, name: str, factor: int) -> Decimal | None:
    """In kroner, from a column whose unit is that many of them."""
    number = number_of(cells, name)
    if number is None:
        return None
    kroner = number * factor
    if kroner * 100 % 1:
        cells.report(name, "Beløbet går ikke op i hele ører. Skriv tusinder med punktum og højst to decimaler.")
    if abs(kroner) >= LARGEST_AMOUNT:
        cells.report(name, AMOUNT_TOO_LARGE)
    return kroner


def persons_of(cells: Cells) -> Decimal | None:
    persons = number_of(cells, "persons")
    if persons is not None and persons < 0:
        cells.report("persons", "Tallet kan ikke være negativt.")
    if persons is not None and persons >= MOST_PERSONS:
        cells.report("persons", TOO_MANY_PERSONS)
    return persons


def state_of(figures: Figures, main: str, cells: Cells, lacking: str) -> State:
    """Whether the line has its main figure; `lacking` is the error of a line that has only others."""
    if figures[main] is not None:
        return State.VALUE
    if any(stated(cells, name) for name in figures):
        if not stated(cells, main):
            cells.report(main, lacking)
        return State.VALUE
    if not any(cells.text(name) for name in figures):
        cells.report(main, "Der er intet tal på linjen. Skriv .. hvis tallet mangler.")
    return State.NOT_AVAILABLE
