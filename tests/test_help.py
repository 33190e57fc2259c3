"""Help: every page has its text, no text is left over, and the guides are pages of the site."""

import pytest
from django.urls import reverse

from aabenraa_plan.help.guides import PICTURES, SOURCES, anchor_of, guide
from aabenraa_plan.help.texts import text_for, texts
from aabenraa_plan.models import Role
from tests.access_rules import OPEN_TO_ALL, RULES

pytestmark = pytest.mark.embedded

NO_PAGE = {
    *("upload_file", "upload_annotated", "upload_template", "upload_allowed", "upload_progress"),
    *("report_pdf", "report_json", "help_picture", "mfa_download_recovery_codes"),
    *("openid_connect_callback", "health", "health_alive", "health_ready", "own_export"),
}
"""What is asked for by GET and answers with a file, a figure for the script, or by sending the reader on."""


def pages():
    asked_for = {name for name, (method, *_) in RULES.items() if method == "get"}
    return (asked_for | OPEN_TO_ALL) - NO_PAGE


def test_every_page_has_help_and_no_text_is_left_over():
    assert {page for page, _ in texts()} == pages()


@pytest.mark.parametrize("key", texts(), ids=" ".join)
def test_help_is_short_enough_to_be_read(key):
    text = texts()[key]
    assert 5 <= text.words <= 120
    assert all(said == "" or said.endswith(".") for said in (text.shows, text.reading, text.doing))


def test_committee_member_reads_another_text_about_the_overview():
    assert text_for("overview", Role.COMMITTEE).shows.startswith("den seneste udgivne rapport for planen")
    assert text_for("overview", Role.MANAGER).shows.startswith("hvor mange af planens mål der er opfyldt")
    assert text_for("no_such_page", Role.MANAGER) is None


def test_page_shows_its_help_with_the_way_to_the_readers_own_guide(as_role):
    page = as_role(Role.ANALYST).get(reverse("uploads")).content.decode()
    assert "<summary>Hjælp til siden</summary>" in page
    assert "de filer, der venter på dig, og de filer, der er gemt før." in page
    assert 'href="/hjaelp/analytiker/"' in page
    assert page.index("Hjælp til siden") < page.index("<main")


def test_login_page_has_help_without_ways_that_need_a_login(client, db):
    page = client.get(reverse("account_login")).content.decode()
    assert "<summary>Hjælp til siden</summary>" in page
    assert "/hjaelp/" not in page
    assert 'href="/tilgaengelighed/"' in page


def test_refused_and_unknown_pages_have_no_help_to_what_is_not_there(as_role):
    client = as_role(Role.COMMITTEE)
    for where in (reverse("uploads"), "/findes-ikke/"):
        assert "Hjælp til siden" not in client.get(where).content.decode()


def test_index_shows_the_readers_own_guide_first(as_role):
    page = as_role(Role.APPROVER).get(reverse("help")).content.decode()
    assert page.index("Vejledning for godkendere") < page.index("Vejledning for analytikere")


@pytest.mark.parametrize("name", SOURCES)
def test_guide_is_a_page_with_its_headings_as_contents(name, as_role):
    page = as_role(Role.COMMITTEE).get(f"/hjaelp/{name}/", follow=True).content.decode()
    assert page.count("<h1>") == 1
    assert len(guide(name).headings) >= 4
    for heading in guide(name).headings:
        assert f'href="#{heading.anchor}"' in page
        assert f'<h2 id="{heading.anchor}">' in page


def test_anchor_is_made_of_plain_letters():
    assert anchor_of("Læs årets «første» møde (ø)") == "laes-aarets-foerste-moede-oe"


def test_picture_is_served_to_who_is_logged_in_and_nothing_else_of_the_folder_is(as_role):
    client = as_role(Role.COMMITTEE)
    answer = client.get("/hjaelp/billeder/udvalg-forside.png")
    assert answer.headers["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content) == (PICTURES / "udvalg-forside.png").read_bytes()
    for where in ("/hjaelp/billeder/pictures.png", "/hjaelp/billeder/..%2Fleder.png", "/hjaelp/findes-ikke/"):
        assert client.get(where).status_code == 404


def test_guide_shows_html_as_text(tmp_path, monkeypatch):
    written = tmp_path / "x.md"
    written.write_text("# Titel\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))\n")
    monkeypatch.setitem(SOURCES, "x", written)
    body = guide("x").body
    assert "<script" not in body and "href" not in body
    assert "&lt;script&gt;" in body


def test_links_between_guides_and_to_pictures_lead_into_the_site(tmp_path, monkeypatch):
    written = tmp_path / "y.md"
    written.write_text("# Titel\n\n[a](../user-guide.md#excel) [b](leder.md)\n\n![Et mål](billeder/udvalg-maal.png)\n")
    monkeypatch.setitem(SOURCES, "y", written)
    body = guide("y").body
    assert 'href="/hjaelp/opslag/#excel"' in body
    assert 'href="/hjaelp/leder/"' in body
    assert '<img src="/hjaelp/billeder/udvalg-maal.png" alt="Et mål" loading="lazy"' in body


def test_accessibility_statement_is_open_and_says_whom_to_tell(client, db, settings):
    page = client.get("/tilgaengelighed/").content.decode()
    assert "så sig det til jobcentret" in page
    settings.ACCESSIBILITY_CONTACT = "plan@kommune.example"
    page = client.get("/tilgaengelighed/").content.decode()
    assert 'href="mailto:plan@kommune.example"' in page
