"""Helpers of the tests that walk pages in a real Chromium; their fixtures stand in `conftest.py`."""

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults

CHROMIUM = Path("/usr/bin/chromium")
PASSWORD = "only-for-this-test"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 740}
BOTH = [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone", marks=pytest.mark.long)]
"""The screens a job is done on; the narrow one takes as long again, and is left to `make test-long`."""
QUICKLY_AND_THOROUGHLY = pytest.mark.parametrize(
    "thorough", [False, pytest.param(True, marks=pytest.mark.long)], ids=["quick", "thorough"]
)
RUN_AXE = "axe.run({resultTypes: ['violations'], reporter: 'no-passes'})"
"""Every rule; of what holds no list is made and sent, which costs as much as a quarter of the looking."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def words(page):
    """The page's main text, its no-break spaces as plain ones."""
    return page.locator("main").inner_text().replace("\u00a0", " ")


def accessible(page):
    """No axe violation; returns nothing, fails with what axe says."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN_AXE)
    assert found["violations"] == [], f"{page.url}: {AxeResults(found).generate_report()}"


def drawn(page):
    """Waits for the figures of a page that has any."""
    if page.locator("[data-chart]").count():
        page.wait_for_selector(".js-plotly-plot .main-svg")


def fits(page):
    """The page itself never scrolls sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"


def look_at(page, *, narrow: bool, wide: bool = True):
    """The page fits both screens; axe looks at it on those asked for. The screen it has comes first: changing costs."""
    for viewport in (WIDE, PHONE) if page.viewport_size == WIDE else (PHONE, WIDE):
        page.set_viewport_size(viewport)
        if wide if viewport == WIDE else narrow:
            accessible(page)
        fits(page)
