"""Somebody's file read by a profile made in the browser, and what an unknown file is taken for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.batch import ParsedRow
from extracts.kinds import Parsed, Profile, Role
from extracts.mapping import Layout, parsed_as
from extracts.problems import error
from extracts.proposals import (
    distinct,
    holds_figures,
    is_total,
    known_spellings,
    proposed_code,
    proposed_columns,
)
from extracts.reading import Sheet
from tests.pure import bounded

AREAS = {"Aabenraa": "Aabenraa", "Tønder": "Tønder", "Hele landet": "Hele landet"}
INDICATORS = {"ledighed": "Ledighedsprocent", "neet-andel": "Unge uden job og uddannelse"}
ROLES = (
    Role("indikator", "Målepunkt", required=True, known=lambda: INDICATORS),
    Role("område", "Område", required=True, known=lambda: AREAS),
    Role("periode", "Periode", required=True),
    Role("værdi", "Værdi"),
    Role("foreløbig", "Foreløbig (ja/nej)"),
)
CODES = {"indikator": INDICATORS, "område": AREAS}


def parse_own(sheet: Sheet) -> Parsed:
    """The own format at its simplest: a row's key is all its cells by title, and «tolv» is no figure."""
    titled = [dict(zip(sheet.header, row.cells, strict=True)) for row in sheet.rows]
    rows = [ParsedRow(line, tuple(sorted(cells.items())), {}) for line, cells in zip(sheet.lines, titled, strict=True)]
    wrong = [error("Ikke et tal.", line=row.line, column="værdi") for row in rows if ("værdi", "tolv") in row.key]
    return Parsed.of(rows, wrong)


OWN = Profile("egen", "Egen", lambda sheet: False, parse_own)


def sheet_of(header: str, *lines: str) -> Sheet:
    rows = [line.split(";") for line in lines]
    columns = [list(column) for column in zip(*rows, strict=True)]
    return Sheet("UTF-8", ";", 1, header.split(";"), columns, list(range(2, len(rows) + 2)))


def read_by(layout: Layout, sheet: Sheet) -> list[dict]:
    return [dict(key) for key in parsed_as(sheet, layout, OWN).rows.keys]


def layout(header="emne;kommune;tid;tal", **said) -> Layout:
    columns = {"emne": "indikator", "kommune": "område", "tid": "periode", "tal": "værdi"}
    titles = tuple(header.split(";"))
    return Layout(header=titles, columns={title: columns[title] for title in titles if title in columns}, **said)


words = st.text("abcæøå 1", max_size=5)


@bounded
@given(st.permutations(range(4)), st.lists(st.tuples(words, words, words, words), min_size=1, max_size=8))
def test_file_with_other_titles_in_any_order_reads_as_the_own_format(order, rows):
    own_titles, theirs = ["indikator", "område", "periode", "værdi"], ["Emne", " KOMMUNE", "Tid ", "tal"]
    lines, columns = list(range(2, len(rows) + 2)), [list(column) for column in zip(*rows, strict=True)]
    shuffled = Sheet("UTF-8", ";", 1, [theirs[at] for at in order], [columns[at] for at in order], lines)
    expected = parse_own(Sheet("UTF-8", ";", 1, own_titles, columns, lines))
    found = parsed_as(shuffled, layout(), OWN)
    assert layout().fits(shuffled)
    assert (found.rows.keys, found.rows.lines) == (expected.rows.keys, expected.rows.lines)


@bounded
@given(st.lists(st.sampled_from(["Tønder", "I alt", "i  ALT "]), min_size=1, max_size=9))
def test_lines_that_a_label_leaves_out_are_gone_and_counted(areas):
    sheet = sheet_of("Kommune;Tal", *(f"{area};1" for area in areas))
    found = parsed_as(sheet, layout("kommune;tal", labels={"område": {"i alt": None}}), OWN)
    kept = [line for line, area in zip(sheet.lines, areas, strict=True) if area == "Tønder"]
    assert found.rows.lines == kept
    gone = len(areas) - len(kept)
    said = [problem.message for problem in found.problems]
    if not kept:
        assert said == ["Profilen udelader alle filens linjer. Ret, hvad der skal udelades."]
    else:
        counted = f"{gone} linje{'r' if gone != 1 else ''}"
        assert said == ([f"{counted} er udeladt, som profilen siger, fx totaler."] if gone else [])


@pytest.mark.parametrize("text", ["Åbenrå kom.", " åbenrå  KOM. ", "ÅBENRÅ kom."])
def test_label_drifts_in_case_and_space(text):
    labels = {"område": {"åbenrå kom.": "Aabenraa", "580": ""}}
    assert read_by(layout("kommune", labels=labels), sheet_of("Kommune", text)) == [{"område": "Aabenraa"}]


def test_label_used_as_it_is_stays():
    labels = {"område": {"580": ""}}
    assert read_by(layout("kommune", labels=labels), sheet_of("Kommune", "580")) == [{"område": "580"}]


def test_column_that_means_nothing_is_left_out_and_a_constant_stands_on_every_line():
    found = read_by(
        layout("tid;intern", constants={"område": "Aabenraa"}), sheet_of("Tid;Intern", "2023;hemmeligt", "2024;x")
    )
    assert found == [{"periode": "2023", "område": "Aabenraa"}, {"periode": "2024", "område": "Aabenraa"}]


