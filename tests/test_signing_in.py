"""Signing in with a password, the own account, and what the log keeps of it."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from aabenraa_plan.models import Role, SignIn, User

pytestmark = pytest.mark.embedded
LONG = "en lang sætning om jobcentret"
OTHER = "endnu en sætning om noget andet"


@pytest.fixture
def manager_with_mail(users):
    user = users[Role.MANAGER]
    user.email = "leder@kommune.test"
    user.set_password(LONG)
    user.save()
    return user


def log_in(client, username="leder", password=LONG, **more):
    return client.post(reverse("account_login"), {"login": username, "password": password}, **more)


def events():
    return [(row.user and row.user.username, row.event, row.how) for row in SignIn.objects.order_by("pk")]


def page(answer):
    return answer.content.decode()


def test_log_in_and_out_are_kept_with_the_means_and_the_address(client, manager_with_mail):
    assert log_in(client, REMOTE_ADDR="10.1.2.3").url == "/"
    client.post(reverse("account_logout"))
    assert events() == [("leder", "in", "password"), ("leder", "out", "")]
    assert SignIn.objects.last().address == "10.1.2.3"


def test_session_from_before_the_login_is_another_one_after_it(client, manager_with_mail):
    """Whoever planted the number of a session in somebody's browser knows none that is logged in."""
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    assert client.cookies["sessionid"].value == planted
    log_in(client)
    assert client.session["_auth_user_id"] == str(manager_with_mail.pk)
    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(pk=planted).exists()


def test_wrong_password_is_kept_as_refused_and_what_was_typed_is_not(client, manager_with_mail):
    answer = log_in(client, password="forkert")
    assert "Brugernavn og adgangskode passer ikke sammen. Prøv igen." in page(answer)
    log_in(client, username="hemmeligt", password="forkert")
    assert events() == [("leder", "refused", "password"), (None, "refused", "password")]
    assert "hemmeligt" not in str(list(SignIn.objects.values()))


def test_inactive_person_is_told_so_only_with_the_right_password(client, manager_with_mail):
    User.objects.filter(pk=manager_with_mail.pk).update(is_active=False)
    assert "passer ikke sammen" in page(log_in(client, password="forkert"))
    answer = log_in(client)
    assert answer.url == reverse("account_inactive")
    assert "Adgangen er lukket" in page(client.get(answer.url))
    assert "_auth_user_id" not in client.session
    assert events() == [("leder", "refused", "password"), ("leder", "refused", "password")]


def test_system_user_never_logs_in_even_with_a_password(client, db):
    system = User.objects.system()
    system.set_password(LONG)
    system.save()
    assert log_in(client, username="system").url == reverse("account_inactive")
    client.force_login(system)
    assert client.get("/").url.startswith(reverse("account_login"))


def test_login_page_offers_what_there_is(client, db):
    text = page(client.get(reverse("account_login")))
    assert "Har du glemt adgangskoden?" in text
    assert "Log ind med" not in text
    assert "remember" not in text
    assert "placeholder" not in text


def test_own_account_says_who_one_is_and_when_one_logged_in(client, manager_with_mail):
    log_in(client, REMOTE_ADDR="10.1.2.3")
    text = page(client.get(reverse("account")))
    assert "Din rolle er leder." in text
    assert "leder@kommune.test" in text
    assert "Du logger ind med adgangskoden alene." in text
    assert "<td>logget ind</td><td>adgangskode</td><td>10.1.2.3</td>" in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("forkert", OTHER, OTHER), "Det er ikke din nuværende adgangskode."),
        ((LONG, OTHER, "noget helt tredje her"), "De to adgangskoder er ikke ens."),
        ((LONG, "elleve tegn", "elleve tegn"), "mindst 12 tegn"),
        ((LONG, "password1234", "password1234"), "for almindelig"),
        ((LONG, "leder@kommune.test", "leder@kommune.test"), "minder for meget om"),
    ],
)
def test_password_is_not_changed_to_a_bad_one(typed, said, client, manager_with_mail):
    client.force_login(manager_with_mail)
    form = dict(zip(("oldpassword", "password1", "password2"), typed, strict=True))
    assert said in page(client.post(reverse("account_change_password"), form))
    manager_with_mail.refresh_from_db()
    assert manager_with_mail.check_password(LONG)


