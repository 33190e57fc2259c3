"""The wide layout: a column per period. Wide and long say the same."""

from hypothesis import given
from hypothesis import strategies as st

from extracts.periods import quarter, year
from extracts.reading import read
from extracts.wide import Part, long_parts, period_columns, same_periods
from tests.pure import bounded

FIGURES = ("value", "numerator", "denominator")
NAMES = {"indikator": "indicator", "område": "area", "kilde": "source", "periode": "period", "værdi": "value"}


def sheet_and_names(*lines):
    sheet = read("\r\n".join(lines).encode())
    return sheet, [NAMES.get(title, "") for title in sheet.header]


def lines_of(part: Part) -> list[tuple[int, dict[str, str]]]:
    """The part's lines with their cells by name."""
    cells = zip(*part.columns.values(), strict=True)
    return [(line, dict(zip(part.columns, row, strict=True))) for line, row in zip(part.lines, cells, strict=True)]


def records(parts: list[Part]) -> list[tuple]:
    """Every value with its line and its other cells, in the long layout's words."""
    return sorted((line, tuple(sorted(cells.items()))) for part in parts for line, cells in lines_of(part))


def test_wide_sheet_becomes_a_part_per_period():
    sheet, names = sheet_and_names("indikator;2021;område;2023Q1", "a;1,5;Aabenraa;2", "b;;Tønder;..")
    first, second = long_parts(sheet, names, FIGURES, "value")
    assert lines_of(first) == [
        (2, {"indicator": "a", "area": "Aabenraa", "period": "2021", "value": "1,5"}),
        (3, {"indicator": "b", "area": "Tønder", "period": "2021", "value": ""}),
    ]
    assert lines_of(second) == [
        (2, {"indicator": "a", "area": "Aabenraa", "period": "2023Q1", "value": "2"}),
        (3, {"indicator": "b", "area": "Tønder", "period": "2023Q1", "value": ".."}),
    ]
    assert second.titles == {"indicator": "indikator", "area": "område", "period": "2023Q1", "value": "2023Q1"}


def test_long_sheet_is_one_part_as_it_is():
    sheet, names = sheet_and_names("indikator;område;periode;værdi", "a;Aabenraa;2021;1")
    [part] = long_parts(sheet, names, FIGURES, "value")
    assert lines_of(part) == [(2, {"indicator": "a", "area": "Aabenraa", "period": "2021", "value": "1"})]
    assert part.titles["value"] == "værdi"


def test_period_columns_in_every_spelling_are_found():
    header = ["indikator", "2021", "1. kvartal 2023", "maj 2023", "2022QMAT04", "2023Q5", "note"]
    assert sorted(period_columns(header, ["indicator", "", "", "", "", "", ""], FIGURES)) == [1, 2, 3, 4]


def test_period_columns_beside_a_period_or_a_figure_are_none():
    for name in ("period", "value", "numerator", "denominator"):
        assert period_columns(["indikator", "x", "2021"], ["indicator", name, ""], FIGURES) == {}


def test_same_periods_in_two_spellings_are_found():
    columns = {1: quarter(2023, 1), 2: year(2023), 3: quarter(2023, 1)}
    assert same_periods(["indikator", "2023Q1", "2023", "2023K1"], columns) == [("2023K1", "2023Q1")]


words = st.text(alphabet="abcæøå", min_size=1, max_size=5)
figures = st.sampled_from(["1", "2,5", "..", "", "−3", "1.234"])
years = st.lists(st.integers(1995, 2030).map(str), min_size=1, max_size=5, unique=True)


@bounded
@given(st.data(), years)
def test_wide_and_long_have_the_same_rows(data, titles):
    lines = data.draw(st.lists(st.tuples(words, words, *[figures] * len(titles)), min_size=1, max_size=6))
    wide, wide_names = sheet_and_names(";".join(["indikator", "område", *titles]), *map(";".join, lines))
    # The long file says each line once per period; its lines are numbered as those of the wide one.
    long_lines = [
        (who, where, title, value) for who, where, *row in lines for title, value in zip(titles, row, strict=True)
    ]
    long, long_names = sheet_and_names("indikator;område;periode;værdi", *map(";".join, long_lines))
    expected = [
        (2 + (line - 2) // len(titles), record)
        for line, record in records(long_parts(long, long_names, FIGURES, "value"))
    ]
    assert records(long_parts(wide, wide_names, FIGURES, "value")) == sorted(expected)
