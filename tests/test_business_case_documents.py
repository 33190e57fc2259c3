"""Every table that the slides print of KIK and KIK II, rebuilt cell by cell of its lines; the same for programs."""

from decimal import Decimal

import pytest

from initiatives.economy.as_json import case_as_dict
from initiatives.economy.case import FINANCING, GAIN, INVESTMENT, NET, SAVING, SIDES
from initiatives.economy.printed import DIFFERENCE
from initiatives.economy.reporting import business_case_of
from initiatives.economy.wording import KRONER, SIGNS, cell_word
from initiatives.models import CaseKind, Initiative, PrintedSide, Side, Sign, Unit

pytestmark = pytest.mark.django_db
WHOLE = "2018M06-2022M05"
REST = "2022M06-2022M12"
# The cells where the sum of the parts is another than the printed one: row, span, added, printed; in 1.000 kr.
DIFFERING = {
    # 4253 + 7223 + 5705 + 4438 + 1832
    ("Investering, ØK", WHOLE, 23451, 23450),
    # 7408 + 12450 + 10450 + 4771 + 2083
    ("Investering, AU", WHOLE, 37162, 37163),
    # 2140 + 2917 − 12060
    ("I alt", REST, -7003, -7004),
    # 1007 + 3 · 1726 + 719
    ("Virksomhedskonsulenter, ØK", WHOLE, 6904, 6905),
    # 6904 + 1000 + 7077
    ("Finansiering i alt", WHOLE, 14981, 14982),
    # 7223 + 12450 − 5039 − 1726
    ("Netto", "2019", 12908, 12907),
    # 2577 + 12908 + 1206 − 11296 − 5418
    ("Netto", WHOLE, -23, -24),
    # −7003 − 1007
    ("Netto", REST, -8010, -8011),
}


def found(code):
    return business_case_of(Initiative.objects.get(code=code))


def table(code, name):
    return next(each for each in found(code).tables if each.code == name)


def test_kik_ii_in_thousands_agrees_but_for_eight_cells_that_are_1_off():
    printed = table("kik-ii", "detaljer")
    # Nine rows of eight cells.
    assert len(printed.cells) == 72
    differing = {
        (row.label, cell.span.code, int(cell.computed / 1000), int(cell.printed / 1000))
        for row in printed.rows
        for cell in row.cells
        if not cell.agrees
    }
    assert differing == DIFFERING
    assert sum(cell.agrees for cell in printed.cells) == 64
    assert {cell_word(cell) for cell in printed.cells} == {"stemmer", "afviger med 1"}


def test_kik_ii_in_millions_agrees_in_every_cell():
    printed = table("kik-ii", "oversigt")
    # Four rows of six cells.
    assert [cell.agrees for cell in printed.cells] == [True] * 24
    # −0,023 is printed 0,0.
    last = printed.rows[3].cells[-1]
    assert (last.span.code, last.computed, last.printed) == (WHOLE, Decimal(-23000), 0)


def test_kik_agrees_in_every_cell_also_the_differences():
    budgeted, actual, difference = table("kik", "oekonomi").rows
    assert [len(row.cells) for row in (budgeted, actual, difference)] == [4, 3, 3]
    assert all(cell.agrees for row in (budgeted, actual, difference) for cell in row.cells)
    assert [cell.computed / 1_000_000 for cell in difference.cells] == [
        Decimal("24.2"),
        Decimal("33.9"),
        Decimal("7.4"),
    ]


def test_amount_amended_in_the_browser_is_seen_beside_the_printed_one(by):
    line = found("kik-ii").stored.lines.get(kind="investment", payer="ØK", starts="2019-01-01")
    line.amounts.update(amount=7_000_000)
    row = table("kik-ii", "detaljer").rows[0]
    assert [cell_word(cell) for cell in row.cells][1] == "afviger med 223"


def test_kinds_signs_and_units_are_those_that_are_stored():
    assert {INVESTMENT, SAVING, FINANCING, NET} == set(CaseKind.values)
    assert set(SIDES) == set(Side.values) and {*SIDES, DIFFERENCE} == set(PrintedSide.values)
    assert set(SIGNS) == set(Sign.values) and GAIN == Sign.GAIN
    assert set(KRONER) == set(Unit.values)


def test_program_reads_kik_ii():
    case = case_as_dict(found("kik-ii"))
    assert (case["unit"], case["sign"], case["frame"]) == ("1.000 kr.", "cost", "60600")
    assert case["sign_text"] == "+ er nettoudgift, − er gevinst"
    assert len(case["lines"]) == 42
    assert case["lines"][0] == {
        "period": "2018M06-2018M12",
        "payer": "ØK",
        "kind": "investment",
        "name": "",
        "promised": "4253",
        "realised": None,
    }
    computed, printed = case["computed"], case["printed"]
    assert [computed[row][WHOLE] for row in ("investment", "saving", "financing", "net")] == [
        *("60613", "-45655", "14981", "-23")
    ]
    # The document prints no sum of both payers' investments in 1.000 kr.
    assert [printed[row][WHOLE] for row in ("investment", "saving", "financing", "net")] == [
        *(None, "-45655", "14982", "-24")
    ]
    assert list(computed["cumulative_net"].values()) == ["2577", "15485", "16691", "5395", "-23", "-8033", "-23846"]
    assert computed["payback"] == {
        "promised": "2022-05-31",
        "promised_without_financing": "2023-07-26",
        "realised": None,
        "realised_without_financing": None,
    }
    [last] = [row for row in case["tables"][0]["rows"] if row["label"] == "Netto"]
    assert {"period": WHOLE, "computed": "-23", "printed": "-24", "agrees": False} in last["cells"]
    assert case["tables"][1]["rows"][3]["cells"][-1] == {
        "period": WHOLE,
        "computed": "-0.023",
        "printed": "0.0",
        "agrees": True,
    }


def test_program_reads_kik_with_promised_realised_and_difference_apart():
    case = case_as_dict(found("kik"))
    spans = ["2016", "2017", "2018M01-2018M05", "2019"]
    nets = [[side["net"][span] for span in spans] for side in three(case["computed"])]
    assert nets == [["-18.1", "-8.6", "4", "22"], ["6.1", "25.3", "11.4", None], ["24.2", "33.9", "7.4", None]]
    so_far = [list(side["cumulative_net"].values()) for side in three(case["computed"])]
    assert so_far == [["-18.1", "-26.7", "-22.7", None], ["6.1", "31.4", "42.8", None], ["24.2", "58.1", "65.5", None]]
    printed = [[side["net"][span] for span in spans] for side in three(case["printed"])]
    assert printed == nets


def three(rows):
    return rows, rows["realised"], rows["difference"]


def test_program_reads_kijos_without_net_or_payback():
    computed = case_as_dict(found("kijos"))["computed"]
    assert computed["investment"] == {"2019-2023": "16.7"}
    assert computed["net"] == computed["saving"] == {"2019-2023": None}
    assert set(computed["payback"].values()) == {None}


def test_initiative_without_a_business_case_has_none():
    assert found("kis") is None


def test_case_is_read_in_three_queries_however_many_its_lines(django_assert_num_queries):
    for code in ("kijos", "kik-ii"):
        initiative = Initiative.objects.get(code=code)
        with django_assert_num_queries(3):
            business_case_of(initiative)
