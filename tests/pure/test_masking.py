"""Small groups cannot be worked out from what stays: by hand, and against one who tries every table there is."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initiatives.cohorts.filling import Family, Unknown
from initiatives.cohorts.masking import Hidden, hidden_in, shares_reveal
from tests.pure import bounded
from tests.pure.masking import REST, range_of

DAY = date(2018, 8, 31)
START, ARRIVALS, ALL = 1, 2, 3
STILL, SELF, OTHER, REST_OF = 1, 2, 3, 4
KIK_II = {START: (771, 269, 81, 7), ARRIVALS: (207, 139, 2, 9), ALL: (978, 408, 83, 16)}
SIZES = {START: 1128, ARRIVALS: 357, ALL: 1485}
HIDDEN, GONE = Unknown.SUPPRESSED, Unknown.NOT_COUNTED


def row(*cells):
    return dict(enumerate(cells, 1))


def family(*tables, sizes=None, parts=(START, ARRIVALS), whole=ALL, outcomes=4):
    """Tables of one day as they became known, each `{cohort: (figures)}`."""
    versions = [{member: row(*cells) for member, cells in table.items()} for table in tables]
    return Family(parts, whole, sizes or {}, tuple(range(1, outcomes + 1)), {DAY: versions})


def alone(*tables, size=None, outcomes=4):
    sizes = {} if size is None else {START: size}
    return family(*({START: cells} for cells in tables), sizes=sizes, parts=(START,), whole=None, outcomes=outcomes)


def cells(hidden, day=DAY):
    """The hidden outcomes by cohort."""
    found = {}
    for member, outcome, when in sorted(hidden.cells):
        if when == day:
            found.setdefault(member, []).append(outcome)
    return found


def test_kik_ii_hides_two_outcomes_in_both_parts_and_shows_the_whole():
    # Arrivals: 2 on other support. With 9 beside it the two are 11: 0 to 11 each, for 83 and 16 leave room for that.
    found = hidden_in(family(KIK_II, sizes=SIZES), 5)
    assert found == Hidden(frozenset((m, o, DAY) for m in (START, ARRIVALS) for o in (OTHER, REST_OF)))


def test_nothing_small_hides_nothing():
    assert not hidden_in(alone((448, 474, 124, 390), size=1436), 5).is_something
    assert not hidden_in(family({START: (5, 0), ALL: (5, 5)}), 5).is_something


def test_zero_is_not_a_group_and_four_is_the_largest_small_one():
    assert not hidden_in(alone((0, 5, 5)), 5).is_something
    assert cells(hidden_in(alone((50, 4, 50)), 5)) == {START: [2, 3]}


def test_limit_of_one_or_none_hides_nothing():
    assert not hidden_in(family(KIK_II), 1).is_something
    assert not hidden_in(family(KIK_II), 0).is_something


@pytest.mark.parametrize(
    ("figures", "hidden"),
    [
        # 2 + 2 are 4: too narrow. With the 90 they are 94.
        ((90, 50, 2, 2), [2, 3, 4]),
        # 1 and all after it: were 40 alone hidden beside it, it would be known which of the two is small.
        ((90, 1, 90, 40), [2, 3, 4]),
        # 4 + 4 are wide enough; but of two that are both small a sum of 8 would say that they are 4 each.
        ((4, 4, 90, 90), [1, 2, 3, 4]),
        # The last is small itself; the one before it goes with it.
        ((90, 90, 90, 3), [3, 4]),
        # Zeros beside it do not help: they go on to the first.
        ((90, 0, 0, 3), [1, 2, 3, 4]),
    ],
)
def test_cohort_alone_hides_as_many_as_it_takes(figures, hidden):
    assert cells(hidden_in(alone(figures), 5)) == {START: hidden}


def test_outcomes_are_added_from_the_last_whatever_they_count():
    one, other = hidden_in(alone((10, 2, 900, 10)), 5), hidden_in(alone((900, 2, 10, 900)), 5)
    assert cells(one) == cells(other) == {START: [2, 3, 4]}


def test_whole_with_a_small_figure_of_its_own_is_hidden_too():
    found = hidden_in(family({START: (50, 2, 30), ARRIVALS: (60, 1, 30), ALL: (110, 3, 60)}, outcomes=3), 5)
    assert cells(found) == {START: [2, 3], ARRIVALS: [2, 3], ALL: [2, 3]}


def test_whole_that_is_nothing_but_its_one_part_is_hidden_with_it():
    found = hidden_in(family({START: (50, 2, 30), ALL: (50, 2, 30)}, parts=(START,), outcomes=3), 5)
    assert cells(found) == {START: [2, 3], ALL: [2, 3]}


def test_those_who_are_in_no_part_are_a_group_too():
    # The whole less the one part: 60, 3, 20.
    found = hidden_in(family({START: (50, 20, 30), ALL: (110, 23, 50)}, parts=(START,), outcomes=3), 5)
    assert cells(found) == {START: [2, 3]}


def test_column_that_leaves_no_room_is_not_enough():
    # The 8 its source hid is filled in from the size. With 50 beside it, it is the whole's 8, for nobody else is there:
    # only the first outcome gives room.
    table = {START: (100, 50, HIDDEN), ARRIVALS: (100, 0, 0), ALL: (200, 50, 8)}
    found = hidden_in(family(table, sizes={START: 158}, outcomes=3), 5)
    assert cells(found) == {START: [1, 2, 3], ARRIVALS: [1, 2, 3]}


def test_whole_that_is_its_one_part_is_hidden_also_where_it_is_not_small():
    table = {START: (50, HIDDEN, 30), ALL: (50, 8, 30)}
    found = hidden_in(family(table, sizes={START: 88}, parts=(START,), outcomes=3), 5)
    assert cells(found) == {START: [2, 3], ALL: [2, 3]}


def test_rest_of_the_sizes_is_small_also_where_one_of_them_is_not_known():
    found = hidden_in(family({START: (0, 4), ARRIVALS: (9, 9), ALL: (9, 13)}, sizes={ARRIVALS: 18, ALL: 22}), 5)
    assert (found.cohorts, cells(found)) == ({START, ARRIVALS}, {})


def test_small_cohort_is_hidden_with_the_others_of_its_whole_and_the_whole_stays():
    table = {START: (40, 30), ARRIVALS: (1, 2), ALL: (41, 32)}
    for sizes in ({}, {START: 70, ARRIVALS: 3, ALL: 73}):
        found = hidden_in(family(table, sizes=sizes, outcomes=2), 5)
        if sizes:
            assert (found.cohorts, found.cells) == ({START, ARRIVALS}, frozenset())
        else:
            assert cells(found) == {START: [1, 2], ARRIVALS: [1, 2], ALL: [1, 2]}
            assert found.sums == {(START, DAY), (ARRIVALS, DAY), (ALL, DAY)}


def test_size_below_the_limit_is_small_also_without_any_figure():
    only = Family((START,), None, {START: 4}, (), {})
    assert hidden_in(only, 5).cohorts == {START}
    rest = Family((START,), ALL, {START: 96, ALL: 100}, (), {})
    assert hidden_in(rest, 5).cohorts == {START}


def test_small_cohort_alone_shows_nothing_at_all():
    assert hidden_in(alone((1, 2), size=3, outcomes=2), 5) == Hidden(cohorts=frozenset({START}))


def test_only_outcome_of_a_cohort_is_its_size():
    assert hidden_in(alone((3,), size=3, outcomes=1), 5).cohorts == {START}
    # Where others of the 90 are in no outcome, the 3 goes and the 90 stays.
    found = hidden_in(alone((3,), size=90, outcomes=1), 5)
    assert (cells(found), found.sums, found.cohorts) == ({START: [1]}, {(START, DAY)}, frozenset())


def test_figure_that_its_source_hid_is_protected_against_the_size():
    assert cells(hidden_in(alone((90, 30, HIDDEN), size=127, outcomes=3), 5)) == {START: [2, 3]}
    assert cells(hidden_in(alone((90, 30, HIDDEN), outcomes=3), 5)) == {START: [1, 2, 3]}


def test_figure_that_is_not_known_hides_others_only_where_it_could_be_a_small_group():
    assert not hidden_in(alone((90, 30, GONE), size=127, outcomes=3), 5).is_something
    assert cells(hidden_in(alone((90, 30, GONE), size=122, outcomes=3), 5)) == {START: [2, 3]}
    two = alone((90, GONE, GONE), size=93, outcomes=3)
    assert (cells(hidden_in(two, 5)), hidden_in(two, 5).sums) == ({START: [1, 2, 3]}, {(START, DAY)})


def test_figure_that_is_not_known_is_small_by_the_sum_of_another_day():
    # 127 at first; 90 and 33 of them later, so that 4 are left.
    other = date(2018, 12, 31)
    days = {DAY: [{START: row(90, 30, 7)}], other: [{START: row(90, 33, GONE)}]}
    found = hidden_in(Family((START,), None, {}, (1, 2, 3), days), 5)
    assert (cells(found), cells(found, other)) == ({}, {START: [1, 2, 3]})


def test_size_that_is_wrong_does_not_let_a_part_loose():
    # A size of 60 would make the arrivals' unknown figure 20, more than all there are; the whole less the start is 2.
    table = {START: (60, 18), ARRIVALS: (40, GONE), ALL: (100, 20)}
    found = hidden_in(family(table, sizes={ARRIVALS: 60}, outcomes=2), 5)
    assert set(cells(found)) == {START, ARRIVALS, ALL}


def test_unknown_figure_beside_a_small_one_hides_the_day_and_keeps_the_sizes():
    found = hidden_in(family(KIK_II | {START: (771, 269, GONE, GONE)}, sizes=SIZES), 5)
    assert found.sums == {(START, DAY), (ARRIVALS, DAY), (ALL, DAY)}
    assert (len(found.cells), found.cohorts) == (12, frozenset())


def test_parts_that_are_more_than_the_whole_are_hidden_with_it():
    found = hidden_in(family({START: (50, 20, 30), ARRIVALS: (60, 2, 30), ALL: (100, 22, 60)}, outcomes=3), 5)
    assert cells(found) == {START: [2, 3], ARRIVALS: [2, 3], ALL: [2, 3]}


def test_figure_that_was_small_once_stays_hidden():
    corrected = KIK_II | {ARRIVALS: (197, 139, 12, 9), ALL: (968, 408, 93, 16)}
    found = hidden_in(family(KIK_II, corrected, sizes=SIZES), 5)
    assert cells(found) == {START: [OTHER, REST_OF], ARRIVALS: [OTHER, REST_OF]}
    assert not hidden_in(family(corrected, sizes=SIZES), 5).is_something


def test_each_day_is_hidden_for_itself():
    other = date(2018, 12, 31)
    days = {DAY: [{START: row(90, 50, 2)}], other: [{START: row(80, 50, 12)}]}
    found = hidden_in(Family((START,), None, {START: 142}, (1, 2, 3), days), 5)
    assert (cells(found), cells(found, other)) == ({START: [2, 3]}, {})


def test_part_of_a_part_hides_all_of_the_family():
    deep = Family((1, 2), 3, {}, (1,), {}, is_plain=False)
    assert hidden_in(deep, 5).cohorts == {1, 2, 3}


def printed(*texts):
    """Whole percents, each rounded by half a percent at most."""
    return {at: (Decimal(text), Decimal("0.5")) for at, text in enumerate(texts)}


@pytest.mark.parametrize(
    ("texts", "base", "size", "reveals"),
    [
        (("60",), 57, 57, False),
        (("47", "12", "39", "2"), 1013, 1461, False),
        # 5 % of 57 is 2,85: 3 people. 95 %: 3 others.
        (("5",), 57, 57, True),
        (("95",), 57, 57, True),
        # 2 % of 1.013 is 16 to 25; 2 % of 150 is 3.
        (("2",), 150, 150, True),
        # 60 % is 34 and 38 % is 22 of 57 (21,4 to 21,9: no whole number, so the document has miscounted).
        (("60", "39"), 57, 57, True),
        # 3 of the cohort are not in the base.
        (("60",), 57, 60, True),
        (("0",), 57, 57, False),
        (("100",), 57, None, False),
        # Of 800 nobody can say whether 0 % is nobody or 4.
        (("0",), 800, None, True),
    ],
)
def test_printed_shares_that_say_that_a_group_is_small(texts, base, size, reveals):
    assert shares_reveal(printed(*texts), base, size, 5) is reveals


LIMIT = 3
COUNTS = st.integers(0, 4)
SOME = st.one_of(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, st.sampled_from([HIDDEN, GONE]))


@st.composite
def families(draw, cell=COUNTS):
    """A whole with one or two parts, or a cohort alone; the parts need not cover the whole, nor the sizes be known."""
    has_whole, outcomes = draw(st.booleans()), draw(st.integers(2, 3))
    parts = draw(st.sampled_from([(START,), (START, ARRIVALS)])) if has_whole else (START,)
    rows = {part: draw(st.lists(cell, min_size=outcomes, max_size=outcomes)) for part in parts}
    # What the source hid or did not count is there all the same.
    true = {part: [draw(COUNTS) if isinstance(each, Unknown) else each for each in row] for part, row in rows.items()}
    if has_whole:
        rest = draw(st.one_of(st.just([0] * outcomes), st.lists(COUNTS, min_size=outcomes, max_size=outcomes)))
        rows[ALL] = true[ALL] = [sum(cells) for cells in zip(*true.values(), rest, strict=True)]
    sizes = {member: draw(st.sampled_from([None, sum(cells) or None])) for member, cells in true.items()}
    return family(rows, sizes=sizes, parts=parts, whole=ALL if has_whole else None, outcomes=outcomes)


def groups(found):
    """Every small group of a family's day: of a cohort, and of those who are in none of the parts."""
    table = found.days[DAY][-1]
    counts = {(m, o): cell for m, cells in table.items() for o, cell in cells.items() if not isinstance(cell, Unknown)}
    if found.whole in table:
        for outcome, persons in table[found.whole].items():
            cells_of = [table[part][outcome] for part in found.parts]
            if not any(isinstance(cell, Unknown) for cell in cells_of):
                counts[REST, outcome] = persons - sum(cells_of)
    return [key for key, persons in counts.items() if 0 < persons < LIMIT]


