"""Which figures are hidden so that no small group can be worked out from those that stay. Pure.

A reader can subtract: the outcomes of a cohort add up to it, and cohorts with the same whole add up to it outcome by
outcome. So not the small figure alone is hidden but, in every part alike, a set S of outcomes. What is then known of
the hidden cells are their row sums r (a cohort's sum less what is shown of it), their column sums c (the whole's
figures, where those are shown) and T, the sum of all of them. A hidden cell can be anything from max(0, r − (T − c))
to min(r, c), and each whole number between; with the whole hidden too, from 0 to r. S grows, the last outcome first
whatever the figures are, until no small cell is outside it and that range is at least as wide as the limit of a small
group for every small cell. The citizens of the whole who are in none of its parts are a row of the table like the
parts: they too can be subtracted.

A reader who knows all this also reasons from what is hidden. So S has no gaps: it is the outcomes from some one to the
last. Were it only the small ones and as many of the last as it takes, an outcome by itself before a gap would be known
to be small, and a sum of 8 in two of them to be 4 and 4. What is left to learn is that one of the hidden cells is
small, or was too little cover; that one of them is 1 to 4 may be seen, not which number it is. (Tried on all tables of
a few sizes, not proved.)

Where no S is enough, all figures of the day and their sums are hidden and the sizes stay; where a size is small
itself, all that is known of the parts; and if that is not enough, of the whole too.

Readers remember. A figure that was small in an earlier version counts as small for good, and S never shrinks from one
version to the next. Nor does it grow: a figure that was seen is no cover for one that becomes small, and neither is a
sum that was seen with the figures in it. Where S as it was first shown is not enough for a later version, all figures
of the day and their sums are hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import ceil, floor

from initiatives.cohorts.filling import Counts, Family, Filled, Table, filled_in, is_small, known_in


@dataclass(frozen=True)
class Hidden:
    """What a reader may not see: single figures, sums of a cohort's outcomes on a day, and all of some cohorts."""

    cells: frozenset[tuple[int, int, date]] = frozenset()
    sums: frozenset[tuple[int, date]] = frozenset()
    cohorts: frozenset[int] = frozenset()

    @property
    def is_something(self) -> bool:
        return bool(self.cells or self.cohorts)

    def hides(self, cohort: int, outcome: int, day: date) -> bool:
        return cohort in self.cohorts or (cohort, outcome, day) in self.cells

    def hides_sum(self, cohort: int, day: date) -> bool:
        return cohort in self.cohorts or (cohort, day) in self.sums

    def hides_size(self, cohort: int) -> bool:
        return cohort in self.cohorts


@dataclass
class Block:
    """The outcomes hidden on a day, in the whole too or not; `everything` where no set of them is enough."""

    outcomes: set[int] = field(default_factory=set)
    with_whole: bool = False
    everything: bool = False
    late: bool = False
    """Where readers had seen too much of the day before anything in it was small."""


def hidden_in(family: Family, below: int) -> Hidden:
    """What is hidden of a family, where groups of fewer than `below` are small."""
    if not family.is_plain:
        return Hidden(cohorts=family.members)
    found = None if has_small_size(family, below) else hidden_by_day(family, below)
    if found is not None:
        return found
    if family.whole is None:
        return Hidden(cohorts=family.members)
    rest = hidden_in(family.whole_alone(), below)
    return Hidden(rest.cells, rest.sums, rest.cohorts | frozenset(family.parts))


def has_small_size(family: Family, below: int) -> bool:
    """Where a cohort is small itself, or those of the whole who are in none of the parts whose size is known."""
    sizes = [family.sizes.get(member) for member in (*family.parts, family.whole)]
    if any(size is not None and is_small(size, below) for size in sizes):
        return True
    *parts, whole = sizes
    return whole is not None and is_small(whole - sum(size or 0 for size in parts), below)


def hidden_by_day(family: Family, below: int) -> Hidden | None:
    """None where the sizes cannot stay."""
    cells, sums = set(), set()
    for day, tables in family.days.items():
        block, last = block_of(family, tables, below), tables[-1]
        if block.everything and not sizes_may_stay(family, last):
            return None
        if block.late and size_tells(family, tables):
            return Hidden(cohorts=family.members)
        counted = family.counted_in(last)
        masked = [member for member in counted if block.with_whole or member != family.whole]
        cells |= {(member, outcome, day) for member in masked for outcome in block.outcomes}
        sums |= {(member, day) for member in counted if block.everything}
    return Hidden(frozenset(cells), frozenset(sums))


def block_of(family: Family, tables: Sequence[Table], below: int) -> Block:
    """What is hidden on a day, from version to version: what was hidden once stays so."""
    block, was_seen = Block(), False
    for table in tables:
        if family.outcomes_in(table) and not block.late:
            block = still_enough(block, family, table, below) if was_seen else first_block(block, family, table, below)
            was_seen |= not block.everything
    if block.everything:
        return Block(set(family.outcomes_in(tables[-1])), with_whole=True, everything=True, late=block.late)
    return block


