"""What must hold of a projection whatever the figures."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from extracts.periods import year
from targets.derivation import Figure
from targets.projection import project, record_of
from tests.pure import bounded

LAST = 2023


def exactly(values):
    """Years up to the last known one, of exact fractions."""
    first = LAST + 1 - len(values)
    return [Figure(year(first + step), value) for step, value in enumerate(values)]


values = st.integers(min_value=-400, max_value=400).map(lambda number: Fraction(number, 4))
series = st.lists(values, min_size=9, max_size=25)
ahead = st.integers(min_value=1, max_value=5).map(lambda years: year(LAST + years))
sides = st.fixed_dictionaries({"higher": st.booleans(), "strict": st.booleans()})


@bounded
@given(series, ahead, values, values, sides)
def test_adding_a_constant_moves_the_projection_by_it_and_leaves_the_odds(levels, period, limit, constant, side):
    here, there = project(exactly(levels), period), project(exactly([each + constant for each in levels]), period)
    moved = (here.low + constant, here.centre + constant, here.high + constant)
    assert (there.low, there.centre, there.high) == moved
    assert there.futures == tuple(future + constant for future in here.futures)
    assert there.odds(limit + constant, **side) == here.odds(limit, **side)


@bounded
@given(series, ahead, values, sides)
def test_mirroring_turns_the_projection_over(levels, period, limit, side):
    here, there = project(exactly(levels), period), project(exactly([-each for each in levels]), period)
    assert (there.low, there.centre, there.high) == (-here.high, -here.centre, -here.low)
    assert there.odds(-limit, higher=not side["higher"], strict=side["strict"]) == here.odds(limit, **side)


@bounded
@given(series, ahead, values, st.sampled_from([Fraction(1, 3), Fraction(7), Fraction(5, 2)]), sides)
def test_another_unit_changes_nothing_but_the_numbers(levels, period, limit, factor, side):
    here, there = project(exactly(levels), period), project(exactly([each * factor for each in levels]), period)
    assert (there.low, there.centre, there.high) == (here.low * factor, here.centre * factor, here.high * factor)
    assert there.odds(limit * factor, **side) == here.odds(limit, **side)


@bounded
@given(values, values, st.integers(min_value=9, max_value=25), ahead)
def test_straight_line_goes_on_with_a_range_of_no_width(start, step, count, period):
    found = project(exactly([start + number * step for number in range(count)]), period)
    expected = start + (count - 1 + found.years) * step
    assert (found.low, found.centre, found.high) == (expected, expected, expected)
    assert found.odds(expected, higher=True, strict=False) == 1
    assert found.odds(expected, higher=True, strict=True) == 0


@bounded
@given(series, ahead, values, sides)
def test_projection_is_well_formed_and_odds_are_a_share(levels, period, limit, side):
    found = project(exactly(levels), period)
    assert len(found.futures) == len(levels) - 1
    assert list(found.futures) == sorted(found.futures)
    assert found.low <= found.centre <= found.high
    odds = found.odds(limit, **side)
    assert 0 <= odds <= 1
    assert odds + found.odds(limit, higher=not side["higher"], strict=not side["strict"]) == 1


@bounded
@given(series, ahead)
def test_range_holds_about_four_fifths_of_the_futures_and_never_fewer(levels, period):
    found = project(exactly(levels), period)
    inside = sum(found.low <= future <= found.high for future in found.futures)
    assert inside >= Fraction(4, 5) * len(found.futures)


@bounded
@given(series, ahead, values, values)
def test_odds_never_rise_with_a_harder_limit(levels, period, one, other):
    found, easy, hard = project(exactly(levels), period), min(one, other), max(one, other)
    assert found.odds(hard, higher=True, strict=False) <= found.odds(easy, higher=True, strict=False)
    assert found.odds(easy, higher=False, strict=True) <= found.odds(hard, higher=False, strict=True)


@bounded
@given(series, ahead, st.data())
def test_one_odd_year_moves_the_drift_no_further_than_its_neighbours(levels, period, data):
    """A wrong level (not the newest) spoils two changes, so the median stays within two places of where it was."""
    place = data.draw(st.integers(min_value=1, max_value=len(levels) - 2))
    odd = [*levels[:place], Fraction(10**9), *levels[place + 1 :]]
    changes = sorted(later - earlier for earlier, later in pairwise(levels))
    here, there = project(exactly(levels), period), project(exactly(odd), period)
    drift = (there.centre - levels[-1]) / there.years
    assert changes[(len(changes) - 1) // 2 - 2] <= drift <= changes[len(changes) // 2 + 2]
    assert here.years == there.years


@bounded
@given(series, ahead, st.integers(min_value=2020, max_value=2030))
def test_more_figures_never_bring_a_projection_before_there_are_eight_changes(levels, period, break_year):
    """Whatever the break, there are either 8 changes since it or nothing; and none across one that is ahead."""
    figures, breaks = exactly(levels), (date(break_year, 1, 1),)
    for count in range(len(figures) + 1):
        found = project(figures[len(figures) - count :], period, breaks)
        changes = sum(figure.period.start >= breaks[0] or break_year > LAST for figure in figures[-count:]) - 1
        ahead_of_it = figures[-1].period.start < breaks[0] < period.end
        assert (found is not None) == (count > 0 and changes >= 8 and not ahead_of_it)


@bounded
@given(series, ahead)
def test_record_never_counts_more_than_was_tried(levels, period):
    figures = exactly(levels)
    found = project(figures, period)
    record = record_of(figures, found)
    assert 0 <= record.held <= record.tried == max(0, len(levels) - 8 - found.years)
