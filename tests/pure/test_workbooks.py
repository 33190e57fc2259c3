"""Every CPR number here is an impossible date (31 and 30 February) or, without its zero, lies in the future."""

from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.datavalidation import DataValidation

from extracts.guarding import CPR_MESSAGE
from extracts.numbers import parse_number
from extracts.problems import Unreadable
from extracts.workbooks import annotated_workbook, worksheets
from extracts.workbooks.cells import Format, number_text
from tests.pure import bounded

SHEET = "xl/worksheets/sheet1.xml"
TABLE = [["område", "værdi"], ["Aabenraa", 11.6], ["Hele landet", 17.9]]


def saved(workbook: Workbook) -> bytes:
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def workbook(rows=TABLE, *, formats: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for coordinate, code in (formats or {}).items():
        book.active[coordinate].number_format = code
    return saved(book)


def with_parts(data: bytes, parts: dict[str, bytes | None]) -> bytes:
    """The workbook with some parts replaced or added, or left out where None."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return target.getvalue()


def part(data: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def with_sheet(rows: str, *, after: str = "", before: str = "") -> bytes:
    """A workbook whose only sheet is this XML."""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    )
    return with_parts(workbook(), {SHEET: sheet.encode()})


def with_shared_texts(items: str) -> bytes:
    """A workbook of one cell, which shows the first of the shared texts."""
    data = with_sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    data = with_parts(data, {"xl/sharedStrings.xml": f"<sst>{items}</sst>".encode()})
    relation = (
        b'<Relationship Id="texts" Type="x/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    return replaced(data, "xl/_rels/workbook.xml.rels", b"</Relationships>", relation)


def replaced(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    content = part(data, name)
    assert old in content
    return with_parts(data, {name: content.replace(old, new)})


def refused(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as refusal:
        worksheets(data)
    assert refusal.value.keep is False
    return refusal.value


def sentence(data: bytes) -> str:
    (problem,) = refused(data).problems
    return problem.message


def cells(data: bytes) -> list[list[str]]:
    return [row for _line, row in worksheets(data)[0].rows]


def only_cell(value, code: str = "General") -> str:
    return cells(workbook([["x", value]], formats={"B1": code}))[0][1]


# Reading


def test_worksheets_are_text_under_excels_row_numbers_and_equally_wide():
    data = workbook([["område", "værdi", None], [None, None], ["Aabenraa", 11.6, None], ["Ærø"]])
    (sheet,) = worksheets(data)
    assert (sheet.name, sheet.hidden, sheet.problems) == ("Sheet", False, [])
    assert sheet.rows == [(1, ["område", "værdi"]), (3, ["Aabenraa", "11,6"]), (4, ["Ærø", ""])]


def test_worksheets_trailing_columns_of_formatted_or_blank_cells_are_cut():
    data = workbook([["a", "b"], ["1", "2", " "]], formats={"H1": "0.0%", "H9": "0.0%"})
    assert worksheets(data)[0].rows == [(1, ["a", "b"]), (2, ["1", "2"])]


def test_worksheets_are_in_order_and_hidden_ones_are_marked():
    book = Workbook()
    book.active.append(["a", "b"])
    for name, state in [("Skjult", "hidden"), ("Dybt skjult", "veryHidden"), ("Synligt", "visible")]:
        book.create_sheet(name).sheet_state = state
    found = worksheets(saved(book))
    assert [(sheet.name, sheet.hidden) for sheet in found] == [
        ("Sheet", False),
        ("Skjult", True),
        ("Dybt skjult", True),
        ("Synligt", False),
    ]


def test_worksheets_merged_cells_have_their_text_in_the_first():
    book = Workbook()
    book.active.append(["Titel", None, None])
    book.active.append(["a", "b", "c"])
    book.active.merge_cells("A1:C1")
    assert cells(saved(book)) == [["Titel", "", ""], ["a", "b", "c"]]


def test_worksheets_rows_and_cells_without_addresses_are_counted():
    data = with_sheet('<row><c t="str"><v>a</v></c><c><v>1</v></c></row><row r="4"><c><v>2</v></c></row>')
    assert worksheets(data)[0].rows == [(1, ["a", "1"]), (4, ["2", ""])]


def test_worksheets_rich_text_and_inline_text_are_joined():
    runs = "<is><r><t>Hele </t></r><r><rPr><b/></rPr><t>landet</t></r></is>"
    assert cells(with_sheet(f'<row r="1"><c r="A1" t="inlineStr">{runs}</c></row>')) == [["Hele landet"]]


def test_worksheets_shared_texts_are_joined_without_how_they_are_pronounced():
    runs = '<si><r><t>Hele </t></r><r><t>landet</t></r><rPh sb="0" eb="1"><t>udtale</t></rPh></si>'
    assert cells(with_shared_texts(runs)) == [["Hele landet"]]


def test_worksheets_escaped_letters_are_the_letters_and_what_is_no_letter_is_left_out():
    data = with_sheet('<row r="1"><c r="A1" t="str"><v>a_x002D_b_x0000_c_xD800_d_x000D_</v></c></row>')
    assert cells(data) == [["a-bcd\r"]]


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, "ja"), (False, "nej"), ("0101", "0101"), ("#N/A", "#N/A"), ("#DIV/0!", "#DIV/0!"), ("=", "=")],
)
def test_cell_text_of_what_is_no_number(value, text):
    assert only_cell(value) == text


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("11.6", "11,6"),
        ("0.30000000000000004", "0,3"),
        ("11.600000000000001", "11,6"),
        ("44.999999999999996", "45"),
        ("9.9999999999999978E-2", "0,1"),
        ("0.14285714285714285", "0,142857142857143"),
        ("-3.5", "-3,5"),
        ("1495", "1495"),
        ("1234567.5", "1234567,5"),
        ("1E3", "1000"),
        ("1.5E-7", "0,00000015"),
        ("12345678901234567890", "12345678901234567890"),
        ("100", "100"),
        ("-0", "0"),
        ("0", "0"),
        ("007", "7"),
    ],
)
def test_number_text_is_what_excel_shows(stored, text):
    assert number_text(stored) == text


@pytest.mark.parametrize("stored", ["", "abc", "1_000", "1,5", "NaN", "inf", "١", "1E9999", "1" * 500, "--1", "0x1F"])
def test_number_text_of_no_number_is_an_error(stored):
    with pytest.raises(ValueError, match="no number"):
        number_text(stored)


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("0.11600000000000001", "0.0%", "11,6%"),
        ("0.116", "0%", "11,6%"),
        ("1", "0.00%", "100%"),
        ("-0.05", '0%;[Red]-0%;"-"', "-5%"),
        ("0.116", '0.0"%"', "0,116"),
        ("11.6", r"0.0\%", "11,6"),
        ("1234.5", "#,##0.00", "1234,5"),
        ("1234.5", '#,##0.00\\ "kr."', "1234,5"),
        ("-2", r"_-* #,##0.00\ _k_r_._-;\-* #,##0.00", "-2"),
        ("101", "0000", "0101"),
        ("-7", "000", "-007"),
        ("1.5", "000", "1,5"),
    ],
)
def test_number_text_by_its_format(stored, code, text):
    assert number_text(stored, Format.of(code)) == text


@bounded
@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_number_text_is_read_back_exactly(number):
    assert parse_number(number_text(repr(float(number)))) == number


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (date(2023, 5, 1), "mmm-yy", "2023M05"),
        (date(2023, 5, 1), "mmmm yyyy", "2023M05"),
        (date(2023, 12, 1), "yyyy-mm", "2023M12"),
        (date(2023, 5, 1), "[$-406]mmmm\\ yyyy;@", "2023M05"),
        (date(2023, 5, 15), "mmm-yy", "15-05-2023"),
        (date(2023, 5, 1), "dd-mm-yyyy", "01-05-2023"),
        (date(2023, 1, 1), "yyyy", "2023"),
        (datetime(2024, 12, 31, 8, 30), "dd-mm-yyyy hh:mm", "31-12-2024 08:30"),
        (datetime(2024, 12, 31, 8, 30), "dd-mm-yyyy", "31-12-2024"),
        (time(8, 30, 15), "hh:mm:ss", "08:30:15"),
        (time(18, 30), "h:mm AM/PM", "18:30"),
        (1.5, "[h]:mm", "36:00"),
        (-1, "dd-mm-yyyy", "-1"),
        (99999999, "dd-mm-yyyy", "99999999"),
        (1, "dd-mm-yyyy", "01-01-1900"),
    ],
)
def test_cell_text_of_a_date(value, code, text):
    assert only_cell(value, code) == text


def test_cell_text_of_a_date_counts_from_1904_where_the_workbook_does():
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["x", 1])
    book.active["B1"].number_format = "dd-mm-yyyy"
    assert cells(saved(book)) == [["x", "02-01-1904"]]


def test_cell_text_of_a_date_stored_in_words():
    assert cells(with_sheet('<row r="1"><c r="A1" t="d"><v>2023-05-02T00:00:00</v></c></row>')) == [["02-05-2023"]]


def test_formula_is_its_saved_result():
    rows = '<row r="1"><c r="A1"><f>5+6</f><v>11</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
    (sheet,) = worksheets(with_sheet(rows))
    assert (sheet.rows, sheet.problems) == ([(1, ["11"])], [])


def test_formula_without_a_saved_result_is_a_problem_with_row_and_column():
    (sheet,) = worksheets(workbook([["navn", "værdi"], ["A", "=1+2"]]))
    (problem,) = sheet.problems
    assert (problem.line, problem.column, problem.text) == (2, "værdi", "=1+2")
    assert problem.message.startswith("Cellen er en formel uden et gemt resultat. Åbn projektmappen i Excel, gem den")


# What is turned away


@pytest.mark.parametrize(
    ("content_type", "words"),
    [
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "makroer"),
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "binær projektmappe (.xlsb)"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "Word-dokument"),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "præsentation"),
        ("application/xml", "ikke en Excel-projektmappe"),
    ],
)
def test_other_kinds_of_file_are_named(content_type, words):
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert words in sentence(replaced(workbook(), "[Content_Types].xml", kind, content_type.encode()))


def test_plain_zip_and_open_document_are_named():
    assert "Pak den ud" in sentence(with_parts(workbook(), {"[Content_Types].xml": None}))
    assert "OpenDocument" in sentence(with_parts(workbook(), {"[Content_Types].xml": None, "mimetype": b"ods"}))


def test_password_and_old_format_are_told_apart():
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert "adgangskode" in sentence(start + "EncryptedPackage".encode("utf-16-le"))
    assert "ældre regneark (.xls)" in sentence(start + "Workbook".encode("utf-16-le"))


def test_encrypted_zip_is_said_to_be_locked():
    data = bytearray(workbook())
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    assert "låst med en adgangskode" in sentence(bytes(data))


@pytest.mark.parametrize("length", [4, 30, 500, -1, -30])
def test_truncated_file_is_said_to_be_damaged(length):
    assert "beskadiget eller ikke hentet helt" in sentence(workbook()[:length])


def test_macros_are_refused_whatever_the_file_calls_itself():
    assert "makroer" in sentence(with_parts(workbook(), {"xl/vbaProject.bin": b"x"}))


@pytest.mark.parametrize("name", ["xl/media/image1.png", "xl/embeddings/Ark.xlsx", "docProps/thumbnail.jpeg"])
def test_pictures_and_embedded_files_are_refused_by_name(name):
    found = sentence(with_parts(workbook(), {name: b"x"}))
    assert "kan gennemsøges for CPR-numre" in found
    assert f"«{name.lower()}»" in found


def test_printer_settings_are_no_embedded_file():
    data = with_parts(workbook(), {"xl/printerSettings/printerSettings1.bin": b"\0P\0r\0i\0n\0t\xff\xfe"})
    assert len(cells(data)) == 3


def test_no_visible_sheet_is_refused():
    data = replaced(workbook(), "xl/workbook.xml", b'state="visible"', b'state="hidden"')
    assert "intet synligt ark" in sentence(data)


@pytest.mark.parametrize("data", [workbook([]), workbook([[None, " "]])])
def test_empty_workbook_is_said_to_be_empty(data):
    assert "Filen er tom" in sentence(data)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" s="99"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>x</v></c></row>',
        '<row r="1"><c r="A1" t="?"><v>x</v></c></row>',
        '<row r="1"><c r="A1" t="d"><v>i går</v></c></row>',
        '<row r="1"><c r="B2"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="2"/><row r="1"/>',
        '<row r="1"><c r="ZZZZ1"/></row>',
        '<row r="1048577"/>',
        '<row r="x"/>',
        "<row>",
        "<row>" * 300 + "</row>" * 300,
        '<row r="1"><c r="A1" t="str"><v>' + "x" * 40_000 + "</v></c></row>",
    ],
)
def test_corrupt_sheet_is_one_sentence_that_names_the_part(rows):
    assert sentence(with_sheet(rows)).startswith(f"Projektmappens del «{SHEET}» er beskadiget.")


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "docProps/core.xml"]
)
@pytest.mark.parametrize("content", [b"", b"\xff\xfe<", b"<a><b></a>", "<æ/>".encode("utf-16")])
def test_corrupt_part_is_one_sentence_that_names_it(name, content):
    assert f"«{name.lower()}» er beskadiget" in sentence(with_parts(workbook(), {name: content}))


def test_missing_sheet_is_refused():
    assert "beskadiget" in sentence(with_parts(workbook(), {SHEET: None}))


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">',
    ],
)
@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "docProps/app.xml"])
def test_doctype_is_refused_in_every_part(declared, name):
    content = part(workbook(), name)
    at = content.find(b"?>") + 2 if content.startswith(b"<?xml") else 0
    data = with_parts(workbook(), {name: content[:at] + declared.encode() + content[at:]})
    assert "DOCTYPE" in sentence(data)


def test_cell_far_out_costs_nothing_and_is_refused_only_with_content():
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0">{}</c></row>'
    before = '<dimension ref="A1:XFD1048576"/>'
    assert cells(with_sheet(far.format(""), before=before)) == [["1"]]
    assert "mere end 1.000 kolonner" in sentence(with_sheet(far.format("<v>1</v>"), before=before))


def test_too_many_rows_are_refused():
    row = '<row r="1000001"><c r="A1000001"><v>1</v></c></row>'
    assert "mere end 1.000.000 rækker" in sentence(with_sheet(row))


def test_too_many_cells_once_the_rows_are_equally_wide_are_refused():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 2002))
    wide = '<row r="2002"><c r="ALL2002"><v>1</v></c></row>'  # column 1000
    assert "mere end 2.000.000 felter" in sentence(with_sheet(rows + wide))


def test_too_many_parts_are_refused():
    parts = {f"customXml/item{n}.xml": b"<a/>" for n in range(2_000)}
    assert "mere end 2.000 dele" in sentence(with_parts(workbook(), parts))


def test_part_that_holds_more_or_less_than_it_says_is_damaged():
    # The size stands in the directory 24 bytes in, and the check sum cannot hold either.
    for change in (-1, 1):
        data = bytearray(workbook())
        place = data.find(b"PK\x01\x02")
        size = int.from_bytes(data[place + 24 : place + 28], "little")
        data[place + 24 : place + 28] = (size + change).to_bytes(4, "little")
        assert "er beskadiget" in sentence(bytes(data))


def test_part_stored_twice_is_refused():
    target = BytesIO(workbook())
    with ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, b"<worksheet/>")
    assert "beskadiget" in sentence(target.getvalue())


# CPR numbers


def refused_for_cpr(data: bytes):
    (problem,) = refused(data).problems
    assert problem.message.startswith(CPR_MESSAGE)
    assert not any(digits in str(problem) for digits in ("9999", "1234", "3102", "3002"))
    return problem


@pytest.mark.parametrize("value", ["310299-9999", "se 3002751234", 3002751234, "310299_x002D_9999"])
def test_cpr_in_a_cell_is_refused_with_its_row_and_column(value):
    problem = refused_for_cpr(workbook([["Titel"], ["navn", "note"], ["A", value]]))
    assert (problem.line, problem.column, problem.message) == (3, "note", CPR_MESSAGE)


def test_cpr_in_a_header_is_not_shown_as_the_columns_name():
    assert refused_for_cpr(workbook([["navn", "310299-9999"], ["A", 1]])).column == "kolonne B"


@pytest.mark.parametrize(("value", "code"), [(302751234, "General"), ("11029 9999", "@"), (302751234, "#,##0")])
def test_cpr_without_its_zero_is_refused_below_a_header_named_so(value, code):
    data = workbook([["Titel"], ["navn", "CPR-nr"], ["A", value]], formats={"B3": code})
    problem = refused_for_cpr(data)
    assert (problem.line, problem.column) == (3, "CPR-nr")
    assert len(cells(workbook([["navn", "beløb"], ["A", 302751234]]))) == 2


def test_cpr_whose_zero_only_the_format_shows_is_refused():
    assert refused_for_cpr(workbook([["a", "b"], ["x", 102991234]], formats={"B2": r"000000\-0000"})).line == 2


def test_cpr_in_runs_of_a_shared_text_is_refused():
    data = with_shared_texts("<si><r><t>310299</t></r><r><rPr><b/></rPr><t>-9999</t></r></si>")
    assert refused_for_cpr(data).line == 1


def test_cpr_in_a_shared_text_that_no_cell_uses_is_refused():
    data = with_shared_texts("<si><t>a</t></si><si><t>310299-9999</t></si>")
    assert refused_for_cpr(data).line is None


def test_cpr_on_a_hidden_sheet_is_refused_with_the_sheets_name():
    book = load_workbook(BytesIO(workbook()))
    book.create_sheet("Grunddata").append(["a", "310299-9999"])
    book["Grunddata"].sheet_state = "veryHidden"
    problem = refused_for_cpr(saved(book))
    assert (problem.line, problem.message) == (1, f"{CPR_MESSAGE} Det står på det skjulte ark «Grunddata».")


def with_comment(book):
    book.active["A1"].comment = Comment("Borger 310299-9999", "mig")


def with_author(book):
    book.active["A1"].comment = Comment("x", "310299-9999")


def with_footer(book):
    book.active.oddFooter.center.text = "310299-9999"


def with_validation(book):
    book.active.add_data_validation(DataValidation(type="list", formula1='"310299-9999,x"', sqref="A1"))


def with_prompt(book):
    book.active.add_data_validation(DataValidation(prompt="310299-9999", sqref="A1"))


def with_title(book):
    book.active.title = "310299-9999"


def with_property(book):
    book.properties.subject = "310299-9999"


def with_link(book):
    book.active["A1"].hyperlink = "mailto:310299-9999@example.invalid"


def with_filter(book):
    book.active.auto_filter.ref = "A1:B3"
    book.active.auto_filter.add_filter_column(0, ["310299-9999"])


def with_formula(book):
    book.active["C1"] = '="310299-9999"'


@pytest.mark.parametrize(
    "put",
    [
        with_comment,
        with_author,
        with_footer,
        with_validation,
        with_prompt,
        with_title,
        with_property,
        with_link,
        with_filter,
        with_formula,
    ],
)
def test_cpr_outside_the_cells_is_refused(put):
    book = load_workbook(BytesIO(workbook()))
    put(book)
    refused_for_cpr(saved(book))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/pivotCache/pivotCacheRecords1.xml", b'<r><n v="3002751234"/></r>'),
        ("xl/charts/chart1.xml", b"<c><v>310299-9999</v></c>"),
        ("xl/comments9.xml", b"<comment><text><r><t>310299</t></r><r><t>-9999</t></r></text></comment>"),
        ("customXml/item1.xml", b"<a>3002751234</a>"),
        ("xl/printerSettings/printerSettings1.bin", "310299-9999".encode("utf-16-le")),
        ("xl/drawings/vmlDrawing1.vml", b"<xml><div>310299<br>-9999</div></xml>"),
        ("xl/worksheets/3002751234.xml", b"<a/>"),
    ],
)
def test_cpr_in_any_other_part_is_refused(name, content):
    refused_for_cpr(with_parts(workbook(), {name: content}))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/charts/chart1.xml", b'<c><axId val="3002751234"/><v>310299.9999</v><v>0.3112991234</v></c>'),
        ("xl/x.xml", b'<a uid="{30029919-1234-4abc-8abc-310299999999}" b="{30029919-1234-4abc-8abc-310299999999}"/>'),
        ("xl/pivotCache/pivotCacheRecords1.xml", b'<r><n v="300275.1234"/><d v="2024-12-31T12:34:56"/></r>'),
    ],
)
def test_numbers_that_point_at_no_person_are_left_alone(name, content):
    assert len(cells(with_parts(workbook(), {name: content}))) == 3


def test_amounts_dates_and_computed_shares_are_left_alone():
    rows = [
        ["a", "b", "c"],
        [310299.9999, 0.3112991234, datetime(2024, 12, 31, 12, 34)],
        [12345678, 43098.31, 31129912345],
    ]
    assert cells(workbook(rows))[1:] == [
        ["310299,9999", "0,3112991234", "31-12-2024 12:34:00"[:16]],
        ["12345678", "43098,31", "31129912345"],
    ]


def test_cpr_in_a_column_a_person_has_vouched_for_is_read():
    data = workbook([["navn", "sagsnr"], ["A", "310299-9999"], ["B", 3002751234]])
    (sheet,) = worksheets(data, released={"sagsnr"})
    assert [row[1] for _line, row in sheet.rows] == ["sagsnr", "310299-9999", "3002751234"]
    with pytest.raises(Unreadable):
        worksheets(data, released={"navn"})


# The copy with one more column


def test_annotated_workbook_has_one_more_column_and_all_else_as_it_was():
    book = load_workbook(BytesIO(workbook(formats={"B2": "0.0", "F3": "0%"})))
    book.active["B3"] = "=1+2"
    book.active.column_dimensions["A"].width = 33
    book.create_sheet("Andet").append(["urørt", 1])
    data = saved(book)
    found = annotated_workbook(data, "Sheet", 1, {1: "Fejl: Et.", 3: "værdi: Galt – <&>."})
    sheet = load_workbook(BytesIO(found))["Sheet"]
    assert [[cell.value for cell in row[:3]] for row in sheet.iter_rows()] == [
        ["område", "værdi", "Fejl: Et."],
        ["Aabenraa", 11.6, None],
        ["Hele landet", "=1+2", "værdi: Galt – <&>."],
    ]
    assert (sheet["B2"].number_format, sheet["F3"].number_format) == ("0.0", "0%")
    assert sheet.column_dimensions["A"].width == 33
    with ZipFile(BytesIO(data)) as before, ZipFile(BytesIO(found)) as after:
        assert before.namelist() == after.namelist()
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == [SHEET]


def test_annotated_workbook_reads_as_the_same_cells_and_one_more():
    found = annotated_workbook(workbook(), "Sheet", 1, {3: "Galt."})
    assert cells(found) == [["område", "værdi", "Fejl"], ["Aabenraa", "11,6", ""], ["Hele landet", "17,9", "Galt."]]


@pytest.mark.parametrize("text", ["=1+1", "+45", "-3", "@SUM(A1)", "=HYPERLINK(1)"])
def test_annotated_workbook_text_is_no_formula(text):
    found = annotated_workbook(workbook(), "Sheet", 1, {2: text})
    cell = load_workbook(BytesIO(found))["Sheet"]["C2"]
    assert b"<f>" not in part(found, SHEET)
    assert b't="inlineStr"' in part(found, SHEET)
    assert cell.value == text


def test_annotated_workbook_sentence_may_hold_what_xml_cannot():
    found = annotated_workbook(workbook(), "Sheet", 1, {2: "a\0b\x0b\ud800c\uffff 😀"})
    assert cells(found)[1][2] == "abc 😀"


def test_annotated_workbook_stands_among_a_rows_empty_cells():
    rows = (
        '<row r="1" spans="1:5"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>3</v></c><c r="B2"/><c r="C2" s="0"></c><c r="D2"/></row>'
        '<row r="3"><c r="A3"><v>4</v></c><c r="E3"/></row><row r="4"/>'
    )
    before = '<dimension ref="A1:B3"/>'
    found = annotated_workbook(with_sheet(rows, before=before), "Sheet", 1, {1: "Fejl", 2: "To", 3: "Tre", 4: "Fire"})
    sheet = part(found, SHEET).decode()
    assert "dimension" not in sheet
    assert "spans" not in sheet
    new = '<c r="{}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>'
    assert f'<c r="B2"/>{new.format("C2", "To")}<c r="D2"/></row>' in sheet
    assert f'</c>{new.format("C3", "Tre")}<c r="E3"/></row><row r="4"/>' in sheet
    assert [row[2] for row in cells(found)] == ["Fejl", "To", "Tre"]


def test_annotated_workbook_stands_right_of_formulas_and_of_merged_cells():
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><f>A1</f></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    merged = '<mergeCells count="1"><mergeCell ref="A2:D2"/></mergeCells>'
    found = annotated_workbook(with_sheet(rows, after=merged), "Sheet", 1, {2: "Galt."})
    assert [row[4] for row in cells(found)] == ["Fejl", "Galt."]


def test_annotated_workbook_follows_the_sheets_own_prefix():
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    found = annotated_workbook(with_parts(workbook(), {SHEET: sheet.encode()}), "Sheet", 1, {1: "Fejl"})
    assert '<x:c r="B1" t="inlineStr">' in part(found, SHEET).decode()
    assert load_workbook(BytesIO(found))["Sheet"]["B1"].value == "Fejl"


def test_annotated_workbook_of_what_may_not_be_kept_is_refused():
    with pytest.raises(Unreadable):
        annotated_workbook(workbook([["a", "310299-9999"]]), "Sheet", 1, {1: "Fejl"})
