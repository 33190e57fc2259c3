"""What a number of a payload is in a cell. Pure."""

from decimal import Decimal

from aabenraa_plan.export_files import Cell

YES = "ja"
NO_FIGURE = "–"


def amount(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def number(found: dict) -> Cell:
    """The exact number; where there is none why, as far as that is said."""
    if found["value"] is not None:
        return Decimal(found["value"])
    return found["text"] if found["text"] not in ("", NO_FIGURE) else None


def tkr(found: dict) -> Cell:
    """Kroner in 1.000 kr., exactly."""
    cell = number(found)
    return cell.scaleb(-3) if isinstance(cell, Decimal) else cell


def marked(holds: bool) -> str:
    return YES if holds else ""
