from django.urls import path

from initiatives.views import cohorts, economy, editing, following, initiative, listing, promises, whatif

urlpatterns = [
    path("", listing.initiatives, name="initiatives"),
    path("ny/", editing.initiative_new, name="initiative_new"),
    path("linje/<int:pk>/", economy.case_line, name="case_line"),
    path("linje/<int:pk>/ret/", economy.case_line_amend, name="case_line_amend"),
    path("udfald/<int:pk>/", cohorts.outcome_lineage, name="outcome_lineage"),
    path("<slug:slug>/", initiative.initiative, name="initiative"),
    path("<slug:slug>/hold/nyt/", cohorts.cohort_new, name="cohort_new"),
    path("<slug:slug>/hold/<slug:code>/rediger/", cohorts.cohort_edit, name="cohort_edit"),
    path("<slug:slug>/oekonomi/", economy.business_case, name="business_case"),
    path("<slug:slug>/oekonomi/linje/ny/", economy.case_line_new, name="case_line_new"),
    path("<slug:slug>/oekonomi/<str:code>/", economy.case_realised, name="case_realised"),
    path("<slug:slug>/rediger/", editing.initiative_edit, name="initiative_edit"),
    path("<slug:slug>/notater/ny/", following.note_new, name="note_new"),
    path("<slug:slug>/notater/<int:pk>/ret/", following.note_correct, name="note_correct"),
    path("<slug:slug>/notater/<int:pk>/tilbage/", following.note_withdraw, name="note_withdraw"),
    path("<slug:slug>/milepaele/ny/", following.milestone_new, name="milestone_new"),
    path("<slug:slug>/milepaele/<int:pk>/ret/", following.milestone_edit, name="milestone_edit"),
    path("<slug:slug>/loefter/ny/", promises.promise_new, name="promise_new"),
    path("<slug:slug>/loefter/<int:pk>/ret/", promises.promise_edit, name="promise_edit"),
    path("<slug:slug>/loefter/<int:pk>/maaling/", promises.measurement_new, name="measurement_new"),
    path("<slug:slug>/maalinger/<int:pk>/ret/", promises.measurement_correct, name="measurement_correct"),
    path("<slug:slug>/maalinger/<int:pk>/tilbage/", promises.measurement_withdraw, name="measurement_withdraw"),
    path("<slug:slug>/regn/", whatif.whatif, name="whatif"),
    path("<slug:slug>/regn/gem/", whatif.whatif_save, name="whatif_save"),
    path("<slug:slug>/regn/sammenlign/", whatif.whatif_compare, name="whatif_compare"),
    path("<slug:slug>/regn/<int:pk>/traek-tilbage/", whatif.whatif_withdraw, name="whatif_withdraw"),
]
