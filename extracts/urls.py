from django.urls import path

from extracts import views

urlpatterns = [
    path("", views.uploads, name="uploads"),
    path("<int:pk>/", views.upload, name="upload"),
    path("<int:pk>/gem/", views.commit, name="upload_commit"),
    path("<int:pk>/kasser/", views.discard, name="upload_discard"),
    path("<int:pk>/fortryd/", views.revert, name="upload_revert"),
    path("<int:pk>/fil/", views.upload_file, name="upload_file"),
]
