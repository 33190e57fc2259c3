"""Which plan holds on a day."""

from datetime import date

from targets.models import Plan

NO_PLAN = ""


def plan_in_force(today: date) -> str:
    """The slug of the adopted plan that covers the day, else of the newest one, else `NO_PLAN`."""
    adopted = list(Plan.objects.filter(is_draft=False))
    newest = adopted[0].slug if adopted else NO_PLAN
    return next((plan.slug for plan in adopted if plan.start <= today < plan.end), newest)
