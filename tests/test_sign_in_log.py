"""The log over sign-ins, as the administrator reads it and takes it home."""

from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from aabenraa_plan.models import Role, SignIn
from tests.reading import page_text, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def admin(as_role):
    return as_role(Role.ADMINISTRATOR)


def signed_in(user, event, day: str, how="password"):
    entry = SignIn.objects.create(user=user, event=event, how=how, address="10.0.0.1")
    moment = timezone.make_aware(datetime.fromisoformat(f"{day}T23:30"))
    SignIn._base_manager.filter(pk=entry.pk).update(at=moment)


@pytest.fixture
def entries(users):
    SignIn.objects.all().delete()
    signed_in(users[Role.MANAGER], "in", "2026-05-01")
    signed_in(users[Role.MANAGER], "out", "2026-05-02", how="")
    signed_in(users[Role.ANALYST], "in", "2026-05-03", how="openid_connect")
    signed_in(None, "refused", "2026-05-04")


def test_sign_in_log_tells_who_came_in_and_who_did_not(entries, admin):
    page = page_text(admin, reverse("sign_in_log"), til="2026-05-04")
    assert "1. maj 2026 kl. 23.30 leder logget ind adgangskode 10.0.0.1" in page
    assert "2. maj 2026 kl. 23.30 leder logget ud – 10.0.0.1" in page
    assert "analytiker logget ind kommunens login 10.0.0.1" in page
    assert "ukendt brugernavn afvist adgangskode 10.0.0.1" in page


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ({"person": "LEDER"}, [2, 1]),
        ({"haendelse": "in", "til": "2026-05-04"}, [3, 1]),
        ({"fra": "2026-05-02", "til": "2026-05-03"}, [3, 2]),
        ({"fra": "i går", "til": "2026-05-01"}, [1]),
        ({"person": "999999", "til": "2026-05-01"}, [1]),
    ],
)
def test_sign_in_log_is_narrowed(asked, days, entries, admin, users):
    asked = {name: users[Role.MANAGER].pk if text == "LEDER" else text for name, text in asked.items()}
    table = admin.get(reverse("sign_in_log"), asked).context["table"]
    assert [timezone.localtime(row.record.at).day for row in table.rows] == days


@pytest.mark.parametrize("day", ["9999-12-31", "2500-01-01", "0001-01-01"])
@pytest.mark.parametrize("name", ["fra", "til"])
def test_sign_in_log_asked_for_a_day_of_no_such_year_says_so_and_is_not_narrowed(name, day, entries, admin):
    answer = admin.get(reverse("sign_in_log"), {name: day})
    assert "Årstallet skal være mellem 2000 og 2199." in text_of(answer)
    assert answer.context["table"].paginator.count == SignIn.objects.count()


def test_sign_in_log_says_what_is_wrong_with_what_it_was_asked(entries, admin):
    page = page_text(admin, reverse("sign_in_log"), fra="i går", haendelse="x", person="999999")
    assert "Skriv en dato, fx 31.12.2026." in page
    assert "Vælg en hændelse på listen." in page
    assert "Vælg en person på listen." in page


def test_sign_in_log_is_taken_home_as_it_is_narrowed(entries, admin, tmp_path):
    answer = admin.get(reverse("sign_in_log"), {"hent": "csv", "tabel": "login", "til": "2026-05-01"})
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Tidspunkt;Brugernavn;Hændelse;Hvordan;IP-adresse",
        "2026-05-01 23:30:00;leder;logget ind;adgangskode;10.0.0.1",
    ]
    path = tmp_path / "login.xlsx"
    path.write_bytes(admin.get(reverse("sign_in_log"), {"hent": "xlsx", "fra": "2026-05-04"}).content)
    assert ("ukendt brugernavn", "afvist") in {row[1:3] for row in load_workbook(path).active.values}


def test_sign_in_log_shows_twenty_five_at_a_time(admin, users):
    SignIn.objects.bulk_create(SignIn(user=users[Role.MANAGER], event="in") for _ in range(30))
    assert len(admin.get(reverse("sign_in_log")).context["table"].page) == 25
