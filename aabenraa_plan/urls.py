"""Every address of the site. A view without a mark from `access.py` is refused to all."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from aabenraa_plan import views
from aabenraa_plan.access import public

urlpatterns = [
    path("log-ind/", public(LoginView.as_view(redirect_authenticated_user=True)), name="login"),
    path("log-ud/", public(LogoutView.as_view()), name="logout"),
    path("brugere/", views.users, name="users"),
    path("brugere/<int:pk>/", views.user, name="user"),
    path("udtraek/", include("extracts.urls")),
    path("budget/", include("budget.urls")),
    path("indsatser/", include("initiatives.urls")),
    path("", include("targets.urls")),
    path("", include("reports.urls")),
]
