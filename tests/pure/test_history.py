"""Figures far outside their own series: half its range beyond its extremes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.history import far_outside
from tests.pure import bounded

EIGHT = [Decimal(number) for number in range(100, 180, 10)]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        # Range 70, half of it 35: between 65 and 205 is usual.
        (205, None),
        (206, ("højere", Decimal(170))),
        (65, None),
        (64, ("lavere", Decimal(100))),
    ],
)
def test_value_is_compared_with_the_extremes_and_half_the_range(value, found):
    assert far_outside(Decimal(value), min(EIGHT), max(EIGHT)) == found


@bounded
@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=8, max_size=12), st.data())
def test_value_among_the_earlier_ones_is_never_outside(earlier, data):
    assert far_outside(data.draw(st.sampled_from(earlier)), min(earlier), max(earlier)) is None
