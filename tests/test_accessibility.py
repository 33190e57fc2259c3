"""Accessibility in a real Chromium: the main jobs by keyboard alone, roomy text, fewer movements, forced colours.

What axe says of each page, and whether it fits a screen of 320 pixels, is in `test_browser.py`
and `test_browser_doors.py`; what it is on paper in `test_print.py`.
"""

import pytest

from aabenraa_plan.models import Role
from tests.browsing import PASSWORD, accessible, fits, words
from tests.conftest import HEADER
from tests.plans import demand
from tests.reports import published_report, report_in_hand

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]

FOCUSED = """() => {
  const node = document.activeElement, look = getComputedStyle(node), box = node.getBoundingClientRect();
  const outlined = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
  return {
    seen: (outlined || look.boxShadow !== "none") && box.bottom > 0 && box.top < innerHeight,
    what: node.outerHTML.slice(0, 120),
  };
}"""
IS_FOCUSED = "node => node === document.activeElement"
MOST_STEPS = 150
ROOMY = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
"""WCAG 1.4.12: what a reader may ask of the text without anything being lost."""
CUT_OFF = """() => [...document.querySelectorAll("main :is(p, a, h1, h2, h3, button, label, td, th, li, dd)")].filter(
  node => ["hidden", "clip"].includes(getComputedStyle(node).overflowX) && node.scrollWidth > node.clientWidth + 1
    && !node.matches(".sr-only, .sr-only *, thead *")
).map(node => node.outerHTML.slice(0, 120))"""
MOVING = """() => [...document.querySelectorAll("*")].filter(node => {
  const look = getComputedStyle(node);
  return parseFloat(look.animationDuration) > 0.01 && look.animationName !== "none";
}).length"""
STAFF_PAGES = ("/", "/maal/bp21/5/", "/budget/2023/", "/indsatser/kik-ii/", "/rapporter/", "/hjaelp/leder/")
GOOD = f"{HEADER}\nborgertilfredshed;Aabenraa;2023;84;;;ja;;eksempeldata\n".encode()


