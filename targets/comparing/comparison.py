"""The own area beside other municipalities, groups of them and the country, in one period. Pure.

A count cannot be ranked between areas of different size: it is told by its change since the same period a
year before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from aabenraa_plan.formats import sort_key
from extracts.periods import Period
from targets.comparing.groups import AreaFigures, Together, group_figure, group_without, marks_of
from targets.derivation import Figure

RANKED_UNITS = frozenset({"percent", "rank"})
"""Units in which areas of different size can be put in order."""
FEW_IN_NUMERATOR, FEW_IN_DENOMINATOR = 20, 100
"""A share with fewer persons than these moves its place by small changes."""


class Kind(StrEnum):
    OWN = "own"
    NEIGHBOUR = "neighbour"
    OTHER = "other"
    COUNTRY = "country"
    GROUP = "group"
    REST = "rest"
    """A group without the own area."""


MUNICIPALITIES = frozenset({Kind.OWN, Kind.NEIGHBOUR, Kind.OTHER})


@dataclass(frozen=True)
class Circle:
    """Who is compared: every name that is neither a group nor the country is a municipality."""

    own: str
    country: str
    groups: Mapping[str, Sequence[str]]
    """Group name → its members; none where they are not known, so that only a loaded figure counts."""
    neighbours: frozenset[str] = frozenset()

    def kind_of(self, name: str) -> Kind:
        if name == self.own:
            return Kind.OWN
        if name == self.country:
            return Kind.COUNTRY
        if name in self.groups:
            return Kind.GROUP
        return Kind.NEIGHBOUR if name in self.neighbours else Kind.OTHER


@dataclass(frozen=True)
class Row:
    """One area beside the own. `difference` is the area's figure minus the own, in the unit; `change` is in percent."""

    area: str
    kind: Kind
    figure: Figure | None = None
    reason: str = ""
    rank: int | None = None
    difference: Fraction | None = None
    standing: str = ""
    """`better`, `worse` or `same` as the own area; empty where no direction is good."""
    earlier: Figure | None = None
    change: Fraction | None = None
    few: bool = False
    together: Together | None = None

    @property
    def exact(self) -> Fraction | None:
        return self.figure.exact if self.figure else None


@dataclass(frozen=True)
class Line:
    """A series to draw, in time order; of what cannot be ranked, its changes on a year in percent."""

    name: str
    kind: Kind
    figures: list[Figure]


def compare(
    figures: AreaFigures,
    circle: Circle,
    unit: str,
    direction: str,
    *,
    earlier: AreaFigures | None = None,
    breaks: tuple[date, ...] = (),
) -> list[Row]:
    """A row per area: municipalities by rank, then country and groups, and last whatever has no figure.

    `earlier` holds the figures of the same period a year before; only what cannot be ranked is held against them.
    """
    rows = rows_of(figures, circle, unit)
    own = next(row for row in rows if row.kind == Kind.OWN)
    if unit in RANKED_UNITS:
        told = [beside_own(row, own, direction) for row in with_ranks(rows, direction)]
    else:
        before = {row.area: row for row in rows_of(earlier or {}, circle, unit)}
        told = [with_change(row, before.get(row.area), breaks) for row in rows]
    return sorted(told, key=place)


def place(row: Row) -> tuple:
    """The order of the rows; groups keep the order they were given in, for sorting is stable."""
    missing, reference = row.exact is None, row.kind not in MUNICIPALITIES
    name = "" if row.kind in (Kind.GROUP, Kind.REST) else sort_key(row.area)
    return missing, reference, row.kind != Kind.COUNTRY, row.rank or 0, name


def rows_of(figures: AreaFigures, circle: Circle, unit: str) -> list[Row]:
    """Every area with its figure, and every group with and without the own area."""
    single = [name for name in {circle.own, *figures} if name not in circle.groups]
    rows = [row_of(name, figures.get(name), circle.kind_of(name), unit) for name in single]
    return rows + [row for name in circle.groups for row in group_rows(name, figures, circle, unit)]


