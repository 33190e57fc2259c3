"""The columns of `udfald`: a figure a line, or a column for each outcome. Wide and long say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.reading import read
from initiatives.files.layout import CONTRACT, header_problems, is_udfald, lines_of
from tests.pure import bounded

KNOWN = {"selvforsørgende": "self-support", "selvforsørgelse": "self-support", "anden ydelse": "other"}


class Known:
    """Two outcomes, one of them under two names."""

    @staticmethod
    def find(text):
        return KNOWN.get(text)

    @staticmethod
    def proposal(text):
        return f" Ikke {text}."


def sheet(*lines):
    return read("\r\n".join(lines).encode())


def problems(header):
    found = header_problems(sheet(header, ";".join("x" for _ in header.split(";"))), Known)
    return [(problem.column, problem.message) for problem in found]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (CONTRACT, True),
        ("Indsats;Hold;Statusdato;selvforsørgende", True),
        ("udfald;antal;hold;dato;kilde;indsats", True),
        ("hold;kilde", False),
        ("indsats;dato;beløb", False),
        ("indikator;område;periode;værdi", False),
    ],
)
def test_is_udfald_needs_two_columns_of_its_own(header, expected):
    assert is_udfald(sheet(header, ";".join("x" for _ in header.split(";")))) is expected


@pytest.mark.parametrize(
    "header",
    [
        CONTRACT,
        "kilde;antal;udfald;statusdato;hold;indsats",
        "Initiativ;Kohorte;Opgjort pr.;Udfald;Antal borgere",
        "indsats;hold;statusdato;selvforsørgende;anden ydelse;kilde",
    ],
)
def test_header_in_any_order_and_under_its_other_names_is_in_order(header):
    assert problems(header) == []


def test_header_without_a_needed_column_is_told_which():
    assert problems("indsats;udfald;antal") == [
        ("hold", "Kolonnen «hold» mangler."),
        ("statusdato", "Kolonnen «statusdato» mangler."),
    ]


def test_header_without_any_outcome_lacks_the_long_columns():
    assert [column for column, _ in problems("indsats;hold;statusdato")] == ["udfald", "antal"]


def test_header_with_an_unknown_outcome_is_told_what_a_wide_file_may_have():
    (problem,) = problems("indsats;hold;statusdato;selvforsørgende;rige")
    assert problem == (
        "rige",
        "Kolonnen er ukendt. Ikke rige. Tilladte kolonner: indsats;hold;statusdato;foreløbig;bemærkning;kilde "
        "og en kolonne for hvert udfald, fx selvforsørgende.",
    )


def test_header_with_an_outcome_beside_a_count_is_unknown():
    assert problems("indsats;hold;statusdato;udfald;antal;selvforsørgende") == [
        ("selvforsørgende", f"Kolonnen er ukendt. Tilladte kolonner: {CONTRACT}.")
    ]


@pytest.mark.parametrize(
    ("header", "column", "earlier"),
    [
        ("indsats;hold;statusdato;selvforsørgende;selvforsørgelse", "selvforsørgelse", "selvforsørgende"),
        ("indsats;hold;kohorte;statusdato;udfald;antal", "kohorte", "hold"),
    ],
)
def test_header_with_two_columns_of_one_meaning_is_refused(header, column, earlier):
    assert problems(header) == [(column, f"Kolonnen siger det samme som «{earlier}». Behold den ene.")]


@bounded
@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 2000)), min_size=1, max_size=5))
def test_wide_lines_are_those_of_the_long_layout(counts):
    long = [
        f"KIK;hold {at};31.08.2018;{name};{count}"
        for at, pair in enumerate(counts)
        for name, count in zip(("selvforsørgende", "anden ydelse"), pair, strict=True)
    ]
    wide = [f"KIK;hold {at};31.08.2018;{one};{other}" for at, (one, other) in enumerate(counts)]
    in_long = lines_of(sheet("indsats;hold;statusdato;udfald;antal", *long))
    in_wide = lines_of(sheet("indsats;hold;statusdato;selvforsørgende;anden ydelse", *wide))
    assert [line.texts for line in in_wide] == [line.texts for line in in_long]


def test_wide_line_keeps_its_number_and_its_own_title():
    lines = lines_of(sheet("hold;selvforsørgende;indsats;anden ydelse;statusdato", "a; 1 ;KIK;2;31.08.2018"))
    assert [(line.number, line.texts["persons"], line.titles["persons"], line.titles["cohort"]) for line in lines] == [
        (2, "1", "selvforsørgende", "hold"),
        (2, "2", "anden ydelse", "hold"),
    ]
