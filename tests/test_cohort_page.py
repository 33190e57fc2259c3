"""The cohort section of an initiative's page: sentence, tables, drawings, files."""

import csv
import re
from io import StringIO

import pytest

from aabenraa_plan.models import Role
from initiatives.cohorts.as_json import cohorts_as_list
from initiatives.cohorts.drawings import bands_of
from initiatives.cohorts.page import cohorts_of
from initiatives.cohorts.reporting import cohort_statuses
from initiatives.models import Cohort, Initiative
from tests.outcomes import WHOLE, loaded
from tests.reading import page_text

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
KIK, KIK_II = "/indsatser/kik/", "/indsatser/kik-ii/"


@pytest.fixture
def analyst_page(as_role):
    client = as_role(Role.ANALYST)
    return lambda where, **query: page_text(client, where, **query)


def table(client, where, name):
    file = client.get(where, {"hent": "csv", "tabel": name}).content.decode("utf-8-sig").split("\r\n\r\n")[0]
    return list(csv.DictReader(StringIO(file), delimiter=";"))


def test_page_of_kik_ii_begins_with_how_it_stands_and_what_was_promised(analyst_page):
    assert (
        "978 af 1.485 borgere var fortsat på kontant- eller uddannelseshjælp den 31. august 2018; "
        "lovet var 1.117 den 31. januar 2019."
    ) in analyst_page(KIK_II)


def test_table_of_kik_ii_is_the_printed_one_cell_by_cell(analyst_page):
    page = analyst_page(KIK_II)
    for row in (
        # 771 of 1.128 is 68,35 %; 207 of 357 is 57,98 %; 978 of 1.485 is 65,86 %; 1.117 − 978 = 139.
        "Fortsat på kontant- eller uddannelseshjælp 771 68,4 % 207 58,0 % 978 65,9 % "
        "1.117 pr. 31. januar 2019 139 færre end lovet",
        "Selvforsørgende 269 23,8 % 139 38,9 % 408 27,5 % 26 pr. 31. januar 2019 382 flere end lovet",
        "På anden forsørgelse 81 7,2 % 2 0,6 % 83 5,6 % 4 pr. 31. januar 2019 79 flere end lovet",
        "I øvrige målgrupper 7 0,6 % 9 2,5 % 16 1,1 % –",
        "Lagt sammen 1.128 357 1.485",
        "Antal i kilden 1.128 357 1.485",
    ):
        assert row in page
    assert "«Alle til og med 31. august 2018» er de andre hold tilsammen: læg det ikke oveni." in page
    assert "Opgjort den 31. august 2018. Det lovede gælder først den 31. januar 2019." in page
    assert "408 er selvforsørgende; lovet var 26" in page


def test_outcomes_of_kik_add_up_and_the_other_printed_size_is_told(analyst_page):
    page = analyst_page(KIK)
    assert "448 af 1.461 borgere var fortsat aktivitetsparate den 31. maj 2018." in page
    assert "448 + 474 + 124 + 390 + 25 = 1.461." in page
    assert "Et tidligere billede i samme oplæg siger 1.443 borgere. Begge tal er trykt." in page


def test_printed_shares_stand_beside_the_computed_ones(analyst_page):
    page = analyst_page(KIK)
    # Of the 1.013 who are out: 474 are 46,79 %, 124 are 12,24 %, 390 are 38,4995 % and 25 are 2,47 %.
    for said in (
        "selvforsørgende 47 % 1.013 46,8 % (474)",
        "skiftet målgruppe 12 % 1.013 12,2 % (124)",
        "i ressourceforløb, fleksjob eller på førtidspension 39 % 1.013 38,5 % (390)",
        "på anden forsørgelse 2 % 1.013 2,5 % (25)",
        "Alle til og med 31. maj 2018: de 4 trykte andele giver tilsammen 100 %.",
        "Integrationsborgere kommet i 2013 selvforsørgende 60 % 57 – 50 % endelig, opgjort 2016",
        "Integrationsborgere kommet i 2016 selvforsørgende 55 % 94 – 50 % status december 2017",
        "Alle 4 hold, der kun er trykt en andel for, nåede de lovede 50 % selvforsørgende.",
    ):
        assert said in page


