"""How a year is spread over its months."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from budget.phasing import Origin, phase_of, seasonal_shares

D = Decimal
EVEN = {month: D(100) for month in range(1, 13)}


def test_seasonal_shares_of_an_even_year_are_twelfths():
    assert seasonal_shares(EVEN) == (Fraction(1, 12),) * 12


def test_seasonal_shares_put_the_supplementary_period_in_december():
    # 11 · 100 + 100 + 200 = 1.400; December 300 of it.
    shares = seasonal_shares(EVEN | {13: D(200)})
    assert shares[11] == Fraction(300, 1400)
    assert shares[0] == Fraction(100, 1400)


def test_seasonal_shares_with_a_month_missing_are_none():
    assert seasonal_shares({month: amount for month, amount in EVEN.items() if month != 7}) is None
    assert seasonal_shares({}) is None


def test_seasonal_shares_that_begin_with_nothing_or_less_are_none():
    assert seasonal_shares(EVEN | {1: D(0)}) is None
    assert seasonal_shares(EVEN | {2: D(-200)}) is None
    assert seasonal_shares({month: D(0) for month in range(1, 13)}) is None


@given(st.lists(st.decimals(1, 10_000_000, places=2), min_size=13, max_size=13))
def test_seasonal_shares_always_make_a_whole(amounts):
    assert sum(seasonal_shares(dict(enumerate(amounts, 1)))) == 1


def test_phase_is_the_lines_own_before_last_years_before_twelfths():
    season = seasonal_shares(EVEN | {12: D(200)})
    assert phase_of([D(50), D(50), *[D(0)] * 10], season).origin == Origin.OWN
    assert phase_of(None, season).origin == Origin.LAST_YEAR
    assert phase_of(None, None).origin == Origin.TWELFTHS


def test_phase_through_a_month_adds_the_shares_up_to_it():
    own = phase_of([D("10.5"), D(20), *[D("6.95")] * 10], None)
    assert own.through(2) == Fraction(305, 1000)
    assert phase_of(None, None).through(9) == Fraction(3, 4)
    assert phase_of(None, None).through(13) == 1
