from django.urls import path

from targets.views import figures, goals

urlpatterns = [
    path("maal/<slug:plan>/<slug:code>/", goals.goal, name="goal"),
    path("maalepunkter/", figures.indicators, name="indicators"),
    path("maalepunkter/indtast/", figures.observation_new, name="observation_new"),
    path("maalepunkter/<slug:code>/", figures.indicator, name="indicator"),
    path("tal/<int:pk>/", figures.lineage, name="lineage"),
]
