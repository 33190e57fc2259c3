"""What the database says when something is the matter with it, and what the page says then."""

from unittest.mock import patch

import pytest
from django.db import DatabaseError, InternalError, OperationalError
from django.urls import reverse

from aabenraa_plan import unavailable
from aabenraa_plan.models import Role
from tests.reading import text_of

pytestmark = pytest.mark.django_db
LOST = "Databasen svarer ikke lige nu"
READ_ONLY = "Der kan ikke gemmes lige nu"
PERHAPS = "Enten er alt det gemt, som du bad om, eller intet af det. Se efter, før du gør det igen."
NOTHING = "Intet er gemt."


@pytest.fixture
def strict(client, db, users):
    client.raise_request_exception = False
    client.force_login(users[Role.ANALYST])
    return client


def named(name: str, **attributes) -> Exception:
    return type(name, (Exception,), attributes)("told by the server")


SAID = [
    (DatabaseError, {}, LOST, PERHAPS),
    (OperationalError, {}, LOST, PERHAPS),
    (OperationalError, {"pgcode": "57P01"}, LOST, PERHAPS),
    (OperationalError, {"pgcode": "53100"}, "Der er ikke mere plads i systemet", NOTHING),
    (OperationalError, {"sqlite_errorname": "SQLITE_FULL"}, "Der er ikke mere plads i systemet", NOTHING),
    (OperationalError, {"sqlite_errorname": "SQLITE_BUSY_SNAPSHOT"}, "Der er for travlt", NOTHING),
    (OperationalError, {"pgcode": "53300"}, "Der er for travlt", NOTHING),
    (InternalError, {"pgcode": "25006"}, READ_ONLY, NOTHING),
    (OperationalError, {"sqlite_errorname": "SQLITE_READONLY_DBMOVED"}, READ_ONLY, NOTHING),
    (OperationalError, {"sqlite_errorname": "SQLITE_IOERR_WRITE"}, LOST, PERHAPS),
]


@pytest.mark.embedded
@pytest.mark.parametrize(("kind", "attributes", "title", "outcome"), SAID)
def test_trouble_of_the_database_is_told_in_words(kind, attributes, title, outcome, strict):
    problem = kind("told by the driver")
    problem.__cause__ = named("DriverError", **attributes)
    with patch("targets.views.calendar.set_responsible", side_effect=problem):
        page = strict.post(reverse("indicator_responsible", args=["fleksjobledighed"]), {"responsible": ""})
    assert page.status_code == 503
    assert title in text_of(page)
    assert outcome in text_of(page)
    with patch("targets.views.calendar.calendar_rows", side_effect=problem):
        page = strict.get(reverse("data_calendar"))
    assert (page.status_code, outcome in text_of(page)) == (503, False)
    assert "Ingen tal er ændret." in text_of(page)


@pytest.mark.embedded
def test_mistake_in_the_program_is_not_laid_on_the_database(strict):
    problem = OperationalError("no such table")
    problem.__cause__ = named("DriverError", sqlite_errorname="SQLITE_ERROR")
    for mistake in (problem, ValueError("x"), InternalError("x")):
        with patch("targets.views.calendar.calendar_rows", side_effect=mistake):
            page = strict.get(reverse("data_calendar"))
        assert page.status_code == 500
        assert "Noget gik galt hos os" in text_of(page)


def test_page_of_a_lost_database_asks_the_database_nothing(strict, django_assert_num_queries):
    gone = patch("targets.views.calendar.calendar_rows", side_effect=OperationalError("gone"))
    # Only the session and its user, before the page is begun.
    with gone, django_assert_num_queries(2):
        page = strict.get(reverse("data_calendar"))
    assert page.status_code == 503
    assert unavailable.trouble_of(None) is None
