from django.urls import path

from initiatives.views import initiative, listing

urlpatterns = [
    path("", listing.initiatives, name="initiatives"),
    path("<slug:slug>/", initiative.initiative, name="initiative"),
]
