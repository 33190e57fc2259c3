from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.periods import (
    Kind,
    Period,
    UnknownPeriod,
    half_year,
    month,
    parse,
    quarter,
    rolling_12,
    rolling_year,
    year,
)
from tests.pure import bounded

years = st.integers(min_value=1991, max_value=2099)
months, quarters, halves = (st.integers(min_value=1, max_value=last) for last in (12, 4, 2))
plain_periods = st.one_of(
    st.builds(month, years, months),
    st.builds(quarter, years, quarters),
    st.builds(half_year, years, halves),
    st.builds(year, years),
)
periods = plain_periods | st.builds(rolling_year, years, quarters) | st.builds(rolling_12, years, months)
TILES = [
    ("2023", Kind.HALF_YEAR, ["2023H1", "2023H2"]),
    ("2023", Kind.QUARTER, ["2023Q1", "2023Q2", "2023Q3", "2023Q4"]),
    ("2023H2", Kind.QUARTER, ["2023Q3", "2023Q4"]),
    ("2023Q4", Kind.MONTH, ["2023M10", "2023M11", "2023M12"]),
    ("2022QMAT01", Kind.QUARTER, ["2021Q2", "2021Q3", "2021Q4", "2022Q1"]),
    ("2023Q2", Kind.QUARTER, ["2023Q2"]),
]


UNKNOWN_WORDS = """
2023Q5 2023Q0 2023M13 2023M00 2023M005 2023H3 2023H0 0099 snart 23Q1 2023-05 05-2023 2022QMAT05 2022QMAT00
2022MAT13 2022MAT00 2023W05 1989 1989M12 2101 2101Q1 0000 00000 20233 maj 2023Q1x x2023Q1 0000M05 0001QMAT01
2023.5 2023Q -2023 2023M ٢٠٢٣ 2022Q1-2022Q4
"""
UNKNOWN_TEXTS = [
    "",
    "   ",
    "maj 23",
    "majj 2023",
    "ma 2023",
    "5. kvartal 2023",
    "0. kvartal 2023",
    "kvartal 2023",
    "3. halvår 2023",
    "1 kvartal 2023",
    "2023 Q1",
    "1. kvartal",
    "13. maj 2023",
]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2023Q1", "2023Q1"),
        ("2023q1", "2023Q1"),
        ("2023K1", "2023Q1"),
        ("2023k4", "2023Q4"),
        ("1. kvt. 2023", "2023Q1"),
        ("1. KVT. 2023", "2023Q1"),
        ("1. kvt 2023", "2023Q1"),
        ("3.kvt. 2023", "2023Q3"),
        ("1. kvartal 2023", "2023Q1"),
        ("4. Kvartal 2023", "2023Q4"),
        ("2023M05", "2023M05"),
        ("2023m12", "2023M12"),
        ("2023M5", "2023M05"),
        ("maj 2023", "2023M05"),
        ("Maj 2023", "2023M05"),
        ("MAJ 2023", "2023M05"),
        ("januar 2020", "2020M01"),
        ("jan 2020", "2020M01"),
        ("jan. 2020", "2020M01"),
        ("september 2021", "2021M09"),
        ("Okt. 2021", "2021M10"),
        ("december 2021", "2021M12"),
        ("2023H1", "2023H1"),
        ("2023h2", "2023H2"),
        ("1. halvår 2023", "2023H1"),
        ("2. HALVÅR 2023", "2023H2"),
        ("2023", "2023"),
        ("1990", "1990"),
        ("2100", "2100"),
        ("2022QMAT04", "2022QMAT04"),
        ("2022qmat04", "2022QMAT04"),
        ("2022QMAT4", "2022QMAT04"),
        ("2022MAT05", "2022MAT05"),
        ("2022mat05", "2022MAT05"),
        ("  2023Q1 ", "2023Q1"),
        ("maj\u00a02023", "2023M05"),
        ("1.  kvartal   2023", "2023Q1"),
    ],
)
def test_parse_every_spelling_of_the_contract(text, code):
    assert parse(text).code == code


@pytest.mark.parametrize("text", [*UNKNOWN_WORDS.split(), *UNKNOWN_TEXTS])
def test_parse_what_is_no_period_is_refused(text):
    with pytest.raises(UnknownPeriod):
        parse(text)


@pytest.mark.parametrize("text", ["9999", "9999M12", "9999Q4", "9999H2", "9999QMAT04", "december 9999"])
def test_parse_the_last_year_of_the_calendar_is_refused_as_unknown(text):
    with pytest.raises(UnknownPeriod):
        parse(text)


@pytest.mark.parametrize("text", ["٢٠٢٣M05", "２０２３Q1", "1. kvartal ٢٠٢٣", "maj ٢٠٢٣"])
def test_parse_other_digits_than_0_to_9_are_refused(text):
    with pytest.raises(UnknownPeriod):
        parse(text)


