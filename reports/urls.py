from django.urls import path

from reports.views import overview, reconciliation, serving

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("planer/<slug:slug>/", overview.overview, name="plan_overview"),
    path("maal/<slug:plan>/<slug:code>/", serving.goal, name="goal"),
    path("budget/ydelse/<slug:code>/", serving.benefit_type, name="benefit_type"),
    path("budget/afstemning/<budget_year:year>/", reconciliation.reconciliation, name="reconciliation"),
]
