"""Numbers as a report keeps them: exact as plain decimal text, shown in Danish, and never 0 where there is none."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.payload.numbers import apart, kroner, measured, missing, persons, share, signed_kroner
from tests.pure import bounded


@pytest.mark.parametrize(
    ("number", "value", "text"),
    [
        ("70061000", "70061000", "70.061"),
        ("-54000.00", "-54000", "−54"),
        ("1234.56", "1234.56", "1"),
        ("499.99", "499.99", "0"),
        ("500", "500", "1"),
        ("-500", "-500", "−1"),
        ("0", "0", "0"),
        ("-0", "0", "0"),
    ],
)
def test_kroner_are_kept_exactly_and_shown_in_thousands_rounded_once(number, value, text):
    assert vars(kroner(Decimal(number))) == {"value": value, "text": text}


@pytest.mark.parametrize(("number", "text"), [("1219000", "+1.219"), ("-54000", "−54"), ("0", "0"), ("499", "0")])
def test_signed_kroner_have_a_plus_where_there_is_more(number, text):
    assert signed_kroner(Decimal(number)).text == text


def test_persons_are_whole_in_the_text_only():
    assert vars(persons(Decimal("502.6"))) == {"value": "502.6", "text": "503"}
    # 1.520 / 3 = 506,6667
    assert vars(persons(Fraction(1520, 3))) == {"value": "506.666667", "text": "507"}
    assert vars(persons(1461)) == {"value": "1461", "text": "1.461"}


def test_share_is_a_percent_with_one_decimal():
    assert vars(share(Fraction(3, 4))) == {"value": "75", "text": "75,0\u00a0%"}
    # 53.460 / 70.061 = 76,3049…
    assert vars(share(Fraction(53460, 70061))) == {"value": "76.304934", "text": "76,3\u00a0%"}


def test_figure_is_shown_in_its_unit():
    # 59/229: 25,7642 %
    assert vars(measured(Fraction(5900, 229), "percent")) == {"value": "25.764192", "text": "25,76 %"}
    assert measured(Decimal("1"), "persons").text == "1 person"
    assert measured(Fraction("10.004"), "percent").text == "10,00 %"
    assert measured(Fraction("10.004"), "percent", most=3).text == "10,004 %"


def test_distance_is_signed_and_of_percentages_in_points():
    assert vars(apart(Fraction("1.6"), "percent")) == {"value": "1.6", "text": "+1,6 procentpoint"}
    assert vars(apart(Fraction("-9.24"), "percent")) == {"value": "-9.24", "text": "−9,24 procentpoint"}
    assert vars(apart(Fraction(-1), "persons")) == {"value": "-1", "text": "−1 person"}
    assert apart(Fraction(0), "count").text == "0"
    assert apart(Fraction("-0.004"), "percent", most=3).text == "−0,004 procentpoint"


def in_percent(none):
    return measured(none, "percent")


def in_points(none):
    return apart(none, "percent")


@pytest.mark.parametrize("number", [kroner, signed_kroner, persons, share, in_percent, in_points])
def test_no_number_is_a_dash_and_never_0(number):
    assert vars(number(None)) == {"value": None, "text": "–"}


def test_missing_number_says_why():
    assert vars(missing("skjult")) == {"value": None, "text": "skjult"}


@bounded
@given(st.decimals(-(10**12), 10**12, places=2))
def test_value_of_kroner_is_the_amount_itself_in_plain_digits(amount):
    value = kroner(amount).value
    assert Decimal(value) == amount
    assert "E" not in value and not value.startswith("-0.00") and value != "-0"


@bounded
@given(st.fractions(-1000, 1000))
def test_value_is_within_half_a_millionth_of_the_number(number):
    assert abs(Fraction(persons(number).value) - number) <= Fraction(1, 2_000_000)
