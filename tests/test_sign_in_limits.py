"""How often one may try, from where, and how long one stays in."""

import subprocess
import sys

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from aabenraa_plan import settings as written
from aabenraa_plan.models import Role, SignIn
from tests.second_steps import switch_on

pytestmark = pytest.mark.embedded
LONG = "en lang sætning om jobcentret"
COUNTED = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "sign_in_counts"},
    "own": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "shared": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
WAIT = "Vent et kvarter, og prøv så igen."


@pytest.fixture
def person(users):
    user = users[Role.MANAGER]
    user.set_password(LONG)
    user.save()
    return user


@pytest.fixture
def counted(settings, db):
    """The counting that is switched off in the other tests: in the table that all processes share."""
    settings.CACHES = COUNTED
    cache.clear()


def log_in(client, username="leder", password="forkert", **more):
    return client.post(reverse("account_login"), {"login": username, "password": password}, **more)


def page(answer):
    return answer.content.decode()


def test_sixth_try_on_a_name_is_refused_whatever_the_password_and_wherever_from(person, counted):
    for number in range(5):
        assert WAIT not in page(log_in(Client(), REMOTE_ADDR=f"10.0.0.{number}"))
    answer = log_in(Client(), password=LONG, REMOTE_ADDR="10.0.0.9")
    assert WAIT in page(answer)
    assert [row.event for row in SignIn.objects.order_by("pk")] == [*["refused"] * 5, "locked"]
    assert SignIn.objects.first().user == person
    assert WAIT not in page(log_in(Client(), username="analytiker", REMOTE_ADDR="10.0.0.9"))


def test_name_that_is_nobodys_is_locked_in_the_same_way(counted):
    answers = [page(log_in(Client(), username="ingen")) for _ in range(6)]
    assert [WAIT in answer for answer in answers] == [False, False, False, False, False, True]
    assert set(SignIn.objects.values_list("user", flat=True)) == {None}


def test_counts_lie_where_every_process_sees_them():
    """As written: the tests have caches of their own."""
    assert written.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert written.CACHES["default"]["LOCATION"] == "sign_in_counts"


def test_twenty_first_wrong_try_from_one_address_is_refused(counted):
    answers = [page(log_in(Client(), username=f"navn{number}", REMOTE_ADDR="10.0.0.1")) for number in range(21)]
    assert [WAIT in answer for answer in answers] == [*[False] * 20, True]
    assert WAIT not in page(log_in(Client(), username="andet", REMOTE_ADDR="10.0.0.2"))


@pytest.mark.parametrize(
    ("proxies", "said", "known_as"),
    [
        (0, "1.2.3.4", "10.0.0.1"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.7", "1.2.3.4"),
    ],
)
def test_address_is_what_our_own_proxies_say_and_not_what_the_caller_says(proxies, said, known_as, db, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    log_in(Client(), REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": said})
    assert SignIn.objects.get().address == known_as


def test_faked_address_does_not_start_the_count_anew(counted, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    answers = [
        page(log_in(Client(), username=f"n{number}", headers={"x-forwarded-for": f"6.6.6.{number}, 1.2.3.4"}))
        for number in range(21)
    ]
    assert [WAIT in answer for answer in answers] == [*[False] * 20, True]


def test_sixth_mail_for_one_address_is_refused_known_or_not(person, counted):
    for email in ("leder@kommune.test", "ingen@kommune.test"):
        asked = [Client().post(reverse("account_reset_password"), {"email": email}) for _ in range(6)]
        assert [answer.status_code for answer in asked] == [302, 302, 302, 302, 302, 429]
        assert "Vent et øjeblik" in page(asked[-1])


def test_sixth_wrong_password_locks_the_page_that_asks_for_it_again(client, person, counted):
    client.force_login(person)
    answers = [page(client.post(reverse("account_reauthenticate"), {"password": "forkert"})) for _ in range(6)]
    assert [WAIT in answer for answer in answers] == [False, False, False, False, False, True]


def test_sixth_wrong_code_is_refused_and_noted(client, person, counted):
    log_in(client, password=LONG)
    switch_on(client)
    client.post(reverse("account_logout"))
    log_in(client, password=LONG)
    answers = [page(client.post(reverse("mfa_authenticate"), {"code": "000000"})) for _ in range(6)]
    assert [WAIT in answer for answer in answers] == [False, False, False, False, False, True]
    assert (SignIn.objects.first().event, SignIn.objects.first().how) == ("locked", "totp")


def session_with(client, **marks):
    session = client.session
    for name, seconds in marks.items():
        session[name] -= seconds
    session.save()


@pytest.mark.parametrize(
    ("seen", "begun", "said"),
    [
        (59 * 60, 59 * 60, None),
        (60 * 60, 60 * 60, "fordi du ikke har brugt siden i 60 minutter"),
        (10, 10 * 3600, "fordi det er 10 timer siden, du loggede ind"),
        (10, 10 * 3600 - 10, None),
    ],
)
def test_session_ends_when_it_is_not_used_and_after_a_working_day(seen, begun, said, client, person):
    client.force_login(person)
    session_with(client, seen_at=seen, signed_in_at=begun)
    answer = client.get(reverse("account"))
    if said is None:
        assert answer.status_code == 200
        return
    assert answer.url == f"{reverse('account_login')}?next={reverse('account')}"
    assert said in page(client.get(answer.url))
    assert SignIn.objects.first().event == "out"


def test_session_that_does_not_know_when_it_began_is_over(client, person):
    client.force_login(person)
    session = client.session
    del session["signed_in_at"]
    session.save()
    assert client.get(reverse("account")).status_code == 302


def test_use_renews_the_session_but_writes_at_most_once_a_minute(client, person):
    client.force_login(person)
    session_with(client, seen_at=50)
    before = client.session["seen_at"]
    client.get(reverse("account"))
    assert client.session["seen_at"] == before
    session_with(client, seen_at=20)
    client.get(reverse("account"))
    assert client.session["seen_at"] >= before + 50


def test_form_sent_after_the_end_leads_to_the_login_and_back(client, person):
    client.force_login(person)
    session_with(client, seen_at=3600)
    answer = client.post(reverse("plan_new"), headers={"referer": "http://testserver/planer/bp23/"})
    assert answer.url == f"{reverse('account_login')}?next=/planer/bp23/"


def test_session_is_kept_by_the_browser_no_longer_than_it_is_open(client, person):
    log_in(client, password=LONG)
    assert client.cookies["sessionid"]["max-age"] == ""


def test_second_step_is_required_unless_debugging(settings):
    asked = "from aabenraa_plan import settings; print(settings.MFA_REQUIRED, settings.ALLAUTH_TRUSTED_PROXY_COUNT)"
    said = [
        subprocess.run(
            [sys.executable, "-c", asked],
            env={"SECRET_KEY": "only-for-this-test, and long enough for a real site 1234", "DEBUG": debug},
            cwd=settings.BASE_DIR,
            capture_output=True,
            check=True,
        ).stdout.split()
        for debug in ("true", "false")
    ]
    assert said == [[b"False", b"0"], [b"True", b"1"]]
