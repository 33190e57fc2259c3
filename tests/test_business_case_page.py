"""The economy on an initiative's page, its files, and the way of one amount."""

import csv
import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.utils import timezone

from aabenraa_plan.models import Role
from initiatives.economy.actions import Told, create_case, current_amounts, mark_of, record_realised
from initiatives.models import CaseLine, Initiative
from tests.business_cases import thousand
from tests.reading import page_text

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
KIK_II, KIK, KIJOS, KIS = (f"/indsatser/{code}/" for code in ("kik-ii", "kik", "kijos", "kis"))
EXPECTED = "Oplægget ventede at investere 60,6 mio. kr. og have pengene tjent hjem i slutningen af maj 2022."


def read(client, where, **query):
    return page_text(client, where, **query).replace("\u00a0", " ")


@pytest.fixture
def reader(as_role):
    return as_role(Role.APPROVER)


def line(payer="ØK", year=2019, kind="investment"):
    return CaseLine.objects.get(case__initiative__code="kik-ii", kind=kind, payer=payer, name="", starts__year=year)


def realise(found, amount, by, source="Regnskab"):
    return record_realised(
        case=found.case,
        amounts={found.pk: thousand(amount)},
        seen=mark_of(current_amounts([found.pk], "realised")),
        told=Told(source),
        by=by,
    )


def test_page_says_what_was_promised_and_that_nothing_is_realised(reader):
    page = read(reader, KIK_II)
    assert f"{EXPECTED} Der er ikke skrevet realiserede beløb endnu." in page
    assert "Tjent hjem, lovet 31. maj 2022 Uden øvrig finansiering 26. juli 2023" in page
    assert "Dagen er regnet, som om beløbet i hver periode falder jævnt på dens dage." in page
    assert "Kilde: Besøg af Ishøj, 2018, «Økonomien i investeringen» for KIK II, tabel i 1.000 kr." in page


@pytest.mark.parametrize(
    ("where", "sign"),
    [
        (KIK_II, "1.000 kr. <strong>+ er nettoudgift, − er gevinst</strong>"),
        (KIK, "mio. kr. <strong>+ er gevinst, − er nettoudgift</strong>"),
    ],
)
def test_sign_stands_on_every_table_in_bold(where, sign, reader):
    page = reader.get(where).content.decode()
    assert sign in page
    shown = page.count('<p class="sign">Beløb i')
    # Of each case one table of its own and those of the document: two of KIK II and one of KIK.
    assert shown == page.count(sign.partition("kr. ")[2]) == (3 if where == KIK_II else 2)


def test_table_has_lines_sums_and_nets_of_every_span(reader):
    page = read(reader, KIK_II)
    assert "Investering, ØK Lovet 4.253 7.223 5.705 4.438 1.832 23.451 2.140 3.587" in page
    assert "Investering i alt Lovet 11.661 19.673 16.155 9.209 3.915 60.613 5.057 6.587" in page
    assert "Netto Lovet 2.577 12.908 1.206 −11.296 −5.418 −23 −8.010 −15.813" in page
    assert "Realiseret – – – – – – – –" in page
    assert "Netto lagt sammen fra begyndelsen Lovet 2.577 15.485 16.691 5.395 −23 −8.033 −23.846" in page


def test_kik_has_promised_and_realised_side_by_side(reader):
    page = read(reader, KIK)
    assert "Netto Lovet −18,1 −8,6 4,0 −22,7 22,0 Realiseret 6,1 25,3 11,4 42,8 –" in page
    assert "Forskel 24,2 33,9 7,4 65,5 –" in page
    assert "Netto lagt sammen fra begyndelsen Lovet −18,1 −26,7 −22,7 – Realiseret 6,1 31,4 42,8 –" in page
    assert "Om de 4 mio. kr. for 2018 er lovet for hele året eller til og med maj, siger den ikke." in page


def test_kijos_has_no_net_and_says_why(reader):
    page = read(reader, KIJOS)
    assert "Der er ikke oplyst besparelse for 2019-2023. Derfor er nettobeløbet ukendt. Det er ikke 0." in page
    assert "Tjent hjem, lovet Kan ikke regnes ud" in page
    assert "economy-chart" not in reader.get(KIJOS).content.decode()


def test_printed_cells_stand_beside_the_added_ones(reader):
    page = read(reader, KIK_II)
    assert "64 af 72 tal stemmer med de trykte, og 8 afviger med højst 1" in page
    assert "Lagt sammen −23 trykt −24 afviger med 1" in page
    assert "Oversigten i mio. kr.: Alle 24 tal stemmer med de trykte" in page
    assert "Alle 10 tal stemmer med de trykte" in read(reader, KIK)


def test_chart_has_a_name_that_says_the_finding_and_marks_the_day(reader):
    page = reader.get(KIK_II).content.decode()
    name = "Pengene ventedes tjent hjem i slutningen af maj 2022. De samme tal står i tabellen nedenfor."
    assert f'role="img" aria-label="{name}"' in page
    assert ">ventet tjent hjem maj 2022<" in page
    drawing = page.partition('<svg class="economy-chart')[2].partition("</svg>")[0]
    assert drawing.count("economy-chart__bar--promised") == 7 and "economy-chart__bar--realised" not in drawing
    # Plain numbers in the drawing, whatever the language.
    assert not re.search(r'(?:x|y|width|height)="[^"]*,', drawing)


def test_chart_tells_realised_apart_by_more_than_colour_and_leaves_the_untold_empty(reader):
    drawing = reader.get(KIK).content.decode().partition('<svg class="economy-chart')[2].partition("</svg>")[0]
    assert drawing.count('fill="url(#economy-hatch)"') == 3 == drawing.count("economy-chart__square")
    assert drawing.count("economy-chart__mark") == 3
    assert "ikke oplyst" in drawing


