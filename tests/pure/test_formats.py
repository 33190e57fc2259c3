from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aabenraa_plan.formats import (
    as_sentence,
    counted,
    danish_date,
    danish_moment,
    danish_number,
    listed,
    plain_number,
    round_half_up,
    sort_key,
)
from extracts.numbers import parse_number
from tests.pure import bounded

decimal_places = st.integers(min_value=0, max_value=6)


@pytest.mark.parametrize(
    ("number", "decimals", "rounded"),
    [
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("3.5", 0, "4"),
        ("2.4999999", 0, "2"),
        ("0.125", 2, "0.13"),
        ("1.005", 2, "1.01"),
        ("-1.005", 2, "-1.01"),
        ("9.995", 2, "10.00"),
        ("0", 2, "0.00"),
        ("12345678901234.5", 0, "12345678901235"),
    ],
)
def test_round_half_up_at_the_half_goes_away_from_zero(number, decimals, rounded):
    assert round_half_up(Decimal(number), decimals) == Decimal(rounded)


def test_round_half_up_of_a_fraction_is_exact():
    assert round_half_up(Fraction(5900, 229), 2) == Decimal("25.76")  # 59/229 = 25,7641… %
    assert round_half_up(Fraction(74740, 715), 2) == Decimal("104.53")  # unit price 2021
    assert round_half_up(Fraction(51085, 497), 2) == Decimal("102.79")  # unit price 2023


@bounded
@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6), decimal_places)
def test_round_half_up_is_never_more_than_half_a_step_away(number, decimals):
    step = Fraction(1, 10**decimals)
    away = abs(Fraction(round_half_up(number, decimals)) - number)
    assert away <= step / 2
    assert Fraction(round_half_up(number, decimals)) % step == 0


@bounded
@given(st.integers(min_value=-(10**9), max_value=10**9), decimal_places)
def test_round_half_up_of_an_exact_half_grows_in_size(whole, decimals):
    half = (abs(whole) + Fraction(1, 2)) / 10**decimals
    up = Fraction(abs(whole) + 1, 10**decimals)
    assert Fraction(round_half_up(half, decimals)) == up
    assert Fraction(round_half_up(-half, decimals)) == -up


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        ("1234.5", 1, "1.234,5"),
        ("11.6", 1, "11,6"),
        ("-3", 0, "−3"),
        ("1388248", 0, "1.388.248"),
        ("999.5", 0, "1.000"),
        ("-0.4", 0, "0"),
        ("-0.04", 1, "0,0"),
        ("0", 2, "0,00"),
        ("1115", 0, "1.115"),
        ("-12345678.905", 2, "−12.345.678,91"),
    ],
)
def test_danish_number_has_dots_comma_and_a_real_minus(number, decimals, text):
    assert danish_number(Decimal(number), decimals) == text


@pytest.mark.parametrize(
    ("number", "text"), [("1.6", "+1,6"), ("-1.6", "−1,6"), ("0", "0,0"), ("0.04", "0,0"), ("-0.05", "−0,1")]
)
def test_danish_number_signed_shows_the_sign_of_what_is_printed(number, text):
    assert danish_number(Decimal(number), 1, signed=True) == text


@bounded
@given(st.integers(min_value=-(10**11), max_value=10**11), decimal_places)
def test_danish_number_read_back_is_the_same_number(scaled, decimals):
    number = Decimal(scaled).scaleb(-decimals)
    assert parse_number(danish_number(number, decimals)) == number


@pytest.mark.parametrize(
    ("number", "text"), [("11.60", "11.6"), ("1495", "1495"), ("1E+3", "1000"), ("100.00", "100"), ("-0.5", "-0.5")]
)
def test_plain_number_has_no_exponent_and_no_trailing_zeros(number, text):
    assert plain_number(Decimal(number)) == text


def test_danish_date_and_moment_are_written_out():
    assert danish_date(date(2023, 12, 4)) == "4. december 2023"
    assert danish_moment(datetime(2026, 8, 12, 9, 4)) == "12. august 2026 kl. 9.04"


def test_counted_has_the_word_in_its_right_number():
    assert counted(1, "linje", "linjer") == "1 linje"
    assert counted(0, "linje", "linjer") == "0 linjer"
    assert counted(1115, "linje", "linjer") == "1.115 linjer"


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")]
)
def test_listed_joins_the_last_with_og(words, text):
    assert listed(words) == text


def test_listed_with_another_last_word():
    assert listed(["ja", "nej"], "eller") == "ja eller nej"


def test_sort_key_puts_danish_letters_and_double_a_last():
    towns = ["Aarhus", "Ølstykke", "Vejle", "Ærø", "Assens", "Århus", "Billund"]
    expected = ["Assens", "Billund", "Vejle", "Ærø", "Ølstykke"]
    assert sorted(towns, key=sort_key)[:5] == expected
    assert sort_key("Aarhus") == sort_key("århus")


@pytest.mark.parametrize(
    ("clauses", "sentence"),
    [
        (["2 er opfyldt"], "2 er opfyldt."),
        (["2 er opfyldt", "1 er tæt på"], "2 er opfyldt, og 1 er tæt på."),
        (["2 er opfyldt", "1 er tæt på", "3 vurderes i ord"], "2 er opfyldt, 1 er tæt på, og 3 vurderes i ord."),
    ],
)
def test_clauses_become_a_sentence_with_a_comma_before_og(clauses, sentence):
    assert as_sentence(clauses) == sentence
