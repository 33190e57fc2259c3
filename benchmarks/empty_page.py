"""The project's addresses, and a page with nothing on it but what every logged-in page has."""

from django.shortcuts import render
from django.urls import include, path

from aabenraa_plan.access import Action, requires
from aabenraa_plan.urls import handler500

__all__ = ["handler500", "urlpatterns"]


@requires(Action.READ)
def empty(request):
    return render(request, "benchmarks/empty.html")


urlpatterns = [path("tom-side/", empty, name="empty"), path("", include("aabenraa_plan.urls"))]
