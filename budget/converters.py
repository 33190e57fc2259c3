"""A year in an address: one that a budget can be of."""

import re

from budget.models import FIRST_YEAR, LAST_YEAR


def budget_year(text: str) -> int:
    """The year that four digits name; `ValueError` where no budget can be of it."""
    if not re.fullmatch(BudgetYear.regex, text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise ValueError(text)
    return int(text)


class BudgetYear:
    """Four digits from the first year to the last; anything else is no address of ours."""

    regex = "[0-9]{4}"

    def to_python(self, text: str) -> int:
        return budget_year(text)

    def to_url(self, year: int) -> str:
        return f"{year:04d}"
