"""What is missing before a meeting, said first in one sentence. Pure."""

from datetime import date

from aabenraa_plan.formats import counted, danish_date, listed

NO_PLAN = "Ingen plan er vedtaget endnu, så der er ingen rapport at gøre klar."
NO_MEETING = "Der er ikke skrevet et møde ind, så siden kan ikke sige, hvornår det skal være klar."
FOR_DRAFT = "er en kladde. Gør den færdig, og send den til godkendelse."
FOR_RETURNED = "er sendt tilbage med en kommentar. Ret den, og send den igen."
FOR_SUBMITTED = "venter på at blive læst og godkendt."
FOR_APPROVED = "er godkendt og kan udgives."


def lead(*, meets_on: date, papers_due_on: date, today: date, missing: int, late: int) -> str:
    """`Materialet til mødet 3. december 2026 skal være klar 26. november: 3 ting mangler, 1 er forsinket.`"""
    papers = f"Materialet til mødet {danish_date(meets_on)}"
    if not missing:
        return f"{papers} er klar."
    return f"{papers} {by_when(meets_on, papers_due_on, today)}: {how_much(missing, late)}"


def by_when(meets_on: date, papers_due_on: date, today: date) -> str:
    day = day_beside(papers_due_on, meets_on)
    if papers_due_on < today:
        return f"skulle have været klar {day}"
    return f"skal være klar i dag, {day}" if papers_due_on == today else f"skal være klar {day}"


def deadline(meets_on: date, papers_due_on: date, today: date) -> str:
    """`Materialet til mødet 3. december 2026 skal være klar 26. november.`"""
    return f"Materialet til mødet {danish_date(meets_on)} {by_when(meets_on, papers_due_on, today)}."


def day_beside(day: date, other: date) -> str:
    """The day as it is said beside one of the same year: without it."""
    return danish_date(day).removesuffix(f" {day.year}") if day.year == other.year else danish_date(day)


def how_much(missing: int, late: int) -> str:
    said = counted(missing, "ting mangler", "ting mangler")
    if not late:
        return f"{said}."
    if late == missing:
        return f"{said} og {'er forsinket' if late == 1 else 'er forsinkede'}."
    return f"{said}, {counted(late, 'er forsinket', 'er forsinkede')}."


def lead_without_meeting(quarter: str, missing: int) -> str:
    said = counted(missing, "ting", "ting") if missing else "Intet"
    return f"{said} mangler til rapporten for {quarter}. {NO_MEETING}"


def spending_missing(months: list[str]) -> str:
    """The labels of months (`august 2026`) with nothing booked."""
    return f"Forbruget for {listed(months)} er ikke indlæst."


def months_open(months: list[str]) -> str:
    return f"Budgettet for {listed(months)} er ikke lukket. Luk det, når forbruget er bogført."
