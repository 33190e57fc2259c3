"""The pages on which a report is begun and its words are written."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from aabenraa_plan.access import Action, requires
from aabenraa_plan.forms import posted
from aabenraa_plan.refusals import NotPossible
from extracts.periods import Period
from reports.listing import plan_titles
from reports.models import Report
from reports.workflow.actions import draft_report, edit_report
from reports.workflow.forms import NewReportForm, ReportForm, choice_of
from reports.workflow.meanwhile import MovedOn, happened, known_report, last_step, mark_of, unless_moved
from targets.models import Plan

WORDS = ("introduction", "recommendation", "meets_on", "item_number", "case_number")
THERE_ALREADY = "Rapporten for {label} er allerede i gang. Her er den."
PUBLISHED_ALREADY = "Rapporten for {label} er udgivet. Her er den. Skal den rettes, kan en godkender åbne den igen."
BEGUN = "Rapporten for {label} er oprettet som en kladde. Skriv nu lederens sammenfatning og indstillingen."
SAVED = "Kladden er gemt. Se den igennem, og send den til godkendelse, når den er klar."
NOT_WRITABLE = "Rapporten er {state} og kan ikke rettes, som den er nu."


@requires(Action.WRITE_REPORTS)
@require_http_methods(["GET", "POST"])
def report_new(request):
    """One that is there already is shown instead."""
    plans, today = list(Plan.objects.filter(is_draft=False)), timezone.localdate()
    asked = choice_of(request.GET.get("plan", ""), request.GET.get("kvartal", ""))
    known = newest_states()
    form = NewReportForm(posted(request), plans=plans, known=known, today=today, initial={"what": asked})
    if form.is_valid():
        plan, quarter = form.cleaned_data["what"]
        if report := there_already(request, plan, quarter):
            return redirect(report)
        if report := begun(request, form, plan, quarter):
            return redirect("report_edit", report.plan, report.quarter, report.version)
    return render(request, "reports/new.html", {"form": form, "plans": plans, "back": reverse("reports")})


def newest_states() -> dict[tuple[str, str], str]:
    """By plan and quarter, how far the newest version has come."""
    rows = Report.objects.order_by("version").values_list("plan", "quarter", "state")
    return {(plan, quarter): state for plan, quarter, state in rows}


def there_already(request, plan: Plan, quarter: Period) -> Report | None:
    report = Report.objects.light().filter(plan=plan.slug, quarter=quarter.code).order_by("-version").first()
    if report:
        said = PUBLISHED_ALREADY if report.is_published else THERE_ALREADY
        messages.info(request, said.format(label=quarter.label))
    return report


def begun(request, form: NewReportForm, plan: Plan, quarter: Period) -> Report | None:
    """The draft; where there can be none, the form says why."""
    try:
        report = draft_report(plan=plan, quarter=quarter, by=request.user)
    except NotPossible as problem:
        form.add_error("what", str(problem))
        return None
    messages.success(request, BEGUN.format(label=report.label))
    return report


@requires(Action.WRITE_REPORTS)
@require_http_methods(["GET", "POST"])
def report_edit(request, plan, quarter, version):
    """What was typed stays, also where the report has moved on meanwhile or is gone."""
    report = known_report(plan, quarter, version)
    if report is None or (request.method == "GET" and report.pk is None):
        raise Http404("Rapporten findes ikke.")
    if request.method == "GET" and not report.is_writable:
        messages.error(request, NOT_WRITABLE.format(state=report.get_state_display()))
        return redirect(report)
    form = ReportForm(posted(request), initial={name: getattr(report, name) for name in WORDS})
    if form.is_valid() and saved(request, form, report):
        return redirect(report)
    return edit_page(request, form, report)


def saved(request, form: ReportForm, report: Report) -> bool:
    seen = request.POST.get("seen", "")
    try:
        unless_moved(report=report, seen=seen, act=edit_report, by=request.user, **form.cleaned_data)
    except MovedOn:
        return False
    except NotPossible as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, SAVED)
    return True


def edit_page(request, form: ReportForm, report: Report):
    """The form, and above it what somebody else did with the report since it was shown."""
    now = Report.objects.light().filter(pk=report.pk).first()
    seen = mark_of(now or report)
    moved = request.method == "POST" and request.POST.get("seen", "") != seen
    context = {
        "form": form,
        "report": report,
        "plan_title": plan_titles([report])[report.plan],
        "now": now,
        "seen": seen,
        "moved": happened(last_step(report), None, request.user) if moved else "",
        "can_save": now is not None and now.is_writable,
        "back": report.get_absolute_url() if now else reverse("reports"),
    }
    return render(request, "reports/edit.html", context)
