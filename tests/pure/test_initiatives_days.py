"""A day in the spellings people and spreadsheets use."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aabenraa_plan.formats import danish_date
from initiatives.files.days import UnknownDay, parse_day
from tests.pure import bounded


@pytest.mark.parametrize(
    "text",
    [
        "2018-08-31",
        "31.08.2018",
        "31.8.2018",
        "31. 8. 2018",
        "31-08-2018",
        "31/08/2018",
        "31/8 2018",
        "31. august 2018",
        "31. Aug. 2018",
        " 31.  august 2018 ",
        "2018-08-31 00:00:00",
        "2018-08-31T00:00",
    ],
)
def test_parse_day_every_spelling_is_the_same_day(text):
    assert parse_day(text) == date(2018, 8, 31)


@pytest.mark.parametrize(
    "text",
    [
        *("", "august 2018", "2018", "31.08.18", "08/31/2018", "30.02.2018", "31. septober 2018"),
        *("2018-08-31 14:30", "2018-13-01", "0000-01-01", "31 08 2018", "٣١.٠٨.٢٠١٨", "31. m 2018"),
    ],
)
def test_parse_day_what_is_no_day_is_refused(text):
    with pytest.raises(UnknownDay):
        parse_day(text)


@bounded
@given(st.dates(min_value=date(1000, 1, 1)))
def test_parse_day_reads_what_is_written(day):
    assert parse_day(day.isoformat()) == parse_day(danish_date(day)) == parse_day(f"{day:%d.%m.%Y}") == day
