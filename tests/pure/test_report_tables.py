"""A report as files: real numbers in their own columns, texts as texts, and which report it is."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from aabenraa_plan.export_files import csv_file, xlsx_file
from reports.payload.shapes import Frame, Group, Number
from reports.payload.tables import tables_of
from tests.payload_goals import chart, goal, guidepost, percent, target
from tests.payload_money import budget, initiative, kroner, money_row
from tests.reports import payload, signatures, since


def tables(**changes):
    return {table.name: table for table in tables_of(payload(**changes))}


def cells(table, row=0):
    """A row by its headings."""
    return dict(zip(table.header, table.rows[row], strict=True))


def sheets(**changes):
    return load_workbook(BytesIO(xlsx_file(tables_of(payload(**changes)))))


def test_report_has_a_sheet_for_each_part_that_holds_something():
    assert sheets(signatures=signatures()).sheetnames == [
        *("Overblik", "Mål", "Udvikling", "Kommentarer", "Følges i ord", "Budget forsørgelse", "Budget indsats"),
        *("Indsatser", "Indsatsernes økonomi", "Indsatsernes løfter", "Hold", "Indsatsernes notater"),
        *("Ændringer", "Kilder", "Filer", "Underskrifter"),
    ]
    nothing = tables(guideposts=[], budget=None, initiatives=[], since=None, sources=[], files=[])
    assert list(nothing) == ["overblik"]


def test_demand_is_a_row_of_numbers_with_its_unit_beside():
    demand = cells(tables(guideposts=[guidepost(goal())])["maal"])
    assert demand == {
        "Pejlemærke": "1 · Større arbejdsstyrke",
        "Mål nr.": 2,
        "Mål": "Fleksjobledighed",
        "Måles på": "Fleksjobledighed",
        "Krav": "Højst 10 %",
        "Målepunkt": "fleksjobledighed",
        "Enhed": "%",
        "Periode": "3. kvartal 2023",
        "Tal": Decimal("10.4"),
        "Tæller": None,
        "Nævner": None,
        "Grænse": Decimal(10),
        "Afstand til målet": Decimal("-0.4"),
        "Borgere fra målet": None,
        "Status": "Ikke opfyldt",
        "Vurdering": "0,4 procentpoint over loftet på 10 %.",
        "Udsigt": "",
        "Forbehold": "Tallet er foreløbigt.",
        "En persons vurdering": "",
        "Krav ændret": "",
        "Foreløbigt": "ja",
        "Eksempeldata": "",
        "Kilde": "Jobindsats, tabel Y09A02",
    }


def test_ratio_brings_both_its_parts_and_the_citizens_that_were_missing():
    # 59 of 229 citizens; 81 would have been enough.
    ratio = target(numerator="59", denominator="229", needed=22, number=Number("25.764192", "25,76 %"))
    demand = cells(tables(guideposts=[guidepost(goal(targets=[ratio]))])["maal"])
    parts = [demand[name] for name in ("Tal", "Tæller", "Nævner", "Borgere fra målet")]
    assert parts == [Decimal("25.764192"), Decimal(59), Decimal(229), 22]


def test_demand_without_a_figure_is_empty_and_never_0():
    demand = cells(tables()["maal"], row=2)
    assert (demand["Mål nr."], demand["Tal"], demand["Afstand til målet"], demand["Periode"]) == (16, None, None, "")


def test_every_figure_of_the_drawings_is_there():
    found = tables()["udvikling"]
    assert [cells(found, row)["Tal"] for row in range(3)] == [Decimal("11.2"), Decimal(11), Decimal("10.4")]
    assert (cells(found, 2)["Periode"], cells(found, 2)["Foreløbigt"]) == ("3. kvt. 2023", "ja")
    assert (cells(found)["Enhed"], cells(found)["Stiplet linje"]) == ("%", Decimal(10))
    bare = target(chart=chart(limit=None))
    assert cells(tables(guideposts=[guidepost(goal(targets=[bare]))])["udvikling"])["Stiplet linje"] is None


def test_money_is_in_thousands_exactly():
    found = tables(budget=budget(support=[money_row(spent=kroner("53460123.45", "53.460"))]))["budget-forsoergelse"]
    line = cells(found)
    assert line["Forbrug (1.000 kr.)"] == Decimal("53460.12345")
    assert (line["Korrigeret budget (1.000 kr.)"], line["Afvigelse (1.000 kr.)"]) == (Decimal(70061), Decimal(1219))
    assert (line["Helårspersoner, forventet"], line["Forbrug i % af budgettet"]) == (Decimal("502.6"), Decimal("76.3"))
    assert found.notes[0] == "Budget 2023. Status efter september 2023"


def test_budget_alone_has_no_columns_of_spending():
    found = tables(budget=budget(through="", status=""))["budget-indsats"]
    assert list(found.header) == [
        *("Ydelse", "Program", "Helårspersoner, budget", "Vedtaget budget (1.000 kr.)"),
        *("Korrigeret budget (1.000 kr.)", "Eksempeldata"),
    ]
    assert cells(found)["Helårspersoner, budget"] is None


def test_frame_of_a_year_without_a_budget():
    frames = [Frame("Udvalget i alt", kroner("900413000", "900.413"), True, "Besøg af Ishøj")]
    found = tables(budget=budget(year=2020, support=[], effort=[], frames=frames, lead="Rammen.", notes=["Netto."]))
    assert "budget-forsoergelse" not in found
    assert cells(found["ramme"]) == {
        "Linje": "Udvalget i alt",
        "Ramme 2020 (1.000 kr.)": Decimal(900413),
        "Kilde": "Besøg af Ishøj",
    }
    assert list(found["ramme"].notes[:2]) == ["Rammen.", "Netto."]


def test_hidden_group_is_a_word_and_says_why():
    made = initiative()
    groups = [Group("Selvforsørgende", Number("269", "269")), Group("Andet", Number(None, "skjult"))]
    shown = replace(made, cohorts=[replace(made.cohorts[0], groups=groups)])
    found = tables(initiatives=[shown])["hold"]
    assert [cells(found, row)["Antal borgere"] for row in (0, 1)] == [Decimal(269), "skjult"]
    assert found.notes[0].startswith("Nogle antal borgere er skjult:")
    assert "skjult" not in " ".join(tables()["hold"].notes)


def test_cohort_with_a_printed_share_alone_is_a_row_of_words():
    made = initiative()
    words = replace(made.cohorts[0], groups=[], sentence="60 % af 57 borgere var selvforsørgende.")
    found = cells(tables(initiatives=[replace(made, cohorts=[words])])["hold"])
    assert (found["Udfald"], found["Antal borgere"]) == (None, None)
    assert found["Opgørelsen i ord"] == "60 % af 57 borgere var selvforsørgende."


def test_economy_says_which_way_a_plus_points():
    found = tables()["indsatsernes-oekonomi"]
    assert cells(found)["Realiseret netto (1.000 kr.)"] == Decimal(-3200)
    assert found.notes[0] == "I 1.000 kr. + er gevinst, − er nettoudgift."


def test_changes_are_named_by_the_report_they_are_held_against():
    corrected = since(label="3. kvartal 2023, version 1")
    found = tables(corrects=corrected)["aendringer"]
    assert [row[0] for row in found.rows] == ["3. kvartal 2023, version 1", "2. kvartal 2023"]


def test_every_table_says_which_report_it_is():
    changes = {"is_example": True, "version": 2, "correction": "Tallet for mål 2 er rettet."}
    for table in tables(**changes).values():
        assert list(table.notes[-5:]) == [
            "Opfølgning på Beskæftigelsesplan 2023-26, 3. kvartal 2023, version 2.",
            "Rettelse: Tallet for mål 2 er rettet.",
            "Tallene er, som de var kendt 3. november 2023 kl. 9.14.",
            "Rapporten er ikke udgivet: alt i den kan blive ændret.",
            "Eksempel: rapporten er ikke godkendt af nogen.",
        ]
    published = tables(signatures=signatures())["maal"].notes
    assert published[-1] == "Tallene er, som de var kendt 3. november 2023 kl. 9.14."


def test_signatures_say_who_did_what_when():
    found = tables(signatures=signatures())["underskrifter"]
    assert found.rows[1] == ["Godkendt", "Gorm Godkender", "7. november 2023 kl. 11.00", ""]


def test_workbook_holds_numbers_as_numbers_and_days_as_days():
    book = sheets()
    heading = {cell.value: cell.column_letter for cell in book["Mål"][1]}
    figure = book["Mål"][f"{heading['Tal']}2"]
    assert (figure.value, figure.data_type) == (19.8, "n")
    meeting = next(row for row in book["Overblik"].iter_rows() if row[0].value == "Møde")
    assert meeting[1].value == datetime(2023, 12, 4)


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-sum", "@x"])
def test_text_that_looks_like_a_formula_stays_text(text):
    book = sheets(introduction=text, guideposts=[guidepost(goal(title=text))])
    told = next(row[1] for row in book["Overblik"].iter_rows() if row[0].value == "Lederens sammenfatning")
    assert (told.value, told.data_type, told.quotePrefix) == (text, "s", True)
    title = next(cell for cell in book["Mål"][2] if cell.value == text)
    assert title.data_type == "s"
    file = csv_file(tables(guideposts=[guidepost(goal(title=text))])["maal"]).decode("utf-8-sig")
    assert f";2;'{text};" in file


def test_csv_opens_in_a_danish_excel():
    file = csv_file(tables(guideposts=[guidepost(goal(targets=[target(number=percent("10.4"))]))])["maal"])
    assert file.startswith("\ufeffPejlemærke;Mål nr.;Mål;".encode())
    assert ";3. kvartal 2023;10,4;;;10;-0,4;" in file.decode()
