"""The overview of a plan: is it kept? The start page is the one in force."""

from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, may, permissions, requires
from aabenraa_plan.kept import kept_here
from extracts.stamp import stamp_of
from reports.overview_page import NO_PLAN, overview_page
from reports.views.front import committee_front
from targets.models import Plan

WAITED_FOR = (Action.UPLOAD, Action.MANAGE_PLANS, Action.WRITE_REPORTS, Action.APPROVE_REPORTS)
"""Who has tasks on the start page."""


@requires(Action.READ)
@require_GET
def overview(request):
    """Who may not see the live figures meets what is published instead."""
    return shown(request, NO_PLAN) if may(request.user, Action.BROWSE) else committee_front(request)


@requires(Action.BROWSE)
@require_GET
def plan_overview(request, slug):
    return shown(request, slug)


def shown(request, slug: str):
    """Kept by role, and by person for those whose tasks are their own."""
    stamp = stamp_of(request.as_of)
    has_own = any(may(request.user, action) for action in (Action.UPLOAD, Action.APPROVE_REPORTS))
    who = request.user.pk if has_own else request.user.role
    key = f"overview-for:{stamp}:{slug}:{who}"
    return render(request, "reports/overview.html", kept_here(key, lambda: overview_for(request, slug, stamp)))


def overview_for(request, slug: str, stamp: str) -> dict[str, str]:
    """The page's title and main text as the reader may see it."""
    try:
        page = overview_page(slug, request.as_of, stamp)
    except Plan.DoesNotExist:
        raise Http404("Planen findes ikke.") from None
    waits = any(may(request.user, action) for action in WAITED_FOR) and not request.as_of.moment
    context = {
        "page": page,
        "tasks": page["report_tasks"].of(request.user) + page["tasks"].of(request.user) if waits else None,
        "as_of": request.as_of,
    }
    main = render_to_string("reports/overview_main.html", context | permissions(request))
    return {"title": page["title"], "main": main}
