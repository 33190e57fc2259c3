"""Signing in with the municipality's own accounts: whose account it is, its role, and who stays out."""

import subprocess
import sys
from types import SimpleNamespace

import pytest
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory
from django.urls import reverse

from aabenraa_plan.models import AccountChange, Role, SignIn, User
from aabenraa_plan.running.logs import JsonLines
from aabenraa_plan.signin.configuring import one_provider, origins
from tests.browsing import PHONE, WIDE, accessible, fits, words
from tests.openid import PASSWORD, OpenIdProvider

ROLES = {"jobcenter-analyse": "analytiker", "jobcenter-ledelse": "leder", "jobcenter-admin": "administrator"}
ISSUER = "https://login.kommune.test"


@pytest.fixture
def configured(settings):
    def configure(server=ISSUER, client="maal-og-budget", secret="x"):
        how = {"name": "kommunens login", "scopes": ["groups"], "encrypted": False}
        settings.SOCIALACCOUNT_PROVIDERS = one_provider(server=server, client=client, secret=secret, **how)
        settings.OIDC_ROLES, settings.OIDC_GROUPS_CLAIM, settings.MFA_REQUIRED = ROLES, "groups", True
        directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        allowed = {"form-action": [*directives["form-action"], *origins(server)]}
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives | allowed}

    return configure


@pytest.fixture
def provider(site, configured):
    answer_to = site + reverse("openid_connect_callback", args=["kommune"])
    provider = OpenIdProvider(answer_to=answer_to)
    configured(provider.url, provider.client, provider.secret)
    yield provider
    provider.stop()


@pytest.fixture
def came_to(chromium, site, provider):
    """Sign in at the provider in a browser of one's own; returns the page one comes to."""
    contexts, complaints = [], []

    def sign_in(name):
        contexts.append(chromium.new_context(viewport=WIDE, locale="da-DK"))
        page = contexts[-1].new_page()
        page.goto(f"{site}/log-ind/")
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        page.get_by_role("button", name="Log ind med kommunens login").click()
        page.locator("input[name=login]").fill(name)
        page.locator("input[name=login]").press("Enter")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(f"{site}/**")
        return page

    yield sign_in
    for opened in contexts:
        opened.close()
    assert complaints == []


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_group_decides_the_role_at_each_sign_in_and_nobody_without_one_comes_in(came_to, provider, site):
    provider.put_user("ea", "jobcenter-analyse")
    page = came_to("ea")
    assert page.url == f"{site}/"
    page.get_by_role("link", name="Min konto").click()
    assert "Du er logget ind som Ea Holm. Din rolle er analytiker." in words(page)
    assert "Du logger ind med kommunens login." in words(page)
    for viewport in (PHONE, WIDE):
        page.set_viewport_size(viewport)
        accessible(page)
        fits(page)
    provider.put_user("ea", "jobcenter-ledelse", email="ny@kommune.test")
    assert came_to("ea").url == f"{site}/"
    account = User.objects.get(first_name="Ea")
    assert (account.role, account.email, account.has_usable_password()) == ("leder", "ny@kommune.test", False)
    provider.put_user("ea", "en-anden-gruppe")
    page = came_to("ea")
    assert "du er ikke med i en gruppe, der giver adgang" in words(page)
    accessible(page)
    page.goto(f"{site}/")
    assert "/log-ind/" in page.url
    provider.put_user("ea", "jobcenter-analyse")
    User.objects.filter(pk=account.pk).update(is_active=False)
    assert came_to("ea").url == f"{site}/log-ind/lukket/"
    assert [(row.event, row.how) for row in SignIn.objects.filter(user=account).order_by("pk")] == [
        *[("in", "openid_connect")] * 2,
        *[("refused", "openid_connect")] * 2,
    ]
    assert User.objects.get(pk=account.pk).role == "leder"


