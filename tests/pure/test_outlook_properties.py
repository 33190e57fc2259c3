"""What must hold of an outlook whatever the figures."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from extracts.periods import year
from targets.assessment import assess
from targets.derivation import Figure
from targets.spec import PathPoint, TargetSpec
from tests.pure import bounded

TODAY = date(2024, 6, 1)
MIRROR = {"at_most": "at_least", "reduce": "increase", "hold": "hold", "lower": "higher"}
MIRROR |= {opposite: side for side, opposite in MIRROR.items()}
PATH_DAYS = (date(2022, 1, 1), date(2023, 1, 1), date(2027, 1, 1))

values = st.integers(min_value=-200, max_value=200).map(lambda number: Fraction(number, 4))
levels = st.lists(values, min_size=1, max_size=16)
targets = st.builds(
    TargetSpec,
    rule=st.sampled_from(["at_most", "at_least", "reduce", "increase", "hold"]),
    direction=st.sampled_from(["lower", "higher"]),
    limit=values,
    strict=st.booleans(),
    baseline=st.just("value"),
    baseline_value=values,
    deadline=st.sampled_from([date(2024, 1, 1), date(2025, 1, 1), date(2025, 7, 1), date(2027, 1, 1)]),
    path=st.sampled_from(["linear", "listed"]),
    path_points=st.lists(values, max_size=3).map(
        lambda heights: tuple(PathPoint(day, height) for day, height in zip(PATH_DAYS, heights, strict=False))
    ),
    breaks=st.sampled_from([(), (date(2013, 1, 1),), (date(2026, 1, 1),)]),
    unit=st.sampled_from(["percent", "persons"]),
)


def found(target, heights, today=TODAY):
    """The prospect of the target on years that end with 2023."""
    figures = {year(2024 - len(heights) + step): value for step, value in enumerate(heights)}
    own = {period: Figure(period, value) for period, value in figures.items()}
    return assess(target, {"Aabenraa": own}, today).prospect


def moved(target, change):
    """The target with every number of it changed alike."""
    points = tuple(replace(point, value=change(point.value)) for point in target.path_points)
    numbers = {"limit": change(target.limit), "baseline_value": change(target.baseline_value)}
    return replace(target, path_points=points, **numbers)


def essence(prospect):
    return prospect and (prospect.outlook, prospect.reason, prospect.odds, prospect.behind_path, prospect.per_period)


@bounded
@given(targets, levels, values)
def test_adding_a_constant_to_figures_limit_and_path_changes_nothing(target, heights, constant):
    """Of a count of persons a half is no step, so the constant is for shares."""
    target = replace(target, unit="percent")
    there = found(moved(target, lambda number: number + constant), [each + constant for each in heights])
    assert essence(there) == essence(found(target, heights))


@bounded
@given(targets, levels)
def test_mirroring_figures_limit_direction_and_path_changes_nothing(target, heights):
    turned = replace(target, rule=MIRROR[target.rule], direction=MIRROR[target.direction])
    there = found(moved(turned, lambda number: -number), [-each for each in heights])
    assert essence(there) == essence(found(target, heights))


@bounded
@given(targets, levels)
def test_more_figures_never_bring_an_outlook_before_there_are_eight_changes(target, heights):
    for count in range(1, len(heights) + 1):
        prospect = found(target, heights[len(heights) - count :])
        if prospect is None:
            continue
        since = max((day for day in target.breaks if day < TODAY), default=date.min)
        counted = sum(figure.period.start >= since for figure in prospect.history) - 1
        assert (prospect.outlook != "cannot_say") == (counted >= 8 and prospect.reason != "break_ahead")
        assert (prospect.odds is None) == (prospect.projection is None) == (prospect.outlook == "cannot_say")


@bounded
@given(targets, levels)
def test_outlook_is_never_there_once_the_deadline_has_come(target, heights):
    assert found(target, heights, today=target.deadline) is None
    assert found(replace(target, deadline=None), heights) is None


@bounded
@given(targets, levels)
def test_needed_per_period_brings_the_figure_to_the_limit_and_no_further(target, heights):
    prospect = found(replace(target, unit="percent"), heights)
    if prospect is None or prospect.per_period is None:
        return
    way = prospect.per_period * prospect.periods_left
    reached = heights[-1] + (way if prospect.comparand.higher else -way)
    assert reached == prospect.comparand.value
    assert prospect.per_period > 0 or (prospect.comparand.strict and heights[-1] == reached)


@bounded
@given(targets, levels)
def test_needed_persons_reach_the_limit_in_the_time_that_is_left(target, heights):
    prospect = found(replace(target, unit="persons"), heights)
    if prospect is None or prospect.per_period is None:
        return
    sign = 1 if prospect.comparand.higher else -1
    reached = heights[-1] + sign * prospect.per_period * prospect.periods_left
    beyond = (reached - prospect.comparand.value) * sign
    assert 0 <= beyond <= 1
    assert beyond > 0 or not prospect.comparand.strict
    assert prospect.persons >= prospect.per_period


@bounded
@given(targets, levels, values)
def test_a_worse_last_figure_of_a_straight_line_never_looks_better(target, heights, step):
    """Nine years on a line: the higher the line, the better for a target that wants more."""
    target = replace(target, rule="at_least", breaks=(), path="", path_points=())
    words = ["off_track", "at_risk", "on_track"]
    low, high = sorted((heights[0], heights[-1]))
    here, there = (found(target, [start + step * number for number in range(9)]) for start in (low, high))
    if here is not None:
        assert words.index(here.outlook) <= words.index(there.outlook)
