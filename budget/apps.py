from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "budget"
    verbose_name = "Budget"

    def ready(self):
        from budget.extract import BUDGET_LINES, LEDGER
        from extracts.kinds import register

        register(BUDGET_LINES)
        register(LEDGER)
