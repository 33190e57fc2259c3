"""The page of the log: what it says, who may read it, what it hides, and how it is narrowed and taken away."""

from datetime import datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from aabenraa_plan.access import ROLE_ACTIONS, Action
from aabenraa_plan.audit import exports
from aabenraa_plan.audit.acting import acting
from aabenraa_plan.models import AuditEntry, Role, User
from initiatives.models import Cohort
from tests.reading import page_text

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
PAGE = "/log/"
COHORTS = {"slags": "initiatives.cohort"}


@pytest.fixture
def reader(as_role):
    return as_role(Role.APPROVER)


@pytest.fixture
def people(users):
    """Three accounts made by the administrator, and a changed role; one made by the program itself."""
    User.objects.create_user(username="dora", role=Role.MANAGER)
    with acting(users[Role.ADMINISTRATOR]):
        for name in ("anna", "bo", "carl"):
            User.objects.create_user(username=name, role=Role.COMMITTEE)
        carl = User.objects.get(username="carl")
        carl.role = Role.MANAGER
        carl.save()


@pytest.fixture
def small(users):
    """A cohort of three is found to be one of four."""
    with acting(users[Role.MANAGER]):
        cohort = Cohort.objects.get(initiative__code="kik-ii", code="start")
        cohort.size, cohort.note, cohort.source = 77431, "Talt til 77431 borgere", "Egen opgørelse"
        cohort.save()
    return AuditEntry.objects.latest("pk")


def test_newest_change_stands_first_in_one_sentence(reader, people):
    shown = page_text(reader, PAGE)
    assert "administrator ændrede bruger «carl»: rolle Udvalgsmedlem → Leder." in shown
    assert shown.index("ændrede bruger «carl»") < shown.index("oprettede bruger «carl»") < shown.index("«anna»")


def test_page_of_an_entry_shows_before_after_and_the_rest_of_the_action(reader, people):
    entry = AuditEntry.objects.latest("pk")
    shown = page_text(reader, f"{PAGE}{entry.pk}/")
    assert "Bruger: carl" in shown
    assert "Felt Før Efter Rolle Udvalgsmedlem Leder" in shown
    assert "I samme handling" in shown and "oprettede bruger «bo»" in shown
    assert reader.get(f"{PAGE}999999/").status_code == 404


def test_only_administrator_and_approver_may_read_it():
    assert {role for role, actions in ROLE_ACTIONS.items() if Action.READ_LOG in actions} == {
        Role.ADMINISTRATOR,
        Role.APPROVER,
    }


@pytest.mark.parametrize("role", [Role.ANALYST, Role.MANAGER, Role.COMMITTEE])
def test_others_are_refused(role, as_role, people):
    client = as_role(role)
    assert client.get(PAGE).status_code == client.get(f"{PAGE}{AuditEntry.objects.latest('pk').pk}/").status_code == 403
    assert ">Log<" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"slags": "aabenraa_plan.user", "ord": "CARL"}, 2),
        ({"slags": "aabenraa_plan.user", "ord": "carl leder"}, 1),
        ({"slags": "aabenraa_plan.user", "hvem": "systemet", "ord": "leder oprettede"}, 0),
        ({"slags": "aabenraa_plan.user", "hvem": "systemet", "ord": "brugernavn dora"}, 1),
        ({"ord": "udvalgsmedlem anna"}, 1),
        ({"fra": "2099-01-01"}, 0),
        ({"til": "2001-01-01"}, 0),
        ({"ord": "100% sikker"}, 0),
    ],
)
def test_log_is_narrowed(reader, people, asked, found):
    assert reader.get(PAGE, asked).context["table"].paginator.count == found


def test_log_is_narrowed_to_a_person_and_to_a_thing(reader, people, users):
    table = reader.get(PAGE, {"hvem": users[Role.ADMINISTRATOR].pk}).context["table"]
    assert table.paginator.count == 4
    carl = {"slags": "aabenraa_plan.user", "ting": User.objects.get(username="carl").pk}
    answer = reader.get(PAGE, carl)
    assert answer.context["table"].paginator.count == 2
    assert "Her vises kun én bestemt ting." in answer.content.decode()


def test_a_day_is_the_danish_one(reader, users):
    # 23.30 UTC on the last of June is half past one on the first of July in Denmark.
    moment = datetime.fromisoformat("2030-06-30T23:30:00+00:00")
    AuditEntry.objects.log_create(users[Role.MANAGER], action=1, changes={"role": ["a", "b"]}, timestamp=moment)
    assert reader.get(PAGE, {"fra": "2030-07-01", "til": "2030-07-01"}).context["table"].paginator.count == 1
    assert reader.get(PAGE, {"fra": "2030-06-30", "til": "2030-06-30"}).context["table"].paginator.count == 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"fra": "i går"}, "Skriv en dato, fx 31.12.2026."),
        ({"fra": "0001-01-01"}, "Årstallet skal være mellem 2000 og 2199."),
        ({"til": "9999-12-31"}, "Årstallet skal være mellem 2000 og 2199."),
        ({"til": "2500-01-01"}, "Årstallet skal være mellem 2000 og 2199."),
        ({"fra": "2026-02-01", "til": "2026-01-01"}, "Den sidste dag er før den første. Byt om på dem."),
        ({"hvem": "999999"}, "Vælg fra listen."),
        ({"slags": "auth.permission"}, "Vælg fra listen."),
        ({"ord": "x" * 101}, "Skriv højst 100 tegn."),
        ({"hent": "pdf"}, "Siden kan hentes som CSV eller Excel."),
    ],
)
def test_what_cannot_be_read_is_said_and_narrows_nothing(reader, people, asked, said):
    shown = page_text(reader, PAGE, **asked)
    assert said in shown
    assert "administrator oprettede bruger «anna»." in shown


