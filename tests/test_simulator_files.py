"""The simulator's tables as files to take away."""

import csv
from io import BytesIO

import pytest
from openpyxl import load_workbook

from aabenraa_plan.models import Role
from budget.simulator.loader import load_reimbursement

pytestmark = pytest.mark.django_db
ADDRESS = "/budget/simulator/"
# A month gross: 20 · 240.000 / 12 = 400.000 before, 20 · 180.000 / 12 = 300.000 after; 20 % of both comes back.
ASKED = {"pris_fra": "240", "pris_til": "180", "maaned": "7", "aar": "2026"}


@pytest.fixture
def reader(as_role):
    load_reimbursement()
    return as_role(Role.APPROVER)


def lines_of(response):
    return list(csv.reader(response.content.decode("utf-8-sig").splitlines(), delimiter=";"))


def test_table_is_taken_away_as_csv_to_the_oere(reader):
    # One person, 100.000 kr. a year: 8.333,33… a month gross, 1.666,67 back, 6.666,67 net.
    asked = {"personer": "1", "til": "selvforsoergelse", "pris_fra": "100", "maaned": "12", "aar": "2026"}
    lines = lines_of(reader.get(ADDRESS, asked | {"hent": "csv", "tabel": "virkning"}))
    assert lines[0][:3] == ["Beløb", "Resten af 2026, før (1.000 kr.)", "Resten af 2026, efter (1.000 kr.)"]
    assert lines[1] == ["Brutto", "8,33333", "0", "-8,33333", "100", "0", "-100"]
    assert lines[2] == ["Refusion", "-1,66667", "0", "1,66667", "-20", "0", "20"]
    assert lines[3] == ["Netto", "6,66667", "0", "-6,66667", "80", "0", "-80"]
    assert any("− er besparelse" in cell.replace("\u00a0", " ") for line in lines for cell in line)


def test_workbook_has_a_sheet_for_each_table(reader):
    response = reader.get(ADDRESS, ASKED | {"hent": "xlsx"})
    effect, months = load_workbook(BytesIO(response.content)).worksheets
    assert [cell.value for cell in effect[4]] == ["Netto", 1920, 1440, -480, 3840, 2880, -960]
    assert [cell.value for cell in months[2]][:3] == ["2026M07", 53, 400]
    assert months.max_row >= 13


def test_file_of_what_cannot_be_worked_out_is_the_page_with_its_errors(reader):
    response = reader.get(ADDRESS, ASKED | {"personer": "x", "hent": "csv", "tabel": "virkning"})
    assert response["Content-Type"].startswith("text/html")
    assert "Skriv et helt antal borgere fra 1 til 5.000." in response.content.decode()
