"""What a kept page depends on."""

from aabenraa_plan.as_of import AsOf
from extracts.models import DataVersion


def stamp_of(as_of: AsOf) -> str:
    """The latest change, the moment looked back to, and the day, because what is stale or due changes overnight."""
    return f"{DataVersion.now()}:{as_of.today}:{as_of.text}"
