"""Where a booked or budgeted figure came from, and the entries that a month is added up of."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aabenraa_plan.models import Role
from budget.models import BudgetLine, LedgerEntry
from extracts.actions import receive_upload
from tests.budgets import BUDGET

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
HEADER = "ydelse;art;program;konto;måned;brutto;refusion;netto;helårspersoner;foreløbig;kilde"
FIRST = "Sygedagpenge;;;5.57.71;2023M05;9.000.000,50;-3.000.000;;490;ja;Eksempeldata"
SECOND = "Sygedagpenge;;;5.57.71;2023M05;9.200.000,50;-3.000.000;;492;nej;Økonomi"
MONTH = "/budget/poster/sygedagpenge/2023M05/"


@pytest.fixture
def book(analyst, commit):
    def booked(*lines, header=HEADER, name="forbrug.csv"):
        upload = receive_upload(data="\r\n".join([header, *lines]).encode(), file_name=name, by=analyst)
        assert not upload.errors, upload.errors
        return commit(upload, accepted="Prøve")

    return booked


@pytest.fixture
def reader(as_role):
    return as_role(Role.APPROVER)


def words(response) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def entry(**key) -> LedgerEntry:
    return LedgerEntry.objects.get(**key)


def test_lineage_of_an_entry_shows_every_version_with_its_file_line_and_uploader(reader, book):
    book(FIRST, name="første.csv")
    book("Fleksjob;;;1;2023M05;;;1;;;x", SECOND, name="anden.csv")
    first = entry(account="5.57.71", superseded_at__isnull=False)
    page = words(reader.get(reverse("ledger_lineage", args=[first.pk])))
    assert "Sygedagpenge, forsørgelse, konto 5.57.71, maj 2023. Tallet er ændret 1 gang." in page
    # 9.000.000,50 − 3.000.000 and 9.200.000,50 − 3.000.000.
    for text in ("6.000.000,50", "6.200.000,50", "9.000.000,50", "−3.000.000", "490", "492", "gælder nu"):
        assert text in page
    assert "første.csv" in page and "anden.csv" in page and "analytiker" in page
    assert page.count('<span class="badge badge--invented">eksempeldata</span>') == 2  # the alert and the first version
    assert page.count('<span class="badge badge--provisional">foreløbigt</span>') == 1
    assert 'data-title="Linje" class="number">3</td>' in page


def test_lineage_of_an_entry_without_a_figure_says_which_word_stands_for_it(reader, book):
    book("Sygedagpenge;;;5.57.71;2023M05;;;..;;;x")
    page = words(reader.get(reverse("ledger_lineage", args=[entry(account="5.57.71").pk])))
    assert "<dd>ikke oplyst</dd>" in page
    assert 'data-title="Netto" class="number">ikke oplyst</td>' in page
    assert 'data-title="Brutto" class="number">–</td>' in page
    assert "Tallet er ikke ændret siden." in page


def test_lineage_of_a_budget_line_shows_amount_and_persons(reader, book):
    book("2024;vedtaget;Sygedagpenge;forsørgelse;;494;70.061;Budget A", header=BUDGET)
    book("2024;vedtaget;Sygedagpenge;forsørgelse;;500;71.000;Budget B", header=BUDGET)
    line = BudgetLine.objects.current().get(year=2024)
    page = words(reader.get(reverse("line_lineage", args=[line.pk])))
    assert "Sygedagpenge, forsørgelse, vedtaget budget 2024. Tallet er ændret 1 gang." in page
    for text in ("70.061.000", "71.000.000", "494", "500", "Budget B"):
        assert text in page
    assert "eksempeldata" not in page


def test_lineage_looks_back_and_says_where_nothing_was_known(as_role, book):
    book(FIRST)
    staff, found = as_role(Role.ANALYST), entry(account="5.57.71")
    address = reverse("ledger_lineage", args=[found.pk])
    assert "Tallet var ikke indlæst på det tidspunkt." in words(staff.get(address, {"som_set": "2020-01-31"}))
    moment = found.recorded_at.isoformat()
    book(SECOND)
    page = words(staff.get(address, {"som_set": moment}))
    assert "6.200.000,50" not in page and "gælder nu" in page
    assert "Tallet er ikke ændret siden." in page


@pytest.mark.parametrize("name", ["ledger_lineage", "line_lineage"])
def test_lineage_of_a_figure_that_is_not_there_is_not_found(name, reader):
    assert reader.get(reverse(name, args=[10**9])).status_code == 404


def test_only_uploaders_are_offered_the_file(as_role, book):
    book(FIRST)
    address = reverse("ledger_lineage", args=[entry(account="5.57.71").pk])
    for role, offered in ((Role.ANALYST, True), (Role.APPROVER, False)):
        assert ("Hent forbrug.csv" in words(as_role(role).get(address))) is offered


def test_versions_are_exported_exactly(reader, book):
    book(FIRST)
    address = reverse("ledger_lineage", args=[entry(account="5.57.71").pk])
    file = reader.get(address, {"hent": "csv", "tabel": "udgaver"}).content.decode("utf-8-sig")
    assert "Brutto (kr.);Refusion (kr.);Netto (kr.);Helårspersoner;Tal mangler;Foreløbigt;Eksempeldata" in file
    assert "9000000,5;-3000000;6000000,5;490;;ja;ja;" in file.replace(".", "").replace("−", "-")
    assert reader.get(address, {"hent": "xlsx"}).content[:2] == b"PK"


def test_month_lists_its_entries_by_kind_programme_and_account_with_their_sum(reader, book):
    book(
        "Sygedagpenge;indsats;KIK II;5.68.90;2023M05;;;100.000;;;x",
        "Sygedagpenge;indsats;;5.68.90;2023M05;;;210.000;;;x",
        "Sygedagpenge;;;5.57.72;2023M05;250.000;-50.000;;2;;x",
        SECOND,
        "Sygedagpenge;;;5.57.71;2023M06;1.000.000;0;;1;;x",
        "Fleksjob;;;5.58.81;2023M05;1.000.000;0;;1;;x",
    )
    response = reader.get(MONTH)
    assert [(group.name, [each.account for each in group.entries]) for group in response.context["groups"]] == [
        ("forsørgelse", ["5.57.71", "5.57.72"]),
        ("indsats", ["5.68.90"]),
        ("indsats · KIK II", ["5.68.90"]),
    ]
    page = words(response)
    # 6.200.000,50 + 200.000 + 210.000 + 100.000 = 6.710.000,50; persons 492 + 2.
    assert "Netto 6.710.000,50 kr., lagt sammen af 4 poster." in page
    assert "Sum: forsørgelse" in page and "6.400" in page and "494" in page and "6.710" in page
    for found in LedgerEntry.objects.filter(period="2023M05", benefit_type__code="sygedagpenge"):
        assert f'href="/budget/forbrug/{found.pk}/"' in page


def test_sum_of_a_month_leaves_out_what_is_missing_and_says_so(reader, book):
    book(SECOND, "Sygedagpenge;;;5.57.72;2023M05;;;..;;;x", "Sygedagpenge;;;5.57.73;2023M05;;;99.999,50;;;x")
    response = reader.get(MONTH)
    assert "Netto 6.300.000 kr., lagt sammen af 2 poster. 1 post mangler tal." in words(response)
    # One entry has net alone: the gross sum would be a part taken for the whole.
    assert response.context["total"].gross is None
    assert "ikke oplyst" in words(response)


def test_supplementary_period_is_a_month_of_its_own(reader, book):
    book("Sygedagpenge;;;5.57.71;2023M13;5.000;0;;;;x", "Sygedagpenge;;;5.57.71;2023M12;7.000;0;;;;x")
    page = words(reader.get("/budget/poster/sygedagpenge/2023M13/"))
    assert "Poster i supplementsperioden 2023" in page and "Netto 5.000 kr., lagt sammen af 1 post." in page
    assert 'href="/budget/poster/sygedagpenge/2023M12/"' in page
    assert 'href="/budget/poster/sygedagpenge/2024M01/"' in page


def test_month_without_entries_is_not_shown_as_nothing_spent(reader):
    page = words(reader.get(MONTH))
    assert "Der er ikke indlæst forbrug for Sygedagpenge i maj 2023. Det er ikke det samme som 0 kr." in page


@pytest.mark.parametrize("month", ["2023M14", "2023", "2023Q1", "maj", "300275-1234"])
def test_bad_month_is_not_found_and_says_what_to_write(month, reader):
    response = reader.get(f"/budget/poster/sygedagpenge/{month}/")
    assert response.status_code == 404
    assert "Skriv fx 2023M05 for maj 2023" in words(response)
    assert "300275" not in response.content.decode()


def test_month_of_an_unknown_benefit_type_is_not_found(reader):
    assert reader.get("/budget/poster/ukendt/2023M05/").status_code == 404


def test_month_is_exported_exactly_and_in_thousands(reader, book):
    book(SECOND, "Sygedagpenge;indsats;;5.68.90;2023M05;;;..;;;x")
    file = reader.get(MONTH, {"hent": "csv", "tabel": "poster"}).content.decode("utf-8-sig")
    assert "Netto (1.000 kr.)" in file
    # 6.200.000,50 kr.; the effort has no figure, and no 0.
    assert "forsørgelse;Ordinær;5.57.71;9200,0005;-3000;6200,0005;492;;nej;nej;Økonomi;forbrug.csv;2" in file
    assert "indsats;Ordinær;5.68.90;;;;;ikke oplyst;nej;nej;x;forbrug.csv;3" in file


def test_month_looks_back(as_role, book):
    book(FIRST)
    moment = entry(account="5.57.71").recorded_at.isoformat()
    book(SECOND)
    staff = as_role(Role.ANALYST)
    assert "Netto 6.000.000,50 kr." in words(staff.get(MONTH, {"som_set": moment}))
    assert "Netto 6.200.000,50 kr." in words(staff.get(MONTH))


def test_pages_ask_the_same_number_of_questions_at_one_and_three_rows(reader, book):
    def asked(address):
        reader.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(address).status_code == 200
        return len(queries)

    book(FIRST)
    lineage = reverse("ledger_lineage", args=[entry(account="5.57.71").pk])
    before = asked(lineage), asked(MONTH)
    book(SECOND, "Sygedagpenge;;;2;2023M05;1;0;;;;x", "Sygedagpenge;indsats;KIK II;3;2023M05;1;0;;;;x")
    book(FIRST)
    assert (asked(lineage), asked(MONTH)) == before
