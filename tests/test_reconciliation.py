"""The reconciliation page: the ledger's persons beside those of Jobindsats, with what was booked late."""

from html import unescape

import pytest
from django.urls import reverse

from aabenraa_plan.models import Role
from budget.models import BenefitType
from extracts.actions import receive_upload
from extracts.reverting import revert_upload
from reports.reconciliation.groups import GROUPS, NOT_COMPARED
from targets.models import Indicator, Observation
from tests.reading import text_of
from tests.uploading import questions

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
LEDGER = "ydelse;art;konto;måned;netto;helårspersoner;kilde"
PAGE = reverse("reconciliation", args=[2023])
# Two accounts in January, 300 + 220,5 persons; then 2,4 persons and 272.151 kr. more, and a correction of effort.
FIRST = [
    "Sygedagpenge;;5.57.71;2023M01;4.000.000;300;Økonomi",
    "Sygedagpenge;;5.57.71.002;2023M01;2.400.000;220,5;Økonomi",
    "Sygedagpenge;;5.57.71;2023M02;6.500.000;530;Økonomi",
    "Sygedagpenge;;5.57.71;2023M03;6.300.000;516;Økonomi",
    "Sygedagpenge;indsats;5.68.90;2023M01;200.000;;Økonomi",
]
LATE = ["Sygedagpenge;;5.57.71;2023M01;4.272.151;302,4;Økonomi", "Sygedagpenge;indsats;5.68.90;2023M01;1;;Økonomi"]


def counted(indicator, month, persons, source="Jobindsats"):
    return f"{indicator};Aabenraa;{month};{persons};;;;;{source}"


SICK = "sygedagpenge-fuldtidspersoner"
COUNTED = [counted(SICK, *each) for each in (("2023M01", 490), ("2023M02", 500), ("2023M04", 480))]
NAMES = ("Sygedagpenge", "Jobafklaring", "Kontant- og uddannelseshjælp")


@pytest.fixture
def book(analyst, commit):
    """Commit lines of the ledger; what they warn of is accepted."""

    def booked(*lines):
        data = "\r\n".join([LEDGER, *lines]).encode()
        upload = receive_upload(data=data, file_name="forbrug.csv", by=analyst)
        assert not upload.errors, upload.errors
        return commit(upload, accepted="Prøve")

    return booked


@pytest.fixture
def worked(book, load):
    """The first month's figures, and the late ones; returns both uploads."""
    load(*COUNTED)
    return book(*FIRST), book(*LATE)


def page_of(client, query="", year=2023):
    return text_of(client.get(reverse("reconciliation", args=[year]) + query))


def test_page_says_the_difference_in_a_sentence_and_month_by_month(manager, worked):
    page = page_of(manager)
    # January 302,4 + 220,5 = 522,9; with February 526,45 against 495: 31,45, which is 6,4 %.
    # 526 less 495 would read as 31, and 31,45 rounds to the same.
    assert (
        "Økonomisystemet har i gennemsnit 526 helårspersoner på sygedagpenge fra januar til februar 2023, "
        "Jobindsats 495 fuldtidspersoner: 31 flere i økonomisystemet (6,4 %)."
    ) in page
    assert "januar 2023 522,9 490 +32,9 +6,7 % +272" in page
    assert "februar 2023 530,0 500 +30,0 +6,0 % 0" in page
    assert "marts 2023 516,0 – ikke indlæst – – 0" in page
    assert "april 2023 – ikke indlæst 480 – – –" in page
    assert "Gennemsnit 526,5 495,0 +31,5 +6,4 %" in page


def test_page_shows_what_was_booked_after_the_month_was_first_recorded(manager, worked):
    page = page_of(manager)
    assert "1 måned er ændret, siden den først blev indlæst: +272 t.kr. netto" in page
    assert "520,5 522,9 +2,4 +272" in page


def test_page_shows_what_a_month_s_delay_means(manager, worked):
    # 32,9 and 30 are 31,45; read one month later 530 - 490 and 516 - 500 are 28.
    page = page_of(manager)
    assert "er der i gennemsnit 31,5 personer imellem, uanset fortegn." in page
    assert "Læses økonomisystemet en måned senere end Jobindsats, er der 28,0." in page


def test_page_names_the_months_that_each_side_lacks_and_where_they_come_from(as_role, worked):
    page = page_of(as_role(Role.ANALYST))
    assert "Økonomisystemet: april til december 2023. Tallene kommer med det månedlige udtræk «forbrug»." in page
    assert "Jobindsats: marts og maj til december 2023. Målepunktet er Fuldtidspersoner på sygedagpenge" in page
    assert "(hentes: Tabel Y07A02, fuldtidspersoner, måned)" in page


def test_page_looks_back_to_before_the_late_postings(manager, worked):
    early, _ = worked
    page = page_of(manager, f"?som_set={early.committed_at:%Y-%m-%dT%H:%M:%S.%fZ}")
    # 525,25 against 495: 30,25.
    assert "Økonomisystemet har i gennemsnit 525 helårspersoner" in page
    assert "Jobindsats 495 fuldtidspersoner: 30 flere" in page
    assert "Ingen måned af 2023 er ændret, siden den først blev indlæst" in page


def test_late_postings_that_are_taken_back_leave_no_trace_in_the_figures(manager, worked, analyst):
    revert_upload(upload=worked[1], by=analyst)
    page = page_of(manager)
    assert "januar 2023 520,5 490 +30,5 +6,2 % 0" in page
    assert "Ingen måned af 2023 er ændret" in page


