from django.urls import path

from reports import serving, views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("planer/<slug:slug>/", views.overview, name="plan_overview"),
    path("maal/<slug:plan>/<slug:code>/", serving.goal, name="goal"),
    path("budget/ydelse/<slug:code>/", serving.benefit_type, name="benefit_type"),
    path("budget/afstemning/<budget_year:year>/", views.reconciliation, name="reconciliation"),
]
