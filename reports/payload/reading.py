"""A report as it is read: the frozen payload, or of one that is being written what it would hold now."""

from django.utils import timezone

from aabenraa_plan.kept import kept_here
from extracts.models import DataVersion
from reports.models import Report
from reports.payload.collecting import collect


def payload_of(report: Report) -> dict:
    if not report.is_writable:
        return report.payload
    key = f"report:{DataVersion.now()}:{report.pk}:{timezone.localdate()}"
    return kept_here(key, lambda: collect(report, timezone.now()))
