"""Lines that are read a column at a time are what they would be one by one: the same rows, the same problems."""

from dataclasses import replace
from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.batch import Batch
from extracts.lookup import lookup_of
from extracts.models import Area
from extracts.reading import Sheet
from extracts.wide import Part
from targets import maalepunkter
from targets.figure_rows import Reference
from targets.maalepunkter import parse_maalepunkter
from targets.models import Frequency, Indicator, Unit
from targets.plain_lines import plain_lines
from tests.pure import bounded

pytestmark = pytest.mark.embedded
TODAY = date(2026, 6, 1)
AREAS = [Area(pk=1, code="580", name="Aabenraa", aliases=["Åbenrå"]), Area(pk=2, code="0", name="Hele landet")]
INDICATORS = [
    Indicator(pk=10 * number + place, code=f"{unit}-{frequency}", unit=unit, frequency=frequency)
    for number, unit in enumerate(Unit, 1)
    for place, frequency in enumerate(Frequency)
] + [Indicator(pk=1, code="over-100", unit=Unit.PERCENT, frequency=Frequency.YEAR, may_exceed_100=True)]

# Words and numbers that are plain come first; then what a second look is for, and what nobody should write.
WORDS = {
    "indikator": [
        *(indicator.code for indicator in INDICATORS if indicator.frequency in {"month", "quarter", "year"}),
        *(" Percent-Month ", "PERSONS-MONTH", "percent", "", "\u200bpercent-month", "percent-month\x1f", "perçent"),
    ],
    "område": ["Aabenraa", "580", "åbenrå", " hele  LANDET ", "Hele\u00a0landet", "Aaben raa", "Odense", "", "５８０"],
    "periode": [
        *("2023M05", "2023Q1", "2023", "1. kvartal 2023", "maj 2023", "2022QMAT04", " 2023  ", "2023k1", "2023H2"),
        *("2026", "2026M05", "2026M06", "2026Q2", "2027", "2023M13", "2023Q5", "0000", "99999", "2023\u212a1", ""),
    ],
}
NUMBERS = [
    *("0", "5", "11,6", "100", "100,000000", "1.234", "1.234,5", " 7 ", "0,000001", "", " ", "\t", "\u00a0"),
    *("100,000001", "-0", "-1", "−3", "3-", "--3", "-3-", "5 %", "5%", "%", "1,234", "0,234", "1.5", "1.23.456"),
    *("..", ".", "-", "…", "I.O.", "*", "**", "Diskretioneret", "1e400", "NaN", "inf", "0x1F", "１", "1,2,3", "=1+1"),
    *(
        "9" * 12,
        "9" * 13,
        "1," + "0" * 61,
        "0" * 70,
        "2023",
        "1\x1f",
        "\ufeff1",
        "1,0000001",
        "1 234",
        "+5",
        "1,",
        ",5",
    ),
]
BESIDE = {
    "foreløbig": ["", "ja", "nej", " JA ", "x", "0", "sand", "måske", "ja\u200b", "j a"],
    "bemærkning": ["", " tæt på ", "n = 4", "b" * 500, "b" * 501, " " * 501, "=1+1", "\u202eabc"],
    "kilde": ["", "Eget udtræk", "Eksempeldata: x", " eksempeldata", "EKSEMPELDATA", "k" * 300, "k" * 900],
}
FIGURES = [["værdi"], ["tæller", "nævner"], ["værdi", "tæller", "nævner"], ["værdi", "nævner"]]
ANY_NUMBER = st.text("0159.,-−% *\u00a0", max_size=9)
PERIODS = ["2023", "2023Q1", "maj 2023", "2026", "2027", "2022QMAT04"]


def reference() -> Reference:
    return Reference(
        indicators={indicator.code: indicator for indicator in INDICATORS},
        areas=lookup_of({spelling: area for area in AREAS for spelling in area.spellings}),
        area_names=[area.name for area in AREAS],
        today=TODAY,
    )


def every_line_odd(part, reference) -> tuple[Batch, list[int]]:
    """As `plain_lines` would answer of a file in which nothing is plain; no cell of its own reading is kept."""
    rows, _odd = plain_lines(part, reference)
    count = len(rows)
    content = {name: [None] * count for name in rows.content}
    return Batch(list(rows.lines), [None] * count, content), list(range(count))


def parsed(sheet: Sheet):
    with patch.object(Reference, "load", reference):
        return parse_maalepunkter(sheet)


def one_by_one(sheet: Sheet):
    with patch.object(maalepunkter, "plain_lines", every_line_odd):
        return parsed(sheet)


