"""What the staff decide in the data calendar."""

from django.db import transaction

from extracts.models import DataVersion
from targets.models import Indicator


@transaction.atomic
def set_responsible(*, indicator: Indicator, analyst) -> Indicator:
    """Name the analyst who uploads the indicator, or nobody (`None`). Start pages show it, so the version is raised."""
    DataVersion.raised()
    indicator.responsible = analyst
    indicator.save(update_fields=["responsible"])
    return indicator
