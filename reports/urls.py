from django.urls import path

from reports.views import comparing, deciding, due, overview, reconciliation, reports, serving, writing

REPORT = "rapporter/<slug:plan>/<slug:quarter>/<int:version>"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("planer/<slug:slug>/", overview.plan_overview, name="plan_overview"),
    path("maal/<slug:plan>/<slug:code>/", serving.goal, name="goal"),
    path("budget/ydelse/<slug:code>/", serving.benefit_type, name="benefit_type"),
    path("budget/afstemning/<budget_year:year>/", reconciliation.reconciliation, name="reconciliation"),
    path("rapporter/", reports.reports, name="reports"),
    path("rapporter/sammenlign/", comparing.report_compare, name="report_compare"),
    path("rapporter/<slug:plan>/<slug:quarter>/<int:version>/", reports.report, name="report"),
    path("rapporter/<slug:plan>/<slug:quarter>/<int:version>/rapport.pdf", reports.report_pdf, name="report_pdf"),
    path("rapporter/<slug:plan>/<slug:quarter>/<int:version>/rapport.json", reports.report_json, name="report_json"),
    path("rapporter/ny/", writing.report_new, name="report_new"),
    path("rapporter/frister/", due.reports_due, name="reports_due"),
    path("rapporter/moeder/ny/", due.meeting_new, name="meeting_new"),
    path("rapporter/moeder/<int:pk>/slet/", due.meeting_remove, name="meeting_remove"),
    path(f"{REPORT}/rediger/", writing.report_edit, name="report_edit"),
    path(f"{REPORT}/indsend/", deciding.report_submit, name="report_submit"),
    path(f"{REPORT}/send-tilbage/", deciding.report_return, name="report_return"),
    path(f"{REPORT}/godkend/", deciding.report_approve, name="report_approve"),
    path(f"{REPORT}/udgiv/", deciding.report_publish, name="report_publish"),
    path(f"{REPORT}/genaabn/", deciding.report_reopen, name="report_reopen"),
    path(f"{REPORT}/kasser/", deciding.report_discard, name="report_discard"),
    path(f"{REPORT}/beslutning/", deciding.report_decision, name="report_decision"),
]
