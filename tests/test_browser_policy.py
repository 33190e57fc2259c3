"""The content policy in a real Chromium: nothing of ours breaks it, and what is injected does not run."""

import pytest

from aabenraa_plan.models import Role
from tests.browsing import PASSWORD

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]
LISTEN = """
    window.broken = [];
    addEventListener("securitypolicyviolation", event => window.broken.push(event.violatedDirective));
"""
INJECT = {
    "script-src": "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = true'}))",
    "script-src-attr": "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = true\">')",
    "style-src-attr": "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')",
    "frame-src": "document.body.append(Object.assign(document.createElement('iframe'), {src: 'https://evil.example/'}))",
    "img-src": "document.body.append(Object.assign(new Image(), {src: 'https://evil.example/x.png'}))",
    "connect-src": "fetch('https://evil.example/').catch(() => 0)",
    "object-src": "document.body.append(Object.assign(document.createElement('object'), {data: '/favicon.svg'}))",
}


@pytest.fixture
def opened(chromium):
    """A page that takes note of every breach from its first line on, and complains of none."""
    context = chromium.new_context(locale="da-DK")
    context.add_init_script(LISTEN)
    yield context.new_page()
    context.close()


def log_in(page, site, role):
    page.goto(f"{site}/log-ind/")
    page.get_by_label("Brugernavn").fill(role.value)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{site}/")


def breaches(page) -> list[str]:
    page.wait_for_timeout(50)
    return page.evaluate("window.broken")


def test_doors_and_pages_of_errors_break_no_policy(opened, site, monkeypatch):
    for where in ("/log-ind/", "/adgangskode/glemt/", "/log-ind/kommune/fejl/", "/log-ind/lukket/"):
        opened.goto(site + where)
        assert breaches(opened) == [], where
    log_in(opened, site, Role.COMMITTEE)
    for where, status in (("/udtraek/", 403), ("/findes-ikke/", 404), ("/konto/totrin/", 200)):
        assert opened.goto(site + where).status == status
        assert breaches(opened) == [], where


def test_what_is_injected_is_stopped(opened, site):
    for directive, injected in INJECT.items():
        opened.goto(f"{site}/log-ind/")
        opened.evaluate(f"() => {{ {injected} }}")
        opened.wait_for_function("window.broken.length > 0", timeout=5000)
        assert opened.evaluate("window.broken[0]").startswith(directive)
        assert opened.evaluate("window.ran === undefined"), directive


def test_back_button_after_logging_out_shows_the_login_and_no_page(opened, site):
    log_in(opened, site, Role.MANAGER)
    opened.goto(f"{site}/maalepunkter/")
    opened.get_by_role("button", name="Log ud").click()
    opened.wait_for_url(f"{site}/log-ind/")
    opened.go_back()
    opened.wait_for_url(f"{site}/log-ind/**")
    assert "Målepunkter" not in opened.locator("body").inner_text()
