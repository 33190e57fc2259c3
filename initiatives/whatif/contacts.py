"""The document's table of contacts rebuilt: how many there are when a year starts, and how many are left of them.

left = contacts − to self-support − to other support − change of target group; nobody where there is no figure. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from initiatives.whatif.method import OUTCOMES, Leavers


@dataclass(frozen=True)
class ContactYear:
    """A year of the table: `printed` is the document's row «I alt»."""

    leavers: Leavers
    contacts: Decimal | None
    printed: Decimal | None

    @property
    def year(self) -> int:
        return self.leavers.year

    @property
    def left(self) -> Decimal | None:
        if self.contacts is None:
            return None
        return self.contacts - sum((getattr(self.leavers, name) or Decimal(0) for name in OUTCOMES), Decimal(0))

    @property
    def difference(self) -> Decimal | None:
        """Ours less the printed one."""
        return None if self.left is None or self.printed is None else self.left - self.printed


def reduction(years: Sequence[ContactYear], outcome: str) -> Decimal | None:
    """How many fewer in all, negative; None where no year has a figure."""
    known = [number for each in years if (number := getattr(each.leavers, outcome)) is not None]
    return -sum(known, Decimal(0)) if known else None


def differing(years: Sequence[ContactYear]) -> list[ContactYear]:
    return [each for each in years if each.difference]
