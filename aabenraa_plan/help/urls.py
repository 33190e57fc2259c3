from django.urls import path

from aabenraa_plan.help import views

urlpatterns = [
    path("hjaelp/", views.help_index, name="help"),
    path("hjaelp/ordliste/", views.word_list, name="word_list"),
    path("hjaelp/billeder/<slug:name>.png", views.help_picture, name="help_picture"),
    path("hjaelp/<slug:name>/", views.help_guide, name="help_guide"),
    path("tilgaengelighed/", views.accessibility, name="accessibility"),
]
