"""What an initiative promised beside money and cohorts, its milestones and its dated notes."""

from dataclasses import dataclass
from datetime import date, datetime

from aabenraa_plan.exports import ExportTable
from initiatives.models import Initiative


@dataclass(frozen=True)
class FollowingSection:
    """What the page shows: `lead` is the sentence at its top, `tables` what can be fetched as files."""

    lead: str
    tables: list[ExportTable]
    invented: bool


def following_of(initiative: Initiative, *, today: date, moment: datetime | None) -> FollowingSection | None:
    """None where there is nothing to show."""
    return None
