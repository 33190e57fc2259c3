"""Helpers of the tests that walk pages in a real Chromium; their fixtures stand in `conftest.py`."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

CHROMIUM = Path("/usr/bin/chromium")
PASSWORD = "only-for-this-test"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 740}
BOTH = [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone", marks=pytest.mark.long)]
"""The screens a job is done on; the narrow one takes as long again, and is left to `make test-long`."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def words(page):
    """The page's main text, its no-break spaces as plain ones."""
    return page.locator("main").inner_text().replace("\u00a0", " ")


def accessible(page):
    """No axe violation; returns nothing, fails with what axe says."""
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    assert results.violations_count == 0, f"{page.url}: {results.generate_report()}"


def fits(page):
    """The page itself never scrolls sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"