def test_year_without_any_figure_says_the_next_step(as_role):
    page = page_of(as_role(Role.ANALYST), year=2019)
    assert "Der er ingen måned i 2019, hvor både økonomisystemet og Jobindsats har tal" in page
    assert "Økonomisystemet: hele 2019." in page
    assert "Jobindsats: hele 2019." in page
    assert "Ingen af de to har tal for 2019 endnu" in page
    assert "Sygedagpenge – – – – 0 af 12" in page


def test_each_benefit_type_can_be_chosen_and_says_what_differs(manager, book, load):
    book("Kontant- og uddannelseshjælp;;5.57.73;2023M05;4.300.000;503;Økonomi")
    load(counted("kontanthjaelp-fuldtidspersoner", "2023M05", 631))
    page = page_of(manager, "?ydelse=kontant-uddannelseshjaelp")
    # 503 - 631 = -128, and 128 / 631 = 20,29 %.
    assert "503 helårspersoner på kontant- og uddannelseshjælp i maj 2023, Jobindsats 631 fuldtidspersoner" in page
    assert "128 færre i økonomisystemet (20,3 %)" in page
    assert "Kontant- og uddannelseshjælp 503,0 631,0 −128,0 −20,3 % 1 af 12" in page
    assert "Kilden siger ikke, om uddannelseshjælp og hjælp til udlændinge er talt med" in page


def test_benefit_type_that_cannot_be_compared_is_said_so_and_why(manager):
    page = page_of(manager, "?ydelse=fleksjob")
    assert "Ydelsen kan ikke afstemmes. Siden viser sygedagpenge." in page
    assert "Fleksjob Målepunktet «Fuldtidspersoner i fleksjob» har kun tal for hele år, ikke for måneder." in page


def test_what_is_typed_as_benefit_type_is_not_shown_again(manager):
    response = manager.get(PAGE, {"ydelse": "0101901234"})
    assert response.status_code == 200
    assert b"0101901234" not in response.content


def test_invented_figures_are_marked(manager, book, load):
    book("Sygedagpenge;;5.57.71;2023M01;6.400.000;520;eksempeldata")
    load(counted(SICK, "2023M01", 490))
    page = page_of(manager)
    assert "Nogle tal på siden er eksempeldata." in page
    assert "januar 2023 eksempeldata 520,0 490" in page
    load(counted(SICK, "2023M02", 480))
    assert "februar 2023 – ikke indlæst 480" in page_of(manager)


def test_page_without_invented_figures_has_no_mark(manager, worked):
    assert "eksempeldata" not in page_of(manager)


@pytest.mark.parametrize("year", [1989, 2101])
def test_year_that_cannot_be_is_not_found(year, manager):
    assert manager.get(reverse("reconciliation", args=[year])).status_code == 404


def test_page_asks_the_database_equally_often_for_one_and_three_benefit_types(manager, book, load):
    lines = [f"{name};;1;2023M0{month};1;5{month};x" for name in NAMES for month in (1, 2)]
    book(*lines[:1])
    load(counted(SICK, "2023M01", 50))
    one = questions(manager, PAGE)
    book(*lines)
    load(*(counted(group.indicator, f"2023M0{month}", f"5{month}") for group in GROUPS.values() for month in (1, 2)))
    assert questions(manager, PAGE) == one


def test_tables_are_taken_away_with_exact_numbers(manager, worked):
    months = manager.get(PAGE, {"hent": "csv", "tabel": "maaneder"})
    assert "afstemning-2023-maaneder.csv" in months["Content-Disposition"]
    lines = unescape(months.content.decode("utf-8-sig")).splitlines()
    head = next(at for at, line in enumerate(lines) if line.startswith("Måned;"))
    assert lines[head + 1].startswith("januar 2023;522,9;490;32,9;6,714286;272,151;")
    assert lines[head + 3].startswith("marts 2023;516;;;;0;")
    late = manager.get(PAGE, {"hent": "csv", "tabel": "efterposteringer"}).content.decode("utf-8-sig")
    assert ";520,5;522,9;2,4;272,151" in late
    types = manager.get(PAGE, {"hent": "csv", "tabel": "ydelser"}).content.decode("utf-8-sig")
    assert "Sygedagpenge;526,45;495;31,45;6,353535;2" in types
    assert manager.get(PAGE, {"hent": "xlsx"}).status_code == 200


def test_chart_stands_beside_its_table(manager, worked):
    content = manager.get(PAGE).content.decode()
    assert '<svg class="reconciled" viewBox="0 0 480 210" role="img"' in content
    assert "style=" not in content


def test_every_figure_leads_to_where_it_came_from(manager, worked):
    content = manager.get(PAGE).content.decode()
    for posted in ("2023M01", "2023M02", "2023M03"):
        assert reverse("ledger_month", args=["sygedagpenge", posted]) in content
    for figure in Observation.objects.filter(indicator__code=SICK, period__startswith="2023"):
        assert reverse("lineage", args=[figure.pk]) in content


def test_groups_name_benefit_types_and_measure_points_that_exist():
    codes = set(BenefitType.objects.values_list("code", flat=True))
    assert GROUPS.keys() | NOT_COMPARED.keys() == codes
    indicators = Indicator.objects.filter(code__in=[group.indicator for group in GROUPS.values()])
    assert set(indicators.values_list("unit", "frequency")) == {("persons", "month")}
    assert indicators.count() == len(GROUPS)
