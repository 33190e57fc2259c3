"""The overview is written once after a change and read many times; what is kept is never out of date."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import caches
from django.utils import timezone

from aabenraa_plan.models import Role
from budget.actions import choose_forecast, reopen_month
from budget.forecast import Choice, Method
from extracts import changes
from targets.models import Goal
from tests.cases import granted_case, on
from tests.ledgers import LATE, line_of, load_ledger
from tests.outcomes import loaded
from tests.reading import text_of


@pytest.fixture(autouse=True)
def two_shelves(nothing_kept, settings):
    settings.CACHES |= {
        "own": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test"},
        "shared": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kept_pages"},
    }
    caches["own"].clear()


@pytest.fixture
def reader(as_role):
    return as_role(Role.MANAGER)


def queries(client, where, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as captured:
        assert client.get(where).status_code == 200
    return len(captured)


def test_overview_that_nothing_changed_since_costs_one_query_more_than_an_empty_page(
    reader, django_assert_max_num_queries
):
    reader.get("/")
    # The session, the user, and the data version.
    assert queries(reader, "/", django_assert_max_num_queries) == 3


def test_overview_after_a_commit_shows_the_new_figure(reader, load):
    assert "86 % i 2023" not in text_of(reader.get("/"))
    load("borgertilfredshed;Aabenraa;2023;86;;;;;x")
    assert "86 % i 2023" in text_of(reader.get("/"))


def test_overview_is_written_anew_by_the_commit_and_not_by_its_first_reader(
    reader, load, django_capture_on_commit_callbacks, django_assert_max_num_queries
):
    with django_capture_on_commit_callbacks(execute=True):
        load("borgertilfredshed;Aabenraa;2023;86;;;;;x")
    assert queries(reader, "/", django_assert_max_num_queries) == 3


def test_overview_written_by_one_process_is_read_by_another(reader, django_assert_max_num_queries):
    reader.get("/")
    caches["own"].clear()  # another process has a memory of its own
    # As above, and both pieces read from the shared table: the plan in force and its overview.
    assert queries(reader, "/", django_assert_max_num_queries) == 5


def test_overview_is_not_kept_over_midnight(reader, monkeypatch, load):
    load("borgertilfredshed;Aabenraa;2023;86;;;;;x")
    reader.get("/")
    Goal.objects.filter(plan__slug="bp23", code="16").update(title="Omdøbt uden om alt")
    assert "Omdøbt uden om alt" not in text_of(reader.get("/"))
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *moment: tomorrow)
    assert "Omdøbt uden om alt" in text_of(reader.get("/"))


def test_approver_and_manager_share_the_kept_overview_but_not_the_tools(as_role):
    manager = text_of(as_role(Role.MANAGER).get("/"))
    approver = text_of(as_role(Role.APPROVER).get("/"))
    assert "Rediger planen" in manager
    assert "Rediger planen" not in approver
    assert approver.count("Fleksjobledighed") == manager.count("Fleksjobledighed")


def test_listener_that_fails_undoes_nothing_and_is_logged(
    load, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def fails():
        raise RuntimeError("listener")

    monkeypatch.setattr(changes, "LISTENERS", [fails])
    with django_capture_on_commit_callbacks(execute=True):
        upload = load("borgertilfredshed;Aabenraa;2023;86;;;;;x")
    upload.refresh_from_db()
    assert upload.status == "committed"
    assert "listener" in caplog.text


def test_change_is_told_once_a_transaction(load, monkeypatch, django_capture_on_commit_callbacks):
    told = []
    monkeypatch.setattr(changes, "LISTENERS", [lambda: told.append(True)])
    with django_capture_on_commit_callbacks(execute=True):
        load("borgertilfredshed;Aabenraa;2023;86;;;;;x")
        load("borgertilfredshed;Aabenraa;2024;86;;;;;x")
    assert told == [True]


def test_year_of_the_budget_that_nothing_changed_since_costs_one_query_more_than_an_empty_page(
    reader, quarter, django_assert_max_num_queries
):
    reader.get("/budget/2023/")
    assert queries(reader, "/budget/2023/", django_assert_max_num_queries) == 3


def test_year_of_the_budget_follows_every_kind_of_change(reader, quarter, by):
    # Worked by hand in tests/test_budget_year.py; the case adds 1.000.000 kr. to the budget.
    assert "71.280 +1.219" in text_of(reader.get("/budget/2023/"))
    load_ledger(LATE)
    assert "71.700 +1.639" in text_of(reader.get("/budget/2023/"))
    granted_case(on("1000000"), by=by)
    assert "71.700 +639" in text_of(reader.get("/budget/2023/"))
    key = line_of(2023, "sygedagpenge").key
    choose_forecast(year=2023, line=key, choice=Choice(Method.OWN, Decimal(72_000_000)), by=by, reason="Erfaring")
    assert "72.000 +939" in text_of(reader.get("/budget/2023/"))
    reopen_month(year=2023, month=3, by=by, reason="Fejl")
    assert "efter februar 2023" in text_of(reader.get("/budget/2023/"))


KIK_II = "/indsatser/kik-ii/"


def test_initiative_that_nothing_changed_since_is_not_worked_out_again(reader, django_assert_max_num_queries):
    reader.get(KIK_II)
    # The session, the user, and the data version.
    assert queries(reader, KIK_II, django_assert_max_num_queries) == 3


def test_initiative_shows_a_new_figure_after_its_commit(as_role):
    reader = as_role(Role.ANALYST)
    assert "977" not in text_of(reader.get(KIK_II))
    loaded("KIK II;alle;31.08.2018;fortsat-kontant-uddannelseshjaelp;977;;;x")
    assert "977 65,8 %" in text_of(reader.get(KIK_II))


@pytest.mark.parametrize("roles", [(Role.ANALYST, Role.APPROVER), (Role.APPROVER, Role.ANALYST)])
def test_initiative_kept_for_one_role_is_not_shown_to_another(roles, as_role):
    # 81 of 1.128 who started are on other support.
    seen = {role: "81 7,2 %" in text_of(as_role(role).get(KIK_II)) for role in roles}
    assert seen == {Role.ANALYST: True, Role.APPROVER: False}
