"""Bars in tables: from zero, on one scale, nothing where there is no value."""

import re
from fractions import Fraction

from targets.comparing.bars import Scale, bar


def places(svg):
    """Where the bar starts, how long it is, and where zero is, of 200."""
    [rect] = re.findall(r'<rect x="([^"]+)" y="2" width="([^"]+)"', svg)
    [zero] = re.findall(r'<line x1="([^"]+)"', svg)
    return (*rect, zero)


def test_bar_starts_at_zero_so_that_half_the_value_is_half_the_length():
    scale = Scale.of([Fraction(2), Fraction(4)])
    assert places(bar(Fraction(4), scale, "own")) == ("0.0", "200.0", "0.0")
    assert places(bar(Fraction(2), scale, "other")) == ("0.0", "100.0", "0.0")


def test_bar_of_a_fall_lies_left_of_zero():
    # From −5 to 3 zero stands at 5/8 of 200 = 125.
    scale = Scale.of([Fraction(-5), Fraction(3)])
    assert places(bar(Fraction(-5), scale, "other")) == ("0.0", "125.0", "125.0")
    assert places(bar(Fraction(3), scale, "own")) == ("125.0", "75.0", "125.0")


def test_no_value_has_no_bar_and_nothing_but_zero_has_no_length():
    assert bar(None, Scale.of([]), "own") == ""
    assert places(bar(Fraction(0), Scale.of([Fraction(0)]), "own")) == ("0.0", "0.0", "0.0")
