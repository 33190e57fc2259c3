from django.urls import path, register_converter

from budget.converters import BudgetYear
from budget.views import (
    appropriation_drafts,
    appropriations,
    copying,
    frames,
    line,
    lineage,
    scores,
    simulator,
    year,
)

register_converter(BudgetYear, "budget_year")

LINE = "<budget_year:year>/<slug:code>/<slug:kind>/<slug:programme>"
urlpatterns = [
    path("", year.budget, name="budget"),
    path("ramme/", frames.frames, name="frames"),
    path("bevillinger/", appropriations.appropriations, name="appropriations"),
    path("bevillinger/ny/", appropriation_drafts.appropriation_new, name="appropriation_new"),
    path("bevillinger/<int:pk>/", appropriations.appropriation, name="appropriation"),
    path("bevillinger/<int:pk>/rediger/", appropriation_drafts.appropriation_edit, name="appropriation_edit"),
    path("bevillinger/<int:pk>/bevilg/", appropriations.appropriation_grant, name="appropriation_grant"),
    path("bevillinger/<int:pk>/tag-tilbage/", appropriations.appropriation_withdraw, name="appropriation_withdraw"),
    path("bevillinger/<int:pk>/slet/", appropriations.appropriation_delete, name="appropriation_delete"),
    path("<budget_year:year>/", year.year, name="budget_year"),
    path("<budget_year:year>/luk/", year.months_close, name="months_close"),
    path("<budget_year:year>/aabn/", year.month_reopen, name="month_reopen"),
    path("<budget_year:year>/traefsikkerhed/", scores.forecast_scores, name="forecast_scores"),
    path(f"{LINE}/skoen/", line.forecast_choice, name="forecast_choice"),
    path(f"{LINE}/fordeling/", line.phasing, name="phasing"),
    path("simulator/", simulator.simulator, name="simulator"),
    path("forbrug/<int:pk>/", lineage.ledger_lineage, name="ledger_lineage"),
    path("linje/<int:pk>/", lineage.line_lineage, name="line_lineage"),
    path("poster/<slug:code>/<str:month>/", lineage.ledger_month, name="ledger_month"),
    path("kopier/", copying.budget_copy, name="budget_copy"),
]
