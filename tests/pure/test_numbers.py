from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.numbers import MISSING_MARKS, NotANumber, parse_number
from tests.pure import bounded

REFUSED_WORDS = """
1.5 12.34 1.2345 12345.678 1.23.456 1..234 1.234. .5 ,5 5, 1,2,3 1.234,5,6 1,234.5 1'234 -3- −3− --3 - − % 5%%
3%5 NaN nan Infinity inf 1e5 1E+5 0x10 1_000 +3 abc ½ ² ٣ ٣٤ १२ １２ 1,٣ (3) 3,-5 null None #DIV/0! 1234567890123
0,1234567 1.2 0.5
"""
REFUSED_TEXTS = ["", " ", "\u00a0", "1 234", "1\u00a0234,5", "11,6 procent", "ca. 5", "5 6", "- 3", "3 -", "1\n2"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("11,6", "11.6"),
        ("11,60", "11.6"),
        ("1.234,50", "1234.50"),
        ("1.234", "1234"),
        ("1234", "1234"),
        ("1234,5", "1234.5"),
        ("9.253.812,00", "9253812"),
        ("12.345.678.901,25", "12345678901.25"),
        ("−3", "-3"),
        ("-3", "-3"),
        ("–3", "-3"),
        ("1.234,56-", "-1234.56"),
        ("1.234,56−", "-1234.56"),
        ("11,6 %", "11.6"),
        ("11,6%", "11.6"),
        ("-0,5 %", "-0.5"),
        ("11,6\u00a0%", "11.6"),
        ("  42 ", "42"),
        ("\u00a042", "42"),
        ("0,000001", "0.000001"),
        ("999999999999,999999", "999999999999.999999"),
        ("1,50000000", "1.5"),
        ("007", "7"),
        ("-0", "0"),
    ],
)
def test_parse_number_danish_spellings_are_exact_decimals(text, number):
    found = parse_number(text)
    assert found == Decimal(number)
    assert type(found) is Decimal


@pytest.mark.parametrize("text", [*REFUSED_WORDS.split(), *REFUSED_TEXTS])
def test_parse_number_anything_else_is_refused(text):
    with pytest.raises(NotANumber) as refusal:
        parse_number(text)
    assert str(refusal.value).endswith((".", "efter."))


@pytest.mark.parametrize("text", ["1.5", "12.34", "0.5", "-3.7", "1234.567"])
def test_parse_number_with_a_decimal_point_is_told_to_use_a_comma(text):
    with pytest.raises(NotANumber, match="punktum som komma"):
        parse_number(text)


@pytest.mark.parametrize("text", ["0.123", "0.500", "-0.250", "00.123"])
def test_parse_number_with_nothing_before_the_thousands_dot_is_refused(text):
    """No Danish number groups thousands after a lone zero: 0.123 is 0,123 with a point, never 123."""
    with pytest.raises(NotANumber):
        parse_number(text)


@pytest.mark.parametrize("mark", ["-", ".", "..", "…", "i.o."])
def test_missing_mark_is_never_a_number(mark):
    assert mark in MISSING_MARKS
    with pytest.raises(NotANumber):
        parse_number(mark)


@bounded
@given(
    st.integers(min_value=0, max_value=10**12 - 1), st.text("0123456789", max_size=6), st.sampled_from(["", "-", "−"])
)
def test_parse_number_reads_grouped_and_ungrouped_alike(whole, decimals, sign):
    tail = f",{decimals}" if decimals else ""
    expected = Decimal(f"{'-' if sign else ''}{whole}.{decimals or 0}")
    assert parse_number(f"{sign}{whole}{tail}") == expected
    assert parse_number(f"{sign}{whole:,}".replace(",", ".") + tail) == expected
    assert parse_number(f"{whole}{tail}{sign}") == expected


@bounded
@given(st.text() | st.text("0123456789.,-−– %", max_size=12))
def test_parse_number_of_any_text_is_a_finite_decimal_or_a_refusal(text):
    try:
        found = parse_number(text)
    except NotANumber:
        return
    assert type(found) is Decimal
    assert found.is_finite()
    assert abs(found) < 10**12
    assert found.as_tuple().exponent >= -6
