"""The guides' own steps, walked in Chromium with the example figures: their pictures must show the pages as they are.

`make pictures` walks the same way and takes them anew.
"""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from aabenraa_plan.help.guides import PICTURES
from aabenraa_plan.models import Role, User
from tests.browsing import words
from tests.conftest import HEADER
from tests.guide_pictures import LARGEST, Album, fingerprint, known, taking, used_in_guides
from tests.plans import demand

SIZE = {"width": 1060, "height": 800}
THE_DAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
GOOD = f"{HEADER}\nborgertilfredshed;Aabenraa;2026;87,5;;;ja;;eksempeldata\n".encode()
BAD = (
    f"{HEADER}\nborgertilfredshed;Aabenraa;2026;187,5;;;ja;;eksempeldata\n"
    "tilfredshed;Aabenraa;2026;87,5;;;ja;;eksempeldata\n"
).encode()
REPORT = "/rapporter/bp21/2020Q1/1/"
TEXTS = {
    "Hvad skete der?": "Eksempeltekst. Tilgangen til fleksjob faldt i foråret.",
    "Hvorfor?": "Eksempeltekst. Virksomhederne ansatte færre.",
    "Hvad gør vi nu?": "Eksempeltekst. Vi besøger flere virksomheder.",
}


@pytest.fixture
def on_the_day(monkeypatch):
    """Pages know how late a figure is: on a fixed day they say the same every day."""
    monkeypatch.setattr(timezone, "now", lambda: THE_DAY)


@pytest.fixture
def open_site(on_the_day, site):
    call_command("load_examples", stdout=StringIO())
    return site


def test_picture_taken_at_night_is_of_the_same_page():
    by_day, by_night = "Sendt 22. november 2026 kl. 21.36", "Sendt 3. januar 2027 kl. 2.05"
    assert fingerprint(by_day) == fingerprint(by_night)
    assert fingerprint(by_day) != fingerprint("Sendt tilbage 22. november 2026 kl. 21.36")


@pytest.mark.long
@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_pictures_of_the_guides_show_the_pages_as_they_are(visit, open_site):
    album = Album()
    committee(visit(Role.COMMITTEE, SIZE), open_site, album)
    analyst(visit(Role.ANALYST, SIZE), open_site, album)
    manager(visit(Role.MANAGER, SIZE), open_site, album)
    approver(visit(Role.APPROVER, SIZE), open_site, album)
    administrator(visit(Role.ADMINISTRATOR, SIZE), open_site, album)
    if taking():
        album.keep()
    stale = sorted(name for name, seen in album.found.items() if known().get(name) != seen)
    assert stale == [], f"These pages say something else than their pictures: {stale}. Run make pictures."
    assert sorted(album.found) == sorted(known())


def menu(page, name):
    page.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name=name, exact=True).click()


def committee(page, site, album):
    album.take(page, "udvalg-forside", ".page-head", ".tiles", ".front-links")
    page.get_by_role("link", name="Fleksjobledighed").first.click()
    page.wait_for_load_state()
    album.take(page, "udvalg-maal", "#maal-2")
    menu(page, "Rapporter")
    album.take(page, "udvalg-rapporter", ".page-head", "main .sheet")
    page.get_by_role("link", name="Sammenlign to rapporter").click()
    album.take(page, "udvalg-sammenlign", ".page-head", ".compare-choice")
    page.get_by_text("Hjælp til siden", exact=True).click()
    album.take(page, "udvalg-hjaelp", ".page-help details")


def analyst(page, site, album):
    menu(page, "Udtræk")
    album.take(page, "analytiker-vaelg-fil", ".page-head", ".take-in > section")
    send(page, "maaling-med-fejl.csv", BAD)
    album.take(page, "analytiker-fejl", ".page-head", ".problems--error")
    page.get_by_role("link", name="Indlæs den rettede fil").click()
    send(page, "maaling.csv", GOOD)
    page.get_by_label("Jeg har set advarslerne").check()
    page.get_by_label("Begrundelse").fill("Eksempeltekst. Filen har kun årets måling.")
    album.take(page, "analytiker-gennemse", ".page-head", ".problems--warning")
    album.take(page, "analytiker-gem", ".decision")
    page.get_by_role("button", name="Gem 1 tal").click()
    album.take(page, "analytiker-gemt", "main > .alert", ".page-head", ".steps")
    page.get_by_role("button", name="Fortryd udtrækket").click()
    album.take(page, "analytiker-fortrudt", "main > .alert", ".page-head", ".steps")


