"""Where the proxy and monitoring ask how the site is."""

from django.urls import path

from aabenraa_plan.running import views

urlpatterns = [
    path("", views.all_well, name="health"),
    path("lever/", views.alive, name="health_alive"),
    path("klar/", views.ready, name="health_ready"),
]
