"""The doors and the second steps in a real Chromium: the pages that a walk of who is logged in does not come to."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from aabenraa_plan.models import SignIn, User
from aabenraa_plan.signin.configuring import one_provider
from tests.browsing import PASSWORD, QUICKLY_AND_THOROUGHLY, WIDE, look_at, words
from tests.walked import CODE, DOORS, FIRST_STEPS, SECOND_STEPS, name_of

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def with_key(chromium, site):
    """A browser with a key in it that says yes to everything."""
    context = chromium.new_context(viewport=WIDE, locale="da-DK")
    page, complaints = context.new_page(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"automaticPresenceSimulation": True}})
    yield page
    context.close()
    assert complaints == []


def sign_in(page, site):
    page.goto(f"{site}/log-ind/")
    page.get_by_label("Brugernavn").fill("leder")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.locator("main button[type=submit]").click()


def walk(page, site, *pages, thorough, **filling):
    for where in pages:
        answer = page.goto(site + where.format(**filling))
        # 401 is how the page answers that tells of a refusal by the municipality's own login.
        assert answer.status in {200, 401}
        assert name_of(answer.url) == name_of(where)
        look_at(page, narrow=thorough)


def link_by_mail(page, site) -> dict:
    """The parts of the address that whoever forgot the password is sent."""
    page.goto(f"{site}/adgangskode/glemt/")
    page.get_by_label("E-mail").fill("leder@kommune.test")
    page.get_by_role("button", name="Send link").click()
    page.wait_for_url(f"{site}/adgangskode/glemt/sendt/")
    return re.search(r"/adgangskode/ny/(?P<uid>\w+)-(?P<key>\S+)/", mail.outbox[-1].body).groupdict()


@QUICKLY_AND_THOROUGHLY
def test_doors_are_accessible_and_fit(thorough, chromium, site, settings):
    how = {"name": "kommunens login", "scopes": ["groups"], "encrypted": False}
    settings.SOCIALACCOUNT_PROVIDERS = one_provider(server="https://login.kommune.test", client="x", secret="x", **how)
    User.objects.filter(username="leder").update(email="leder@kommune.test")
    page = chromium.new_page(locale="da-DK")
    walk(page, site, *DOORS, thorough=thorough, **link_by_mail(page, site))
    page.close()


@QUICKLY_AND_THOROUGHLY
def test_key_is_added_used_renamed_and_removed_in_a_browser(thorough, with_key, site, settings):
    settings.MFA_REQUIRED, settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True, True
    User.objects.filter(username="leder").update(email="leder@kommune.test")
    page = with_key
    sign_in(page, site)
    assert page.url == f"{site}/konto/totrin/"
    walk(page, site, *FIRST_STEPS, thorough=thorough)
    page.get_by_label("Navn på nøglen").fill("Nøglebundt")
    page.get_by_role("button", name="Tilføj nøglen").click()
    page.wait_for_url(f"{site}/konto/totrin/noedkoder/")
    assert "10 af 10 er ikke brugt" in words(page)
    page.get_by_role("button", name="Log ud").click()
    sign_in(page, site)
    page.wait_for_url(f"{site}{CODE}*")
    look_at(page, narrow=thorough)
    page.get_by_role("button", name="Brug nøglen").click()
    page.wait_for_url(f"{site}/")
    assert SignIn.objects.filter(event="in").first().how == "webauthn"
    see_all_steps(page, site, thorough=thorough)
    rename_and_remove(page, site)
    page.goto(f"{site}/")
    assert page.url == f"{site}/konto/totrin/"
    assert User.objects.get(username="leder").authenticator_set.count() == 0
    told = ["en nøgle er tilføjet", "en nøgle er fjernet"]
    assert [sent.subject for sent in mail.outbox] == [f"Mål og budget: {subject}" for subject in told]


def see_all_steps(page, site, *, thorough):
    """Of the app there is only the row for as long, for no page shows its secret again."""
    user = User.objects.get(username="leder")
    app = Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    own_key = user.authenticator_set.get(type="webauthn").pk
    walk(page, site, *SECOND_STEPS, thorough=thorough, own_key=own_key)
    app.delete()


def rename_and_remove(page, site):
    page.goto(f"{site}/konto/totrin/noegler/")
    page.get_by_role("link", name="Omdøb Nøglebundt").click()
    page.get_by_label("Navn på nøglen").fill("Skuffen")
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("link", name="Fjern Skuffen").click()
    page.get_by_role("button", name="Fjern nøglen").click()
