import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.annotating import annotated
from extracts.problems import error, warning
from extracts.reading import Unreadable, read
from extracts.spreadsheets import csv_file, quoted, without_formula
from tests.pure import bounded

BOM = b"\xef\xbb\xbf"
NEGATIVE = error("Tallet kan ikke være negativt.", line=2, column="værdi")


def test_annotated_writes_each_problem_at_its_own_line():
    data = "navn;værdi\nØst;-1\nNord;5\n".encode()
    assert annotated(data, [NEGATIVE]).decode() == (
        "navn;værdi;Fejl\nØst;-1;værdi: Tallet kan ikke være negativt.\nNord;5;\n"
    )


def test_annotated_joins_several_problems_of_a_line():
    problems = [error("Et.", line=2), warning("To.", line=2, column="b")]
    assert annotated(b"a;bb\n1;2\n", problems) == "a;bb;Fejl\n1;2;Et. · Advarsel: b: To.\n".encode().replace(
        b"a;bb", BOM + b"a;bb"
    )


@pytest.mark.parametrize("line", [None, 1, 0, 99])
def test_annotated_problem_of_the_header_or_of_no_line_stands_beside_the_title(line):
    assert annotated(b"navn;tal\nx;1\n", [error("Galt.", line=line)]) == b"navn;tal;Fejl: Galt.\nx;1;\n"


def test_annotated_quoted_cells_with_delimiters_and_line_breaks_stay_as_they_are():
    data = b'navn;note\r\n"A;B";"to\nlinjer ""her"""\r\nC;"x"\r\n'
    problems = [error("Et.", line=2), error("To.", line=3), error("Tre.", line=4)]
    # Line 3 is the second half of the row that begins on line 2.
    assert annotated(data, problems) == (
        BOM + b'navn;note;Fejl\r\n"A;B";"to\nlinjer ""her""";' + "Et. · To.".encode() + b'\r\nC;"x";Tre.\r\n'
    )


def test_annotated_windows_1252_and_its_line_ends_are_kept():
    data = "område;værdi\r\nÆrø – øst;-1\r\n".encode("cp1252")
    expected = "område;værdi;Fejl\r\nÆrø – øst;-1;værdi: Tallet kan ikke være negativt.\r\n"
    assert annotated(data, [NEGATIVE]) == expected.encode("cp1252")


def test_annotated_bytes_that_stand_for_no_letter_are_kept():
    # 0x81 is no letter in Windows-1252.
    assert annotated(b"navn;tal\n\x81;1\n", [error("Galt.", line=2)]) == b"navn;tal;Fejl\n\x81;1;Galt.\n"


def test_annotated_is_utf_8_with_its_mark_where_the_encoding_lacks_a_letter():
    # The real minus sign is not in Windows-1252; æ is not in a file of plain letters only.
    found = annotated("område;tal\nÆrø;1\n".encode("cp1252"), [error("Skriv −3.", line=2)])
    assert found == BOM + "område;tal;Fejl\nÆrø;1;Skriv −3.\n".encode()
    assert annotated(b"navn;tal\nx;1\n", [error("Fejl på æ.", line=2)]).startswith(BOM)


@pytest.mark.parametrize(("mark", "codec"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_annotated_utf_16_stays_utf_16(mark, codec):
    found = annotated(mark + "navn;tal\næ;1\n".encode(codec), [error("Galt.", line=2)])
    assert found == mark + "navn;tal;Fejl\næ;1;Galt.\n".encode(codec)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_annotated_keeps_mark_line_ends_empty_lines_and_a_last_line_without_an_end(end):
    data = BOM + end.join(["navn\ttal", "æ\t1", "", "ø\t2"]).encode()
    expected = BOM + end.join(["navn\ttal\tFejl", "æ\t1\t", "", "ø\t2\tGalt."]).encode()
    assert annotated(data, [error("Galt.", line=4)]) == expected


def test_annotated_short_line_is_filled_up_and_a_long_one_is_not_cut():
    problems = [error("Kort.", line=2), error("Lang.", line=3)]
    assert annotated(b"aa;b;c\n1\n1;2;3;4\n1;2;3\n", problems) == b"aa;b;c;Fejl\n1;;;Kort.\n1;2;3;4;Lang.\n1;2;3;\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_annotated_sentence_is_no_formula_and_the_files_own_cells_are_untouched(start):
    data = f"navn;{start}A1\nx;{start}B2\n".encode()
    found = annotated(data, [error("Galt.", line=2, column=f"{start}A1")])
    assert found == f"navn;{start}A1;Fejl\nx;{start}B2;'{start}A1: Galt.\n".encode()


def test_annotated_sentence_with_delimiters_and_quotes_is_one_cell():
    found = annotated(b"navn;tal\nx;1\n", [error('Ret ";"\nher.', line=2)])
    assert found == b'navn;tal;Fejl\nx;1;"Ret "";"" her."\n'
    assert read(found).rows[0].cells == ["x", "1", 'Ret ";" her.']


@pytest.mark.parametrize("data", [b"", b"{}", b"antal\n1\n", b'navn;tal\n"x;1\n', b"navn;tal\n310299-9999;1\n"])
def test_annotated_of_what_is_no_table_or_not_to_be_kept_is_refused(data):
    with pytest.raises(Unreadable):
        annotated(data, [error("Galt.")])


@bounded
@given(st.lists(st.lists(st.text('ab1,; "\nø', min_size=1).filter(str.strip), min_size=2, max_size=2), min_size=1))
def test_annotated_file_reads_as_the_same_cells_and_one_more(cells):
    lines = ["navn;nøte"] + [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells]
    data = "\n".join(lines).encode()
    problems = [error("Galt; her.", line=row.line) for row in read(data).rows]
    sheet = read(annotated(data, problems))
    assert sheet.header == ["navn", "nøte", "Fejl"]
    assert [row.cells for row in sheet.rows] == [[*row, "Galt; her."] for row in cells]


@pytest.mark.parametrize("text", ["=1+1", "+45", "-3", "@SUM", "\tx", "\rx"])
def test_text_that_a_spreadsheet_would_calculate_gets_an_apostrophe(text):
    assert without_formula(text) == "'" + text


@pytest.mark.parametrize("text", ["", "a=1", "'x", "1-2", "%"])
def test_other_text_is_left_alone(text):
    assert (without_formula(text), quoted(text)) == (text, text)


def test_file_for_a_spreadsheet_has_its_mark_semicolons_and_safe_cells():
    assert csv_file([["å", "=1"], ["a;b", 'c"d']]) == BOM + 'å;\'=1\r\n"a;b";"c""d"\r\n'.encode()
