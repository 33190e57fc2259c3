"""Whether a line keeps its budget."""

from decimal import Decimal

import pytest

from budget.standing import HELD, NEAR, OVER, UNKNOWN, standing

D = Decimal


@pytest.mark.parametrize(
    ("budget", "forecast", "expected"),
    [
        ("1000", "900", HELD),
        ("1000", "1000", HELD),
        ("1000", "1000.01", NEAR),
        ("1000", "1010", NEAR),
        ("1000", "1010.01", OVER),
        ("0", "0", HELD),
        ("0", "0.01", OVER),
        # An income of 1.000 was expected, and 900 come in: 100 too little, whatever percent that is.
        ("-1000", "-900", OVER),
        ("-1000", "-1000", HELD),
    ],
)
def test_standing_follows_the_rule(budget, forecast, expected):
    assert standing(D(budget), D(forecast)) == expected


def test_standing_without_a_figure_cannot_be_said():
    assert standing(None, D(1)) == standing(D(1), None) == UNKNOWN
