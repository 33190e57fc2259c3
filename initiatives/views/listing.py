"""All initiatives, by guidepost and kind."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, requires
from initiatives.models import Initiative


@requires(Action.READ)
@require_GET
def initiatives(request):
    return render(request, "initiatives/initiatives.html", {"initiatives": Initiative.objects.all()})
