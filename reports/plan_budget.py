"""The newest budget of a plan's years in one sentence, for the overview."""

from dataclasses import dataclass
from datetime import datetime

from budget.reporting import budget_years, year_status
from budget.years.rows import effort_rows, support_rows
from budget.years.wording import lead, status_text
from targets.models import Plan


@dataclass(frozen=True)
class PlanBudget:
    """What the year's own page says first."""

    year: int
    lead: str
    status: str
    invented: bool


def plan_budget(plan: Plan, as_of: datetime | None = None) -> PlanBudget | None:
    """None where no year of the plan has a budget."""
    years = [year for year in budget_years(as_of) if plan.start.year <= year < plan.end.year]
    if not years:
        return None
    status = year_status(years[0], as_of=as_of)
    sentence = lead(status, support_rows(status), effort_rows(status))
    return PlanBudget(years[0], sentence, status_text(status), status.invented)
