from django.urls import path

from extracts import downloads
from extracts.profile_urls import profile_urlpatterns
from extracts.views import listing, page, steps

urlpatterns = [
    path("", listing.uploads, name="uploads"),
    path("gem/", listing.commit_several, name="uploads_commit"),
    path("<int:pk>/", page.upload, name="upload"),
    path("<int:pk>/fremdrift/", page.progress, name="upload_progress"),
    path("<int:pk>/gem/", steps.commit, name="upload_commit"),
    path("<int:pk>/kasser/", steps.discard, name="upload_discard"),
    path("<int:pk>/fortryd/", steps.revert, name="upload_revert"),
    path("<int:pk>/laes-igen/", steps.correct, name="upload_correct"),
    path("<int:pk>/frigiv/", steps.release, name="upload_release"),
    path("<int:pk>/proev-igen/", steps.retry, name="upload_retry"),
    path("<int:pk>/fil/", downloads.upload_file, name="upload_file"),
    path("<int:pk>/fejl/", downloads.upload_annotated, name="upload_annotated"),
    path("skabelon/<slug:profile>/", downloads.upload_template, name="upload_template"),
    path("skabelon/<slug:profile>/vaerdier/", downloads.upload_allowed, name="upload_allowed"),
    *profile_urlpatterns,
]
