"""Reading of anything at all: a sheet that holds together, or a refusal in plain words. Never another exception."""

from hypothesis import given
from hypothesis import strategies as st

from extracts.cpr import holds_cpr
from extracts.problems import Problem
from extracts.reading import Choices, Sheet, Unreadable, read
from tests.pure import bounded

GOOD = (
    "indikator;område;periode;værdi;tæller;nævner;foreløbig;bemærkning;kilde\r\n"
    'fleksjobledighed;Aabenraa;2023M01;9,1;;;ja;"to\r\nlinjer; og ""mere""";x\r\n'
    "fleksjobledighed;Hele landet;2023M01;17,9;;;nej;;x\r\n"
    "ressourceforloeb-aktivitet;580;2023Q1;;59;229;;æøå;x\r\n"
)
CODECS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-32", "cp865", "cp037", "utf-7"]
MARKS = [";", ",", "\t", "|", ":", "\x1f", "  "]
NASTY = '"\';,|\t\r\n\0\ufeff\u200b\u202e\u2028\x85\x0b\x1b=+-@{<[%æ0１٩½"'
NO_WORDS_FOR_USERS = ("Traceback", "Error", "Exception", "codec", "None", "<class")

bytes_in = st.binary(max_size=200)
starts = st.sampled_from(
    [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{", b"<"]
)
choices = st.builds(
    Choices,
    encoding=st.sampled_from(["", "", "UTF-8", "Windows-1252", "UTF-16"]),
    delimiter=st.sampled_from(["", "", ";", ",", "\t", "|"]),
    header_line=st.sampled_from([None, None, 1, 2, 99]),
    sheet=st.sampled_from(["", "", "Ark1"]),
)


@st.composite
def mutated(draw, text: str = GOOD) -> bytes:
    """A good file after an accident or two: its lines, its marks or its bytes are no longer what they were."""
    lines = text.splitlines(keepends=True)
    if draw(st.booleans()):
        lines = draw(st.permutations(lines)) + draw(st.lists(st.sampled_from(lines), max_size=2))
    text = "".join(lines)
    if draw(st.booleans()):
        text = text.replace(draw(st.sampled_from([";", "\r\n", ",", "a"])), draw(st.sampled_from([*MARKS, "\r", ""])))
    data = text.encode(draw(st.sampled_from(CODECS)), errors="replace")
    for _ in range(draw(st.integers(0, 3))):
        at, gone = draw(st.integers(0, len(data))), draw(st.integers(0, 12))
        data = data[:at] + draw(st.binary(max_size=4)) + data[at + gone :]
    return data


cells = st.text(NASTY, max_size=6) | st.sampled_from(["", "1,5", "2023", "x", "300275"])
tables = st.lists(st.lists(cells, min_size=1, max_size=6), min_size=1, max_size=8).map(
    lambda rows: "\n".join(map(";".join, rows)).encode()
)


def found(data: bytes, how: Choices) -> tuple[Sheet | None, list[Problem]]:
    try:
        sheet = read(data, how)
    except Unreadable as refused:
        assert refused.problems
        return None, refused.problems
    return sheet, sheet.problems


def assert_holds_together(sheet: Sheet, data: bytes):
    assert len(sheet.columns) == len(sheet.header)
    assert {len(column) for column in sheet.columns} == {len(sheet.lines)}
    assert sheet.lines == sorted(set(sheet.lines))
    assert all(sheet.header_line < line <= data.count(b"\n") + data.count(b"\r") + 1 for line in sheet.lines)
    assert all(any(map(str.strip, row.cells)) for row in sheet.rows)
    assert sheet.described()["rows"] == len(sheet.lines)


def assert_plain(problems: list[Problem]):
    """Danish sentences that end, and that neither show the program's inside nor a person."""
    for problem in problems:
        assert problem.message[0].isupper() and problem.message.endswith((".", "?"))
        assert not any(word in problem.message for word in NO_WORDS_FOR_USERS)
        assert len(problem.text) <= 80 and len(problem.column) <= 80
        assert not any(map(holds_cpr, (problem.text, problem.column, problem.message)))


@bounded
@given(st.tuples(starts, bytes_in).map(b"".join) | mutated() | tables, choices)
def test_reading_of_anything_is_a_sheet_that_holds_together_or_a_plain_refusal(data, how):
    sheet, problems = found(data, how)
    assert_plain(problems)
    if sheet:
        assert_holds_together(sheet, data)


@bounded
@given(mutated())
def test_reading_twice_says_the_same(data):
    assert found(data, Choices()) == found(data, Choices())


@bounded
@given(mutated(GOOD.replace("mere", "300275-1234")), choices)
def test_reading_of_a_file_with_a_cpr_number_never_shows_it(data, how):
    sheet, problems = found(data, how)
    assert "300275-1234" not in str([problem.text + problem.column + problem.message for problem in problems])
    if sheet and b"300275-1234" in data:
        assert not any("300275-1234" in cell for column in sheet.columns for cell in column)
