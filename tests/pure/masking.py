"""One who tries to work hidden figures out: every table of whole numbers that agrees with all that is shown.

Knows nothing of how figures are hidden; only what a reader sees, and that outcomes add up to their cohort and parts,
with those who are in none of them, to the whole.
"""

from collections.abc import Iterator

from initiatives.cohorts.filling import Family, Unknown
from initiatives.cohorts.masking import Hidden

MOST = 6
"""Of what nothing is known of, nobody tries more than this and all that is known."""
REST = "rest"


def shown_cells(family: Family, hidden: Hidden, day) -> dict:
    """What stands on the page, by cohort and outcome."""
    return {
        (member, outcome): cell
        for member, row in family.days[day][-1].items()
        for outcome, cell in row.items()
        if not isinstance(cell, Unknown) and not hidden.hides(member, outcome, day)
    }


def shown_total(family: Family, hidden: Hidden, day, member) -> int | None:
    """The sum that the page prints, or else the size where the outcomes really add up to it."""
    row = family.days[day][-1][member]
    cells = [cell for cell in row.values() if not isinstance(cell, Unknown)]
    complete = len(cells) == len(family.outcomes_in(family.days[day][-1]))
    if complete and not hidden.hides_sum(member, day):
        return sum(cells)
    size = family.sizes.get(member)
    believed = size is not None and (size == sum(cells) if complete else size >= sum(cells))
    return size if believed and not hidden.hides_size(member) else None


def rows_that_agree(outcomes, cells, total, most, top_of_all) -> Iterator[tuple[int, ...]]:
    """Every row of whole numbers with those cells and that total; `most` is the most a cell can be."""
    if not outcomes:
        if total in (None, 0):
            yield ()
        return
    first, *rest = outcomes
    top = top_of_all if total is None else total
    for count in [cells[first]] if first in cells else range(min(top, most.get(first, top)) + 1):
        if total is None or count <= total:
            left = None if total is None else total - count
            for others in rows_that_agree(rest, cells, left, most, top_of_all):
                yield (count, *others)


def worlds(family: Family, hidden: Hidden, day) -> Iterator[dict]:
    """Every table that agrees with the page: the parts, the whole, and those who are in no part."""
    table = family.days[day][-1]
    outcomes, shown = family.outcomes_in(table), shown_cells(family, hidden, day)
    totals = {member: shown_total(family, hidden, day, member) for member in family.counted_in(table)}
    cells = {m: {o: shown[m, o] for o in outcomes if (m, o) in shown} for m in totals}
    top = MOST + sum(total for total in totals.values() if total is not None)

    def rows(member, most):
        for row in rows_that_agree(outcomes, cells[member], totals[member], most, top):
            yield dict(zip(outcomes, row, strict=True))

    def combined(parts, left):
        """Rows of all parts that together stay within the whole's figures."""
        if not parts:
            yield {}
            return
        first, *rest = parts
        for found in rows(first, left):
            after = {outcome: count - found[outcome] for outcome, count in left.items()}
            if all(count >= 0 for count in after.values()):
                yield from ({first: found} | others for others in combined(rest, after))

    parts = [part for part in family.parts if part in totals]
    if family.whole not in totals:
        yield from combined(parts, {})
        return
    for column in rows(family.whole, {}):
        for found in combined(parts, column):
            rest = {o: column[o] - sum(found[part][o] for part in parts) for o in outcomes}
            yield found | {family.whole: column, REST: rest}


def range_of(family: Family, hidden: Hidden, day, wanted, wide) -> dict:
    """The least and the most that each wanted cell can be; the search ends once all are as wide as that."""
    found = {}
    for world in worlds(family, hidden, day):
        for member, outcome in wanted:
            count = world[member][outcome]
            low, high = found.get((member, outcome), (count, count))
            found[member, outcome] = (min(low, count), max(high, count))
        if len(found) == len(wanted) and all(high - low >= wide for low, high in found.values()):
            break
    return found
