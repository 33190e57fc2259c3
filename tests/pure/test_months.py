"""The thirteen months of an accounting year."""

from datetime import date

import pytest

from budget.months import BookedMonth, month_of, months_of
from extracts.periods import UnknownPeriod


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023M05", BookedMonth(2023, 5)),
        ("maj 2023", BookedMonth(2023, 5)),
        ("2023M13", BookedMonth(2023, 13)),
        (" 2023m13 ", BookedMonth(2023, 13)),
    ],
)
def test_month_is_read_in_any_spelling(text, expected):
    assert month_of(text) == expected


@pytest.mark.parametrize("text", ["2023", "2023Q1", "2023M14", "2023M00", "M13", "xM13", "1. kvt. 2023M13", ""])
def test_text_that_is_no_month_is_refused(text):
    with pytest.raises(UnknownPeriod):
        month_of(text)


def test_supplementary_period_follows_december_and_ends_with_it():
    last = BookedMonth(2023, 13)
    assert (last.code, last.label) == ("2023M13", "supplementsperioden 2023")
    assert (last.start, last.end) == (date(2024, 1, 1), date(2024, 1, 1))
    assert BookedMonth(2023, 12).start == date(2023, 12, 1)
    assert max(months_of(2023)) == last
