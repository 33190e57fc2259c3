"""The page of the committee's frame, and the template part of a plan's printed totals."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from openpyxl import load_workbook

from aabenraa_plan.models import Role
from budget.documents.printed import compare_printed
from budget.models import FrameAmount, FrameLine, FrameTotal, PrintedTotal
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
WHERE = "/budget/ramme/"


def test_page_says_the_sentence_first_and_shows_lines_and_sums(as_role):
    page = text_of(as_role(Role.APPROVER).get(WHERE))
    assert "Udvalgets ramme er 915,8 mio. kr. i 2021, 22,6 mio. kr. (2,5 %) mere end i 2018." in page
    assert "Kontanthjælp 123.149 107.644 108.789 108.789 −14.360" in page
    assert "Overførselsudgifter i alt 757.861 trykt 757.861 stemmer 753.484 trykt 753.484 stemmer" in page
    assert "Rammen er delt op på en anden måde end ydelserne i budgettet." in page
    assert "Kilde: Besøg af Ishøj, 2018, «Mange penge»" in page
    assert "afviger" not in page


def test_page_names_a_printed_sum_that_differs(manager):
    FrameTotal.objects.filter(group="transfers", year=2018).update(amount=Decimal("757860000"))
    page = text_of(manager.get(WHERE))
    assert "757.861 trykt 757.860 afviger" in page
    assert "Stemmer ikke med kilden: Overførselsudgifter i alt" in page


def test_page_without_a_frame_says_what_to_do(manager):
    FrameLine.objects.all().delete()
    FrameTotal.objects.all().delete()
    assert "Der er ingen ramme at vise endnu" in text_of(manager.get(WHERE))


def test_year_that_a_line_lacks_is_a_dash_and_never_zero(manager):
    FrameAmount.objects.filter(line__code="kontanthjaelp", year=2018).delete()
    assert "Kontanthjælp – 107.644 108.789 108.789 –" in text_of(manager.get(WHERE))


def test_frame_is_exported_with_sums_and_printed_sums(manager):
    lines = manager.get(WHERE, {"hent": "csv", "tabel": "ramme"}).content.decode("utf-8-sig").splitlines()
    assert lines[0] == (
        "Gruppe;Linje;2018 (1.000 kr.);2019 (1.000 kr.);2020 (1.000 kr.);2021 (1.000 kr.);"
        "Ændring 2018-2021 (1.000 kr.);Holdt op mod kilden"
    )
    assert lines[1] == "Serviceudgifter;Øvrige sociale udgifter;17793;16853;16853;16853;-940;"
    words = "2018: stemmer; 2019: stemmer; 2020: stemmer; 2021: stemmer"
    assert lines[16:18] == [
        f'Udvalget;Udvalget i alt;893273;887956;900413;915847;22574;"{words}"',
        "Udvalget;Udvalget i alt, trykt i kilden;893273;887956;900413;915847;22574;",
    ]
    assert len([line for line in lines if line.startswith("Note: ")]) == 3
    sheet = load_workbook(BytesIO(manager.get(WHERE, {"hent": "xlsx"}).content)).active
    assert [cell.value for cell in sheet[5]][:4] == ["Overførselsudgifter", "Besparelsespulje", -2000, -2000]


def test_export_that_is_not_there_shows_the_page_and_says_so(manager):
    page = text_of(manager.get(WHERE, {"hent": "csv", "tabel": "andre"}))
    assert "Siden har ikke den tabel, du vil hente." in page
    assert "Udvalgets ramme er" in page


def test_page_takes_as_many_queries_with_one_line_as_with_nine(manager, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(20) as asked:
            manager.get(WHERE)
        return len(asked)

    nine = queries()
    FrameLine.objects.exclude(code="kontanthjaelp").delete()
    assert queries() == nine


def test_printed_totals_are_shown_with_word_and_source():
    PrintedTotal.objects.filter(year=2023, figure="persons").update(amount=Decimal(3532))
    part = render_to_string("budget/printed_totals.html", {"printed": compare_printed(2023)})
    text = " ".join(part.split())
    assert "1 af 3 summer stemmer ikke med planen" in text
    assert "<strong>afviger</strong>" in text
    assert "Kilde: Beskæftigelsesplan 2023-26, «Budget 2023»" in text
    assert render_to_string("budget/printed_totals.html", {"printed": []}).strip() == ""
