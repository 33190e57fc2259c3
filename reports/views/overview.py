"""The overview of a plan: is it kept?"""

from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, may, permissions, requires
from aabenraa_plan.kept import kept_here
from extracts.stamp import stamp_of
from reports.overview_page import NO_PLAN, overview_page
from targets.models import Plan


@requires(Action.READ)
@require_GET
def overview(request, slug=NO_PLAN):
    """Kept by role, and for analysts by person, whose tasks differ."""
    stamp = stamp_of(request.as_of)
    who = request.user.pk if may(request.user, Action.UPLOAD) else request.user.role
    key = f"overview-for:{stamp}:{slug}:{who}"
    return render(request, "reports/overview.html", kept_here(key, lambda: overview_for(request, slug, stamp)))


def overview_for(request, slug: str, stamp: str) -> dict[str, str]:
    """The page's title and main text as the reader may see it."""
    staff = may(request.user, Action.BROWSE)
    try:
        page = overview_page(slug, request.as_of, stamp)
    except Plan.DoesNotExist:
        raise Http404("Planen findes ikke.") from None
    if page["is_draft"] and not staff:
        raise Http404("Planen er ikke vedtaget endnu.")
    waits = may(request.user, Action.UPLOAD) or may(request.user, Action.MANAGE_PLANS)
    context = {
        "page": page,
        "plans": [plan for plan in page["plans"] if staff or not plan["is_draft"]],
        "tasks": page["tasks"].of(request.user) if waits and not request.as_of.moment else None,
        "as_of": request.as_of,
    }
    main = render_to_string("reports/overview_main.html", context | permissions(request))
    return {"title": page["title"], "main": main}
