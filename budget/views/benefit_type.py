"""A benefit type: its budgets over the years, and one year month by month. The page is put together in `reports`."""

from django.http import Http404

from aabenraa_plan.exports import ExportTable
from budget.benefits.columns import Column, column_chart
from budget.benefits.exports import benefit_tables
from budget.benefits.months import benefit_months, late_total, years_with_figures
from budget.benefits.wording import lead, price_finding
from budget.benefits.years import BenefitYear, benefit_years
from budget.converters import budget_year
from budget.models import FIRST_YEAR, BenefitType
from budget.reporting import LineStatus, year_status
from budget.wording import ORIGINS, method_text, persons_text, price_text, thousands


def benefit_page(request, found: BenefitType) -> tuple[dict, list[ExportTable]]:
    """What `budget/benefit_type.html` shows, and its tables."""
    moment = request.as_of.moment
    years = benefit_years(found, moment)
    known = sorted({each.year for each in years} | years_with_figures(found, moment), reverse=True)
    status = year_status(asked_year(request, known, years), as_of=moment)
    months = benefit_months(found, status, moment)
    lines = [line for line in status.lines if line.benefit_type == found]
    context = {
        "benefit_type": found,
        "lead": lead(found.name, years),
        "price_finding": price_finding(years),
        "years": years,
        "charts": charts(years),
        "known_years": known,
        "status": status,
        "months": months,
        "late": late_total(months),
        "lines": [line_facts(line) for line in lines],
        "uses_examples": any(each.invented for each in [*lines, *years]),
        "lines_are_invented": any(line.invented for line in lines),
    }
    return context, benefit_tables(found, years, months, status.year)


def asked_year(request, known: list[int], years: list[BenefitYear]) -> int:
    """The year of the address; without one the newest that has a budget, else the newest with figures."""
    if text := request.GET.get("aar", ""):
        try:
            return budget_year(text)
        except ValueError:
            raise Http404("Året findes ikke.") from None
    return years[-1].year if years else (known or [FIRST_YEAR])[0]


def line_facts(line: LineStatus) -> dict:
    """A line of the year with how it is forecast and phased."""
    return {"line": line, "method": method_text(line.forecast), "phasing": ORIGINS[line.phase.origin]}


def charts(years: list[BenefitYear]) -> list[dict]:
    """Persons, unit price and amount, each over the years that have it."""
    figures = {
        "Helårspersoner": lambda each: (each.persons, persons_text),
        "Pris pr. helårsperson, 1.000 kr.": lambda each: (each.unit_price, price_text),
        "Forsørgelse, 1.000 kr.": lambda each: (each.amount, thousands),
    }
    return [
        {"title": title, "svg": column_chart(title, columns_of(years, figure))} for title, figure in figures.items()
    ]


def columns_of(years: list[BenefitYear], figure) -> list[Column]:
    found = [(each.year, *figure(each)) for each in years]
    return [Column(year, value, text(value)) for year, value, text in found if value is not None]
