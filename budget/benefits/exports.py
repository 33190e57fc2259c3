"""The tables of a benefit type's page as they are exported: amounts in 1.000 kr., exact."""

from collections.abc import Sequence

from aabenraa_plan.exports import ExportTable
from budget.benefits.months import BenefitMonth
from budget.benefits.years import BenefitYear
from budget.ledger import MonthSum
from budget.models import BenefitType
from budget.wording import INVENTED, SIGN
from budget.years.exports import exact, tkr


def benefit_tables(
    benefit_type: BenefitType, years: Sequence[BenefitYear], months: Sequence[BenefitMonth], year: int
) -> list[ExportTable]:
    return [years_table(benefit_type, years), months_table(benefit_type, months, year)]


def years_table(benefit_type: BenefitType, years: Sequence[BenefitYear]) -> ExportTable:
    header = [
        *("År", "Helårspersoner", "Pris pr. helårsperson (1.000 kr.)", "Forsørgelse (1.000 kr.)"),
        *("Indsats (1.000 kr.)", "Ændring, mængde (1.000 kr.)", "Ændring, pris (1.000 kr.)", "Kilde"),
    ]
    rows = [year_cells(each) for each in years]
    return ExportTable("aar", f"{benefit_type.name}, vedtagne budgetter", header, rows, [SIGN])


def year_cells(each: BenefitYear) -> list:
    price = None if each.unit_price is None else exact(each.unit_price / 1000)
    change = (tkr(each.change.volume), tkr(each.change.price)) if each.change else (None, None)
    source = each.support.source if each.support else ""
    return [each.year, exact(each.persons), price, tkr(each.amount), tkr(each.effort_total), *change, source]


def months_table(benefit_type: BenefitType, months: Sequence[BenefitMonth], year: int) -> ExportTable:
    header = [
        *("Måned", "Brutto (1.000 kr.)", "Refusion (1.000 kr.)", "Netto (1.000 kr.)", "Ventet netto (1.000 kr.)"),
        *("Helårspersoner", "Bogført efter lukning (1.000 kr.)", "Indsats, netto (1.000 kr.)", "Lukket"),
    ]
    rows = [month_cells(month) for month in months]
    invented = any(month.booked and month.booked.invented for month in months)
    return ExportTable(
        "maaneder", f"{benefit_type.name} {year}", header, rows, [SIGN, *([INVENTED] if invented else [])]
    )


def month_cells(month: BenefitMonth) -> list:
    booked = month.booked or MonthSum()
    return [
        *(month.when.code, tkr(booked.gross), tkr(booked.reimbursement), tkr(booked.net), tkr(month.expected)),
        *(exact(booked.persons), tkr(month.late), tkr(month.effort), "ja" if month.is_closed else "nej"),
    ]
