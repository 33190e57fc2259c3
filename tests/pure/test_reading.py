from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.reading import Unreadable, read
from tests.pure import bounded

EXAMPLES = Path(__file__).parents[2] / "examples" / "real"
DANISH = "område;værdi\r\nÆrø;1,5\r\nÅbenrå – øst;2\r\n"
# Impossible dates; the nine-digit form is 1 October 2029.
CPR_FILES = {
    "in a cell": "navn;værdi\nOle;5\nEva 310299-9999;7\n",
    "in the header": "navn;310299-9999\nOle;5\n",
    "in a line too long": "navn;værdi\nOle;5;310299-9999\n",
    "in a line too short": "navn;værdi\n310299 9999\n",
    "in an unclosed quote": 'navn;værdi\n"310299-9999;5\n',
    "in a single column": "navn\n300275 1234\n",
    "under a header only": "300275-1234;værdi\n",
    "in a web page": "<html><body>310299-9999</body></html>",
    "in an answer": '{"Borger 310299-9999 findes ikke": ""}',
    "in a quoted cell of two lines": 'navn;værdi\n"Ole\n3102999999";5\n',
    "in a twice named column": "3002751234;3002751234\n1;2\n",
    "after a comma": "navn,værdi\nEva,310299-9999\n",
    "between commas, after a figure": "id,borger,antal\n1,310299-9999,5\n",
    "between commas, without a dash": "id,borger,antal\n1,3102999999,5\n",
    "without its zero": "cpr;værdi\n110299999;5\n",
    "without its zero in a line too long": "cpr;værdi\n110299999;5;7\n",
    "without its zero in a line too short": "navn;cpr-nr;værdi\nOle;11029 9999\n",
}


