"""The overview: is the plan kept?"""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, may, requires
from reports.overview_page import NO_PLAN, overview_page


@requires(Action.READ)
@require_GET
def overview(request, slug=NO_PLAN):
    page, staff = overview_page(slug, request.as_of), may(request.user, Action.BROWSE)
    if not page["found"] or (page["is_draft"] and not staff):
        raise Http404("Planen findes ikke.")
    waits = may(request.user, Action.UPLOAD) or may(request.user, Action.MANAGE_PLANS)
    tasks = page["tasks"].of(request.user) if waits and not request.as_of.moment else None
    plans = [plan for plan in page["plans"] if staff or not plan["is_draft"]]
    return render(request, "reports/overview.html", {"page": page, "plans": plans, "tasks": tasks})