def first_block(before: Block, family: Family, table: Table, below: int) -> Block:
    """What is hidden of a version where readers have seen nothing of those `before`."""
    filled = filled_in(family, table, below)
    block = Block(before.outcomes | filled.guarded, before.with_whole or hides_whole(filled))
    grown = grow(block, filled, family.outcomes_in(table), below) if filled.is_known else not block.outcomes
    block.everything = not grown
    return block


def still_enough(block: Block, family: Family, table: Table, below: int) -> Block:
    """The same block; or everything where it is not enough for a later version: what more there was to hide has been
    seen, and readers would fill it in from memory."""
    filled = filled_in(family, table, below)
    needs_whole = bool(block.outcomes) and hides_whole(filled) and not block.with_whole
    known = filled.is_known or not block.outcomes
    if filled.guarded <= block.outcomes and known and not needs_whole and is_safe(block, filled, below):
        return block
    return Block(block.outcomes, with_whole=True, everything=True, late=True)


def hides_whole(filled: Filled) -> bool:
    """Where the whole's own figures are small, or say what a part's are, or cannot be trusted to bound them."""
    if filled.whole is None:
        return bool(filled.rows)
    return bool(filled.whole.guarded) or filled.tells_a_part or not filled.adds_up


def sizes_may_stay(family: Family, table: Table) -> bool:
    """Whether a cohort's size beside no figure of the day says none of them: it does where there is only one."""
    if len(family.outcomes_in(table)) > 1:
        return True
    return all(family.sizes.get(member) != total for member, total in sums_of(family, table).items())


def size_tells(family: Family, tables: Sequence[Table]) -> bool:
    """Whether a cohort's size says what its figures add up to now, and did not when they were seen."""
    before, last = ([sums_of(family, table) for table in some] for some in (tables[:-1], tables[-1:]))
    sizes = family.sizes.items()
    return any(last[0].get(m) == size and any(sums.get(m) != size for sums in before) for m, size in sizes if size)


def sums_of(family: Family, table: Table) -> dict[int, int]:
    return {member: sum(known_in(table[member]).values()) for member in family.counted_in(table)}


def grow(block: Block, filled: Filled, order: Sequence[int], below: int) -> bool:
    """Add outcomes, from the last one on, until none of the block's comes before them and every small cell is safe.

    False where all of them are not enough.
    """
    needed, found = block.outcomes & set(order), set()
    for outcome in reversed(order if needed else []):
        found.add(outcome)
        block.outcomes |= found
        if found >= needed and is_safe(block, filled, below):
            return True
    return not needed


def is_safe(block: Block, filled: Filled, below: int) -> bool:
    """Whether each small cell of the hidden block can be so many numbers that none of them is told."""
    rows = [*filled.rows, filled.whole] if block.with_whole and filled.whole else filled.rows
    ranges = [bounds(block, row, outcome, filled.rows) for row in rows for outcome in row.guarded]
    return all(high - low >= below for low, high in ranges)


def bounds(block: Block, row: Counts, outcome: int, rows: Sequence[Counts]) -> tuple[int, int]:
    """Between which numbers the hidden cell lies, for one who knows all that is shown. `rows` add up to the whole."""
    in_row = row.of(block.outcomes)
    if len(block.outcomes & row.persons.keys()) < 2:
        return in_row, in_row
    if block.with_whole:
        return 0, in_row
    in_column, in_all = (sum(each.of(some) for each in rows) for some in ([outcome], block.outcomes))
    return max(0, in_row - (in_all - in_column)), min(in_row, in_column)


def shares_reveal(percents: Mapping[int, tuple[Decimal, Decimal]], base: int, size: int | None, below: int) -> bool:
    """Whether the shares that a document prints of `base` citizens say that some group of them is small.

    A group is those with an outcome, those without it, those with none of the outcomes, and those of the cohort who
    are not in the base. Each share comes with half a unit of its last decimal: it may be rounded either way.
    """
    if size is not None and is_small(size - base, below):
        return True
    ranges = [
        (ceil(max(percent - half, Decimal(0)) * base / 100), floor((percent + half) * base / 100))
        for percent, half in percents.values()
    ]
    if any(may_be_small(low, high, below) or may_be_small(base - high, base - low, below) for low, high in ranges):
        return True
    least, most = base - sum(high for _, high in ranges), base - sum(low for low, _ in ranges)
    # A wide range says nothing; it is there because every share is rounded.
    return most - least < below and may_be_small(least, most, below)


def may_be_small(low: int, high: int, below: int) -> bool:
    """Whether some number from `low` to `high` is a small group."""
    return low < below and high > 0
