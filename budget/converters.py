"""A year in an address: one that a budget can be of."""

from budget.models import FIRST_YEAR, LAST_YEAR


class BudgetYear:
    """Four digits from the first year to the last; anything else is no address of ours."""

    regex = "[0-9]{4}"

    def to_python(self, text: str) -> int:
        year = int(text)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(text)
        return year

    def to_url(self, year: int) -> str:
        return f"{year:04d}"
