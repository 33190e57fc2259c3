"""Tables as CSV and as workbooks: numbers as numbers, texts as texts, and nothing that calculates."""

import csv
import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from aabenraa_plan.export_files import ExportTable, csv_file, sheet_names, xlsx_file
from tests.pure import bounded

DANGEROUS = ["=1+1", "+45 12", "-sum", "@x", "\tx", "\rx", "  =1+1", "\u00a0=1", "＝1", "-"]


def table(*rows, header=("Ydelse", "Beløb (1.000 kr.)"), notes=(), title="Linjer"):
    return ExportTable("linjer", title, header, rows, notes)


def sheet_xml(*tables, number=1):
    with ZipFile(BytesIO(xlsx_file(tables))) as archive:
        return archive.read(f"xl/worksheets/sheet{number}.xml").decode()


def opened(*tables):
    return load_workbook(BytesIO(xlsx_file(tables)))


def test_csv_is_what_a_danish_excel_opens():
    lines = table(
        ("Fleksjob", Decimal("171495.5")),
        ("Sygedagpenge", Decimal("-12.50")),
        ("Jobafklaring; m.v.", None),
        (date(2023, 5, 31), 2023),
        notes=["Beløb i 1.000 kr. netto.", "+ er merforbrug"],
    )
    assert (
        csv_file(lines)
        == (
            "\ufeffYdelse;Beløb (1.000 kr.)\r\n"
            "Fleksjob;171495,5\r\n"
            "Sygedagpenge;-12,5\r\n"
            '"Jobafklaring; m.v.";\r\n'
            "2023-05-31;2023\r\n"
            "\r\n"
            "Note: Beløb i 1.000 kr. netto.\r\n"
            "Note: + er merforbrug\r\n"
        ).encode()
    )


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("0"), "0"),
        (Decimal("-0.00"), "0"),
        (Decimal("1E+6"), "1000000"),
        (Decimal("0.00000001"), "0,00000001"),
        (Decimal("104.5314685314685314685314685"), "104,5314685314685314685314685"),
        (Decimal("-1234567890123456.78"), "-1234567890123456,78"),
        (-3, "-3"),
    ],
)
def test_number_is_written_whole_and_exactly(number, text):
    assert csv_file(table(("a", number))).decode("utf-8-sig").splitlines()[1] == f"a;{text}"
    assert f"<v>{text.replace(',', '.')}</v>" in sheet_xml(table(("a", number)))


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_would_calculate_gets_an_apostrophe_in_csv(text):
    data = csv_file(table((text, None), header=(text, "x"))).decode("utf-8-sig")
    header, row = csv.reader(StringIO(data, newline=""), delimiter=";")
    assert (header[0], row[0]) == (f"'{text}", f"'{text}")


@pytest.mark.parametrize("text", [*DANGEROUS, "#N/A", "2023-01-01", "12"])
def test_text_in_a_workbook_is_text_and_never_a_formula(text):
    xml = sheet_xml(table((text, None), header=(text, "x"), notes=[text]))
    assert "<f" not in xml
    # Two titles, a cell and a note.
    assert xml.count('t="inlineStr"') == 4
    cell = opened(table((text, None))).active["A2"]
    assert cell.value.strip() == text.strip()
    assert cell.quotePrefix == (text in DANGEROUS)


@pytest.mark.parametrize("unprintable", ["\x00", "\x0b", "\x1f", "\ud800", "\uffff"])
def test_characters_that_no_spreadsheet_takes_are_left_out(unprintable):
    unclean = table((f"a{unprintable}b", None), header=(f"c{unprintable}", "d"), notes=[f"e{unprintable}f"])
    assert csv_file(unclean).decode("utf-8-sig") == "c;d\r\nab;\r\n\r\nNote: ef\r\n"
    sheet = opened(table(("x", None)), unclean).worksheets[1]
    assert [sheet["A1"].value, sheet["A2"].value, sheet["A4"].value] == ["c", "ab", "Note: ef"]


