"""Every number here is an impossible date (31 and 30 February, 31 April) or lies in the future."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.cpr import holds_cpr, is_cpr_header, masked
from tests.pure import bounded

DASHES = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
SPACES = " \u00a0\u2002\u2003\u2007\u2009\u200a\u200b\u202f"
HOSTILE = [
    "3102999999",
    "3002751234",
    *[f"310299{dash}9999" for dash in DASHES],
    *[f"300275{space}1234" for space in SPACES],
    "310299 - 9999",
    "310299 -9999",
    "310299- 9999",
    "310299  9999",
    "310299\u00a0–\u00a09999",
    "310299   -   9999",
    "310299.9999",
    "310299/9999",
    '"310299-9999"',
    "'3102999999'",
    "«310299-9999»",
    "(310299-9999)",
    "[3102999999]",
    "cpr:310299-9999",
    "CPR310299-9999",
    "cpr_3102999999_slut",
    "Borgeren (310299-9999) er i praktik.",
    "Borger 310299-9999, praktik fra maj",
    "se sag nr. 300275 1234!",
    "Møde med 310299-9999.",
    "a@310299-9999.dk",
    '="3102999999"',
    "x;310299-9999;5",
    "linje 1\n310299-9999\nlinje 3",
    "\ufeff310299-9999",
    "\t3102999999\t",
    "910299-9999",
    "900275 1234",
    "9104751234",
    "310475-0000",
    "1 300275-1234",
    "navn, 310299-9999",
    "A,3102999999",
    "310299-9999;310475-1234",
]
INNOCENT = [
    "74 12 34 56",
    "+45 74 12 34 56",
    "12345678",
    "74123456",
    "CVR 12345678",
    "0,3112991234",
    "0.3112991234",
    "12,3102999999",
    "2023M05",
    "2022QMAT04",
    "1. kvartal 2023",
    "31-12-2024",
    "31.12.2024",
    "2024-12-31",
    "20241231",
    "2024-12-31 12:34:56",
    "1.234.567.890,00",
    "9.253.812,00",
    "43098,31",
    "22/38279",
    "5.57.71",
    "311399-1234",
    "321299-1234",
    "001299-1234",
    "310099-1234",
    "31029999991",
    "13102999999",
    "5798003102999999",
    "310299-99999",
    "310299-999",
    "310299",
    "9999",
    "",
    "Aabenraa;2021M08;25,1;;;y60c07",
    "1133;975;853;783",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_holds_cpr_hostile_spelling_is_found(text):
    assert holds_cpr(text) is True


def test_holds_cpr_hostile_spellings_are_many():
    assert len(set(HOSTILE)) >= 40
    assert len(set(INNOCENT)) >= 15


@pytest.mark.parametrize("text", INNOCENT)
def test_holds_cpr_innocent_text_is_left_alone(text):
    assert holds_cpr(text) is False


@pytest.mark.parametrize("text", ["1,310299-9999", "5.310299-9999", "2023,300275 1234"])
def test_holds_cpr_after_a_digit_and_a_separator_is_found(text):
    """A dash or space between the six and the four digits makes it no decimal number."""
    assert holds_cpr(text) is True


@bounded
@given(
    day=st.sampled_from(["30", "31", "90", "91"]),
    year=st.integers(min_value=0, max_value=99),
    serial=st.integers(min_value=0, max_value=9999),
    gap=st.sampled_from(["", *DASHES, *SPACES, " - ", "\u00a0–\u00a0"]),
    around=st.tuples(st.text("abcæøå ;:\"'(<\n\t", max_size=5), st.text("abcæøå ;:,.\"')>\n\t", max_size=5)),
)
def test_holds_cpr_wherever_it_stands(day, year, serial, gap, around):
    before, after = around
    assert holds_cpr(f"{before}{day}02{year:02d}{gap}{serial:04d}{after}")


# The ninth-digit form is 1 October 2029 and 9 November 2035: nobody has it yet.
@pytest.mark.parametrize(
    "text", ["110299999", "11029-9999", "11029 9999", "11029\u00a09999", "911359999", "nr 911359999"]
)
@pytest.mark.parametrize("header", ["CPR", "cpr-nr.", "Borgers CPR-nummer", "Personnummer", "PNR"])
def test_holds_cpr_without_its_zero_is_found_under_a_cpr_header(text, header):
    assert holds_cpr(text, header=header) is True


@pytest.mark.parametrize("text", ["110299999", "11029-9999", "911359999"])
def test_holds_cpr_without_its_zero_is_left_alone_elsewhere(text):
    assert holds_cpr(text) is False
    assert holds_cpr(text, header="beløb") is False


@pytest.mark.parametrize("text", ["12345678", "580", "2023M05", "25,1", "", "913359999"])
def test_holds_cpr_under_a_cpr_header_leaves_other_figures_alone(text):
    assert holds_cpr(text, header="CPR") is False


@pytest.mark.parametrize("header", ["cpr", "CPR-nr", "Borgers cpr nr.", "Personnummer", "PERSONNUMMER", "pnr", "P-nr"])
def test_is_cpr_header_named_so(header):
    assert is_cpr_header(header)


@pytest.mark.parametrize("header", ["periode", "personer", "værdi", "tæller", "Pris", "område", ""])
def test_is_cpr_header_named_otherwise(header):
    assert not is_cpr_header(header)


def test_masked_hides_every_number_and_keeps_the_rest():
    assert masked("liste 310299-9999 og 3002751234.csv") == "liste [cpr-nummer] og [cpr-nummer].csv"
    assert masked("udtræk 2023M05.csv") == "udtræk 2023M05.csv"


@pytest.mark.parametrize("text", HOSTILE)
def test_masked_text_holds_no_number_any_more(text):
    assert not holds_cpr(masked(text))
