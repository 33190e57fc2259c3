"""The committee's coming meetings, as they are written in and taken out again."""

from datetime import date

from django.db import transaction

from aabenraa_plan.formats import danish_date
from aabenraa_plan.refusals import NotPossible
from extracts.models import DataVersion
from reports.models import Meeting


@transaction.atomic
def add_meeting(*, meets_on: date, papers_due_on: date, by) -> Meeting:
    DataVersion.raised()
    if Meeting.objects.filter(meets_on=meets_on).exists():
        raise NotPossible(f"Mødet {danish_date(meets_on)} er allerede skrevet ind. Slet det først, hvis fristen er ny.")
    return Meeting.objects.create(meets_on=meets_on, papers_due_on=papers_due_on, made_by=by)


@transaction.atomic
def remove_meeting(*, meeting: Meeting) -> None:
    DataVersion.raised()
    meeting.delete()
