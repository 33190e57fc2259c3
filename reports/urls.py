from django.urls import path

from reports import views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("planer/<slug:slug>/", views.overview, name="plan_overview"),
    path("budget/afstemning/<int:year>/", views.reconciliation, name="reconciliation"),
]
