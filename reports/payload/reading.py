"""A report as it is read: the frozen payload, or of one that is being written what it would hold now."""

from django.utils import timezone

from aabenraa_plan.kept import kept_here
from extracts.models import DataVersion
from reports.comparing.differences import differences
from reports.comparing.wording import summary
from reports.models import Report
from reports.payload.collecting import collect


def payload_of(report: Report) -> dict:
    return payload_now(report) if report.is_writable else report.payload


def payload_now(report: Report) -> dict:
    key = f"report:{DataVersion.now()}:{report.pk}:{timezone.localdate()}"
    return kept_here(key, lambda: collect(report, timezone.now()))


def changed_meanwhile(report: Report) -> list[str]:
    """What would be different in a report on its way to be published, had it been submitted now."""
    changed = differences(report.payload, payload_now(report))
    return summary(changed) if changed else []
