"""The main job in a real Chromium: upload, preview, commit; axe, console and policy on every page."""

import pytest
from django.utils import timezone

from aabenraa_plan.models import Role, User
from extracts.actions import receive_upload
from extracts.models import Upload
from tests.browsing import (
    BOTH,
    PASSWORD,
    PHONE,
    QUICKLY_AND_THOROUGHLY,
    WIDE,
    accessible,
    drawn,
    fits,
    look_at,
    words,
)
from tests.plans import demand
from tests.reports import published_report
from tests.walked import HEADER, INVENTED, PAGES, REAL, is_state, name_of

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


def send(page, *files):
    """Choose files and press the button; the script goes on to the next page by itself."""
    page.get_by_label("Filer", exact=True).set_input_files(files)
    with page.expect_navigation():
        page.get_by_role("button", name="Gennemse", exact=True).click()


def test_analyst_uploads_previews_and_commits_and_the_overview_changes(visit, site):
    page = visit(Role.ANALYST)
    page.goto(f"{site}/planer/bp21/")
    assert "2 af 8 mål er ikke opfyldt (mål 5 og 6), ingen er opfyldt" in words(page)
    page.get_by_role("link", name="Udtræk").click()
    send(page, REAL)
    preview_text = words(page)
    assert "Intet er gemt endnu." in preview_text
    assert "Mål 2 (Beskæftigelsesplan 2021) skifter fra «mangler tal» til «opfyldt»" in preview_text
    accessible(page)
    page.get_by_role("button", name="Gem 2.952 tal").click()
    assert "2.952 tal er gemt." in words(page)
    page.goto(f"{site}/planer/bp21/")
    overview = words(page)
    assert "2 af 8 mål er ikke opfyldt (mål 5 og 6), 1 er opfyldt" in overview
    page.get_by_role("link", name="Få langtidsledige").click()
    page.wait_for_selector(".js-plotly-plot .main-svg")
    # FACTS and the file: 118 of 548 in July 2026 = 21,53 %.
    assert "21,53 % i juli 2026: 3,47 procentpoint under loftet på 25 %." in words(page)


@pytest.mark.parametrize("viewport", BOTH)
def test_committee_member_meets_what_is_published_and_nothing_else(viewport, visit, site):
    page = visit(Role.COMMITTEE, viewport)
    assert page.get_by_role("heading", level=1).inner_text() == "Overblik"
    assert page.get_by_role("navigation", name="Hovedmenu").get_by_role("link").all_inner_texts() == [
        *("Overblik", "Rapporter"),
    ]
    accessible(page)
    fits(page)
    # Asked for beside the page: Chromium reports a refused page of its own as a console error.
    assert page.request.get(f"{site}/planer/bp21/").status == 403
    published_report()
    page.reload()
    page.get_by_role("link", name="Fleksjobledighed").click()
    # The goal in the report that is newest: its own place on the page.
    page.wait_for_url(f"{site}/rapporter/bp23/2023Q3/1/#maal-2")
    assert "Tilgangen til ledighedsydelse steg i maj." in words(page)
    page.go_back()
    accessible(page)
    fits(page)


def written(folder, name, *lines):
    path = folder / name
    path.write_text(HEADER + "\n".join(lines))
    return path


@pytest.mark.parametrize("viewport", BOTH)
def test_several_files_are_sent_at_once_and_those_without_warnings_saved(viewport, visit, site, tmp_path):
    page = visit(Role.ANALYST, viewport)
    page.goto(f"{site}/udtraek/")
    good = written(tmp_path, "god.csv", "borgertilfredshed;Aabenraa;2023;84;;;;;x")
    bad = written(tmp_path, "fejl.csv", "ukendt;Aabenraa;2023;84;;;;;x")
    send(page, good, bad)
    assert "2 filer er modtaget: 1 er klar og 1 er afvist." in words(page)
    accessible(page)
    fits(page)
    page.get_by_role("button", name="Gem 1 fil uden advarsler").click()
    assert "1 fil er gemt: god.csv (1 tal)." in words(page)
    page.get_by_role("link", name="fejl.csv").click()
    page.get_by_text("Ret genkendelsen", exact=True).last.click()
    accessible(page)
    fits(page)


