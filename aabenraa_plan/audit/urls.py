from django.urls import path

from aabenraa_plan.audit import views

urlpatterns = [
    path("", views.log, name="log"),
    path("<int:pk>/", views.entry, name="log_entry"),
]