def refused(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as refusal:
        read(data)
    return refusal.value


def problems_of(data: bytes):
    try:
        return read(data).problems, None
    except Unreadable as unreadable:
        return unreadable.problems, unreadable


@pytest.mark.parametrize(
    ("codec", "name", "bom"),
    [("utf-8", "UTF-8", False), ("utf-8-sig", "UTF-8", True), ("cp1252", "Windows-1252", False)],
)
def test_read_encoding_is_found_and_reported(codec, name, bom):
    sheet = read(DANISH.encode(codec))
    assert (sheet.encoding, sheet.bom, sheet.header) == (name, bom, ["område", "værdi"])
    assert [row.cells for row in sheet.rows] == [["Ærø", "1,5"], ["Åbenrå – øst", "2"]]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_read_utf_16_with_its_mark_is_read(codec):
    mark = {"utf-16": "", "utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}[codec]
    sheet = read((mark + DANISH).encode(codec))
    assert (sheet.encoding, sheet.header) == ("UTF-16", ["område", "værdi"])
    assert sheet.rows[1].cells == ["Åbenrå – øst", "2"]


@pytest.mark.parametrize("data", [b"\xff\xfea\x00;\x00\x00", b"a\x00;\x00b\x00\n\x00", b"a;b\n1;\x002\n"])
def test_read_half_text_is_refused_and_not_kept(data):
    assert refused(data).keep is False


@pytest.mark.parametrize(("mark", "name"), [(";", "semikolon"), (",", "komma"), ("\t", "tabulator")])
def test_read_delimiter_is_found_and_reported(mark, name):
    sheet = read(f"indikator{mark}område{mark}værdi\nx{mark}Aabenraa{mark}5\n".encode())
    assert sheet.described()["delimiter"] == name
    assert sheet.rows[0].cells == ["x", "Aabenraa", "5"]


def test_read_decimal_commas_do_not_count_as_delimiters():
    sheet = read("år, måned, dag;værdi\n1,2,3;4,5\n".encode())
    assert sheet.delimiter == ";"
    assert sheet.rows[0].cells == ["1,2,3", "4,5"]


def test_read_line_with_another_delimiter_is_named_with_its_line():
    sheet = read("a_navn;område;værdi\nx;Aabenraa;5\nx,Aabenraa,6\nx;Aabenraa;7\n".encode())
    assert [row.line for row in sheet.rows] == [2, 4]
    (problem,) = sheet.problems
    assert problem.line == 3
    assert "delt med komma; resten af filen bruger semikolon" in problem.message


def test_read_ragged_lines_are_all_reported_with_their_own_line_numbers():
    sheet = read(b"navn;antal\nA;1\nB\n\nC;3;4\nD;5\nE;6;;\n")
    assert [(row.line, row.cells) for row in sheet.rows] == [(2, ["A", "1"]), (6, ["D", "5"]), (7, ["E", "6"])]
    assert [problem.line for problem in sheet.problems] == [3, 5]
    assert sheet.problems[1].message == "Linjen har 3 felter, men overskriften har 2."


def test_read_line_of_one_cell_is_told_in_the_singular():
    (problem,) = read(b"navn;antal\nA;1\nB\n").problems
    assert problem.message == "Linjen har 1 felt, men overskriften har 2."


def test_read_decimal_commas_in_a_comma_file_are_guessed_at():
    (problem,) = read(b"navn,antal\nA,1,5\n").problems
    assert "Er decimalkommaer blandet med skillekommaer?" in problem.message


def test_read_quoted_line_break_keeps_the_files_line_numbers():
    sheet = read(b'navn;note\nA;"to\nlinjer"\nB;kort\n\n"C\n\n";x\nD;y;z\n')
    assert [(row.line, row.cells[0]) for row in sheet.rows] == [(2, "A"), (4, "B"), (6, "C\n\n")]
    assert [problem.line for problem in sheet.problems] == [9]


def test_read_quoted_delimiters_and_quotes_are_text():
    sheet = read(b'navn;note\n"A;B";"han sagde ""nej"""\n')
    assert sheet.rows[0].cells == ["A;B", 'han sagde "nej"']


def test_read_cells_are_never_interpreted():
    sheet = read(b"kode;andel;note\n0101;1.5;NA\n00; 7 ;null\n")
    assert [row.cells for row in sheet.rows] == [["0101", "1.5", "NA"], ["00", " 7 ", "null"]]


def test_read_empty_lines_before_the_header_are_skipped():
    sheet = read(b"\n\n;;\nnavn;antal;note\nA;1;\n")
    assert (sheet.header_line, sheet.header) == (4, ["navn", "antal", "note"])
    assert sheet.rows[0].line == 5


def test_read_repeated_header_is_a_problem():
    (problem,) = read(b"navn;antal;Antal \nA;1;2\n").problems
    assert (problem.line, problem.column) == (1, "antal")


@pytest.mark.parametrize(
    "data", [b"", b"  \n\r\n\t", b"\xef\xbb\xbf", b"\0", b"\0\0\0\n", b"\xef\xbb\xbf\r\n", b"\xff\xfe"]
)
def test_read_empty_file_is_said_to_be_empty(data):
    assert "Filen er tom" in str(refused(data))


@pytest.mark.parametrize("data", [b";;;\n;;\n", b";\n", b",,,", b'"";""\n', b"\t|\t\n", b"; ; ;\r\n"])
def test_read_file_of_delimiters_only_is_refused(data):
    assert refused(data).problems


@pytest.mark.parametrize(
    "text", ["<!DOCTYPE html><html>;</html>", "  \n<HTML lang=da>;", '<?xml version="1.0"?>;', "<head>;", "<body>a;b"]
)
def test_read_web_page_is_refused_as_one(text):
    assert "Filen er en webside" in str(refused(text.encode()))


def test_read_key_error_is_refused_with_what_the_source_said():
    unreadable = refused((EXAMPLES / "jobindsats-bad-key-response.csv").read_bytes())
    assert "Forkert nøgle eller nøglen er udløbet" in str(unreadable)
    assert "svar fra datakilden" in str(unreadable)
    assert unreadable.problems[0].line == 1


@pytest.mark.parametrize("text", ["[]", "{}", '[{"a": 1}]', '\ufeff{"message":"Not found; try again"}'])
def test_read_other_answers_are_refused_as_answers(text):
    assert "svar fra datakilden" in str(refused(text.encode()))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00;", "beskadiget"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "regneark"),
        (b"%PDF-1.7\n;", "PDF"),
        (b"\x89PNG\r\n", "billede"),
        (b"\xff\xd8\xff\xe0", "billede"),
        (b"\x1f\x8b\x08\x00", "pakket"),
    ],
)
def test_read_other_kinds_of_file_are_named_and_not_kept(data, kind):
    unreadable = refused(data)
    assert kind in str(unreadable)
    assert unreadable.keep is False