def test_flow_is_drawn_from_what_the_reader_sees(as_role):
    page = as_role(Role.APPROVER).get(KIK_II).content.decode()
    drawings = re.findall(r'<svg class="cohort-drawing".*?</svg>', page, re.DOTALL)
    # Of all: 978, 408, 83 and 16 of 1.485, on 170 units: 112,0 · 46,7 · 9,5 · 1,8.
    heights = re.findall(r'class="outcome outcome--\d" x="150" y="[\d.]+" width="12" height="([\d.]+)"', drawings[0])
    assert heights == ["112", "46.7", "9.5", "1.8"]
    # The longest bar, 1.117, has 240 units: 978 has 210,1 and 408 has 87,7.
    assert re.findall(r'class="outcome outcome--\d" x="0" y="[\d.]+" width="([\d.]+)"', drawings[1])[:2] == [
        *("210.1", "87.7"),
    ]


def test_hidden_outcomes_are_one_band_of_what_can_be_subtracted_anyway(masked_start):
    # 357 − 207 − 139 = 11.
    assert [(band.kind, band.persons) for band in masked_start] == [("2", 207), ("3", 139), ("hidden", 11)]


@pytest.fixture
def masked_start():
    rows = cohort_statuses(Initiative.objects.get(code="kik-ii"), sees_small=False, moment=None)
    return bands_of(next(row for row in rows if row.code == "tilgang").statuses[0])


def test_several_days_are_drawn_and_told_and_an_invented_one_does_not_come_first(analyst_page):
    for day, counts, source in (("31.12.2018", (858, 519, 88, 20), "eksempeldata"), ("31.05.2018", (1485,), "Egen")):
        kinds = ("fortsat på ydelse", "selvforsørgende", "anden ydelse", "øvrige")
        pairs = zip(kinds, counts, strict=False)
        loaded(*[f"KIK II;alle;{day};{kind};{count};ja;;{source}" for kind, count in pairs])
    page = analyst_page(KIK_II)
    assert "978 af 1.485 borgere var fortsat" in page
    assert (
        "Fortsat på kontant- eller uddannelseshjælp: 1.485 blev til 858 fra 31. maj 2018 til 31. december 2018 "
        "eksempeldata"
    ) in page
    assert "31. december 2018 eksempeldata foreløbigt 858 57,8 % 519 34,9 % 88 5,9 % 20 1,3 % 1.485" in page
    assert "31. maj 2018 foreløbigt 1.485 100,0 % – – – 1.485" in page
    assert "Vis delene" in page


def test_outcomes_that_do_not_fill_the_cohort_are_told(analyst_page):
    Cohort.objects.filter(initiative__code="kik").update(size=1443)
    said = "udfaldene giver tilsammen 1.461 borgere, men kilden siger, at holdet er på 1.443."
    assert f"Alle til og med 31. maj 2018: {said}" in analyst_page(KIK)


def test_parts_that_do_not_give_the_whole_are_told(analyst_page):
    loaded("KIK II;start;31.08.2018;selvforsørgende;270;;;x")
    assert "Delene giver et andet tal: selvforsørgende: 409 mod 408." in analyst_page(KIK_II)


def test_unknown_figures_are_words_and_never_nought(analyst_page):
    loaded("KIK II;start;31.08.2018;selvforsørgende;..;;;x", "KIK II;start;31.08.2018;anden ydelse;*;;;x")
    page = analyst_page(KIK_II)
    assert "Selvforsørgende ikke oplyst 139 38,9 %" in page
    assert "På anden forsørgelse diskretioneret 2 0,6 %" in page
    assert "Lagt sammen – 357 1.485" in page