def tab_to(page, control):
    """Press Tab until the control has the focus; on the way the focus is always to be seen."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["seen"], f"{page.url}: the focus is not seen on {focused['what']}"
        if control.evaluate(IS_FOCUSED):
            return
    raise AssertionError(f"{page.url}: Tab does not reach {control}")


def press(page, role, name, key="Enter"):
    tab_to(page, page.get_by_role(role, name=name, exact=True).first)
    page.keyboard.press(key)


def follow(page, role, name):
    """The same where it leads to another page."""
    tab_to(page, page.get_by_role(role, name=name, exact=True).first)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page, label, text):
    tab_to(page, page.get_by_label(label, exact=True).first)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


@pytest.fixture
def sit_down(chromium, site):
    """A page at the login, and who logs in without a mouse."""
    contexts = []

    def log_in(role):
        contexts.append(chromium.new_context(viewport={"width": 1280, "height": 900}, locale="da-DK"))
        page = contexts[-1].new_page()
        page.set_default_timeout(15_000)
        page.goto(site)
        write(page, "Brugernavn", role.value)
        write(page, "Adgangskode", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/")
        return page

    yield log_in
    for context in contexts:
        context.close()


def test_main_jobs_are_done_by_keyboard_alone(sit_down, site):
    analyst_reads_and_uploads(sit_down(Role.ANALYST), site)
    report_in_hand(plan_slug="bp21", code="2019Q4")
    manager_amends_and_submits(sit_down(Role.MANAGER), site)
    approver_publishes(sit_down(Role.APPROVER), site)


def analyst_reads_and_uploads(page, site):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skipnav"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(f"{site}/planer/bp21/")
    press(page, "link", "Få langtidsledige")
    page.wait_for_url(f"{site}/maal/bp21/2/")
    press(page, "link", "Udtræk")
    page.wait_for_url(f"{site}/udtraek/")
    tab_to(page, page.get_by_label("Filer", exact=True))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files({"name": "maaling.csv", "mimeType": "text/csv", "buffer": GOOD})
    follow(page, "button", "Gennemse")
    if page.get_by_label("Begrundelse").count():
        tab_to(page, page.get_by_label("Jeg har set advarslerne, og tallene skal gemmes alligevel"))
        page.keyboard.press("Space")
        write(page, "Begrundelse", "Kun årets måling.")
    follow(page, "button", "Gem 1 tal")
    assert "1 tal er gemt." in words(page)


def manager_amends_and_submits(page, site):
    page.goto(f"{site}/krav/{demand('bp21', '5').pk}/aendr/")
    write(page, "Højst", "12")
    for label, typed in (("Gælder fra", "01012020"), ("Besluttet den", "12122019")):
        tab_to(page, page.get_by_label(label, exact=True))
        page.keyboard.type(typed)
    write(page, "Begrundelse", "Udvalget hævede grænsen.")
    follow(page, "button", "Se virkningen")
    follow(page, "button", "Gem ændringen")
    assert "Udgave 2 er gemt. Den gælder fra 1. januar 2020." in words(page)
    page.goto(f"{site}/rapporter/bp21/2019Q4/1/")
    follow(page, "button", "Send til godkendelse")
    assert "Sendt til godkendelse" in words(page)


def approver_publishes(page, site):
    page.goto(f"{site}/rapporter/bp21/2019Q4/1/")
    follow(page, "button", "Godkend rapporten")
    tab_to(page, page.locator("summary", has_text="Udgiv rapporten"))
    page.keyboard.press("Enter")
    follow(page, "button", "Ja, udgiv rapporten")
    page.wait_for_load_state()
    assert page.locator(".page-head .verdict").inner_text().endswith("Udgivet")


def test_help_to_a_page_opens_by_keyboard_and_is_not_printed(visit, site):
    page = visit(Role.MANAGER)
    page.get_by_text("Hjælp til siden", exact=True).focus()
    page.keyboard.press("Enter")
    assert page.locator(".page-help__text").is_visible()
    accessible(page)
    page.emulate_media(media="print")
    assert not page.locator(".page-help").is_visible()


@pytest.mark.long
def test_pages_lose_nothing_with_roomy_text_twice_the_size_and_fewer_movements(visit, site):
    page = visit(Role.MANAGER)
    page.emulate_media(reduced_motion="reduce")
    for where in STAFF_PAGES:
        page.goto(site + where)
        assert page.evaluate(MOVING) == 0
        page.set_viewport_size({"width": 640, "height": 450})
        fits(page)
        page.evaluate(
            "sheet => { document.adoptedStyleSheets = [Object.assign(new CSSStyleSheet(), {})]; "
            "document.adoptedStyleSheets[0].replaceSync(sheet); }",
            ROOMY,
        )
        for width in (640, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            fits(page)
            assert page.evaluate(CUT_OFF) == []


def test_status_is_told_by_words_where_colours_are_the_readers_own(visit, site):
    published_report()
    page = visit(Role.COMMITTEE)
    page.emulate_media(forced_colors="active")
    page.reload()
    assert "ikke opfyldt" in words(page)
    accessible(page)


def test_form_that_is_sent_back_is_accessible(visit, site):
    page = visit(Role.MANAGER)
    page.goto(f"{site}/planer/ny/")
    page.locator("main form.fields button[type=submit]").click()
    assert "Dette felt er påkrævet." in words(page)
    accessible(page)


def test_refused_and_unknown_pages_are_accessible(chromium, site):
    """In a context of their own: Chromium calls a page that is refused an error of the console."""
    context = chromium.new_context(locale="da-DK")
    page = context.new_page()
    page.goto(site)
    page.get_by_label("Brugernavn").fill(Role.COMMITTEE.value)
    page.get_by_label("Adgangskode", exact=True).fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(f"{site}/")
    for where, title in (("/udtraek/", "Du har ikke adgang til siden"), ("/findes-ikke/", "Siden findes ikke")):
        page.goto(site + where)
        assert page.get_by_role("heading", level=1).inner_text() == title
        accessible(page)
        fits(page)
    page.goto(site)
    context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Log ud").click()
    assert "Siden var for gammel til at sende" in words(page)
    accessible(page)
    context.close()
