"""The spellings stand in `cpr_corpus`: by cause, so that a failing test names what was not seen."""

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.cpr import holds_cpr, is_cpr_header, masked, plain_digits, suspects
from tests.pure import bounded
from tests.pure.cpr_corpus import CPR_HEADERS, DASHES, HOSTILE, INNOCENT, OTHER_HEADERS, SPACES, UNDER_HEADER

EXAMPLES = Path(__file__).parents[2] / "examples"


def cases(corpus):
    return [
        pytest.param(text, id=f"{cause} {number}")
        for cause, texts in corpus.items()
        for number, text in enumerate(texts, 1)
    ]


def texts_of(corpus):
    return {text for texts in corpus.values() for text in texts}


def test_corpus_is_wide():
    """Distinct spellings of distinct causes, not one spelling with many serial numbers."""
    assert len(texts_of(HOSTILE)) >= 200
    assert len(HOSTILE) >= 40
    assert len(texts_of(INNOCENT)) >= 80
    assert len(CPR_HEADERS) >= 20


@pytest.mark.parametrize("text", cases(HOSTILE))
def test_holds_cpr_hostile_spelling_is_found(text):
    assert holds_cpr(text) is True


@pytest.mark.parametrize("text", cases(HOSTILE))
def test_holds_cpr_hostile_spelling_is_found_under_a_cpr_header_too(text):
    assert holds_cpr(text, header="CPR") is True


@pytest.mark.parametrize("text", cases(INNOCENT))
def test_holds_cpr_innocent_text_is_left_alone(text):
    assert holds_cpr(text) is False
    assert holds_cpr(text, header="beløb") is False


@pytest.mark.parametrize("text", cases(UNDER_HEADER))
def test_holds_cpr_written_like_a_figure_is_found_under_a_cpr_header_only(text):
    assert holds_cpr(text, header="CPR-nr.") is True
    assert holds_cpr(text, header="beløb") is False


@pytest.mark.parametrize("text", ["12345678", "580", "2023M05", "25,1", "", "913359999", "ukendt", "2024-12-31"])
def test_holds_cpr_under_a_cpr_header_leaves_other_figures_alone(text):
    assert holds_cpr(text, header="CPR") is False


@pytest.mark.parametrize("header", CPR_HEADERS)
def test_is_cpr_header_named_so(header):
    assert is_cpr_header(header)
    assert holds_cpr("110299999", header=header)


@pytest.mark.parametrize("header", OTHER_HEADERS)
def test_is_cpr_header_named_otherwise(header):
    assert not is_cpr_header(header)
    assert not holds_cpr("110299999", header=header)


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


def test_plain_digits_keeps_every_character_in_its_place():
    assert plain_digits("３٠०²④–\u00a0\u200bæ中…") == "30024- \xadæx*"


def test_masked_hides_every_number_and_keeps_the_rest():
    assert masked("liste 310299-9999 og 3002751234.csv") == "liste [cpr-nummer] og [cpr-nummer].csv"
    assert masked("udtræk 2023M05.csv") == "udtræk 2023M05.csv"
    assert masked("«æ» 300275–1234 – 中.csv") == "«æ» [cpr-nummer] – 中.csv"
    assert masked("a\u200b300275%2D12\u200b34%20b.csv") == "a\u200b[cpr-nummer]%20b.csv"
    assert masked("cpr 110299999.csv") == "cpr [cpr-nummer].csv"


@pytest.mark.parametrize("text", cases(HOSTILE))
def test_masked_text_holds_no_number_any_more(text):
    assert not holds_cpr(masked(text))


@pytest.mark.parametrize("text", cases(UNDER_HEADER))
def test_masked_text_named_cpr_holds_no_number_any_more(text):
    assert not holds_cpr(masked(f"cpr: {text}"), header="CPR")


def near(positions, cells, hit, delimiter):
    """Whether one of the positions is in the cell at place `hit` of the joined cells."""
    start = len(delimiter.join(cells[:hit])) + len(delimiter) * (hit > 0)
    return any(start <= position < start + len(cells[hit]) for position in positions)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|", "\n"])
@pytest.mark.parametrize("short", [False, True])
def test_suspects_stand_in_every_cell_that_holds_a_number(delimiter, short):
    hostile = sorted(texts_of(HOSTILE) | (texts_of(UNDER_HEADER) if short else set()))
    for text in hostile:
        for cells in (["æ", text, "2021M08"], ["30", text, "12"], ["300275", text, "1234"], [text, text, text]):
            assert near(suspects(delimiter.join(cells), short=short), cells, 1, delimiter), ascii(cells)


CELLS = st.one_of(
    st.sampled_from(sorted(texts_of(HOSTILE) | texts_of(UNDER_HEADER) | texts_of(INNOCENT))),
    st.text("0123456789", min_size=1, max_size=12),
    st.text("0123-. /\xad\u200bOlæ&#;%", max_size=16),
)


@bounded
@given(st.lists(CELLS, min_size=1, max_size=6), st.sampled_from(";,\t|\n"), st.sampled_from(["", "CPR"]))
def test_suspects_never_miss_what_a_cell_holds(cells, delimiter, header):
    found = suspects(delimiter.join(cells), short=is_cpr_header(header))
    for place, cell in enumerate(cells):
        assert not holds_cpr(cell, header=header) or near(found, cells, place, delimiter)


def lines_with_suspects(text):
    return len({text.count("\n", 0, position) for position in suspects(text)})


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.csv")), ids=lambda path: path.name)
def test_suspects_are_few_in_real_extracts(path):
    text = path.read_text("utf-8-sig")
    assert lines_with_suspects(text) <= len(text.splitlines()) // 100


def test_suspects_of_a_large_file_take_a_moment():
    """About 0,2 s when written; the limit leaves room for a slow or busy machine."""
    text = "fleksjobledighed;Aabenraa;2021M08;25,1;59;229;nej;ændret;Jobindsats Y09A02\n" * 100_000
    began = perf_counter()
    assert suspects(text) == []
    assert perf_counter() - began < 1