def claims(subject="1", groups=("jobcenter-analyse",), **more):
    return {"iss": ISSUER, "sub": subject, "groups": list(groups), "name": "Ea Holm", **more}


def come(id_token, userinfo=None, process="login"):
    """What happens once the provider has answered; returns the page and the request."""
    request = RequestFactory().get(reverse("openid_connect_callback", args=["kommune"]))
    request.user, request.allauth = AnonymousUser(), SimpleNamespace()
    request._messages = CookieStorage(request)
    request.session = SessionStore()
    with context.request_context(request):
        kommune = get_adapter().get_provider(request, "kommune")
        login = kommune.sociallogin_from_response(request, {"id_token": id_token, "userinfo": userinfo or {}})
        login.state = {"process": process}
        return complete_social_login(request, login), request


@pytest.mark.embedded
def test_local_account_with_the_same_name_and_e_mail_is_not_taken_over(configured, users):
    configured()
    administrator = users[Role.ADMINISTRATOR]
    User.objects.filter(pk=administrator.pk).update(email="chef@kommune.test")
    attack = {"email": "chef@kommune.test", "email_verified": True, "preferred_username": "administrator"}
    _, request = come(claims(**attack))
    assert request.user.pk != administrator.pk
    assert (request.user.role, request.user.username != "administrator") == ("analytiker", True)
    administrator.refresh_from_db()
    assert administrator.role == "administrator"
    assert not administrator.socialaccount_set.exists()


@pytest.mark.embedded
def test_same_number_at_another_issuer_is_another_person(configured, db):
    configured()
    _, first = come(claims())
    _, again = come(claims(email="ny@kommune.test", preferred_username="andet"))
    _, other = come(claims() | {"iss": "https://andre.test"})
    assert first.user == again.user
    assert first.user != other.user


@pytest.mark.embedded
def test_person_who_comes_in_two_tabs_at_once_has_one_account(configured, db, monkeypatch):
    """The second tab looked for the account before the first had made it."""
    configured()
    come(claims())
    people = User.objects.count()
    monkeypatch.setattr(SocialLogin, "lookup", lambda login: None)
    answer, _ = come(claims())
    assert answer.url == reverse("account_login")
    assert (User.objects.count(), SocialAccount.objects.count()) == (people, 1)


@pytest.mark.embedded
@pytest.mark.parametrize(
    ("id_token", "userinfo"),
    [
        (claims(groups=[]), {}),
        (claims(groups=["JOBCENTER-ANALYSE"]), {}),
        (claims(), {"sub": "2", "groups": ["jobcenter-admin"]}),
        ({"groups": ["jobcenter-admin"], "name": "x", "sub": "1"}, {}),
    ],
    ids=["no group", "another spelling", "answers about two people", "no issuer"],
)
def test_nobody_is_let_in_on_such_an_answer(id_token, userinfo, configured, db):
    configured()
    answer, request = come(id_token, userinfo)
    assert answer.status_code == 403
    assert "Du har ikke adgang endnu" in answer.content.decode()
    assert "_auth_user_id" not in request.session
    assert not SocialAccount.objects.exists()
    assert [(row.user, row.event, row.how) for row in SignIn.objects.all()] == [(None, "refused", "openid_connect")]


@pytest.mark.embedded
@pytest.mark.parametrize("process", ["connect", "redirect"])
def test_account_at_the_provider_is_never_joined_to_a_local_one(process, configured, db):
    configured()
    answer, _ = come(claims(), process=process)
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


@pytest.mark.embedded
def test_role_that_follows_the_groups_is_written_with_the_reason(configured, db):
    configured()
    come(claims())
    come(claims(groups=["jobcenter-admin"]))
    change = AccountChange.objects.get()
    assert (change.step, change.before, change.after, change.by.username) == (
        *("role", "analytiker", "administrator"),
        "system",
    )


