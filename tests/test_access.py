"""Role × URL × method: who may enter what. A URL without a line in RULES (`access_rules.py`) fails the tests."""

import pytest
from django.db import transaction
from django.http import HttpResponseForbidden
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from aabenraa_plan.access import PUBLIC, ROLE_ACTIONS, Action
from aabenraa_plan.models import Role, User
from tests.access_rules import EVERYONE, OPEN_TO_ALL, RULES, address, closed_address

pytestmark = pytest.mark.embedded
METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")


DOOR, OWN_STEPS = "/log-ind/", ("/konto/totrin/", "/konto/bekraeft/")
"""Where one is sent who must log in; who must take a second step, or say once more who one is."""
ASKED_FIRST = {
    *("mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn"),
    *("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"),
    *("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes"),
}
"""Second steps of one's own: more is asked, or there is none yet. What comes then is in `test_two_steps.py`."""


def every_pattern(resolver=None):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from every_pattern(entry)
        elif isinstance(entry, URLPattern):
            yield entry


def test_every_url_has_a_rule_and_stands_in_the_table():
    patterns = {pattern.name: pattern for pattern in every_pattern()}
    assert set(patterns) == set(RULES) | OPEN_TO_ALL
    assert {name for name, pattern in patterns.items() if pattern.callback.access == PUBLIC} == OPEN_TO_ALL
    assert all(patterns[name].callback.access in set(Action) for name in RULES)


def answer_to(ask, where) -> tuple[int, str]:
    """The status and where it sends on to; what it did is undone, so that the next role meets the same."""
    with transaction.atomic():
        answer = ask(where)
        transaction.set_rollback(True)
    return answer.status_code, getattr(answer, "url", "")


def allowed_methods(response) -> set[str]:
    """As the answer to a wrong method names them."""
    assert response.status_code == 405
    return {method.strip().lower() for method in response.headers["Allow"].split(",")}


@pytest.fixture
def plain_refusals(monkeypatch):
    """The page that says so is written thousands of times otherwise; it has a test of its own."""
    monkeypatch.setattr("django.conf.urls.handler403", lambda request, exception: HttpResponseForbidden())


@pytest.mark.parametrize("name", RULES)
def test_url_is_refused_to_every_other_role_by_every_method(name, as_role, users, plain_refusals):
    where = closed_address(name)
    for role in EVERYONE - RULES[name][2]:
        client = as_role(role)
        answers = {method: getattr(client, method)(where) for method in METHODS}
        assert {method: answer.status_code for method, answer in answers.items()} == dict.fromkeys(METHODS, 403)
        assert not any("Allow" in answer.headers for answer in answers.values())


@pytest.mark.parametrize("name", RULES)
def test_url_lets_in_the_roles_that_may(name, as_role, receive, users):
    method, _, allowed = RULES[name]
    where = address(name, receive)
    answers = {role: answer_to(getattr(as_role(role), method), where) for role in sorted(allowed)}
    assert {status for status, _ in answers.values()} <= {200, 302}
    sent_to = {sent_to for _, sent_to in answers.values()}
    assert not any(each.startswith(DOOR) for each in sent_to)
    assert any(each.startswith(OWN_STEPS) for each in sent_to) == (name in ASKED_FIRST)
    # Which methods a URL takes is the view's own, the same for whoever comes so far: one role says it for all.
    client = as_role(min(allowed))
    taken = allowed_methods(client.delete(where))
    assert taken == {"post"} if method == "post" else {"get"} <= taken <= {"get", "head", "post"}
    for wrong in {*METHODS} - taken - {"head"}:
        assert allowed_methods(getattr(client, wrong)(where)) == taken
    headers_alone = client.head(where)
    assert headers_alone.status_code == (405 if method == "post" else answers[min(allowed)][0])
    assert b"".join(headers_alone) == b""


@pytest.mark.parametrize("name", RULES)
def test_url_takes_no_form_from_another_site(name, users):
    client = Client(enforce_csrf_checks=True)
    client.force_login(users[min(RULES[name][2])])
    page = client.post(closed_address(name))
    assert page.status_code == 403
    assert "Siden var for gammel til at sende" in page.content.decode()


@pytest.mark.parametrize("name", RULES)
def test_url_sends_nobody_to_the_login_page_by_every_method(name, client, db):
    where, door = closed_address(name), reverse("account_login")
    answers = {method: getattr(client, method)(where) for method in METHODS}
    assert {answer.status_code for answer in answers.values()} == {302}
    assert all(answer.url.startswith(f"{door}?next=") for answer in answers.values())


def test_inactive_user_is_let_in_nowhere(as_role, users):
    client = as_role(Role.ANALYST)
    User.objects.filter(pk=users[Role.ANALYST].pk).update(is_active=False)
    assert client.get("/").status_code == 302


def test_system_user_may_do_nothing():
    assert ROLE_ACTIONS[Role.SYSTEM] == frozenset()


def test_view_without_a_rule_is_refused_to_all(as_role, settings):
    settings.ROOT_URLCONF = "tests.unmarked_urls"
    assert as_role(Role.ADMINISTRATOR).get("/umaerket/").status_code == 403


def test_refused_page_says_what_to_do_next(as_role):
    for role, said in ((Role.APPROVER, "bed en administrator"), (Role.COMMITTEE, "Den seneste udgivne rapport")):
        page = as_role(role).get(reverse("uploads")).content.decode()
        assert "Du har ikke adgang til siden" in page and said in page
        assert 'href="/"' in page


def test_login_with_wrong_password_says_so_and_lets_nobody_in(client, users):
    response = client.post(reverse("account_login"), {"login": "leder", "password": "forkert"})
    assert response.status_code == 200
    assert "adgangskode" in response.content.decode().lower()
    assert "_auth_user_id" not in client.session


def test_log_out_ends_the_session(as_role):
    client = as_role(Role.MANAGER)
    assert client.post(reverse("account_logout")).status_code == 302
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/budget/2023/", "/budget/2023/"),
        ("https://evil.example/budget/2023/", "/"),
        ("", "/"),
        ("http://testserver/budget/2023/?maaned=3", "/budget/2023/%3Fmaaned%3D3"),
        ("http://testserver/budget/2023/luk/", "/"),
        ("http://[bad", "/"),
    ],
)
def test_form_sent_after_the_session_ended_leads_back_to_where_it_stood(client, came_from, back):
    answer = client.post(reverse("months_close", args=[2023]), headers={"referer": came_from})
    assert answer.url == f"{reverse('account_login')}?next={back}"
