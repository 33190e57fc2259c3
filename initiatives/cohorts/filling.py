"""A day's figures of cohorts that can be subtracted from one another, with what any reader can fill in. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum


class Unknown(Enum):
    """Why there is no figure: its source hid it, which counts as small, or it was not counted."""

    SUPPRESSED = "suppressed"
    NOT_COUNTED = "not counted"


Cell = int | Unknown
Table = Mapping[int, Mapping[int, Cell]]
"""The figures of a day by cohort and outcome, as they were known at one time."""


@dataclass(frozen=True)
class Family:
    """A whole and the cohorts it consists of, or one cohort as the only part of no whole.

    `order` is every outcome by its place. `days` holds each day's tables in the order they became known, today's
    last. A family is not plain where a part has parts of its own.
    """

    parts: tuple[int, ...]
    whole: int | None
    sizes: Mapping[int, int | None]
    order: tuple[int, ...]
    days: Mapping[date, Sequence[Table]]
    is_plain: bool = True

    @property
    def members(self) -> frozenset[int]:
        return frozenset(self.parts) | ({self.whole} if self.whole is not None else frozenset())

    def counted_in(self, table: Table) -> list[int]:
        return sorted(member for member in self.members if table.get(member))

    def outcomes_in(self, table: Table) -> list[int]:
        """What any of its cohorts was counted by."""
        found = {outcome for member in self.members for outcome in table.get(member, ())}
        return [outcome for outcome in self.order if outcome in found]

    def totals_of(self, member: int) -> set[int]:
        """How many it may be thought to be: its size, and its sums on the days where all of it was counted."""
        rows = [table[member] for tables in self.days.values() for table in tables if table.get(member)]
        sums = {sum(known_in(row).values()) for row in rows if len(known_in(row)) == len(row)}
        return sums | {size for size in [self.sizes.get(member)] if size is not None}

    def whole_alone(self) -> "Family":
        """The whole as if nobody knew of its parts."""
        days = {
            day: [{self.whole: table[self.whole]} for table in tables if table.get(self.whole)]
            for day, tables in self.days.items()
            if tables[-1].get(self.whole)
        }
        return Family((self.whole,), None, self.sizes, self.order, days)


@dataclass(frozen=True)
class Counts:
    """A row of the table: persons by outcome, and the outcomes that nobody may work out."""

    persons: Mapping[int, int]
    guarded: frozenset[int]

    @property
    def is_empty(self) -> bool:
        return not any(self.persons.values())

    def of(self, outcomes: Iterable[int]) -> int:
        return sum(self.persons.get(outcome, 0) for outcome in outcomes)


@dataclass(frozen=True)
class Filled:
    """A day's table, filled in. `rows` are the parts, and last those of the whole who are in none of them.

    `is_known` is False where a cell stays unknown: the rows do not say how many then. `adds_up` is False where the
    parts are more than the whole: sums say nothing certain then.
    """

    rows: list[Counts] = field(default_factory=list)
    whole: Counts | None = None
    guarded: frozenset[int] = frozenset()
    is_known: bool = True
    adds_up: bool = True

    @property
    def tells_a_part(self) -> bool:
        """Where nobody else than one part is there, the whole's figures are the part's."""
        return self.whole is not None and sum(not row.is_empty for row in self.rows) < 2


def is_small(persons: int, below: int) -> bool:
    """Nobody is not a group."""
    return 0 < persons < below


def small_in(persons: Mapping[int, int], below: int) -> frozenset[int]:
    return frozenset(outcome for outcome, count in persons.items() if is_small(count, below))


def known_in(row: Mapping[int, Cell]) -> dict[int, int]:
    return {outcome: cell for outcome, cell in row.items() if not isinstance(cell, Unknown)}


def suppressed_in(row: Mapping[int, Cell]) -> frozenset[int]:
    return frozenset(outcome for outcome, cell in row.items() if cell is Unknown.SUPPRESSED)


def filled_in(family: Family, table: Table, below: int) -> Filled:
    outcomes = family.outcomes_in(table)
    rows = {}
    for member in family.counted_in(table):
        persons = filled_row(table[member], outcomes, family.sizes.get(member))
        rows[member] = Counts(persons, small_in(persons, below) | suppressed_in(table[member]))
    if any(len(row.persons) < len(outcomes) for row in rows.values()):
        guarded = guarded_in(rows.values()) | implied_small(family, table, outcomes, below)
        return Filled(guarded=guarded, is_known=False)
    whole = rows.pop(family.whole, None)
    if whole is None or not rows:
        alone = [whole] if whole else list(rows.values())
        return Filled(alone, guarded=guarded_in(alone))
    filled = with_the_rest(list(rows.values()), whole, below)
    # What the parts' sizes say of unknown figures is not to be trusted then; what the whole leaves of them is.
    return (
        filled
        if filled.adds_up
        else replace(filled, guarded=filled.guarded | implied_small(family, table, outcomes, below))
    )


def guarded_in(rows: Iterable[Counts]) -> frozenset[int]:
    return frozenset().union(*(row.guarded for row in rows))


def with_the_rest(parts: list[Counts], whole: Counts, below: int) -> Filled:
    """The parts and those of the whole who are in none of them."""
    rest = {outcome: count - sum(part.persons[outcome] for part in parts) for outcome, count in whole.persons.items()}
    if any(count < 0 for count in rest.values()):
        return Filled(parts, whole, guarded_in([*parts, whole]), adds_up=False)
    if any(rest.values()):
        parts = [*parts, Counts(rest, small_in(rest, below))]
    return Filled(parts, whole, guarded_in([*parts, whole]))


def filled_row(row: Mapping[int, Cell], outcomes: Sequence[int], size: int | None) -> dict[int, int]:
    """The known cells, and the unknown ones where the size leaves only one thing they can be."""
    known = known_in(row)
    missing = [outcome for outcome in outcomes if outcome not in known]
    left = None if size is None else size - sum(known.values())
    if left == 0 or (left is not None and left > 0 and len(missing) == 1):
        known |= dict.fromkeys(missing, left)
    return known


def implied_small(family: Family, table: Table, outcomes: Sequence[int], below: int) -> frozenset[int]:
    """The outcomes where unknown figures are together a small group, by a total of a cohort or by the whole."""
    found = set()
    for member in family.counted_in(table):
        known = known_in(table[member])
        if any(is_small(total - sum(known.values()), below) for total in family.totals_of(member)):
            found |= set(outcomes) - known.keys()
    parts = [known_in(table[part]) for part in family.parts if table.get(part)]
    whole = known_in(table.get(family.whole, {})) if parts else {}
    rest = {outcome: count - sum(part.get(outcome, 0) for part in parts) for outcome, count in whole.items()}
    return frozenset(found) | small_in(rest, below)