def test_promise_that_is_kept_exactly_and_one_that_holds_on_the_day_itself(analyst_page):
    loaded("KIK II;alle;31.08.2018;selvforsørgende;408;408;;;;x", header=WHOLE)
    assert "408 27,5 % 408 pr. 31. august 2018 som lovet" in analyst_page(KIK_II)


def test_initiative_without_cohorts_has_no_section():
    assert cohorts_of(Initiative.objects.get(code="kis"), sees_small=True, moment=None) is None


def test_cohort_without_figures_is_listed(analyst_page):
    kis = Initiative.objects.get(code="kis")
    Cohort.objects.create(initiative=kis, code="x", name="første hold", source="Egen opgørelse")
    assert "Første hold Ret første hold ikke oplyst – – Egen opgørelse" in analyst_page("/indsatser/kis/")


def test_files_hold_the_figures_as_numbers(as_role):
    client = as_role(Role.ANALYST)
    figures = table(client, KIK_II, "udfald")
    assert len(figures) == 12
    found = next(row for row in figures if row["Hold"].startswith("tilgang") and row["Udfald"].startswith("på anden"))
    assert (found["Antal borgere"], found["Lagt sammen"], found["Opgjort pr."]) == ("2", "357", "2018-08-31")
    shares = table(client, KIK, "andele")
    assert [
        (row["Trykt andel (%)"], row["Af"], row["Antal borgere"]) for row in shares if "ressource" in row["Udfald"]
    ] == [("39", "1013", "390")]
    cohorts = table(client, KIK_II, "hold")
    assert {row["Hold"]: row["Kom ind til og med"] for row in cohorts}["start 1. februar 2018"] == "2018-02-01"


def as_list(slug):
    return cohorts_as_list(cohort_statuses(Initiative.objects.get(code=slug), sees_small=True, moment=None))


def test_json_of_kik_ii_has_every_count_and_promise():
    found = {each["name"]: each for each in as_list("kik-ii")}
    whole = found["alle til og med 31. august 2018"]
    assert (whole["date"], whole["total"], whole["size"]) == ("2018-08-31", 1485, 1485)
    assert [(each["outcome"], each["count"], each["promised"], each["promised_on"]) for each in whole["outcomes"]] == [
        ("fortsat-kontant-uddannelseshjaelp", 978, 1117, "2019-01-31"),
        ("selvforsoergelse", 408, 26, "2019-01-31"),
        ("anden-forsoergelse", 83, 4, "2019-01-31"),
        ("oevrige-maalgrupper", 16, None, None),
    ]
    arrivals = found["tilgang til og med 31. august 2018"]
    assert [each["count"] for each in arrivals["outcomes"]] == [207, 139, 2, 9]
    assert arrivals["source"] == "Besøg af Ishøj, 2018, «Status KIK II»"


def test_json_of_kik_has_printed_shares_and_cohorts_of_which_nothing_else_is_known():
    first, *others = as_list("kik")
    resource = next(each for each in first["outcomes"] if each["outcome"].startswith("ressource"))
    # 390 of 1.461 is 26,69 %; the printed 39 % is of the 1.013 who are out.
    assert (resource["count"], resource["share"], resource["printed_share"]) == (390, "26.69", "39")
    assert [(each["date"], each["total"], each["size"]) for each in others] == [
        (None, size, size) for size in (57, 105, 172, 94)
    ]
    assert others[0]["outcomes"] == [
        {
            "outcome": "selvforsoergelse",
            "count": None,
            "promised": None,
            "promised_on": None,
            "share": None,
            "printed_share": "60",
        }
    ]


@pytest.mark.parametrize("unknown", ["*", ".."])
def test_page_of_a_cohort_of_unknown_size_with_a_figure_that_is_missing_stands(unknown, analyst_page):
    Cohort.objects.create(initiative=Initiative.objects.get(code="bir"), code="alle", name="alle", source="x")
    loaded("BIR;alle;31.12.2018;selvforsørgende;300;;;x", f"BIR;alle;31.12.2018;anden ydelse;{unknown};;;x")
    assert "300 borgere var selvforsørgende den 31. december 2018." in analyst_page("/indsatser/bir/")
