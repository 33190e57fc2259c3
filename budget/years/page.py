"""What a year's page is made of, worked out once after each change and kept in this process's memory."""

from dataclasses import dataclass

from aabenraa_plan.as_of import AsOf
from aabenraa_plan.kept import kept_here
from budget.documents.printed import PrintedRow, compare_printed
from budget.reporting import YearStatus, budget_years, year_status
from budget.years.rows import Flow, Row, effort_rows, flows, support_rows
from extracts.stamp import stamp_of


@dataclass(frozen=True)
class YearPage:
    """A year's figures, the rows they are shown in, and the years to choose between."""

    status: YearStatus
    support: list[Row]
    effort: list[Row]
    flows: list[Flow]
    printed: list[PrintedRow]
    years: list[int]


def year_page(year: int, month: int | None, as_of: AsOf) -> YearPage:
    """As known at a moment, after a closed month; every change of the data makes it anew."""
    key = f"budget-year:{stamp_of(as_of)}:{year}:{month}"
    return kept_here(key, lambda: worked_out(year, month, as_of.moment))


def worked_out(year: int, month: int | None, moment) -> YearPage:
    status = year_status(year, month=month, as_of=moment)
    return YearPage(
        status=status,
        support=support_rows(status),
        effort=effort_rows(status),
        flows=flows(status),
        printed=compare_printed(year, moment),
        years=budget_years(moment),
    )
