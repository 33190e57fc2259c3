"""The second step: an app, a key, recovery codes, and who must have one."""

import json
import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from aabenraa_plan.models import AccountChange, Role, SignIn
from aabenraa_plan.signin.actions import remove_second_step
from tests.second_steps import code_of, secret_on, switch_on

LONG = "en lang sætning om jobcentret"
EVERYWHERE = ["overview", "reports", "plan_new", "uploads", "budget"]


@pytest.fixture
def person(users):
    user = users[Role.MANAGER]
    user.email = "leder@kommune.test"
    user.set_password(LONG)
    user.save()
    return user


@pytest.fixture
def required(settings):
    settings.MFA_REQUIRED = True


def log_in(client):
    return client.post(reverse("account_login"), {"login": "leder", "password": LONG})


def page(answer):
    return answer.content.decode()


def give_code(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


@pytest.mark.embedded
def test_without_a_second_step_one_comes_no_further_than_to_ones_own_account(client, person, required):
    log_in(client)
    for name in EVERYWHERE:
        assert client.get(reverse(name)).url == reverse("mfa_index")
    assert client.post(reverse("plan_new")).url == reverse("mfa_index")
    assert "Indtil da kan du kun se din konto." in page(client.get(reverse("mfa_index")))
    for name in ("account", "account_change_password", "mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(name)).status_code == 200
    switch_on(client)
    assert client.get(reverse("overview")).status_code == 200


@pytest.mark.embedded
def test_without_a_second_step_all_is_open_where_none_is_required(client, person):
    log_in(client)
    assert client.get(reverse("overview")).status_code == 200


@pytest.mark.embedded
def test_password_alone_opens_nothing_for_who_has_an_app(client, person, required):
    log_in(client)
    secret = switch_on(client)
    client.post(reverse("account_logout"))
    assert log_in(client).url.startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("overview")).url.startswith(reverse("account_login"))
    assert "Koden passer ikke." in page(give_code(client, "000000"))
    assert "_auth_user_id" not in client.session
    assert give_code(client, code_of(secret)).url == "/"
    assert client.get(reverse("overview")).status_code == 200
    assert [(row.event, row.how) for row in SignIn.objects.order_by("pk")][-2:] == [
        ("refused", "totp"),
        ("in", "totp"),
    ]


@pytest.mark.embedded
def test_code_of_another_half_minute_does_not_fit(client, person):
    log_in(client)
    secret = switch_on(client)
    client.post(reverse("account_logout"))
    log_in(client)
    assert "Koden passer ikke." in page(give_code(client, code_of(secret, ahead=-2)))


@pytest.mark.embedded
def test_code_is_taken_once(client, person, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "once"}}
    log_in(client)
    secret = switch_on(client)
    answers = []
    for _ in range(2):
        client.post(reverse("account_logout"))
        log_in(client)
        answers.append(give_code(client, code_of(secret)).status_code)
    # A code that just ran out would give 302 twice; it never is the same code then.
    assert answers == [302, 200]


@pytest.mark.embedded
def test_app_is_switched_on_with_a_drawing_the_policy_allows(client, person):
    log_in(client)
    text = page(client.get(reverse("mfa_activate_totp")))
    assert '<svg role="img" aria-label="QR-kode til din app"' in text
    assert "data:" not in text
    assert "style=" not in text.split("<main", 1)[1]
    assert "Koden passer ikke." in page(client.post(reverse("mfa_activate_totp"), {"code": "000000"}))
    switch_on(client)
    assert "Appen er slået til." in page(client.get(reverse("mfa_index")))


@pytest.mark.embedded
def test_recovery_codes_are_made_with_the_app_and_work_once_each(client, person):
    log_in(client)
    switch_on(client)
    text = page(client.get(reverse("mfa_download_recovery_codes")))
    codes = re.findall(r"^\d{8}$", text, re.MULTILINE)
    assert len(set(codes)) == 10
    client.post(reverse("account_logout"))
    log_in(client)
    assert give_code(client, codes[0]).url == "/"
    assert SignIn.objects.first().how == "recovery_codes"
    client.post(reverse("account_logout"))
    log_in(client)
    assert give_code(client, codes[0]).status_code == 200
    assert give_code(client, codes[1]).url == "/"
    assert "8 af 10 er ikke brugt." in page(client.get(reverse("mfa_index")))


