"""What every answer carries: policy, caching, cookies, and nothing that tells an attacker where to begin."""

import os
import subprocess
import sys

import pytest
from django.test import Client
from django.urls import reverse

from aabenraa_plan import settings as written
from aabenraa_plan.models import Role
from tests.reports import published_report

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
POLICY = {
    *("default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "img-src 'self' blob:"),
    *("connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"),
}
ALWAYS = {
    "Cache-Control": "no-store, private",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
STRONG = "only-for-this-check-" + "0123456789" * 4


def answers(as_role) -> dict:
    """An answer of each kind: page, file, refused, not found, not understood, wrong method."""
    client = as_role(Role.ANALYST)
    report = published_report()
    return {
        "page": client.get("/"),
        "csv": client.get("/maalepunkter/?hent=csv"),
        "pdf": client.get(reverse("report_pdf", args=[report.plan, report.quarter, 1])),
        "403": client.get(reverse("users")),
        "404": client.get("/findes-ikke/"),
        "400": client.get("/", headers={"host": "evil.example"}),
        "405": client.delete("/"),
        "door": Client().get(reverse("account_login")),
        "redirect": Client().get("/"),
    }


def test_every_kind_of_answer_carries_the_headers_and_the_policy(as_role, subtests):
    for kind, answer in answers(as_role).items():
        with subtests.test(kind):
            assert not kind.isdigit() or answer.status_code == int(kind)
            caching = answer.headers["Cache-Control"]
            assert "no-store" in caching and "private" in caching
            assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS | {"Cache-Control": caching}
            assert set(answer.headers["Content-Security-Policy"].split("; ")) == POLICY
            assert "camera=()" in answer.headers["Permissions-Policy"]
            assert not {"Server", "X-Powered-By", "Access-Control-Allow-Origin"} & set(answer.headers)


def test_static_file_may_be_kept_and_is_for_our_own_pages_only(client):
    answer = client.get("/static/css/base.css")
    assert "no-store" not in answer.headers["Cache-Control"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_asking_for_the_headers_alone_gives_them_as_the_page_would(as_role):
    client = as_role(Role.ANALYST)
    page, alone = client.get("/maalepunkter/"), client.head("/maalepunkter/")
    assert (alone.status_code, alone.content) == (200, b"")
    assert int(alone.headers["Content-Length"]) > 5000
    assert alone.headers["Content-Type"] == page.headers["Content-Type"]


def test_cookies_are_hidden_from_scripts_and_from_other_sites(client):
    client.get(reverse("account_login"))
    [cookie] = client.cookies.values()
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")


def test_messages_are_not_sent_to_the_browser_as_a_cookie(as_role):
    client = as_role(Role.MANAGER)
    answer = client.post(reverse("plan_discard", args=["bp23"]))
    assert answer.status_code == 302
    assert "messages" not in client.cookies
    assert 'class="alert alert-' in client.get(answer.url).content.decode()


def test_host_that_is_not_ours_is_refused_without_a_word_of_settings(client, settings):
    settings.ALLOWED_HOSTS = ["plan.example.dk"]
    answer = client.get("/log-ind/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "kunne ikke læses" in answer.content.decode()
    assert "ALLOWED_HOSTS" not in answer.content.decode() and "evil.example" not in answer.content.decode()


def test_forwarded_host_is_not_believed(client):
    page = client.get("/", headers={"x-forwarded-host": "evil.example"})
    assert "evil.example" not in page.url


def test_fault_shows_one_page_that_tells_nothing_of_it(as_role, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("hemmelig detalje")

    monkeypatch.setattr("extracts.views.listing.render", broken)
    client = as_role(Role.ANALYST)
    client.raise_request_exception = False
    answer = client.get(reverse("uploads"))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Noget gik galt hos os" in page
    assert "hemmelig" not in page and "Traceback" not in page and "listing" not in page
    assert answer.headers["Content-Security-Policy"]


def test_form_with_thousands_of_fields_is_not_read(as_role):
    answer = as_role(Role.MANAGER).post(reverse("plan_new"), {f"felt{number}": "" for number in range(1001)})
    assert answer.status_code == 400
    assert "kunne ikke læses" in answer.content.decode()


def test_form_larger_than_a_megabyte_is_not_read(as_role):
    answer = as_role(Role.MANAGER).post(reverse("plan_new"), {"title": "x" * 1_100_000})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "where", ["https://evil.example/", "//evil.example/", "\\\\evil.example", "javascript:alert(1)"]
)
def test_login_leads_to_no_other_site(where, client, users):
    answer = client.post(f"{reverse('account_login')}?next={where}", {"login": "leder", "password": "x", "next": where})
    assert "evil" not in answer.headers.get("Location", "") and "javascript" not in answer.headers.get("Location", "")


def settings_in_real_use(code: str, **changes) -> subprocess.CompletedProcess:
    own = {"DEBUG": "false", "SECRET_KEY": STRONG, "DJANGO_SETTINGS_MODULE": "aabenraa_plan.settings"}
    plain = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    command = [sys.executable, "-c", f"from django.conf import settings as s; {code}"]
    return subprocess.run(command, env=plain | own | changes, capture_output=True, text=True, timeout=60, check=False)


def test_cookies_in_real_use_are_bound_to_this_host_and_to_https():
    said = settings_in_real_use(
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SESSION_COOKIE_DOMAIN, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS)"
    )
    assert said.stdout == "__Host-session __Host-csrf True True None True 31536000\n", said.stderr


def test_answer_in_real_use_tells_the_browser_to_come_by_https_alone():
    said = settings_in_real_use(
        "import django; django.setup(); from django.test import Client;"
        " answer = Client().get('/sundhed/lever/', secure=True, headers={'host': 'plan.example.dk'});"
        " print(answer.status_code, answer.headers['Strict-Transport-Security'])",
        ALLOWED_HOSTS="plan.example.dk",
    )
    assert said.stdout.splitlines()[-1] == "200 max-age=31536000; includeSubDomains; preload", said.stderr


def test_debugging_is_off_unless_it_is_asked_for():
    """As written: a developer's `.env` asks for it."""
    assert written.env.scheme["DEBUG"] == (bool, False)


@pytest.mark.parametrize(
    "where",
    [
        *("/static/", "/static/css/", "/static/manage.py", "/static/docs/security.md", "/static/.git/config"),
        *("/static/../manage.py", "/static/%2e%2e/manage.py", "/manage.py", "/.git/config", "/.env"),
    ],
)
def test_folders_and_files_of_the_program_are_not_served(where, as_role):
    assert as_role(Role.ADMINISTRATOR).get(where).status_code == 404


@pytest.mark.parametrize("key", ["kort", "a" * 80, "django-insecure-" + STRONG], ids=["short", "dull", "insecure"])
@pytest.mark.parametrize("name", ["SECRET_KEY", "SECRET_KEY_FALLBACKS"])
def test_weak_key_is_refused_in_real_use_and_not_repeated(name, key):
    said = settings_in_real_use("s.DEBUG", **{name: key})
    assert said.returncode != 0
    assert "SECRET_KEY er for svag til drift" in said.stderr
    assert key not in said.stderr


def test_earlier_key_is_still_read_while_it_runs_out():
    said = settings_in_real_use("print(s.SECRET_KEY_FALLBACKS)", SECRET_KEY_FALLBACKS=STRONG + "-old")
    assert said.stdout == f"['{STRONG}-old']\n"
