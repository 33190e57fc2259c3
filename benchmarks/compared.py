"""The one table of all measurements: ours beside the floor (what nothing can beat) and a peer, and the ratio."""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.tables import line, table

COLUMNS = ("What", "Database", "Ours", "Floor", "Peer", "Ours / other", "Promised")


@dataclass(frozen=True)
class Compared:
    """One measurement, in one unit, with what it is held against; `floor` or `peer` is None where there is none."""

    what: str
    database: str
    unit: str
    ours: float
    promised: str
    floor: float | None = None
    floor_is: str = ""
    peer: float | None = None
    peer_is: str = ""

    @property
    def ratio(self) -> float | None:
        other = self.floor or self.peer
        return self.ours / other if other else None

    def markdown(self) -> str:
        ratio = "" if self.ratio is None else f"{self.ratio:.3f}" if self.ratio < 1 / 10 else f"{self.ratio:.2f}"
        floor, peer = self.told(self.floor, self.floor_is), self.told(self.peer, self.peer_is)
        return line([self.what, self.database, self.told(self.ours), floor, peer, ratio, self.promised])

    def told(self, number: float | None, what: str = "") -> str:
        if number is None:
            return ""
        return f"{number:.{1 if self.unit == 'ms' else 2}f} {self.unit}" + (f" ({what})" if what else "")


@dataclass(frozen=True)
class Measured:
    """What one benchmark found: its own tables, what is outside its limits, and its lines of the one table."""

    text: str
    complaints: list[str]
    compared: list[Compared]


def one_table(compared: Iterable[Compared]) -> list[str]:
    return table(COLUMNS, (each.markdown() for each in compared))
