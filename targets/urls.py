from django.urls import path

from targets import views

urlpatterns = [
    path("maal/<slug:plan>/<slug:code>/", views.goal, name="goal"),
    path("maalepunkter/", views.indicators, name="indicators"),
    path("maalepunkter/indtast/", views.observation_new, name="observation_new"),
    path("maalepunkter/<slug:code>/", views.indicator, name="indicator"),
    path("tal/<int:pk>/", views.lineage, name="lineage"),
]
