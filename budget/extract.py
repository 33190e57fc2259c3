"""Ledger entries and budget lines as kinds of extract: which profiles read them, and what a commit changes."""

from budget.files.budget_file import is_budget, parse_budget
from budget.files.effect import budget_effect, ledger_effect
from budget.files.history import history_warnings
from budget.files.ledger_file import is_forbrug, parse_forbrug
from budget.files.preview import budget_change_rows, budget_series, ledger_change_rows, ledger_series
from budget.files.roles import BUDGET_ROLES, FORBRUG_ROLES
from budget.files.template import ENTRIES, LINES
from budget.models import BudgetLine, LedgerEntry
from extracts.kinds import Kind, Profile

BUDGET_LINES = Kind(
    code="budget_lines",
    title="Budget",
    model=BudgetLine,
    profiles=(Profile("budget", "Budget", is_budget, parse_budget, template=LINES),),
    roles=BUDGET_ROLES,
    titles=("Ydelse", "Budgetlinje"),
    # A budget is decided, not measured: no series says what it may be.
    history_warnings=lambda diff: [],
    effect=budget_effect,
    change_rows=budget_change_rows,
    name_series=budget_series,
    is_bookkeeping=True,
)
LEDGER = Kind(
    code="ledger",
    title="Forbrug",
    model=LedgerEntry,
    profiles=(Profile("forbrug", "Forbrug", is_forbrug, parse_forbrug, template=ENTRIES),),
    roles=FORBRUG_ROLES,
    titles=("Ydelse", "Konto"),
    history_warnings=history_warnings,
    effect=ledger_effect,
    change_rows=ledger_change_rows,
    name_series=ledger_series,
    is_bookkeeping=True,
)