def row_of(name: str, figure: Figure | None, kind: Kind, unit: str) -> Row:
    return Row(name, kind, figure, reason=why_unusable(figure), few=unit == "percent" and is_of_few(figure))


def why_unusable(figure: Figure | None) -> str:
    """The code of the reason why there is no figure to show; empty where there is one."""
    if figure is None or figure.state == "withdrawn":
        return "missing"
    if figure.state != "value":
        return figure.state
    return "" if figure.exact is not None else "zero_denominator"


def is_of_few(figure: Figure | None) -> bool:
    """Whether so few persons stand behind a share that small changes move its place; False where it is not known."""
    if figure is None or figure.exact is None or not figure.is_ratio:
        return False
    return figure.numerator < FEW_IN_NUMERATOR or figure.denominator < FEW_IN_DENOMINATOR


def group_rows(name: str, figures: AreaFigures, circle: Circle, unit: str) -> list[Row]:
    """The group and, where it holds the own area and there is something to say, the group without it."""
    members = circle.groups[name]
    whole = group_figure(name, figures, members, unit)
    rows = [group_row(name, Kind.GROUP, whole, unit)]
    if circle.own in members:
        rest = group_without(circle.own, whole, figures, members, unit)
        if whole.figure is not None or rest.figure is not None:
            rows.append(group_row(f"{name} uden {circle.own}", Kind.REST, rest, unit))
    return rows


def group_row(name: str, kind: Kind, group: Together, unit: str) -> Row:
    return replace(row_of(name, group.figure, kind, unit), reason=group.reason, together=group)


def with_ranks(rows: list[Row], direction: str) -> list[Row]:
    """Municipalities by how good their figure is, 1 the best; without a direction by size, the largest first.

    Equal figures share a rank, and the next takes the place it would have had.
    """
    exacts = [row.exact for row in rows if has_place(row)]
    ranks = {}
    for position, exact in enumerate(sorted(exacts, reverse=direction != "lower"), 1):
        ranks.setdefault(exact, position)
    return [replace(row, rank=ranks[row.exact]) if has_place(row) else row for row in rows]


def has_place(row: Row) -> bool:
    return row.kind in MUNICIPALITIES and row.exact is not None


def beside_own(row: Row, own: Row, direction: str) -> Row:
    if row.kind == Kind.OWN or row.exact is None or own.exact is None:
        return row
    difference = row.exact - own.exact
    return replace(row, difference=difference, standing=standing_of(difference, direction))


def standing_of(difference: Fraction, direction: str) -> str:
    if direction not in ("lower", "higher"):
        return ""
    if difference == 0:
        return "same"
    return "better" if (difference > 0) == (direction == "higher") else "worse"


def with_change(row: Row, before: Row | None, breaks: tuple[date, ...]) -> Row:
    """The row with its change on a year; none where a group was loaded in one year and formed in the other."""
    if before is None or (row.together and before.together and row.together.loaded != before.together.loaded):
        return row
    return replace(row, earlier=before.figure, change=change_since(row.figure, before.figure, breaks))


def change_since(figure: Figure | None, earlier: Figure | None, breaks: tuple[date, ...] = ()) -> Fraction | None:
    """In percent of the earlier figure; None from zero, across a break, and where either is missing."""
    if figure is None or earlier is None or figure.exact is None or not earlier.exact:
        return None
    if any(earlier.period.start < day < figure.period.end for day in breaks):
        return None
    return (figure.exact - earlier.exact) / abs(earlier.exact) * 100


def change_series(figures: Mapping[Period, Figure], breaks: tuple[date, ...] = ()) -> dict[Period, Figure]:
    """Each period's change in percent since the same period a year before, where both can be used."""
    changes = {}
    for period, figure in figures.items():
        earlier = figures.get(period.year_before())
        change = change_since(figure, earlier, breaks)
        if change is not None:
            changes[period] = Figure(period, change, **marks_of([figure, earlier]))
    return changes
