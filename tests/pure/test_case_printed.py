"""Printed cells held against sums of lines: what is picked, how it is rounded, and when it cannot be added."""

from decimal import Decimal

import pytest

from initiatives.economy.printed import Cell, Pick, Row, Table, computed
from initiatives.economy.wording import cell_word, printed_finding
from initiatives.spans import span_of
from tests.business_cases import kijos, kik, kik_ii, million, thousand

WHOLE = span_of("2018M06-2022M05")
NET = (Pick("investment"), Pick("saving"), Pick("financing", factor=-1))


def cell(computed, printed, *, kroner=1000, decimals=0):
    return Cell(WHOLE, computed, printed, kroner, decimals)


@pytest.mark.parametrize(
    ("picks", "expected"),
    [
        ((Pick("investment", payer="ØK"),), 23451),
        ((Pick("investment"), Pick("saving")), 14958),
        ((Pick("financing", payer="ØK", name="Virksomhedskonsulenter"),), 6904),
        (NET, -23),
    ],
)
def test_row_is_the_sum_of_what_it_picks_in_the_span(picks, expected):
    assert computed(kik_ii().lines, picks, WHOLE, "promised") == thousand(expected)


def test_line_that_lies_partly_outside_is_not_counted_and_the_sum_is_unknown():
    assert computed(kik_ii().lines, NET, span_of("2018M06-2022M03"), "promised") is None
    assert computed(kijos().lines, (Pick("saving"),), span_of("2019-2023"), "promised") is None


def test_difference_is_realised_less_promised_and_unknown_without_one_of_them():
    lines = kik().lines
    assert computed(lines, (Pick("net"),), span_of("2016"), "difference") == million("24.2")
    assert computed(lines, (Pick("net"),), span_of("2019"), "difference") is None


@pytest.mark.parametrize(
    ("found", "printed", "kroner", "decimals", "word"),
    [
        (thousand(23451), thousand(23450), 1000, 0, "afviger med 1"),
        (thousand(-23), thousand(-24), 1000, 0, "afviger med 1"),
        (thousand(-23), Decimal(0), 1_000_000, 1, "stemmer"),
        # 45,655 is rounded half up, away from zero.
        (thousand(-45655), million("-45.7"), 1_000_000, 1, "stemmer"),
        (million("0.05"), million("0.1"), 1_000_000, 1, "stemmer"),
        (million("0.0499"), million("0.1"), 1_000_000, 1, "afviger med 0,1"),
        (None, thousand(5), 1000, 0, "kan ikke lægges sammen"),
    ],
)
def test_cell_agrees_where_the_table_would_print_the_same(found, printed, kroner, decimals, word):
    shown = cell(found, printed, kroner=kroner, decimals=decimals)
    assert cell_word(shown) == word
    assert shown.agrees == (word == "stemmer")


@pytest.mark.parametrize(
    ("cells", "finding"),
    [
        ([(5, 5), (6, 6)], "Alle 2 tal stemmer med de trykte"),
        ([(5, 5), (6, 7), (6, 4)], "1 af 3 tal stemmer med de trykte, og 2 afviger med højst 2"),
        ([(5, 5), (None, 7)], "1 af 2 tal stemmer med de trykte, og 1 afviger"),
    ],
)
def test_finding_says_how_many_agree(cells, finding):
    found = tuple(cell(None if ours is None else thousand(ours), thousand(theirs)) for ours, theirs in cells)
    row = Row("Række", "", "promised", False, (), found)
    assert printed_finding(Table("x", "X", "thousand", 0, "Kilde", (row,))) == finding
