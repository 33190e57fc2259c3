"""Every address of the site. A view without a mark from `access.py` is refused to all."""

from django.urls import include, path

urlpatterns = [
    path("sundhed/", include("aabenraa_plan.running.urls")),
    path("", include("aabenraa_plan.signin.urls")),
    path("", include("aabenraa_plan.people.urls")),
    path("", include("aabenraa_plan.help.urls")),
    path("log/", include("aabenraa_plan.audit.urls")),
    path("udtraek/", include("extracts.urls")),
    path("budget/", include("budget.urls")),
    path("indsatser/", include("initiatives.urls")),
    path("", include("targets.urls")),
    path("", include("reports.urls")),
]

handler500 = "aabenraa_plan.unavailable.server_error"