def assert_same(sheet: Sheet):
    by_column, by_line = parsed(sheet), one_by_one(sheet)
    assert by_column.problems == by_line.problems
    assert list(map(repr, by_column.rows)) == list(map(repr, by_line.rows))
    # As written too: 1.0 and 1.00 are equal, but are not the same digest of a preview.
    assert repr(by_column) == repr(by_line)


def sheet_of(header: list[str], lines: list[tuple[str, ...]]) -> Sheet:
    columns = [list(column) for column in zip(*lines, strict=True)]
    return Sheet("UTF-8", ";", 1, header, columns, list(range(2, len(lines) + 2)))


@st.composite
def sheets(draw, titles: st.SearchStrategy, cells: dict[str, list[str]]):
    header = draw(titles.flatmap(st.permutations))
    drawn = [plain_or_any(cells[title]) for title in header]
    return sheet_of(header, draw(st.lists(st.tuples(*drawn), min_size=1, max_size=25)))


def plain_or_any(cells: list[str]) -> st.SearchStrategy:
    found = st.sampled_from(cells[:9]) | st.sampled_from(cells)
    return found | ANY_NUMBER if cells is NUMBERS else found


CELLS = WORDS | BESIDE | dict.fromkeys(["værdi", "tæller", "nævner", *PERIODS], NUMBERS)
beside = st.lists(st.sampled_from(sorted(BESIDE)), unique=True)
long_titles = st.tuples(st.sampled_from(FIGURES), beside).map(lambda parts: [*WORDS, *parts[0], *parts[1]])
wide_titles = st.tuples(st.lists(st.sampled_from(PERIODS), min_size=1, max_size=3, unique=True), beside).map(
    lambda parts: ["indikator", "område", *parts[0], *parts[1]]
)


@bounded
@given(sheets(long_titles, CELLS))
def test_plain_lines_of_a_long_file_are_what_they_are_one_by_one(sheet):
    assert_same(sheet)


@bounded
@given(sheets(wide_titles, CELLS))
def test_plain_lines_of_a_wide_file_are_what_they_are_one_by_one(sheet):
    assert_same(sheet)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.code)
def test_plain_lines_of_every_number_of_every_unit_are_what_they_are_one_by_one(indicator):
    lines = [(indicator.code, "580", period, number) for period in WORDS["periode"] for number in NUMBERS]
    assert_same(sheet_of(["indikator", "område", "periode", "værdi"], lines))


@pytest.mark.parametrize("code", ["percent-month", "over-100", "persons-month", "kroner-month", "rank-month"])
def test_plain_lines_of_every_ratio_are_what_they_are_one_by_one(code):
    lines = [(code, "580", "2023", "", part, whole) for part in NUMBERS for whole in NUMBERS]
    lines += [(code, "580", "2023", "26", part, "229") for part in NUMBERS]
    assert_same(sheet_of(["indikator", "område", "periode", "værdi", "tæller", "nævner"], lines))


def test_plain_lines_of_the_same_key_twice_are_told_apart_by_their_lines():
    lines = [
        ("percent-month", "580", "2023Q1", "5"),
        ("percent-month", "Aabenraa", "1. kvt. 2023", "5"),
        ("percent-month", "Åbenrå", "2023K1", "101"),
    ]
    sheet = sheet_of(["indikator", "område", "periode", "værdi"], lines)
    assert_same(sheet)
    assert [(problem.line, problem.column) for problem in parsed(sheet).problems] == [(4, "værdi"), (3, "")]


def test_plain_lines_leave_the_same_lines_to_be_read_again_wherever_they_stand():
    lines = [("percent-month", "580", f"{year}", "5") for year in range(1995, 2025)]
    lines[7], lines[29] = ("ukendt", "580", "2002", "5"), ("percent-month", "580", "2024", "5 %")
    sheet = sheet_of(["indikator", "område", "periode", "værdi"], lines)
    assert_same(sheet)
    assert_same(replace(sheet, columns=[column[::-1] for column in sheet.columns]))
    assert [problem.line for problem in parsed(sheet).problems] == [9]


def test_plain_lines_are_found_plain_so_that_the_comparison_means_something():
    columns = {
        "indicator": ["percent-month", "over-100", "percent-month", "over-100"],
        "area": ["580", " Aabenraa", "580", ""],
        "period": ["2023", "2022", "2023", "2022"],
        "value": ["11,6", "250", "101", "5"],
    }
    rows, odd = plain_lines(Part({}, columns, [2, 3, 4, 5]), reference())
    assert odd == [2, 3]
    assert rows.keys == [(10, 1, "2023"), (1, 1, "2022"), None, None]