def test_changed_password_ends_the_other_sessions_and_is_told_by_mail(client, second_browser, manager_with_mail):
    client.force_login(manager_with_mail)
    second_browser.force_login(manager_with_mail)
    form = {"oldpassword": LONG, "password1": OTHER, "password2": OTHER}
    assert client.post(reverse("account_change_password"), form).url == reverse("account")
    assert client.get(reverse("account")).status_code == 200
    assert second_browser.get(reverse("account")).url.startswith(reverse("account_login"))
    assert [sent.subject for sent in mail.outbox] == ["Mål og budget: din adgangskode er skiftet"]
    assert mail.outbox[0].to == ["leder@kommune.test"]


@pytest.fixture
def second_browser():
    return Client()


def ask_for_link(client, email):
    return client.post(reverse("account_reset_password"), {"email": email})


def link_in_mail():
    return re.search(r"https?://testserver(/adgangskode/ny/\S+)", mail.outbox[-1].body).group(1)


def test_forgotten_password_is_chosen_anew_by_a_link_that_works_once(client, manager_with_mail):
    ask_for_link(client, "leder@kommune.test")
    assert mail.outbox[0].subject == "Mål og budget: vælg en ny adgangskode"
    where = link_in_mail()
    form = client.get(where).url
    assert where not in form
    assert "Adgangskoden er gemt" in page(client.post(form, {"password1": OTHER, "password2": OTHER}, follow=True))
    assert log_in(client, password=OTHER).url == "/"
    assert "Linket virker ikke" in page(client.get(where))


def test_reset_tells_nobody_which_addresses_have_an_account(client, manager_with_mail):
    known, unknown = ask_for_link(client, "leder@kommune.test"), ask_for_link(client, "ingen@kommune.test")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [sent.to for sent in mail.outbox] == [["leder@kommune.test"], ["ingen@kommune.test"]]
    assert "/adgangskode/ny/" not in mail.outbox[1].body


def test_link_is_never_mailed_to_an_address_the_account_no_longer_has(client, manager_with_mail):
    ask_for_link(client, "leder@kommune.test")
    User.objects.filter(pk=manager_with_mail.pk).update(email="ny@kommune.test")
    ask_for_link(client, "leder@kommune.test")
    assert "Adressen hører ikke til en konto her." in mail.outbox[1].body
    where = re.search(r"/adgangskode/ny/\S+", mail.outbox[0].body).group()
    assert "Linket virker ikke" in page(client.get(where))


def test_mail_that_cannot_be_sent_is_said_and_nothing_is_changed(client, manager_with_mail, settings):
    settings.EMAIL_BACKEND = "tests.broken_mail.Backend"
    for email in ("leder@kommune.test", "ingen@kommune.test"):
        answer = ask_for_link(client, email)
        assert answer.status_code == 503
        assert "Mailen kunne ikke sendes" in page(answer)


def test_password_changes_though_the_mail_about_it_cannot_be_sent(client, manager_with_mail, settings):
    settings.EMAIL_BACKEND = "tests.broken_mail.Backend"
    client.force_login(manager_with_mail)
    form = {"oldpassword": LONG, "password1": OTHER, "password2": OTHER}
    assert client.post(reverse("account_change_password"), form).url == reverse("account")


def test_changed_role_acts_at_once(client, manager_with_mail):
    client.force_login(manager_with_mail)
    assert client.get(reverse("plan_new")).status_code == 200
    User.objects.filter(pk=manager_with_mail.pk).update(role=Role.COMMITTEE)
    assert client.get(reverse("plan_new")).status_code == 403


def test_nobody_registers_themselves(client, db):
    assert client.get("/accounts/signup/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_reset_two_steps_refuses_a_name_that_is_nobodys(db):
    with pytest.raises(CommandError, match="Nobody is called ukendt"):
        call_command("reset_two_steps", "ukendt")
