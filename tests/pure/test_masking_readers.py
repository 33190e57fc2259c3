"""Readers who remember what they saw, and readers who know the rule, learn no more of a small group."""

from itertools import product

import pytest

from initiatives.cohorts.masking import hidden_in
from tests.pure.test_masking import ALL, ARRIVALS, DAY, GONE, HIDDEN, LIMIT, START, alone, cells, family


@pytest.mark.parametrize(
    ("first", "then"),
    [
        # Nothing was hidden: 50 + 40 were seen, and with the new sum, 93, the 3.
        ((50, 40, 12), (50, 40, 3)),
        # The 3 comes with a later file.
        ((50, 40), (50, 40, 3)),
        # 2 and 9 were hidden, 11 together. Then the 90 before them is 4: 101 together before, 15 now.
        ((900, 90, 2, 9), (900, 4, 2, 9)),
        # 2 and 9 were enough; 2 and 0 are not, and the 139 before them was seen.
        ((207, 139, 2, 9), (207, 139, 2, 0)),
    ],
)
def test_day_of_which_too_much_was_seen_is_hidden_altogether(first, then):
    found = hidden_in(alone(first, then), 5)
    assert cells(found) == {START: list(range(1, len(then) + 1))}
    assert (found.sums, found.cohorts) == ({(START, DAY)}, frozenset())


def test_size_that_says_the_new_sum_is_hidden_with_a_day_of_which_too_much_was_seen():
    # 93 − 50 − 40 are 3. A size that says what all have seen, 102, says nothing of it.
    assert hidden_in(alone((50, 40, 12), (50, 40, 3), size=93), 5).cohorts == {START}
    assert hidden_in(alone((50, 40, 12), (50, 40, 3), size=102), 5).cohorts == frozenset()


def test_whole_of_a_part_that_was_seen_before_the_others_is_hidden_with_it():
    # The start's 70 and 30 were seen alone; with the whole's 100 and 32 the arrivals' would be known.
    found = hidden_in(family({START: (70, 30)}, {START: (70, 30), ARRIVALS: (30, 2), ALL: (100, 32)}, outcomes=2), 5)
    assert cells(found) == {START: [1, 2], ARRIVALS: [1, 2], ALL: [1, 2]}


def test_day_of_which_nothing_was_seen_shows_what_it_can_when_it_is_whole():
    # One who is unknown beside a hidden one hid all; now both are counted.
    assert cells(hidden_in(alone((90, GONE, HIDDEN), (90, 30, 3)), 5)) == {START: [2, 3]}


def test_day_that_was_taken_back_and_counted_again_is_hidden_as_any_other():
    assert not hidden_in(alone((90, 30, 9), (), (90, 30, 9)), 5).is_something
    assert cells(hidden_in(alone((90, 30, 3), (), (90, 30, 3)), 5)) == {START: [2, 3]}


def rows_of(outcomes, total):
    """Every row of so many figures with that sum."""
    if outcomes == 1:
        return [(total,)]
    return [(first, *rest) for first in range(total + 1) for rest in rows_of(outcomes - 1, total - first)]


def views(worlds):
    """The worlds by what stands on their page."""
    found = {}
    for world in worlds:
        hidden = hidden_in(world, LIMIT)
        table = {(m, o): c for m, cells in world.days[DAY][-1].items() for o, c in cells.items()}
        shown = {key: None if hidden.hides(*key, DAY) else count for key, count in table.items()}
        found.setdefault((*shown.values(), *sorted(hidden.sums), *sorted(hidden.cohorts)), []).append(table)
    return found.values()


@pytest.mark.parametrize("total", [3, 4, 6, 9])
def test_one_who_knows_the_rule_cannot_tell_one_from_two(total):
    # The sum is shown or is the size. 1 and 2 are small.
    for tables in views(alone(row, size=total) for row in rows_of(4, total)):
        for key in tables[0]:
            assert {1, 2} <= (seen := {table[key] for table in tables}) or not seen & {1, 2}


@pytest.mark.parametrize("totals", [(3, 4), (5, 6)])
def test_one_who_knows_the_rule_cannot_work_parts_out_from_the_whole(totals):
    parts = product(*(rows_of(3, total) for total in totals))
    sizes = {START: totals[0], ARRIVALS: totals[1], ALL: sum(totals)}
    tables = ({START: one, ARRIVALS: other, ALL: tuple(map(sum, zip(one, other, strict=True)))} for one, other in parts)
    for found in views(family(table, sizes=sizes, outcomes=3) for table in tables):
        assert all(len(seen) > 1 for key in found[0] if (seen := {each[key] for each in found}) & {1, 2})
