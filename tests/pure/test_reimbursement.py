"""The ladder: which percent in which week, what a span of weeks averages, and which rates a day has."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.simulator.reimbursement import (
    WEEKS_A_MONTH,
    Ladder,
    NoRate,
    Step,
    average_rate,
    flat,
    ladder_on,
    rate_of_month,
)
from extracts.periods import Kind, Period
from tests.pure import bounded

STEPS = (Step(1, Decimal(80)), Step(5, Decimal(40)), Step(27, Decimal(30)), Step(53, Decimal(20)))
FIRST_DAY = date(2016, 1, 4)
LADDER = (Ladder(FIRST_DAY, STEPS),)


def month(year, number):
    return Period(Kind.MONTH, date(year, number, 1))


@pytest.mark.parametrize(
    ("start", "end", "rate"),
    [
        (0, 4, Fraction(80, 100)),
        (4, 26, Fraction(40, 100)),
        (26, 52, Fraction(30, 100)),
        (52, 53, Fraction(20, 100)),
        (500, 900, Fraction(20, 100)),
        # Weeks 4 and 5: (80 + 40) / 2.
        (3, 5, Fraction(60, 100)),
        # The first year: (4 · 80 + 22 · 40 + 26 · 30) / 52 = 1980 / 52 percent.
        (0, 52, Fraction(1980, 5200)),
        # The first two years: (1980 + 52 · 20) / 104 = 3020 / 104 percent.
        (0, 104, Fraction(3020, 10400)),
        # The first month, 4 1/3 weeks: (4 · 80 + 1/3 · 40) / (13/3) = (1000/3) / (13/3) = 1000 / 13 percent.
        (0, WEEKS_A_MONTH, Fraction(1000, 1300)),
    ],
)
def test_average_rate_is_the_ladder_integrated_over_the_weeks(start, end, rate):
    assert average_rate(STEPS, start, end) == rate


def test_day_has_the_ladder_that_is_in_force():
    later = Ladder(date(2026, 7, 1), (Step(1, Decimal(10)),))
    rates = (*LADDER, later)
    assert ladder_on(rates, date(2026, 6, 30)).steps == STEPS
    assert ladder_on(rates, date(2026, 7, 1)) is later


def test_day_before_the_first_ladder_has_no_rate():
    with pytest.raises(NoRate) as early:
        ladder_on(LADDER, date(2016, 1, 3))
    assert early.value.day == date(2016, 1, 3)


def test_month_that_begins_before_the_first_ladder_has_no_rate():
    with pytest.raises(NoRate):
        rate_of_month(LADDER, month(2016, 1), Fraction(52))


def test_later_ladder_replaces_all_rates_from_its_day_in_the_middle_of_a_month():
    # June has 30 days: 10 at 20 %, 20 at the new 50 %: (10 · 20 + 20 · 50) / 30 = 40 percent.
    rates = (*LADDER, Ladder(date(2026, 6, 11), (Step(1, Decimal(50)),)))
    assert rate_of_month(rates, month(2026, 5), Fraction(60)) == Fraction(20, 100)
    assert rate_of_month(rates, month(2026, 6), Fraction(60)) == Fraction(40, 100)
    assert rate_of_month(rates, month(2026, 7), Fraction(60)) == Fraction(50, 100)


def test_weeks_go_on_accumulating_across_a_change_of_rates():
    # From 50 2/3 weeks, April (30 days) has 13/3 weeks. The first 15 days reach 52 5/6 weeks: 4/3 weeks at 30 %
    # and 5/6 at 20 % of 13/6: (40 + 50/3) / (13/6) = 340/13 percent. Then 15 days at the new 0 %: half of it.
    rates = (*LADDER, Ladder(date(2026, 4, 16), (Step(1, Decimal(60)), Step(52, Decimal(0)))))
    assert rate_of_month(rates, month(2026, 4), Fraction(152, 3)) == Fraction(170, 1300)


def test_flat_rate_is_the_same_in_every_week_and_year():
    rates = flat(Decimal("12.5"))
    assert rate_of_month(rates, month(1990, 1), Fraction(0)) == Fraction(125, 1000)
    assert rate_of_month(rates, month(2099, 12), Fraction(999)) == Fraction(125, 1000)


weeks = st.fractions(min_value=0, max_value=200, max_denominator=12)
percents = st.integers(min_value=0, max_value=100).map(Decimal)
ladders = st.builds(
    lambda later, first, rest: (Step(1, first), *map(Step, sorted(later), rest)),
    st.sets(st.integers(min_value=2, max_value=150), max_size=6),
    percents,
    st.lists(percents, min_size=6, max_size=6),
)


@bounded
@given(ladders, weeks, weeks.filter(bool))
def test_average_is_between_the_lowest_and_the_highest_step(steps, start, length):
    reached = [Fraction(step.percent) / 100 for step in steps]
    assert min(reached) <= average_rate(steps, start, start + length) <= max(reached)


@bounded
@given(ladders, weeks, weeks.filter(bool), weeks.filter(bool))
def test_average_of_a_span_is_the_weighted_mean_of_its_parts(steps, start, first, second):
    middle, end = start + first, start + first + second
    parts = average_rate(steps, start, middle) * first + average_rate(steps, middle, end) * second
    assert average_rate(steps, start, end) * (first + second) == parts


@bounded
@given(ladders, st.integers(min_value=1, max_value=140))
def test_average_of_one_week_is_that_week_s_step(steps, week):
    step = max((step for step in steps if step.from_week <= week), key=lambda step: step.from_week)
    assert average_rate(steps, week - 1, week) == Fraction(step.percent) / 100
