"""What an address with `hent` answers, and the links that lead to it."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.template.loader import render_to_string
from django.test import RequestFactory
from openpyxl import load_workbook

from aabenraa_plan.as_of import AsOf, moment_of
from aabenraa_plan.exports import ExportTable, download

LINES = ExportTable("linjer", "Linjer", ["Ydelse", "Beløb (1.000 kr.)"], [("Fleksjob", Decimal("171495"))], ["Netto."])
TOTALS = ExportTable("summer", "Summer", ["Sum", "Beløb"], [("I alt", None)])


def asked(as_of="", **query):
    request = RequestFactory().get("/budget/2023/", query)
    request.as_of = AsOf(as_of, moment_of(as_of)) if as_of else AsOf()
    request._messages = CookieStorage(request)
    return request


def test_address_without_a_wish_is_the_page():
    assert download(asked(maaned="5"), "budget", [LINES]) is None


def test_csv_of_one_table_is_an_attachment_with_a_name():
    response = download(asked(hent="csv", tabel="linjer"), "budget-2023", [LINES, TOTALS])
    assert response.content == "\ufeffYdelse;Beløb (1.000 kr.)\r\nFleksjob;171495\r\n\r\nNote: Netto.\r\n".encode()
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="budget-2023-linjer.csv"'


def test_workbook_has_all_tables_or_the_one_asked_for():
    whole = download(asked(hent="xlsx"), "budget", [LINES, TOTALS])
    assert load_workbook(BytesIO(whole.content)).sheetnames == ["Linjer", "Summer"]
    one = download(asked(hent="xlsx", tabel="summer"), "budget", [LINES, TOTALS])
    assert load_workbook(BytesIO(one.content)).sheetnames == ["Summer"]
    assert one.headers["Content-Disposition"] == 'attachment; filename="budget-summer.xlsx"'
    assert one.headers["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_csv_of_a_page_with_one_table_needs_no_name():
    assert download(asked(hent="csv"), "budget", [LINES]) is not None


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"hent": "pdf"}, "Siden kan hentes som CSV eller Excel. Brug et af linkene under tabellerne."),
        ({"hent": ""}, "Siden kan hentes som CSV eller Excel. Brug et af linkene under tabellerne."),
        (
            {"hent": "csv", "tabel": "010190-1234"},
            "Siden har ikke den tabel, du vil hente. Brug et af linkene under tabellerne.",
        ),
        ({"hent": "csv"}, "En CSV-fil har én tabel, og siden har flere. Brug linket under den, du vil hente."),
    ],
)
def test_wish_that_cannot_be_met_shows_the_page_and_says_why(query, message):
    request = asked(maaned="5", **query)
    assert download(request, "budget", [LINES, TOTALS]) is None
    assert [str(each) for each in get_messages(request)] == [message]
    assert request.GET.dict() == {"maaned": "5"}


def test_file_of_an_earlier_day_says_so():
    request = asked(as_of="2026-03-31", hent="csv", tabel="linjer")
    lines = download(request, "budget", [LINES]).content.decode("utf-8-sig").splitlines()
    assert lines[-2:] == ["Note: Netto.", "Note: Tallene, som de så ud 31. marts 2026."]


def test_links_keep_the_rest_of_the_address():
    request = asked(som_set="2026-03-31", maaned="5", hent="csv", tabel="andre")
    links = render_to_string("parts/export_links.html", {"export": "linjer"}, request)
    assert 'href="?som_set=2026-03-31&amp;maaned=5&amp;hent=csv&amp;tabel=linjer"' in links
    assert 'href="?som_set=2026-03-31&amp;maaned=5&amp;hent=xlsx&amp;tabel=linjer"' in links
