"""Shared by the tests of the data calendar and of what it asks people to do."""

from datetime import date

from targets.datacalendar.rows import calendar_rows
from targets.models import Goal

TODAY = date(2026, 2, 10)


def only_goal_16():
    """Only goal 16 of the running plan is left: the yearly survey, out 31 days after the year, on 1 February."""
    Goal.objects.exclude(plan__slug="bp23", number=16).delete()


def rows_by_code(today=TODAY, **options):
    return {row.indicator.code: row for row in calendar_rows(today=today, **options)}
