"""A report's steps: submitted, sent back, approved, published, opened again, discarded; and what was decided of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from aabenraa_plan.access import Action, requires
from aabenraa_plan.forms import posted
from aabenraa_plan.refusals import NotPossible
from reports.listing import plan_titles
from reports.models import CommitteeDecision, Report, ReportState
from reports.workflow.actions import (
    approve_report,
    discard_report,
    publish_report,
    record_decision,
    reopen_report,
    return_report,
    submit_report,
)
from reports.workflow.forms import DecisionForm, ReopenForm, ReturnForm
from reports.workflow.meanwhile import known_report, mark_of, standing_decision, unless_moved

MEETING = ("meets_on", "item_number", "case_number")
SUBMITTED = "Rapporten er sendt til godkendelse. Indholdet står nu stille, til den er godkendt eller sendt tilbage."
APPROVED = "Rapporten er godkendt. Den kan nu udgives."
PUBLISHED = "Rapporten er udgivet. Udvalget kan læse den, og den bliver aldrig ændret."
DISCARDED = "Kladden er kasseret."
RETURNED = "Rapporten er sendt tilbage til lederen med din kommentar."
REOPENED = "Rapporten er en kladde igen og skal godkendes på ny. Den første godkendelse bliver stående i historien."
CORRECTING = "Version {} er begyndt som en kladde. Version {} er stadig udgivet."
DECIDED = "Udvalgets beslutning er gemt."
NOT_SUBMITTED = "Kun en rapport, der er sendt til godkendelse, kan sendes tilbage. Se, hvor den er nået til."
NOT_APPROVED = "Kun en rapport, der er godkendt eller udgivet, kan åbnes igen. Se, hvor den er nået til."
NOT_PUBLISHED = "Beslutningen skrives, når rapporten er udgivet. Se, hvor den er nået til."


@dataclass(frozen=True)
class FormPage:
    """A step that is explained in words: its template, the states it can be taken in, and what is said in others."""

    template: str
    states: tuple[ReportState, ...]
    why_not: str


RETURN = FormPage("reports/return.html", (ReportState.SUBMITTED,), NOT_SUBMITTED)
REOPEN = FormPage("reports/reopen.html", (ReportState.APPROVED, ReportState.PUBLISHED), NOT_APPROVED)
DECIDE = FormPage("reports/decision.html", (ReportState.PUBLISHED,), NOT_PUBLISHED)


@requires(Action.WRITE_REPORTS)
@require_POST
def report_submit(request, plan, quarter, version):
    return step(request, known_or_404(plan, quarter, version), submit_report, SUBMITTED)


@requires(Action.APPROVE_REPORTS)
@require_POST
def report_approve(request, plan, quarter, version):
    """Of exactly the content that stood on the approver's screen."""
    report, read = known_or_404(plan, quarter, version), request.POST.get("sha256", "")
    return step(request, report, approve_report, APPROVED, sha256=read)


@requires(Action.APPROVE_REPORTS)
@require_POST
def report_publish(request, plan, quarter, version):
    return step(request, known_or_404(plan, quarter, version), publish_report, PUBLISHED)


@requires(Action.WRITE_REPORTS)
@require_POST
def report_discard(request, plan, quarter, version):
    report = known_or_404(plan, quarter, version)
    answer = step(request, report, discard_report, DISCARDED)
    return answer if Report.objects.filter(pk=report.pk).exists() else redirect("reports")


def known_or_404(plan: str, quarter: str, version: int) -> Report:
    report = known_report(plan, quarter, version)
    if report is None:
        raise Http404("Rapporten findes ikke.")
    return report


def step(request, report: Report, act: Callable, done: str, **what):
    """Back to the report, which says what was done, or why nothing was."""
    try:
        taken(request, report, act, **what)
    except NotPossible as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return redirect(report) if report.pk else redirect("reports")


def taken(request, report: Report, act: Callable, **what):
    return unless_moved(report=report, seen=request.POST.get("seen", ""), act=act, by=request.user, **what)


@requires(Action.APPROVE_REPORTS)
@require_http_methods(["GET", "POST"])
def report_return(request, plan, quarter, version):
    report, form = known_or_404(plan, quarter, version), ReturnForm(posted(request))
    if form.is_valid() and done_with(request, form, report, return_report):
        messages.success(request, RETURNED)
        return redirect(report)
    return form_page(request, form, report, RETURN)


@requires(Action.APPROVE_REPORTS)
@require_http_methods(["GET", "POST"])
def report_reopen(request, plan, quarter, version):
    report, form = known_or_404(plan, quarter, version), ReopenForm(posted(request))
    if form.is_valid() and (opened := done_with(request, form, report, reopen_report)):
        corrects = opened.version > report.version
        messages.success(request, CORRECTING.format(opened.version, report.version) if corrects else REOPENED)
        return redirect(opened)
    return form_page(request, form, report, REOPEN)


@requires(Action.RECORD_DECISIONS)
@require_http_methods(["GET", "POST"])
def report_decision(request, plan, quarter, version):
    """Written from the standing decision, or from the meeting the report was made for; an earlier word stays."""
    report = known_or_404(plan, quarter, version)
    earlier = standing_decision(report)
    form = DecisionForm(
        posted(request), earlier=earlier, today=timezone.localdate(), initial=words_of(earlier or report)
    )
    if form.is_valid() and done_with(request, form, report, record_decision):
        messages.success(request, DECIDED)
        return redirect(report)
    return form_page(request, form, report, DECIDE, earlier=earlier)


def words_of(said: CommitteeDecision | Report) -> dict:
    words = {name: getattr(said, name) for name in MEETING}
    return words | ({"kind": said.kind, "text": said.text} if isinstance(said, CommitteeDecision) else {})


def done_with(request, form: forms.Form, report: Report, act: Callable):
    """What the step returns; where it cannot be taken, None, and the form says why."""
    try:
        return taken(request, report, act, **form.cleaned_data)
    except NotPossible as problem:
        form.add_error(None, str(problem))
        return None


def form_page(request, form: forms.Form, report: Report, page: FormPage, **more):
    """The form with what was typed in it; without a button where the report is in another state."""
    now = Report.objects.light().filter(pk=report.pk).first()
    is_open = now is not None and now.state in page.states
    if request.method == "GET" and not is_open:
        messages.error(request, page.why_not)
        return redirect(report) if now else redirect("reports")
    context = {
        "form": form,
        "report": report,
        "plan_title": plan_titles([report])[report.plan],
        "next_version": report.version + 1,
        "seen": mark_of(now or report),
        "is_open": is_open,
        "back": report.get_absolute_url() if now else reverse("reports"),
    }
    return render(request, page.template, context | more)
