"""The overview: is the plan kept?"""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, requires
from reports.overview import overview_of
from targets.models import Plan


@requires(Action.READ)
@require_GET
def overview(request, slug=None):
    plans = list(Plan.objects.all())
    plan = next((plan for plan in plans if plan.slug == slug), None) if slug else plan_in_force(plans)
    if slug and plan is None:
        raise Http404("Planen findes ikke.")
    context = {"plans": plans, "plan": plan}
    if plan:
        context |= overview_of(plan)
    return render(request, "reports/overview.html", context)


def plan_in_force(plans: list[Plan]) -> Plan | None:
    """The plan that covers today, else the newest one; plans come newest first."""
    today = timezone.localdate()
    return next((plan for plan in plans if plan.start <= today < plan.end), plans[0] if plans else None)
