"""What the columns of `forbrug` and `budget` may be called, and what unit their amounts are in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.files.columns import BUDGET, FORBRUG, Column, folded, missing_columns, repeated_columns, unknown_columns
from extracts.reading import read
from tests.pure import bounded


def sheet(header):
    return read(f"{header}\r\n{';'.join(['1'] * len(header.split(';')))}".encode())


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("ydelse", Column("benefit_type")),
        (" Ydelsestype ", Column("benefit_type")),
        ("Måned", Column("period")),
        ("MAANED", Column("period")),
        ("helaarspersoner", Column("persons")),
        ("Foreloebig", Column("provisional")),
        ("Forsørgelse / indsats", Column("kind")),
        ("Brutto", Column("gross")),
        ("Nettoforbrug (kr.)", Column("net")),
        ("netto i kroner", Column("net")),
        ("netto i 1.000 kr.", Column("net", 1000)),
        ("Refusion, t.kr.", Column("reimbursement", 1000)),
        ("brutto (1000 kr)", Column("gross", 1000)),
        ("netto i tusinde kr.", Column("net", 1000)),
        ("netto i mio. kr.", None),
        ("konto i 1.000 kr.", None),
        ("1.000 kr.", None),
        ("antal", None),
        ("", None),
    ],
)
def test_column_of_forbrug_is_known_by_its_title(title, column):
    assert FORBRUG.column(title) == column


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("år", Column("year")),
        ("Aar", Column("year")),
        ("beløb", Column("amount")),
        ("beløb (kr.)", Column("amount")),
        ("beløb i 1.000 kr.", Column("amount", 1000)),
        ("Nettobudget i 1.000 kr.", Column("amount", 1000)),
        ("måned", None),
    ],
)
def test_column_of_budget_is_known_by_its_title(title, column):
    assert BUDGET.column(title) == column


def test_contracts_are_written_in_the_agreed_order():
    assert ";".join(FORBRUG.header) == (
        "ydelse;art;program;konto;måned;brutto;refusion;netto;helårspersoner;foreløbig;bemærkning;kilde"
    )
    assert ";".join(BUDGET.header) == "år;version;ydelse;art;program;helårspersoner;beløb;kilde"


def test_unknown_column_proposes_the_nearest_and_names_what_is_allowed():
    [problem] = unknown_columns(sheet("ydelse;måned;nettto"), FORBRUG, (), "ydelse;måned")
    assert (problem.line, problem.column) == (1, "nettto")
    assert problem.message == "Kolonnen er ukendt. Mente du «netto»? Tilladte kolonner: ydelse;måned."


def test_column_known_by_its_place_is_no_unknown_one():
    assert unknown_columns(sheet("ydelse;2023M01;I alt"), FORBRUG, {1, 2}, "") == []


def test_two_titles_of_one_column_are_an_error_at_the_second():
    [problem] = repeated_columns(sheet("ydelse;netto;nettoforbrug;måned"), FORBRUG)
    assert (problem.column, problem.message) == ("nettoforbrug", "Kolonnen er den samme som «netto». Behold den ene.")


def test_missing_column_is_named():
    assert [problem.message for problem in missing_columns(sheet("ydelse;art;beløb"), BUDGET, ["year", "amount"])] == [
        "Kolonnen «år» mangler."
    ]


@bounded
@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


@bounded
@given(st.sampled_from(sorted(FORBRUG.titles)), st.sampled_from(["", " ", ".", " - "]), st.booleans())
def test_case_space_and_punctuation_do_not_matter(name, mark, upper):
    title = mark.join(FORBRUG.title(name))
    assert FORBRUG.column(title.upper() if upper else title) == Column(name)
