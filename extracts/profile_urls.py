"""The addresses of the profiles' pages."""

from django.urls import path

from extracts import profile_views

profile_urlpatterns = [
    path("profiler/", profile_views.profiles, name="profiles"),
    path("profiler/ny/", profile_views.profile_new, name="profile_new"),
    path("profiler/<slug:code>/", profile_views.profile, name="profile"),
    path("profiler/<slug:code>/ret/", profile_views.profile_edit, name="profile_edit"),
    path("profiler/<slug:code>/udgaa/", profile_views.profile_retire, name="profile_retire"),
]