def test_script_says_under_the_form_what_keeps_the_files_from_being_sent(visit, site, tmp_path):
    page = visit(Role.ANALYST)
    page.goto(f"{site}/udtraek/")
    page.get_by_label("Filer", exact=True).set_input_files([written(tmp_path, f"{number}.csv") for number in range(21)])
    page.get_by_role("button", name="Gennemse", exact=True).click()
    page.get_by_text("Du har valgt 21 filer.").wait_for()
    accessible(page)


@pytest.mark.parametrize("viewport", BOTH)
def test_page_of_a_large_file_follows_the_work_by_itself(viewport, visit, site):
    page, by = visit(Role.ANALYST, viewport), User.objects.get(username="analytiker")
    upload = receive_upload(data=INVENTED, file_name="stor.csv", by=by)
    large = Upload.objects.filter(pk=upload.pk)
    large.update(status="uploaded", work="check", progress=40, progress_at=timezone.now())
    page.goto(f"{site}/udtraek/{upload.pk}/")
    assert page.get_by_role("progressbar").get_attribute("value") == "40"
    accessible(page)
    fits(page)
    large.update(progress=80)
    page.get_by_text("Filen tjekkes: 80 %").wait_for()
    large.update(status="ready", work="")
    page.get_by_role("button", name="Gem 1 tal").wait_for()


@pytest.mark.parametrize("viewport", BOTH)
def test_manager_sees_what_an_amendment_does_before_it_is_saved(viewport, visit, site):
    page = visit(Role.MANAGER, viewport)
    page.goto(f"{site}/krav/{demand('bp21', '5').pk}/aendr/")
    page.get_by_label("Højst").fill("12")
    page.get_by_role("button", name="Se virkningen").click()
    assert "Dette felt er påkrævet." in words(page)
    accessible(page)
    page.get_by_label("Gælder fra").fill("2020-01-01")
    page.get_by_label("Besluttet den").fill("2019-12-10")
    page.get_by_label("Begrundelse").fill("Udvalget hævede grænsen.")
    page.get_by_role("button", name="Se virkningen").click()
    # The plan prints 11,6 % for May 2020.
    assert "Dagens vurdering skifter fra «ikke opfyldt» til «opfyldt»." in words(page)
    accessible(page)
    fits(page)
    page.get_by_role("button", name="Gem ændringen").click()
    assert "Udgave 2 er gemt. Den gælder fra 1. januar 2020." in words(page)
    assert "0,4 procentpoint under loftet på 12 %." in words(page)


PARTS = {role: 1 + len(PAGES[role]) // 45 for role in PAGES}
"""A role's pages in as many tests as two processes share well."""


@QUICKLY_AND_THOROUGHLY
@pytest.mark.parametrize(("role", "part"), [(role, part) for role in PAGES for part in range(PARTS[role])])
def test_every_page_is_accessible_fits_and_breaks_no_policy(role, part, thorough, visit, *, site, with_figures):
    """Each page is looked at wide, and as narrow as a phone. Quickly, axe looks at it wide, and not at its states."""
    page = visit(role)
    for where in PAGES[role][part :: PARTS[role]]:
        answer = page.goto(site + where.format(**with_figures))
        assert (answer.status, name_of(answer.url)) == (200, name_of(where))
        drawn(page)
        look_at(page, narrow=thorough, wide=thorough or not is_state(where))


def test_login_page_is_accessible_and_says_what_went_wrong(chromium, site):
    page = chromium.new_page(viewport=PHONE)
    page.goto(f"{site}/log-ind/")
    accessible(page)
    page.get_by_label("Brugernavn").fill("leder")
    page.get_by_label("Adgangskode").fill("forkert")
    page.locator("main button[type=submit]").click()
    accessible(page)
    fits(page)
    page.close()


def test_pages_work_without_javascript(chromium, site, with_figures):
    context = chromium.new_context(java_script_enabled=False, viewport=WIDE)
    page = context.new_page()
    page.goto(f"{site}/maal/bp21/2/")
    page.get_by_label("Brugernavn").fill("godkender")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    assert "21,53 %" in words(page)
    assert page.locator("main table tbody tr").count() == 12
    context.close()