def send(page, name, data):
    page.get_by_label("Filer", exact=True).set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
    with page.expect_navigation():
        page.get_by_role("button", name="Gennemse", exact=True).click()


def manager(page, site, album):
    album.take(page, "leder-overblik", ".page-head", ".tasks")
    page.goto(f"{site}/krav/{demand('bp21', '5').pk}/aendr/")
    page.get_by_label("Højst").fill("12")
    page.get_by_label("Gælder fra").fill("2020-01-01")
    page.get_by_label("Besluttet den").fill("2019-12-10")
    page.get_by_label("Begrundelse").fill("Eksempeltekst. Udvalget hævede grænsen.")
    page.get_by_role("button", name="Se virkningen").click()
    album.take(page, "leder-aendr", ".effect thead", ".effect tbody tr >> nth=3")
    page.goto(f"{site}/maal/bp21/6/kommentar/2020Q1/")
    for label, text in TEXTS.items():
        page.get_by_label(label).fill(text)
    album.take(page, "leder-kommentar", ".page-head", ".with-aside")
    page.get_by_role("button", name="Gem kommentaren").click()
    page.goto(f"{site}/budget/2023/")
    page.get_by_label("Luk til og med").select_option("oktober 2023")
    album.take(page, "leder-luk-maaned", "section:has(> h2:text-is('Lukkede måneder'))")
    page.goto(f"{site}/rapporter/ny/")
    page.get_by_label("Plan og kvartal").select_option("bp21:2020Q1")
    album.take(page, "leder-ny-rapport", "main form.fields")
    page.get_by_role("button", name="Opret kladden").click()
    page.get_by_label("Lederens sammenfatning").fill("Eksempeltekst. Et kvartal med færre fleksjob.")
    page.get_by_role("button", name="Gem kladden").click()
    album.take(page, "leder-send", ".course")
    page.get_by_role("button", name="Send til godkendelse").click()


def approver(page, site, album):
    album.take(page, "godkender-opgaver", ".page-head", ".tasks")
    page.goto(site + REPORT)
    album.take(page, "godkender-vej", ".page-head", ".course")
    page.get_by_role("link", name="Send tilbage").click()
    album.take(page, "godkender-send-tilbage", ".page-head", "main form.fields")
    page.go_back()
    page.get_by_role("button", name="Godkend rapporten").click()
    page.get_by_text("Udgiv rapporten", exact=True).click()
    album.take(page, "godkender-udgiv", ".course")
    page.get_by_role("button", name="Ja, udgiv rapporten").click()
    assert "Udgivet" in words(page)


def administrator(page, site, album):
    menu(page, "Brugere")
    album.take(page, "administrator-brugere", ".page-head", "main .sheet")
    page.get_by_role("link", name="Inviter en bruger").click()
    album.take(page, "administrator-inviter", ".page-head", "main form.fields")
    page.goto(f"{site}/brugere/{User.objects.get(username='leder').pk}/")
    album.take(page, "administrator-konto", ".page-head", "main .sheet >> nth=1")
    menu(page, "Log")
    album.take(page, "administrator-log", ".log-filters", "main .table tbody tr >> nth=3")


def test_every_picture_is_used_once_and_is_small():
    assert sorted(used_in_guides()) == sorted(known())
    assert sorted(path.stem for path in PICTURES.glob("*.png")) == sorted(known())
    assert {path.name for path in PICTURES.glob("*.png") if path.stat().st_size > LARGEST} == set()
    assert 15 <= len(known()) <= 25
