"""A plan by quarter as the tests ask for it: codes and texts."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from extracts.periods import parse
from targets.models import Plan, Target
from targets.quarterly.rows import plan_by_quarter
from targets.quarterly.table import quarter_page
from targets.quarterly.wording import sentences

TODAY = date(2022, 11, 22)
FLEX = "fleksjobledighed;Aabenraa"


def by_quarter(plan, *, since=None, today=TODAY, as_of=None):
    return plan_by_quarter(Plan.objects.get(slug=plan), since=since, today=today, as_of=as_of)


def demand(plan, code, position=1, **options):
    rows = by_quarter(plan, **options).rows
    return next(row for row in rows if (row.target.goal.code, row.target.position) == (code, position))


def verdicts(*arguments, **options):
    """Quarter → the verdict and the period it is about; None for a date or a word."""
    standing = demand(*arguments, **options).standing
    return {
        quarter.code: (row.assessment.verdict.value, row.assessment.period.code if row.assessment.period else None)
        for quarter, row in standing.items()
    }


def cells(plan, code, position=1, **options):
    """Quarter → the cell as the page shows it."""
    found = by_quarter(plan, **options)
    rows = [row for row in quarter_page(found).rows if row.goal.code == code]
    return {quarter.code: cell for quarter, cell in zip(found.window.quarters, rows[position - 1].cells, strict=True)}


def said(plan, quarter, **options):
    return sentences(by_quarter(plan, **options), parse(quarter))


def target_of(plan, code, position=1):
    return Target.objects.get(goal__plan__slug=plan, goal__code=code, position=position, version=1)


def moment(year, month, day):
    return datetime(year, month, day, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
