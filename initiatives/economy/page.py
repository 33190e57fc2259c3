"""The money of an initiative: promised beside realised, cumulative net and payback, printed beside computed."""

from dataclasses import dataclass
from datetime import datetime

from aabenraa_plan.exports import ExportTable
from initiatives.models import Initiative


@dataclass(frozen=True)
class EconomySection:
    """What the page shows: `lead` is the sentence at its top, `tables` what can be fetched as files."""

    lead: str
    tables: list[ExportTable]
    invented: bool


def economy_of(initiative: Initiative, moment: datetime | None) -> EconomySection | None:
    """None where it has no business case."""
    return None