@pytest.mark.parametrize("asked", [{"side": "x", "page": "x"}, {"page": "99"}, {"ting": "' OR 1=1"}])
def test_odd_addresses_show_the_page(reader, people, asked):
    assert reader.get(PAGE, asked).status_code == 200


def test_nothing_found_says_what_to_do(reader):
    shown = page_text(reader, PAGE, ord="findesikke")
    assert "Ingen hændelser passer" in shown and "Vælg en længere periode eller færre ord" in shown


def test_empty_log_says_so(reader, monkeypatch):
    monkeypatch.setattr("aabenraa_plan.audit.views.entries_asked_for", lambda asked: AuditEntry.objects.none())
    assert "Ingen hændelser endnu" in page_text(reader, PAGE)


def test_size_of_a_cohort_is_hidden_from_whoever_may_not_upload(reader, small):
    shown = page_text(reader, PAGE, **COHORTS)
    assert "antal borgere skjult" in shown and "kilde" in shown
    places = [shown, page_text(reader, f"{PAGE}{small.pk}/"), *files(reader)]
    assert all("77431" not in place and "77.431" not in place for place in places)


def test_hidden_size_cannot_be_searched_for(reader, small):
    assert reader.get(PAGE, {"ord": "opgørelse"}).context["table"].paginator.count == 1
    for word in ("77431", "77.431", "Talt"):
        assert reader.get(PAGE, {"ord": word}).context["table"].paginator.count == 0


def files(client):
    csv = client.get(PAGE, COHORTS | {"hent": "csv", "tabel": "log"}).content.decode()
    book = load_workbook(BytesIO(client.get(PAGE, COHORTS | {"hent": "xlsx", "tabel": "log"}).content))
    return csv, " ".join(str(cell) for row in book.active.iter_rows(values_only=True) for cell in row)


def test_whoever_may_upload_would_see_the_size(reader, small, monkeypatch):
    monkeypatch.setitem(ROLE_ACTIONS, Role.APPROVER, ROLE_ACTIONS[Role.APPROVER] | {Action.UPLOAD})
    assert "→ 77.431" in page_text(reader, PAGE, **COHORTS)
    assert "77.431" in files(reader)[0]


def test_file_has_what_is_filtered_and_says_where_it_is_cut(reader, people, monkeypatch):
    asked = {"ord": "carl", "hent": "csv", "tabel": "log"}
    lines = reader.get(PAGE, asked).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Dato;Klokken;Hvem;Handling;Slags;Hvad;Ændringer;Begrundelse;Handlingens nummer"
    assert [line.split(";")[2:7] for line in lines[1:2]] == [
        ["administrator", "ændrede", "bruger", "carl", "rolle: Udvalgsmedlem → Leder"]
    ]
    assert len(lines) == 3
    monkeypatch.setattr(exports, "MOST_ROWS", 1)
    lines = reader.get(PAGE, asked).content.decode("utf-8-sig").splitlines()
    assert (
        lines[-1] == "Note: Filen har de nyeste 1 af 2 hændelser. Afgræns med en periode, og hent resten i flere filer."
    )


def test_page_takes_as_many_queries_with_one_entry_as_with_four(reader, people, users):
    def asked(**query):
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(PAGE, query).status_code == 200
        return len(queries)

    who = users[Role.ADMINISTRATOR].pk
    asked(hvem=who)
    assert asked(ord="anna", hvem=who) == asked(ord="r", hvem=who)


def test_log_is_paged(reader, users):
    with acting(users[Role.ADMINISTRATOR]):
        for number in range(26):
            User.objects.create_user(username=f"p{number}", role=Role.COMMITTEE)
    asked = {"hvem": users[Role.ADMINISTRATOR].pk}
    assert len(reader.get(PAGE, asked).context["table"].page.object_list) == 25
    assert len(reader.get(PAGE, asked | {"page": 2}).context["table"].page.object_list) == 1


def test_day_that_is_none_is_shown_as_it_was_typed(reader, people):
    shown = reader.get(PAGE, {"fra": "i går", "til": "31.12.2026"}).content.decode()
    assert '<input type="text" name="fra" value="i går"' in shown
    assert '<input type="date" name="til" value="2026-12-31"' in shown
