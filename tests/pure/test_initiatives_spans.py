"""Spans of a business case: how they are written, read, compared and counted."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initiatives.spans import Span, span_of

months = st.integers(min_value=2000 * 12, max_value=2040 * 12)


def first_of(number):
    return date(number // 12, number % 12 + 1, 1)


@pytest.mark.parametrize(
    ("code", "starts", "ends", "months", "label"),
    [
        ("2019", date(2019, 1, 1), date(2020, 1, 1), 12, "2019"),
        ("2018M06-2018M12", date(2018, 6, 1), date(2019, 1, 1), 7, "juni-december 2018"),
        ("2022M01-2022M05", date(2022, 1, 1), date(2022, 6, 1), 5, "januar-maj 2022"),
        ("2018M06-2022M05", date(2018, 6, 1), date(2022, 6, 1), 48, "juni 2018-maj 2022"),
        ("2019-2023", date(2019, 1, 1), date(2024, 1, 1), 60, "2019-2023"),
        ("2018M05", date(2018, 5, 1), date(2018, 6, 1), 1, "maj 2018"),
    ],
)
def test_span_is_read_written_and_named(code, starts, ends, months, label):
    found = span_of(code)
    assert (found.starts, found.ends, found.months, found.label, found.code) == (starts, ends, months, label, code)


@pytest.mark.parametrize(
    "text", ["", "2018M06-", "2018Q1", "2018-2019-2020", "2018M01-2018M12", "2019-2018", "2018m06-2018m12", "x"]
)
def test_span_written_otherwise_is_refused(text):
    with pytest.raises(ValueError, match="span"):
        span_of(text)


def test_span_holds_only_what_lies_wholly_in_it():
    whole = span_of("2018M06-2022M05")
    assert all(whole.holds(span_of(code)) for code in ("2018M06-2018M12", "2019", "2022M01-2022M05"))
    assert not any(whole.holds(span_of(code)) for code in ("2018", "2022", "2022M06-2022M12"))


@settings(max_examples=60)
@given(months, st.integers(min_value=1, max_value=100))
def test_any_span_of_whole_months_is_read_as_it_is_written(start, length):
    span = Span(first_of(start), first_of(start + length))
    assert span_of(span.code) == span
    assert span.months == length
