from django.urls import path

from extracts import downloads, views

urlpatterns = [
    path("", views.uploads, name="uploads"),
    path("<int:pk>/", views.upload, name="upload"),
    path("<int:pk>/gem/", views.commit, name="upload_commit"),
    path("<int:pk>/kasser/", views.discard, name="upload_discard"),
    path("<int:pk>/fortryd/", views.revert, name="upload_revert"),
    path("<int:pk>/fil/", downloads.upload_file, name="upload_file"),
    path("<int:pk>/fejl/", downloads.upload_annotated, name="upload_annotated"),
    path("skabelon/<slug:profile>/", downloads.upload_template, name="upload_template"),
    path("skabelon/<slug:profile>/vaerdier/", downloads.upload_allowed, name="upload_allowed"),
]