@pytest.mark.embedded
def test_what_the_provider_said_is_not_kept(configured, db):
    configured()
    come(claims(email="ea@kommune.test", birthdate="1990-01-01"))
    kept = SocialAccount.objects.get()
    assert kept.extra_data == {}
    assert len(kept.uid) == 64


@pytest.mark.embedded
def test_what_the_provider_answers_to_a_failed_sign_in_never_reaches_the_log(configured, rf, db, caplog):
    request = rf.get("/")
    request.user = AnonymousUser()
    problem = ValueError("Error retrieving access token: karen.holm@example.dk")
    get_adapter(request).on_authentication_error(request, "kommune", exception=problem)
    [said] = caplog.records
    assert said.getMessage() == "The sign-in by the provider failed"
    assert "karen.holm" not in JsonLines().format(said)
    assert SignIn.objects.get().event == "refused"


def test_who_comes_from_the_provider_needs_no_second_step_here(configured, client, db):
    configured()
    _, request = come(claims())
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key
    assert client.get("/").status_code == 200
    assert "Du logger ind med kommunens login." in client.get(reverse("account")).content.decode()
    assert client.get(reverse("account_change_password")).url == reverse("account")
    assert not Authenticator.objects.exists()


@pytest.mark.embedded
def test_who_comes_from_the_provider_gets_no_password_by_mail(configured, client, db):
    configured()
    come(claims(email="ea@kommune.test"))
    mail.outbox.clear()
    client.post(reverse("account_reset_password"), {"email": "ea@kommune.test"})
    assert "adgangskoden skiftes der" in mail.outbox[0].body
    assert "/adgangskode/ny/" not in mail.outbox[0].body


@pytest.mark.embedded
def test_nothing_of_it_is_there_where_it_is_not_set_up(client, db):
    assert client.post(reverse("openid_connect_login", args=["kommune"])).status_code == 404
    page = client.get(reverse("account_login"))
    assert "kommunens login" not in page.content.decode()
    assert "form-action 'self';" in page.headers["Content-Security-Policy"] + ";"


@pytest.mark.embedded
def test_forms_may_lead_to_the_provider_where_it_is_set_up(configured, client, db):
    configured()
    page = client.get(reverse("account_login"))
    assert "form-action 'self' https://login.kommune.test;" in page.headers["Content-Security-Policy"] + ";"
    assert "Log ind med kommunens login" in page.content.decode()


@pytest.mark.embedded
def test_session_ends_with_the_browser_for_who_comes_from_the_provider_too(configured, db):
    configured()
    _, request = come(claims())
    assert request.session.get_expire_at_browser_close()


def test_provider_is_set_up_by_the_environment_alone(settings):
    asked = (
        "from aabenraa_plan import settings as s; app = s.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0];"
        "print(app['name'], app['settings']['scope'][-1], s.SOCIALACCOUNT_PROVIDERS['openid_connect']"
        "['OAUTH_PKCE_ENABLED'], s.OIDC_ROLES, *s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    )
    given = {
        "SECRET_KEY": "only-for-this-test, and long enough for a real site 1234",
        "OIDC_SERVER_URL": "https://login.kommune.test/realms/a",
        "OIDC_CLIENT_ID": "a",
        "OIDC_CLIENT_SECRET": "b",
        "OIDC_NAME": "AABENRAA",
        "OIDC_SCOPES": "groups",
        "OIDC_ROLES": "a=leder",
        "OIDC_FORM_ORIGINS": "https://adfs.kommune.test",
    }
    said = subprocess.run(
        [sys.executable, "-c", asked], env=given, cwd=settings.BASE_DIR, capture_output=True, check=True, text=True
    ).stdout
    assert said == ("AABENRAA groups True {'a': 'leder'} 'self' https://login.kommune.test https://adfs.kommune.test\n")


def test_provider_without_encryption_is_refused():
    with pytest.raises(ImproperlyConfigured, match="https://"):
        one_provider(server="http://x", client="c", secret="s", name="n", scopes=[], encrypted=True)
