"""Every page on paper, in a real Chromium: it fits, its heading is there, and what is only for a screen is not."""

import pytest

from tests.browsing import drawn, fits
from tests.walked import PAGES

pytestmark = [pytest.mark.once, pytest.mark.long, pytest.mark.django_db(transaction=True)]
A4 = {"width": 703, "height": 1017}
"""Within the margins of `print.css`: 186 by 269 millimetres, in CSS pixels of a 96th of an inch."""
LYING = {"width": 1032, "height": 688}
"""The same lying on its side, as pages of quarters are printed."""
FOR_THE_SCREEN = """() => [...document.querySelectorAll(
  ".masthead__nav, .masthead__account, .skipnav, .breadcrumbs, .page-help, .button, button, .pages, form:not(.fields)"
)].filter(node => node.checkVisibility()).map(node => node.outerHTML.slice(0, 120))"""
CUT_OFF = """() => {
  const edge = document.documentElement.clientWidth;
  return [...document.querySelectorAll("main *")].filter(
    node => node.checkVisibility() && node.getBoundingClientRect().right > edge + 1 && !node.closest(".sr-only, svg")
  ).map(node => node.outerHTML.slice(0, 120));
}"""
FIGURES = "main :is(svg[role=img], .js-plotly-plot):visible"


@pytest.mark.parametrize("role", PAGES)
def test_every_page_is_printed_whole_and_without_what_is_for_the_screen(role, visit, site, with_figures):
    page = visit(role)
    for where in PAGES[role]:
        page.emulate_media(media="screen")
        page.goto(site + where.format(**with_figures))
        drawn(page)
        figures = page.locator(FIGURES).count()
        page.emulate_media(media="print")
        page.set_viewport_size(LYING if page.locator(".heat").count() else A4)
        fits(page)
        assert page.get_by_role("heading", level=1).first.is_visible(), page.url
        assert page.evaluate(FOR_THE_SCREEN) == [], page.url
        assert page.evaluate(CUT_OFF) == [], page.url
        assert page.locator(FIGURES).count() == figures, page.url
