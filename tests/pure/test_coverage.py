"""Which series and periods a file had, and what the next one lacks."""

import json

from hypothesis import given
from hypothesis import strategies as st

from extracts.coverage import coverage_of, lacking
from tests.pure import bounded

A, B = (1, 10), (2, 10)


def held(*keys):
    """As it comes back from the database."""
    return json.loads(json.dumps(coverage_of(keys)))


def test_coverage_keeps_equal_periods_once():
    assert coverage_of([(*A, "2021"), (*A, "2020"), (*B, "2020"), (*B, "2021")]) == {
        "periods": [["2020", "2021"]],
        "series": [[1, 10, "0000", 0], [2, 10, "0000", 0]],
    }


def test_lacking_names_a_whole_series_with_all_its_periods():
    before = held((*A, "2020"), (*B, "2020"), (*B, "2021"))
    assert lacking(before, held((*A, "2020"))) == {(2, 10, "0000"): ["2020", "2021"]}


def test_lacking_names_gaps_and_a_missing_end_but_not_what_lies_before():
    before = held(*[(*A, str(year)) for year in range(2015, 2021)])
    now = held((*A, "2017"), (*A, "2019"), (*A, "2021"))
    assert lacking(before, now) == {(1, 10, "0000"): ["2018", "2020"]}
    # A download that was cut off at its end.
    assert lacking(before, held((*A, "2015"), (*A, "2016"))) == {(1, 10, "0000"): ["2017", "2018", "2019", "2020"]}


def test_an_older_span_of_a_series_lacks_nothing():
    assert lacking(held((*A, "2019"), (*A, "2020")), held((*A, "2010"), (*A, "2011"))) == {}


def test_months_and_years_of_an_indicator_are_two_series():
    before = held((*A, "2020"), (*A, "2020M01"))
    assert lacking(before, held((*A, "2020"))) == {(1, 10, "0000M00"): ["2020M01"]}


def test_files_with_no_series_in_common_lack_nothing():
    assert lacking(held((*A, "2020")), held((*B, "2020"))) == {}


keys = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), st.sampled_from(["2019", "2020", "2021", "2020Q1"])))


@bounded
@given(keys)
def test_file_lacks_nothing_of_itself(found):
    assert lacking(held(*found), coverage_of(found)) == {}


@bounded
@given(keys, keys)
def test_what_is_lacking_was_in_the_one_and_is_not_in_the_other(before, now):
    for (*series, _), periods in lacking(held(*before), coverage_of(now)).items():
        for period in periods:
            assert (*series, period) in before
            assert (*series, period) not in now
