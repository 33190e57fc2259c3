"""The budgets of both plans, as lines of the format `budget`: the files that `load_plans` loads."""

from budget.loader import DOCUMENTS


def plan_lines(year):
    return (DOCUMENTS / f"budget-{year}.csv").read_text(encoding="utf-8").splitlines()


BUDGET = plan_lines(2023)[0]


def budget_lines(year, *, to=None):
    """The plan's budget without its header; with `to`, as the budget of another year that nobody has loaded."""
    return [line.replace(str(year), str(to or year), 1) for line in plan_lines(year)[1:]]
