"""Initiatives: their words and links, money, assumptions, cohorts, and what happened on the way."""

from initiatives.models.cases import (
    BusinessCase,
    CaseAmount,
    CaseKind,
    CaseLine,
    PrintedCell,
    PrintedRow,
    PrintedSide,
    PrintedTable,
    Side,
    Sign,
    Unit,
)
from initiatives.models.cohorts import Cohort, Outcome, OutcomeType, PrintedShare
from initiatives.models.following import Measurement, Milestone, Note, NoteKind, Promise, PromiseRule
from initiatives.models.scenarios import Scenario, ScenarioYear
from initiatives.models.words import BenefitLink, GoalLink, Initiative, InitiativeKind, InitiativeStatus

__all__ = [
    "BenefitLink",
    "BusinessCase",
    "CaseAmount",
    "CaseKind",
    "CaseLine",
    "Cohort",
    "GoalLink",
    "Initiative",
    "InitiativeKind",
    "InitiativeStatus",
    "Measurement",
    "Milestone",
    "Note",
    "NoteKind",
    "Outcome",
    "OutcomeType",
    "PrintedCell",
    "PrintedRow",
    "PrintedShare",
    "PrintedSide",
    "PrintedTable",
    "Promise",
    "PromiseRule",
    "Scenario",
    "ScenarioYear",
    "Side",
    "Sign",
    "Unit",
]
