"""That every page is looked at in a browser: the lists of `walked.py` against all addresses there are."""

import pytest

from tests.test_help import pages
from tests.walked import CODE, DOORS, FIRST_STEPS, PAGES, SECOND_STEPS, name_of

pytestmark = pytest.mark.embedded


def test_every_page_is_looked_at_in_a_browser_and_nothing_else_is():
    lists = (*PAGES.values(), DOORS, [CODE], FIRST_STEPS, SECOND_STEPS)
    looked_at = {name_of(where) for addresses in lists for where in addresses}
    not_looked_at = pages() - looked_at
    assert not not_looked_at, f"Give {sorted(not_looked_at)} a line in a list of tests/walked.py."
    assert looked_at <= pages()