@pytest.mark.parametrize(
    ("code", "kind", "start", "end"),
    [
        ("2023M12", Kind.MONTH, date(2023, 12, 1), date(2024, 1, 1)),
        ("2024M02", Kind.MONTH, date(2024, 2, 1), date(2024, 3, 1)),
        ("2023Q1", Kind.QUARTER, date(2023, 1, 1), date(2023, 4, 1)),
        ("2023H2", Kind.HALF_YEAR, date(2023, 7, 1), date(2024, 1, 1)),
        ("2023", Kind.YEAR, date(2023, 1, 1), date(2024, 1, 1)),
        ("2022QMAT04", Kind.ROLLING_YEAR, date(2022, 1, 1), date(2023, 1, 1)),
        ("2022QMAT01", Kind.ROLLING_YEAR, date(2021, 4, 1), date(2022, 4, 1)),
        ("2022MAT05", Kind.ROLLING_12, date(2021, 6, 1), date(2022, 6, 1)),
    ],
)
def test_parse_gives_half_open_dates(code, kind, start, end):
    found = parse(code)
    assert (found.kind, found.start, found.end) == (kind, start, end)


@bounded
@given(periods)
def test_parse_of_a_code_is_the_period_itself(period):
    assert parse(period.code) == period
    assert parse(period.code.lower()) == period
    assert str(period) == period.code


@bounded
@given(plain_periods)
def test_parse_of_a_label_is_the_period_itself(period):
    for spelling in (period.label, period.short_label, period.label.upper()):
        assert parse(spelling) == period


@pytest.mark.parametrize(
    ("code", "label", "short"),
    [
        ("2023M05", "maj 2023", "maj 2023"),
        ("2023Q1", "1. kvartal 2023", "1. kvt. 2023"),
        ("2023H1", "1. halvår 2023", "1. halvår 2023"),
        ("2023", "2023", "2023"),
        ("2022QMAT04", "året til 4. kvartal 2022", "året til 4. kvt. 2022"),
        ("2022MAT05", "året til maj 2022", "året til maj 2022"),
    ],
)
def test_label_is_danish(code, label, short):
    assert parse(code).label == label
    assert parse(code).short_label == short


@bounded
@given(periods, periods, periods)
def test_ordering_is_total(one, other, third):
    assert [one < other, one == other, one > other].count(True) == 1
    assert (one <= other) == (not other < one)
    low, middle, high = sorted([one, other, third])
    assert low <= middle <= high
    assert low <= high


def test_ordering_is_by_end_then_by_start():
    in_order = ["2022QMAT03", "2022M09", "2022", "2022H2", "2022Q4", "2022M12", "2023M01", "2023Q1"]
    assert [period.code for period in sorted(map(parse, reversed(in_order)))] == in_order


@bounded
@given(periods, st.integers(min_value=-60, max_value=60))
def test_shifted_back_is_the_period_itself(period, steps):
    there = period.shifted(steps)
    assert there.shifted(-steps) == period
    assert there.kind == period.kind
    assert (there > period) == (steps > 0)


@pytest.mark.parametrize(
    ("code", "steps", "shifted"),
    [
        ("2023Q1", -1, "2022Q4"),
        ("2023M01", -1, "2022M12"),
        ("2023H2", 1, "2024H1"),
        ("2023", -2, "2021"),
        ("2022QMAT04", 1, "2023QMAT01"),
        ("2022MAT12", 1, "2023MAT01"),
    ],
)
def test_shifted_steps_through_a_series_of_its_kind(code, steps, shifted):
    assert parse(code).shifted(steps).code == shifted


@pytest.mark.parametrize(
    ("code", "before"), [("2020M05", "2019M05"), ("2020Q1", "2019Q1"), ("2022QMAT04", "2021QMAT04"), ("2023", "2022")]
)
def test_year_before_is_the_same_season(code, before):
    assert parse(code).year_before().code == before


@pytest.mark.parametrize(("code", "kind", "parts"), TILES)
def test_parts_are_the_finer_periods_in_order(code, kind, parts):
    assert [part.code for part in parse(code).parts(kind)] == parts


@bounded
@given(periods)
def test_parts_tile_the_period(period):
    finer = {Kind.YEAR: [Kind.HALF_YEAR, Kind.QUARTER, Kind.MONTH], Kind.HALF_YEAR: [Kind.QUARTER, Kind.MONTH]}
    finer |= {Kind.ROLLING_YEAR: [Kind.QUARTER, Kind.MONTH]}
    for kind in finer.get(period.kind, [Kind.MONTH]):
        parts = period.parts(kind)
        assert parts[0].start == period.start
        assert parts[-1].end == period.end
        assert all(earlier.end == later.start for earlier, later in pairwise(parts))
        assert all(period.contains(part) and part.kind == kind for part in parts)


def test_contains_only_what_lies_wholly_inside():
    assert year(2022).contains(quarter(2022, 4))
    assert not quarter(2022, 4).contains(year(2022))
    assert rolling_year(2022, 1).contains(quarter(2021, 2))
    assert not rolling_year(2022, 1).contains(quarter(2022, 2))
    assert not year(2021).contains(Period(Kind.ROLLING_YEAR, date(2021, 4, 1)))