def test_character_left_out_never_hides_a_formula():
    assert csv_file(table(("\x00=1", None))).decode("utf-8-sig").splitlines()[1] == "'=1;"


@pytest.mark.parametrize("cell", [1.5, True, Decimal("NaN"), Decimal("Infinity"), datetime(2023, 1, 1), ["x"]])
def test_what_is_no_figure_or_text_is_refused(cell):
    for file in (csv_file, lambda each: xlsx_file([each])):
        with pytest.raises(TypeError):
            file(table(("a", cell)))


def test_workbook_has_real_numbers_a_frozen_bold_header_and_notes_below():
    lines = table(
        ("Fleksjob", Decimal("171495.25")), ("Sygedagpenge", None), ("År", 2023), notes=["Kilde: Beskæftigelsesplan"]
    )
    sheet = opened(lines).active
    assert (sheet.title, sheet.freeze_panes) == ("Linjer", "A2")
    assert all(cell.font.bold for cell in sheet[1])
    assert [cell.value for cell in sheet["B"]] == ["Beløb (1.000 kr.)", 171495.25, None, 2023, None, None]
    assert (sheet["B2"].data_type, sheet["B2"].number_format, sheet["B4"].number_format) == ("n", "#,##0.00", "0")
    assert sheet["A6"].value == "Note: Kilde: Beskæftigelsesplan"
    # 17 characters of title and two of air; «Sygedagpenge» has 12.
    assert [sheet.column_dimensions[column].width for column in "AB"] == [14, 19]


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        (["1", "2.0"], "#,##0"),
        (["1", "2.5"], "#,##0.0"),
        (["1.25", "2"], "#,##0.00"),
        (["104.531468531"], "#,##0.00"),
    ],
)
def test_column_of_a_workbook_shows_the_same_decimals_throughout(numbers, shown):
    sheet = opened(table(*(("a", Decimal(number)) for number in numbers))).active
    assert {cell.number_format for cell in sheet["B"][1:]} == {shown}


def test_date_in_a_workbook_is_a_date():
    cell = opened(table(("a", date(2023, 5, 31)))).active["B2"]
    assert (cell.value, cell.number_format) == (datetime(2023, 5, 31), "yyyy-mm-dd")


def test_no_column_is_wider_than_a_screen():
    assert opened(table(("x" * 500, None))).active.column_dimensions["A"].width == 60


def test_every_table_has_a_sheet_in_order():
    assert opened(table(title="Linjer"), table(title="Sum: 2023/24")).sheetnames == ["Linjer", "Sum 2023 24"]


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["Budget", "budget", "BUDGET"], ["Budget", "budget (2)", "BUDGET (3)"]),
        (
            ["Vedtaget budget for beskæftigelsen 2023"] * 2,
            ["Vedtaget budget for beskæftigel", "Vedtaget budget for beskæft (2)"],
        ),
        (["'[]:*?/\\'", ""], ["Tabel", "Tabel (2)"]),
        (["Volumen / pris"], ["Volumen pris"]),
    ],
)
def test_names_of_sheets_are_legal_short_and_different(titles, names):
    assert sheet_names(titles) == names


@bounded
@given(st.lists(st.text(max_size=40), max_size=12))
def test_names_of_sheets_are_always_legal(titles):
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 1 <= len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)


@bounded
@given(st.decimals(allow_nan=False, allow_infinity=False, places=5, min_value=-(10**12), max_value=10**12))
def test_every_number_comes_back_as_it_was(number):
    [_, row] = csv.reader(StringIO(csv_file(table(("a", number))).decode("utf-8-sig")), delimiter=";")
    assert Decimal(row[1].replace(",", ".")) == number
    [text] = re.findall(r'<c r="B2"[^>]*t="n"[^>]*><v>([^<]*)</v>', sheet_xml(table(("a", number))))
    assert Decimal(text) == number