def test_mark_counts_in_columns_of_figures_only():
    said = Layout(
        header=("tal", "fl"),
        columns={"tal": "værdi", "fl": "foreløbig"},
        marks={"x": "*", "n.a.": "..", "": ".."},
        figures=("værdi",),
    )
    found = read_by(said, sheet_of("Tal;Fl", "X;x", "n.a.;", ";", "7;x"))
    assert [(row["værdi"], row["foreløbig"]) for row in found] == [("*", "x"), ("..", ""), ("..", ""), ("7", "x")]


def test_wide_file_keeps_its_periods_titles_and_marks_count_in_them():
    said = layout("kommune", wide=True, marks={"x": "*"})
    assert read_by(said, sheet_of("Kommune;2023;1. kvt. 2024", "Tønder;x;5")) == [
        {"område": "Tønder", "2023": "*", "1. kvt. 2024": "5"}
    ]


@pytest.mark.parametrize(
    ("header", "wide", "fits"),
    [
        ("Kommune;Tal", False, True),
        ("TAL; kommune", False, True),
        ("Kommune;Tal;Note", False, False),
        ("Kommune", False, False),
        ("Kommune;Tal;2023", False, False),
        ("Kommune;Tal;2023", True, True),
        ("Kommune;2022;Tal;2023Q1", True, True),
        ("Kommune;Tal", True, False),
    ],
)
def test_file_fits_by_its_titles_alone_and_a_wide_one_with_any_periods(header, wide, fits):
    assert layout("kommune;tal", wide=wide).fits(sheet_of(header, ";".join("1" * len(header.split(";"))))) == fits


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        (("a;b", False), ("b;a", False), True),
        (("a;b", False), ("a;c", False), False),
        (("a", True), ("a;2023", False), True),
        (("a", True), ("a", True), True),
        (("a;2022", False), ("a;2023", False), False),
    ],
)
def test_layouts_clash_where_a_file_could_fit_both(first, second, clash):
    one, other = (layout(header, wide=wide) for header, wide in (first, second))
    assert one.clashes(other) == other.clashes(one) == clash


def test_problem_is_told_under_the_files_own_title():
    [problem] = parsed_as(sheet_of("Tid;Tal", "2023;1", "2024;tolv"), layout("tid;tal"), OWN).problems
    assert (problem.line, problem.column) == (3, "Tal")


def test_layout_is_the_same_after_it_was_stored():
    said = layout(labels={"område": {"i alt": None}}, marks={"x": "*"}, figures=("værdi",), constants={"kilde": "X"})
    assert Layout.of(said.stored()) == said


# What an unknown file is taken for


def proposed(header, *lines):
    sheet = sheet_of(header, *lines)
    return proposed_columns(sheet, range(len(sheet.header)), ROLES, CODES)


def test_columns_are_proposed_by_title_by_their_texts_and_by_what_is_near():
    found = proposed(
        "A;B;C;Resultat;Foreløbigt;Blandet",
        "Tønder;Ledighedsprocenten;maj 2023;1,5;ja;?",
        "Aabenraa;Ledighedsprocenten;juni 2023;..;nej;!",
        "I alt;I alt;juni 2023;x;nej;!",
    )
    assert found == {0: "område", 1: "indikator", 2: "periode", 3: "værdi", 4: "foreløbig"}


def test_very_title_goes_before_what_the_texts_say():
    assert proposed("Værdi;Periode", "2023;2023") == {0: "værdi", 1: "periode"}


def test_one_role_is_proposed_once():
    assert proposed("X;Y", "5,5;7", "6,5;8") == {0: "værdi"}


@bounded
@given(st.lists(st.tuples(st.text(max_size=6), st.lists(st.text(max_size=6), min_size=2, max_size=2)), max_size=6))
def test_no_table_is_too_odd_for_proposals_and_no_role_is_proposed_twice(columns):
    sheet = Sheet("UTF-8", ";", 1, [title for title, _ in columns], [texts for _, texts in columns], [2, 3])
    found = proposed_columns(sheet, range(len(columns)), ROLES, CODES)
    assert len(set(found.values())) == len(found)
    assert set(found.values()) <= {role.title for role in ROLES}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tønder", "Tønder"),
        (" TØNDER ", "Tønder"),
        ("Tønder Kom", "Tønder"),
        ("I alt", None),
        ("Hele kommunen i alt", None),
        ("Total", None),
        ("Hele landet", "Hele landet"),
        ("Vejle", ""),
        ("", ""),
    ],
)
def test_code_is_proposed_by_its_nearest_spelling_and_a_total_is_left_out(text, code):
    assert proposed_code(text, known_spellings(AREAS)) == code


@pytest.mark.parametrize(
    ("text", "total"), [("Ialt", True), ("Ydelsesgrupper i alt", True), ("Totalentreprise", False)]
)
def test_total_is_a_word_of_its_own(text, total):
    assert is_total(text) == total


def test_texts_that_differ_in_case_or_space_are_one():
    assert distinct(["Tønder", "tønder ", "I  alt", "i alt", ""]) == ["Tønder", "I  alt", ""]


@pytest.mark.parametrize(
    ("texts", "marks", "figures"),
    [(["1", "x", "x", "x"], ["x"], True), (["x", ""], ["x"], False), (["1", "a", "b", "c"], ["x"], False)],
)
def test_column_holds_figures_where_most_texts_are_and_one_is(texts, marks, figures):
    assert holds_figures(texts, marks) == figures
