"""Every address of the site. A view without a mark from `access.py` is refused to all."""

from django.urls import include, path

from aabenraa_plan import views

urlpatterns = [
    path("", include("aabenraa_plan.signin.urls")),
    path("brugere/", views.users, name="users"),
    path("brugere/<int:pk>/", views.user, name="user"),
    path("udtraek/", include("extracts.urls")),
    path("budget/", include("budget.urls")),
    path("indsatser/", include("initiatives.urls")),
    path("", include("targets.urls")),
    path("", include("reports.urls")),
]
