"""A deviation split into volume and price."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget.variance import Priced, Split, added_splits, split

D = Decimal
AMOUNTS = st.decimals(-1_000_000_000, 1_000_000_000, places=2)
PERSONS = st.decimals(0, 20_000, places=2)
AVERAGES = st.fractions(0, 20_000, max_denominator=12)


def test_split_of_the_two_plans_budgets_for_kontant_og_uddannelseshjaelp():
    # U_b = 74.740.000 / 715 = 104.531,4685…; (497 − 715) · U_b = −22.787.860,139… → −22.787.860,14.
    # Deviation 51.085.000 − 74.740.000 = −23.655.000; price −23.655.000 + 22.787.860,14 = −867.139,86.
    found = split(Priced(D(74_740_000), D(715)), Priced(D(51_085_000), D(497)))
    assert found == Split(D("-22787860.14"), D("-867139.86"))


def test_split_without_more_people_is_all_price():
    assert split(Priced(D(1000), D(10)), Priced(D(1200), D(10))) == Split(D(0), D(200))


def test_split_at_the_same_price_is_all_volume():
    assert split(Priced(D(1000), D(10)), Priced(D(1300), D(13))) == Split(D(300), D(0))


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        (Priced(D(1000)), Priced(D(1200), D(10))),
        (Priced(D(1000), D(10)), Priced(D(1200))),
        (Priced(D(1000), D(0)), Priced(D(1200), D(10))),
    ],
)
def test_split_without_persons_is_none(budget, expected):
    assert split(budget, expected) is None


def test_split_to_nobody_gives_the_price_what_is_left():
    assert split(Priced(D(1000), D(10)), Priced(D(50), D(0))) == Split(D(-1000), D(50))


def test_unit_price_of_both_plans_is_exact():
    assert Priced(D(74_740_000), D(715)).unit_price == Fraction(74_740_000, 715)
    assert Priced(D(0), D(0)).unit_price is None


@settings(max_examples=500, deadline=None)
@given(AMOUNTS, PERSONS.filter(bool), AMOUNTS, st.one_of(PERSONS, AVERAGES))
def test_volume_and_price_are_exactly_the_deviation(budget, budgeted, forecast, expected):
    assert_exact(budget, budgeted, forecast, expected)


@pytest.mark.long
@settings(max_examples=10_000, deadline=None)
@given(AMOUNTS, PERSONS.filter(bool), AMOUNTS, st.one_of(PERSONS, AVERAGES))
def test_volume_and_price_are_exactly_the_deviation_ten_thousand_times(budget, budgeted, forecast, expected):
    assert_exact(budget, budgeted, forecast, expected)


def assert_exact(budget, budgeted, forecast, expected):
    found = split(Priced(budget, budgeted), Priced(forecast, expected))
    assert found.volume + found.price == forecast - budget
    assert found.volume.as_tuple().exponent == -2
    # Before rounding volume is (P_a − P_b) · U_b: the rounded one is at most half an øre away.
    unrounded = (Fraction(expected) - Fraction(budgeted)) * Fraction(budget) / Fraction(budgeted)
    assert abs(Fraction(found.volume) - unrounded) <= Fraction(1, 200)


def test_added_is_the_sum_of_the_lines():
    assert added_splits([Split(D(300), D(-100)), Split(D(-50), D(20))]) == Split(D(250), D(-80))


def test_added_with_a_line_that_could_not_be_split_is_none():
    assert added_splits([Split(D(300), D(-100)), None]) is None
    assert added_splits([]) is None
