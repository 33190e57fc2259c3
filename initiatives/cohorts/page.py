"""What became of an initiative's citizens: counts by status date and outcome against the promise."""

from dataclasses import dataclass
from datetime import datetime

from aabenraa_plan.exports import ExportTable
from initiatives.models import Initiative


@dataclass(frozen=True)
class CohortSection:
    """What the page shows: `lead` is the sentence at its top, `tables` what can be fetched as files."""

    lead: str
    tables: list[ExportTable]
    invented: bool


def cohorts_of(initiative: Initiative, *, sees_small: bool, moment: datetime | None) -> CohortSection | None:
    """None where it has no cohort."""
    return None
