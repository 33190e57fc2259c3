"""The budget's main jobs in a real Chromium: close a month, give an own figure, move money, read it as a politician."""

import pytest

from aabenraa_plan.models import Role
from tests.browsing import BOTH, accessible, fits, words
from tests.ledgers import LATE, SICKNESS, close, load_ledger

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("viewport", BOTH)
def test_manager_follows_a_line_from_closing_to_an_own_figure(viewport, visit, site):
    page = visit(Role.MANAGER, viewport)
    load_ledger(*SICKNESS)
    page.goto(f"{site}/budget/2023/")
    assert "ingen måned er lukket" in words(page)
    accessible(page)
    page.get_by_label("Luk til og med").select_option("marts 2023")
    page.get_by_role("button", name="Luk", exact=True).click()
    assert "Januar 2023, februar 2023 og marts 2023 er lukket" in words(page)
    # Worked by hand in tests/test_budget_year.py: +1.219, and +1.639 after the late posting in February.
    assert "+1.219" in words(page)
    load_ledger(LATE)
    page.reload()
    assert "+1.639" in words(page)
    page.get_by_role("link", name="Sygedagpenge").first.click()
    assert "Efter lukning er der bogført +105" in words(page)
    accessible(page)
    fits(page)
    page.get_by_role("link", name="Vælg metode").first.click()
    page.get_by_label("Metode").select_option("Eget skøn")
    page.get_by_role("button", name="Gem metoden").click()
    assert "Skriv skønnet i 1.000 kr." in words(page)
    accessible(page)
    page.get_by_label("Eget skøn for hele året").fill("71.000")
    page.get_by_label("Begrundelse").fill("Færre langvarige forløb.")
    page.get_by_role("button", name="Gem metoden").click()
    assert "Metoden for Sygedagpenge er gemt." in words(page)
    assert "+939" in words(page)


def test_manager_moves_money_and_the_budget_follows(visit, site):
    page = visit(Role.MANAGER)
    page.goto(f"{site}/budget/bevillinger/ny/")
    page.get_by_label("Titel").fill("Fra fleksjob til sygedagpenge")
    page.get_by_label("Begrundelse").fill("Flere sygemeldte.")
    page.get_by_label("Sagens art").select_option("Omplacering inden for udvalget")
    for at, (name, amount) in enumerate((("Fleksjob", "-500.000"), ("Sygedagpenge", "400.000")), 1):
        page.get_by_label(f"Ydelse, linje {at}").select_option(name)
        page.get_by_label(f"Beløb (kr.), linje {at}").fill(amount)
    page.get_by_role("button", name="Gem").click()
    assert "En omplacering skal gå i nul" in words(page)
    accessible(page)


def test_approver_reads_the_budget(visit, site, with_closed_quarter):
    page = visit(Role.APPROVER)
    page.get_by_role("link", name="Budget", exact=True).click()
    assert "Budget 2023" in words(page)
    assert page.get_by_role("button", name="Luk", exact=True).count() == 0
    accessible(page)


@pytest.fixture
def with_closed_quarter(site):
    load_ledger(*SICKNESS)
    close(2023, 3)
