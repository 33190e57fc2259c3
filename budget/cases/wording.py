"""The sentences of the pages with appropriation cases."""

from collections.abc import Iterable
from decimal import Decimal

from aabenraa_plan.formats import as_sentence, counted
from budget.cases.rows import CaseRow, LineEffect
from budget.models import CaseKind, CaseStatus
from budget.wording import kroner, thousands

BEGINNINGS = {
    CaseStatus.DRAFT: "Sagen er en kladde og tæller ikke med endnu: den",
    CaseStatus.GRANTED: "Sagen",
}
WITHDRAWN = "Sagen er taget tilbage og tæller ikke længere med."


def year_sentence(year: int, rows: list[CaseRow]) -> str:
    """What is granted in the year, each sort of case by its own measure."""
    granted = [row for row in rows if row.counts]
    if not granted:
        return f"I {year} er der ikke bevilget nogen sager. Det korrigerede budget er det vedtagne."
    clauses = [
        clause(chosen) for kinds, clause in SORTS if (chosen := [row for row in granted if row.case.kind in kinds])
    ]
    said = unbroken(as_sentence(clauses)).replace("..", ".")
    return f"I {year} er der bevilget {counted(len(granted), 'sag', 'sager')}: {said}"


def added(amounts: Iterable[Decimal], *, signed: bool = False) -> str:
    return kroner(sum(amounts, Decimal(0)), signed=signed)


def supplementary_clause(rows: list[CaseRow]) -> str:
    said = counted(len(rows), "tillægsbevilling ændrer", "tillægsbevillinger ændrer tilsammen")
    return f"{said} budgettet med {added((row.total for row in rows), signed=True)}"


def reallocation_clause(rows: list[CaseRow]) -> str:
    return f"{counted(len(rows), 'omplacering', 'omplaceringer')} flytter {added(row.moved for row in rows)}"


def capital_clause(rows: list[CaseRow]) -> str:
    said = counted(len(rows), "anlægsbevilling", "anlægsbevillinger")
    return f"{said} på {added(row.total for row in rows)} ligger uden for driftsbudgettet"


SORTS = [
    ((CaseKind.CASH, CaseKind.OTHER_COMMITTEES), supplementary_clause),
    ((CaseKind.REALLOCATION,), reallocation_clause),
    ((CaseKind.CAPITAL,), capital_clause),
]


def unbroken(text: str) -> str:
    """With every amount and its unit on one line."""
    return text.replace(" t.kr.", "\u00a0t.kr.").replace(" kr.", "\u00a0kr.")


def waiting_sentence(rows: list[CaseRow]) -> str:
    drafts = sum(row.status == CaseStatus.DRAFT for row in rows)
    return f"{counted(drafts, 'kladde', 'kladder')} er ikke bevilget endnu." if drafts else ""


def case_sentence(row: CaseRow, effects: list[LineEffect]) -> str:
    """What the case does: `Sagen ændrer budgettet med +500 t.kr. Sygedagpenge går fra 70.061 til 70.561 t.kr.`"""
    if row.status == CaseStatus.WITHDRAWN:
        return WITHDRAWN
    return unbroken(f"{BEGINNINGS[row.status]} {deed(row, effects)}") if effects else "Sagen er en kladde uden linjer."


def deed(row: CaseRow, effects: list[LineEffect]) -> str:
    if row.case.kind == CaseKind.REALLOCATION:
        lines = counted(len(effects), "budgetlinje", "budgetlinjer")
        return f"flytter {kroner(row.moved)} mellem {lines}."
    if row.case.kind == CaseKind.CAPITAL:
        return f"giver {kroner(row.total)} til anlæg, uden for driftsbudgettet."
    said = f"ændrer budgettet med {kroner(row.total, signed=True)}"
    return f"{said}{step(effects[0])}" if len(effects) == 1 else said


def step(effect: LineEffect) -> str:
    """From what to what the one line goes; where it has no budget before, only to what."""
    after = f"{thousands(effect.after.amount)} t.kr."
    if effect.before is None:
        return f" {effect.name} får {after}"
    return f" {effect.name} går fra {thousands(effect.before.amount)} til {after}"
