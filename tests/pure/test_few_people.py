"""Few citizens, counted or told by a share."""

from decimal import Decimal

import pytest

from initiatives.following.few_people import counts_people, is_share_of_few, people_told


@pytest.mark.parametrize(
    ("unit", "people"),
    [
        *((unit, True) for unit in ("borgere", "Unge", "unge i job", "borgere, der er afklaret", "kursister")),
        *((unit, False) for unit in ("%", "jobordrer", "sager", "ungdomsboliger", "")),
    ],
)
def test_units_that_count_citizens(unit, people):
    assert counts_people(unit) is people


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Af 20 unge.", {20}),
        ("1.461 borgere, heraf 12 unge; 45 sager", {1461, 12}),
        ("50 % i uddannelse, 2,5 borgere, mål 3", set()),
    ],
)
def test_how_many_citizens_a_text_speaks_of(text, told):
    assert people_told(text) == told


@pytest.mark.parametrize(
    ("percent", "base", "few"),
    [
        # Of 20: 10 % are 2, 20 % are 4, 25 % are 5; 80 % leave 4.
        *((percent, 20, True) for percent in ("5", "10", "20", "80", "95", "22")),
        *((percent, 20, False) for percent in ("0", "25", "50", "75", "100")),
        # 0,2 % of 1.461 are 2,9; 1 % are 14,6.
        *(("0.2", 1461, True), ("1", 1461, False)),
    ],
)
def test_shares_that_tell_of_few(percent, base, few):
    assert is_share_of_few(Decimal(percent), base, 5) is few
