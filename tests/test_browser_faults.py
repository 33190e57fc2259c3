"""In a real Chromium: two managers at one plan, and the page that stands where the database gave none."""

from unittest.mock import patch

import pytest
from django.db import OperationalError

from aabenraa_plan.models import Role
from tests.browsing import PHONE, WIDE, accessible, fits, words

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]
DEMAND = "/budget/2023/sygedagpenge/support/ordinaer/skoen/"


def test_second_of_two_browsers_is_told_and_keeps_what_was_typed(visit, site):
    first, second = visit(Role.MANAGER), visit(Role.ANALYST)
    for page, amount in ((first, "71.500"), (second, "72.500")):
        page.goto(f"{site}{DEMAND}")
        page.get_by_label("Metode").select_option("Eget skøn")
        page.get_by_label("Eget skøn for hele året").fill(amount)
        page.get_by_label("Begrundelse").fill("Færre langvarige forløb.")
    for page in (first, second):
        page.get_by_role("button", name="Gem metoden").click()
    assert "Metoden for Sygedagpenge er gemt." in words(first)
    assert "leder gemte «Eget skøn: 71.500 t.kr.»" in words(second)
    assert second.get_by_label("Eget skøn for hele året").input_value() == "72.500"
    accessible(second)
    second.get_by_role("button", name="Gem metoden").click()
    assert "Metoden for Sygedagpenge er gemt." in words(second)


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_page_of_a_lost_database_is_readable_by_all(viewport, chromium, site):
    # A context of its own: the browser tells of the answer 503 in its console.
    context = chromium.new_context(viewport=viewport, locale="da-DK")
    page = context.new_page()
    with patch("django.contrib.sessions.backends.db.SessionStore.load", side_effect=OperationalError("gone")):
        context.add_cookies([{"name": "sessionid", "value": "x" * 32, "url": site}])
        answer = page.goto(f"{site}/maalepunkter/")
        assert answer.status == 503
        assert "Databasen svarer ikke lige nu" in words(page)
        accessible(page)
        fits(page)
    context.close()
