"""An initiative in words."""

from collections.abc import Sequence

from extracts.periods import parse
from initiatives.models import Initiative, InitiativeStatus


def lead_of(initiative: Initiative, leads: Sequence[str]) -> str:
    """The sentences of the page's sections; where none has anything to say, that nothing is known."""
    said = " ".join(lead for lead in leads if lead)
    return said or "Der er hverken indlæst tal eller skrevet noget om, hvad der kom ud af indsatsen."


def period_text(initiative: Initiative) -> str:
    """`2019 til 2023`, `fra juni 2018`, `til 2021`; "" where the sources say nothing."""
    starts, ends = (parse(code).label if code else "" for code in (initiative.starts, initiative.ends))
    if starts and ends:
        return starts if starts == ends else f"{starts} til {ends}"
    return f"fra {starts}" if starts else f"til {ends}" if ends else ""


def status_text(initiative: Initiative) -> str:
    """`I gang, senest oplyst for 2021`: never a guess of what is the case today."""
    label = InitiativeStatus(initiative.status).label
    if initiative.status == InitiativeStatus.UNKNOWN:
        return label
    return f"{label}, senest oplyst for {parse(initiative.status_period).label}"
