"""The appropriation cases of a year; one case, and how it is granted, taken back or deleted."""

from datetime import datetime

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from aabenraa_plan.access import Action, may, requires
from aabenraa_plan.exports import download
from aabenraa_plan.forms import posted
from aabenraa_plan.refusals import NotPossible
from budget.cases.actions import delete_draft, grant_case, lacks_of, mark_of, withdraw_case
from budget.cases.forms import GrantForm, WithdrawForm
from budget.cases.rows import (
    SIGN,
    CaseRow,
    case_years,
    cases_of,
    effects_of,
    export_of,
    grouped,
    status_at,
    with_lines,
)
from budget.cases.wording import case_sentence, waiting_sentence, year_sentence
from budget.models import Appropriation, CaseKind, CaseStatus
from budget.reporting import budget_years

NO_SUCH_YEAR = "Der er hverken et budget eller en sag for det år, du bad om. Vælg et af årene nedenfor."
NOT_THEN = "Sagen var ikke bevilget på det tidspunkt. Her er den, som den er i dag."


@requires(Action.BROWSE)
@require_GET
def appropriations(request):
    with_cases = case_years()
    years = sorted({*with_cases, *budget_years()}, reverse=True)
    year = asked_year(request, years) or (with_cases or years or [timezone.localdate().year])[0]
    rows = cases_of(year, as_of=request.as_of.moment)
    if file := download(request, f"bevillinger-{year}", [export_of(f"Bevillinger {year}", rows)]):
        return file
    context = {
        "year": year,
        "years": years,
        "lead": year_sentence(year, rows),
        "waiting": waiting_sentence(rows),
        "groups": grouped(rows),
        "sign": SIGN,
    }
    return render(request, "budget/appropriations.html", context)


def asked_year(request, years: list[int]) -> int | None:
    text = request.GET.get("aar", "")
    found = next((year for year in years if str(year) == text), None)
    if text and found is None:
        messages.error(request, NO_SUCH_YEAR)
    return found


@requires(Action.BROWSE)
@require_GET
def appropriation(request, pk):
    case, moment = case_or_404(pk), request.as_of.moment
    if moment and not (case.granted_at and case.granted_at <= moment):
        messages.info(request, NOT_THEN)
        return redirect(case)
    row = CaseRow(case, status_at(case, moment))
    if file := download(request, f"bevilling-{case.pk}", [export_of(case.title, [row])]):
        return file
    return case_page(request, row, moment)


def case_or_404(pk) -> Appropriation:
    people = ("created_by", "granted_by", "withdrawn_by")
    return get_object_or_404(with_lines(Appropriation.objects.select_related(*people)), pk=pk)


def case_page(request, row: CaseRow, moment: datetime | None = None, **forms):
    case, effects = row.case, effects_of(row, moment)
    context = {
        "case": case,
        "row": row,
        "is_capital": case.kind == CaseKind.CAPITAL,
        "lead": case_sentence(row, effects),
        "effects": effects,
        "counts_or_will": row.status != CaseStatus.WITHDRAWN,
        "lacks": lacks_of(case.kind, row.lines) if case.is_draft else [],
        "seen": mark_of(case),
        "may_change": may(request.user, Action.MANAGE_BUDGET) and not moment,
        "grant_form": GrantForm(initial={"decided_on": timezone.localdate()}),
        "withdraw_form": WithdrawForm(),
        "sign": SIGN,
    }
    return render(request, "budget/appropriation.html", context | forms)


@requires(Action.MANAGE_BUDGET)
@require_POST
def appropriation_grant(request, pk):
    case, form = case_or_404(pk), GrantForm(posted(request))
    if not form.is_valid():
        return case_page(request, row_of(case), grant_form=form)
    day, seen = form.cleaned_data["decided_on"], request.POST.get("seen", "")
    done = "Sagen er bevilget og tæller nu med i det korrigerede budget."
    if case.kind == CaseKind.CAPITAL:
        done = "Sagen er bevilget. Den er uden for driftsbudgettet."
    return told(request, case, done, grant_case, decided_on=day, seen=seen, by=request.user)


@requires(Action.MANAGE_BUDGET)
@require_POST
def appropriation_withdraw(request, pk):
    case, form = case_or_404(pk), WithdrawForm(posted(request))
    if not form.is_valid():
        return case_page(request, row_of(case), withdraw_form=form)
    reason, done = form.cleaned_data["withdrawn_reason"], "Sagen er taget tilbage og tæller ikke længere med."
    return told(request, case, done, withdraw_case, reason=reason, by=request.user)


@requires(Action.MANAGE_BUDGET)
@require_POST
def appropriation_delete(request, pk):
    case = case_or_404(pk)
    try:
        delete_draft(case=case, seen=request.POST.get("seen", ""))
    except NotPossible as problem:
        messages.error(request, str(problem))
        return redirect(case)
    messages.success(request, f"Kladden «{case}» er slettet.")
    return redirect("appropriations")


def row_of(case: Appropriation) -> CaseRow:
    return CaseRow(case, CaseStatus(case.status))


def told(request, case: Appropriation, done: str, act, **what):
    """Back to the case, which says what was done, or why nothing was."""
    try:
        act(case=case, **what)
    except NotPossible as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return redirect(case)
