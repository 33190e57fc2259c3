"""The columns of `udfald` as a profile made in the browser chooses among them."""

from extracts.kinds import Role
from initiatives.models import Cohort, Initiative, OutcomeType


def initiatives_known() -> dict[str, str]:
    return dict(Initiative.objects.values_list("code", "name"))


def cohorts_known() -> dict[str, str]:
    """Two initiatives may have a cohort of the same code; the line's own initiative says which is meant."""
    return {cohort.code: str(cohort) for cohort in Cohort.objects.select_related("initiative")}


def outcomes_known() -> dict[str, str]:
    return dict(OutcomeType.objects.values_list("code", "name"))


ROLES = (
    Role("indsats", "Indsats", required=True, known=initiatives_known),
    Role("hold", "Hold", required=True, known=cohorts_known),
    Role("statusdato", "Statusdato", required=True),
    Role("udfald", "Udfald", required=True, known=outcomes_known),
    Role("antal", "Antal borgere", required=True),
    Role("lovet", "Lovet antal"),
    Role("lovet pr.", "Lovet pr."),
    Role("foreløbig", "Foreløbig"),
    Role("bemærkning", "Bemærkning"),
    Role("kilde", "Kilde"),
)
