from django.urls import path

from reports import views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("planer/<slug:slug>/", views.overview, name="plan_overview"),
    path("budget/afstemning/<budget_year:year>/", views.reconciliation, name="reconciliation"),
]
