"""Benefit types and programmes, the money budgeted and booked on them, and what people say of it."""

from budget.models.appropriations import Appropriation, AppropriationLine, CaseKind, CaseStatus
from budget.models.facts import FIRST_YEAR, LAST_YEAR, OERE, BudgetLine, BudgetVersion, LedgerEntry
from budget.models.forecasts import (
    MONTH_FIELDS,
    ArchivedForecast,
    ClosedMonth,
    ForecastChoice,
    ForecastMethod,
    Phasing,
)
from budget.models.printed import FrameAmount, FrameGroup, FrameLine, FrameTotal, PrintedTotal
from budget.models.reimbursement import Rate, Scheme
from budget.models.words import BenefitType, LineKind, OnALine, Programme

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "MONTH_FIELDS",
    "OERE",
    "Appropriation",
    "AppropriationLine",
    "ArchivedForecast",
    "BenefitType",
    "BudgetLine",
    "BudgetVersion",
    "CaseKind",
    "CaseStatus",
    "ClosedMonth",
    "ForecastChoice",
    "ForecastMethod",
    "FrameAmount",
    "FrameGroup",
    "FrameLine",
    "FrameTotal",
    "LedgerEntry",
    "LineKind",
    "OnALine",
    "Phasing",
    "PrintedTotal",
    "Programme",
    "Rate",
    "Scheme",
]
