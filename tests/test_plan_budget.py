"""The budget of a plan's years on the overview: one sentence, and the way to the whole."""

import pytest

from tests.ledgers import close, even_year, load_ledger
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def test_overview_says_what_the_newest_budget_of_its_plan_is(manager):
    shown = text_of(manager.get("/planer/bp21/"))
    assert "Budget 2021 Budgettet for 2021 er 509,4 mio. kr. i forsørgelse til 4.165 helårspersoner" in shown
    assert "Budget 2023" not in shown
    assert "Budget 2023 Budgettet for 2023 er 439,5 mio. kr." in text_of(manager.get("/planer/bp23/"))


def test_overview_marks_a_budget_sentence_that_rests_on_examples(manager):
    load_ledger(*[line.replace("Prøve", "eksempeldata") for line in even_year(2023, 100, months=3)])
    close(2023, 3)
    assert "Budget 2023 eksempeldata" in text_of(manager.get("/planer/bp23/"))
    assert "Budget 2021 eksempeldata" not in text_of(manager.get("/planer/bp21/"))


def test_overview_of_a_plan_without_a_budget_says_nothing_of_money(manager, draft):
    assert "Se budgettet for hver ydelse" not in text_of(manager.get(draft.get_absolute_url()))