def test_read_single_column_is_refused():
    assert "kun én kolonne" in str(refused(b"antal\n1\n2\n"))


@pytest.mark.parametrize("data", [b"navn;antal", b"navn;antal\n", b"navn;antal\r\n\r\n;\r\n"])
def test_read_header_alone_is_refused(data):
    unreadable = refused(data)
    assert "ingen tal under den" in str(unreadable)
    assert unreadable.problems[0].line == 1


def test_read_without_a_header_is_refused():
    assert "kolonnenavne" in str(refused(b"2023;5\n2024;6\n"))


@pytest.mark.parametrize(("text", "line"), [('navn;note\nA;x\nB;"åben\nC;y\n', 3), ('"navn;note\nA;1\n', 1)])
def test_read_unclosed_quote_is_refused_with_the_line_it_opens_on(text, line):
    unreadable = refused(text.encode())
    assert "anførselstegn" in str(unreadable)
    assert unreadable.problems[0].line == line


@pytest.mark.parametrize("name", ["maalepunkter-jobindsats-2021-2026", "statbank-are207", "statbank-fond19"])
def test_read_real_extracts_are_read_without_a_problem(name):
    data = (EXAMPLES / f"{name}.csv").read_bytes()
    sheet = read(data)
    assert (sheet.encoding, sheet.bom, sheet.delimiter, sheet.header_line) == ("UTF-8", True, ";", 1)
    assert sheet.problems == []
    assert len(sheet.rows) == data.count(b"\n") + (not data.endswith(b"\n")) - 1


@pytest.mark.parametrize("text", CPR_FILES.values(), ids=CPR_FILES)
@pytest.mark.parametrize("codec", ["utf-8-sig", "cp1252", "utf-16"])
def test_read_cpr_number_is_refused_not_kept_and_never_echoed(text, codec):
    found, unreadable = problems_of(text.encode(codec))
    said = " ".join(f"{problem.column} {problem.text} {problem.message}" for problem in found)
    for digits in ("310299", "300275", "9999", "1234", "11029"):
        assert digits not in said
    assert unreadable is not None
    assert unreadable.keep is False


def test_read_cpr_number_is_told_by_its_line():
    assert refused(b"navn;antal\nOle;5\nEva 310299-9999;7\n").problems[0].line == 3
    assert refused(b"cpr;antal\n1;2\n110299999;5\n").problems[0].line == 3


def test_read_decimals_in_the_shape_of_a_number_are_left_alone():
    assert read(b"navn;andel\nA;0,3112991234\n").rows[0].cells == ["A", "0,3112991234"]


@bounded
@given(st.binary(max_size=60) | st.text(';,\t|\n\r" a1æ{<\0\ufeff', max_size=40).map(str.encode))
def test_read_of_any_bytes_is_a_sheet_or_a_refusal(data):
    found, unreadable = problems_of(data)
    assert unreadable is None or found


@bounded
@given(st.lists(st.lists(st.text('ab1,; "\nø', min_size=1).filter(str.strip), min_size=2, max_size=2), min_size=1))
def test_read_quoted_cells_come_back_as_written(cells):
    lines = ["navn;note"] + [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells]
    sheet = read("\n".join(lines).encode())
    assert [row.cells for row in sheet.rows] == cells
    starts = [2 + sum("".join(earlier).count("\n") + 1 for earlier in cells[:number]) for number in range(len(cells))]
    assert [row.line for row in sheet.rows] == starts