def test_realised_amount_is_shown_beside_the_promised_one(as_role, by):
    realise(line(), 7300, by)
    page = read(as_role(Role.APPROVER), KIK_II)
    assert "Investering, ØK Lovet 4.253 7.223 5.705 4.438 1.832 23.451 2.140 3.587 Realiseret – 7.300 – –" in page
    assert "De realiserede beløb er ikke hele, så de kan ikke lægges sammen." in page


def test_looking_back_shows_what_was_known_then(as_role, by):
    realise(line(), 7300, by)
    yesterday = timezone.localdate() - timedelta(days=1)
    staff = as_role(Role.APPROVER)
    assert "Der er ingen beløb på det tidspunkt." in read(staff, KIK_II, som_set=yesterday.isoformat())
    today = timezone.localdate().isoformat()
    assert f'linje/{line().pk}/?som_set={today}"' in staff.get(KIK_II, {"som_set": today}).content.decode()


def test_invented_amount_marks_the_page(as_role, by):
    realise(line(), 7300, by, source="eksempeldata")
    page = read(as_role(Role.APPROVER), KIK_II)
    assert "Nogle tal på siden er eksempeldata." in page and "Realiseret eksempeldata – 7.300" in page
    # The net is of it, the other line is not.
    assert page.count("Realiseret eksempeldata") == 6 and "Lovet eksempeldata" not in page
    assert "Realiseret eksempeldata" in read(as_role(Role.APPROVER), f"/indsatser/linje/{line().pk}/")


def test_only_those_who_may_change_it_see_the_ways_to(as_role):
    for role, sees in ((Role.MANAGER, True), (Role.ANALYST, True), (Role.APPROVER, False)):
        page = as_role(role).get(KIK_II).content.decode()
        assert ("/indsatser/kik-ii/oekonomi/2019/" in page) is sees
        assert ("/indsatser/kis/oekonomi/" in as_role(role).get(KIS).content.decode()) is sees


def exported(client, where, table):
    data = client.get(where, {"hent": "csv", "tabel": table}).content.decode("utf-8-sig")
    return list(csv.reader(StringIO(data), delimiter=";"))


def test_table_is_exported_as_it_stands(reader):
    header, *rows = exported(reader, KIK_II, "oekonomi")
    assert header[:4] == ["Linje", "Side", "juni-december 2018", "2019"]
    assert ["Netto", "Lovet", "2577", "12908", "1206", "-11296", "-5418", "-23", "-8010", "-15813"] in rows
    assert ["Note: Beløb i 1.000 kr. + er nettoudgift, − er gevinst."] in rows


def test_printed_table_is_exported_cell_by_cell(reader):
    _, *rows = exported(reader, KIK_II, "trykt-detaljer")
    assert ["", "Netto", "Lovet", "juni 2018-maj 2022", "-23", "-24", "afviger med 1"] in rows
    assert ["Finansiering", "Finansiering i alt", "Lovet", "2019", "1726", "1726", "stemmer"] in rows


def test_way_of_an_amount_has_every_version_with_who_when_why_and_where(as_role, by):
    found = line()
    realise(found, 7300, by)
    record_realised(
        case=found.case,
        amounts={found.pk: thousand(7100)},
        seen=mark_of(current_amounts([found.pk], "realised")),
        told=Told("Regnskab, rettet", "En faktura var talt to gange."),
        by=by,
    )
    reader = as_role(Role.APPROVER)
    page = read(reader, f"/indsatser/linje/{found.pk}/")
    assert "Investering, ØK, 2019" in page
    assert "Lovet: 7.223 t.kr. Realiseret: 7.100 t.kr. Beløbene er ændret 1 gang." in page
    assert "En faktura var talt to gange." in page and "Regnskab, rettet" in page and "gælder nu" in page
    _, *rows = exported(reader, f"/indsatser/linje/{found.pk}/", "udgaver")
    assert [row[1] for row in rows[:3]] == ["7223", "7100", "7300"]


def test_way_of_an_amount_looks_back_too(as_role):
    day = date(2020, 1, 1).isoformat()
    page = read(as_role(Role.APPROVER), f"/indsatser/linje/{line().pk}/", som_set=day)
    assert "Lovet: ikke skrevet. Realiseret: ikke skrevet." in page
    assert "Beløbet var ikke skrevet på det tidspunkt." in page


def test_unknown_line_is_not_found(reader):
    assert reader.get("/indsatser/linje/999999/").status_code == 404


def test_initiative_without_a_case_offers_to_make_one_to_those_who_may(as_role):
    assert "Nyt hold Opret økonomi" in read(as_role(Role.MANAGER), KIS)
    assert "Økonomi" not in read(as_role(Role.APPROVER), KIS)


def test_case_without_lines_says_so(as_role, by):
    words = {"unit": "million", "sign": "gain", "frame": thousand(3000), "note": "", "source": "Mødet"}
    create_case(initiative=Initiative.objects.get(code="kis"), words=words, by=by)
    page = read(as_role(Role.MANAGER), KIS)
    assert "Der er sat 3 mio. kr. af." in page and "Der er ingen beløb endnu." in page
    assert "Tilføj en linje" in page and "Ret enhed, fortegn og kilde" in page


def test_page_asks_as_many_queries_for_three_lines_as_for_one(reader, django_assert_max_num_queries):
    counts = []
    for where in (KIJOS, KIK_II):
        with django_assert_max_num_queries(60) as asked:
            reader.get(where)
        counts.append(sum("initiatives_caseamount" in query["sql"] or "printedcell" in query["sql"] for query in asked))
    assert counts == [2, 2]
