"""Where initiatives stand in a list: under their guideposts, parts below their wholes, each once in each group."""

from hypothesis import given, settings
from hypothesis import strategies as st

from initiatives.listing.grouping import WITHOUT, Placed, grouped


def placed(key, whole=None, *groups):
    return Placed(key, whole, frozenset(groups))


def test_part_without_a_group_stands_below_its_whole_in_each_of_the_wholes_groups():
    items = [placed(1, None, 7, 8), placed(2, 1), placed(3, 2)]
    assert grouped(items) == {7: [(1, 0), (2, 1), (3, 2)], 8: [(1, 0), (2, 1), (3, 2)]}


def test_part_with_a_group_of_its_own_stands_there_and_not_with_its_whole():
    items = [placed(1), placed(2, 1, 7)]
    assert grouped(items) == {WITHOUT: [(1, 0)], 7: [(2, 0)]}


def test_part_whose_whole_is_filtered_away_stands_for_itself():
    assert grouped([placed(2, 1), placed(3, 2)]) == {WITHOUT: [(2, 0), (3, 1)]}


def test_parts_stand_below_their_whole_in_the_order_given_even_where_it_comes_later():
    assert grouped([placed(3, 1), placed(2), placed(1)]) == {WITHOUT: [(2, 0), (1, 0), (3, 1)]}


def test_circle_is_shown_and_does_not_go_on_forever():
    assert sorted(grouped([placed(1, 2), placed(2, 1)])[WITHOUT]) == [(1, 0), (2, 0)]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.none() | st.integers(0, 6), st.frozensets(st.integers(0, 3))), max_size=7))
def test_each_stands_once_in_each_of_its_groups_and_nobody_is_lost(drawn):
    items = [Placed(key, whole, groups) for key, (whole, groups) in enumerate(drawn)]
    found = grouped(items)
    for members in found.values():
        keys = [key for key, _ in members]
        assert len(keys) == len(set(keys))
    for item in items:
        places = {group for group, members in found.items() if item.key in [key for key, _ in members]}
        assert places == set(item.groups) if item.groups else places
