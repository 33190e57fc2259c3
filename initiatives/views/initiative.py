"""An initiative: what was invested, what came of it, and which goals and benefit types it serves."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, may, requires
from aabenraa_plan.exports import download
from initiatives.models import Initiative
from initiatives.page import initiative_page


@requires(Action.BROWSE)
@require_GET
def initiative(request, slug):
    try:
        page = initiative_page(slug, request.as_of, sees_small=may(request.user, Action.UPLOAD))
    except Initiative.DoesNotExist:
        raise Http404("Indsatsen findes ikke.") from None
    if file := download(request, page.initiative.code, page.tables):
        return file
    return render(request, "initiatives/initiative.html", context_of(page))


def context_of(page) -> dict:
    """The page's parts by their names in the template."""
    names = ("initiative", "lead", "period", "status", "goals", "benefits", "economy", "cohorts", "following")
    return {name: getattr(page, name) for name in (*names, "uses_examples")}