@settings(bounded, max_examples=80)
@given(families())
def test_nobody_can_work_a_small_group_out(found):
    hidden, wanted = hidden_in(found, LIMIT), groups(found)
    ranges = range_of(found, hidden, DAY, wanted, LIMIT)
    assert set(ranges) == set(wanted)
    assert all(high - low >= LIMIT for low, high in ranges.values())


@settings(bounded, max_examples=50)
@given(families(SOME))
def test_nobody_can_work_a_small_group_out_beside_figures_that_are_missing(found):
    hidden, table = hidden_in(found, LIMIT), found.days[DAY][-1]
    unknown = [(member, o) for member, cells in table.items() for o, cell in cells.items() if cell is HIDDEN]
    wanted = [*groups(found), *unknown]
    ranges = range_of(found, hidden, DAY, wanted, LIMIT)
    assert set(ranges) == set(wanted)
    # That a figure its source hid is nobody may be seen.
    assert all(high - low >= LIMIT or (key in unknown and high == 0) for key, (low, high) in ranges.items())


@settings(bounded, max_examples=40)
@given(st.lists(st.lists(COUNTS, min_size=3, max_size=3), min_size=2, max_size=3))
def test_no_outcome_comes_back_from_one_version_to_the_next(versions):
    seen = [hidden_in(alone(*versions[: at + 1], outcomes=3), LIMIT).cells for at in range(len(versions))]
    assert all(earlier <= later for earlier, later in pairwise(seen))


@settings(bounded, max_examples=40)
@given(families())
def test_every_small_group_is_hidden_itself(found):
    hidden = hidden_in(found, LIMIT)
    assert all(hidden.hides(member, outcome, DAY) for member, outcome in groups(found) if member != REST)