@pytest.mark.embedded
def test_secrets_are_not_readable_in_the_database_and_survive_a_change_of_keys(client, person, settings):
    log_in(client)
    secret = switch_on(client)
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    client.post(reverse("account_logout"))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key", [settings.SECRET_KEY]
    log_in(client)
    assert give_code(client, code_of(secret)).url == "/"
    client.post(reverse("account_logout"))
    settings.SECRET_KEY_FALLBACKS = []
    log_in(client)
    assert "Koden passer ikke." in page(give_code(client, code_of(secret)))


@pytest.mark.embedded
def test_secrets_sealed_anew_need_the_earlier_key_no_more(client, person, settings):
    log_in(client)
    secret = switch_on(client)
    codes = re.findall(r"^\d{8}$", page(client.get(reverse("mfa_download_recovery_codes"))), re.MULTILINE)
    client.post(reverse("account_logout"))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key", [settings.SECRET_KEY]
    out = StringIO()
    call_command("seal_second_steps", stdout=out)
    assert out.getvalue() == "2 secrets are under the key in use.\n"
    settings.SECRET_KEY_FALLBACKS = []
    for code in (code_of(secret), codes[0]):
        log_in(client)
        assert give_code(client, code).url == "/"
        client.post(reverse("account_logout"))


@pytest.mark.embedded
def test_secrets_whose_key_is_gone_are_counted_and_left_alone(client, person, settings):
    log_in(client)
    switch_on(client)
    before = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
    settings.SECRET_KEY = "another-key"
    with pytest.raises(CommandError, match="2 secrets fit none of the keys"):
        call_command("seal_second_steps", stdout=StringIO())
    assert list(Authenticator.objects.order_by("pk").values_list("data", flat=True)) == before


@pytest.mark.embedded
def test_password_is_asked_for_again_before_the_second_step_is_changed(client, person):
    client.force_login(person)
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
    where = f"{reverse('account_reauthenticate')}?next={reverse('mfa_activate_totp')}"
    assert "Adgangskoden passer ikke." in page(client.post(where, {"password": "forkert"}))
    assert client.post(where, {"password": LONG}).url == reverse("mfa_activate_totp")
    assert secret_on(page(client.get(reverse("mfa_activate_totp"))))


@pytest.mark.embedded
def test_last_second_step_stays_where_one_is_required(client, person, required):
    log_in(client)
    switch_on(client)
    refused = page(client.post(reverse("mfa_deactivate_totp")))
    assert "Dit andet trin kan ikke fjernes" in refused
    assert Authenticator.objects.filter(user=person, type="totp").exists()


@pytest.mark.embedded
def test_removed_second_step_is_missed_at_once_and_told(
    client, person, users, settings, django_capture_on_commit_callbacks
):
    settings.MFA_REQUIRED = True
    log_in(client)
    switch_on(client)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_second_step(user=person, by=users[Role.ADMINISTRATOR]) == 2
    assert client.get(reverse("overview")).url == reverse("mfa_index")
    assert mail.outbox[0].subject == "Mål og budget: dit andet trin er fjernet"
    assert "administrator har fjernet dit andet trin" in mail.outbox[0].body


@pytest.mark.embedded
def test_reset_two_steps_removes_the_app_and_says_who_did(client, person):
    log_in(client)
    switch_on(client)
    said = StringIO()
    call_command("reset_two_steps", "leder", stdout=said)
    assert "leder has no second step any more" in said.getvalue()
    assert not Authenticator.objects.exists()
    assert [(row.username, row.step, row.by.username) for row in AccountChange.objects.all()] == [
        ("leder", "second_step", "system")
    ]


@pytest.mark.embedded
@pytest.mark.parametrize("name", ["mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_deactivate_totp"])
def test_step_that_is_not_there_leads_to_those_that_are(name, client, person):
    log_in(client)
    assert client.get(reverse(name)).url == reverse("mfa_index")


@pytest.mark.embedded
def test_key_of_somebody_else_cannot_be_renamed_or_removed(client, person, users):
    key = Authenticator.objects.create(user=users[Role.ANALYST], type="webauthn", data={"name": "Min"})
    log_in(client)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.post(reverse(name, args=[key.pk]), {"name": "x"}).url == reverse("mfa_index")
    key.refresh_from_db()
    assert key.data == {"name": "Min"}
