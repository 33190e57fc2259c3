"""The pages on which an appropriation case is written, and rewritten until it is granted."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from aabenraa_plan.access import Action, requires
from aabenraa_plan.refusals import NotPossible
from budget.cases.actions import NOT_A_DRAFT, mark_of, save_case
from budget.cases.forms import LINES_AT_FIRST, MORE_LINES, MOST_LINES, CapitalForm, CaseForm, initial_of
from budget.cases.rows import SIGN, LineEffect, with_lines, writable_years
from budget.models import Appropriation, CaseKind
from extracts.form_fields import CPR_TYPED

CAPITAL = "?art=anlaeg"
NEW, EDIT = "Ny bevillingssag", "Ret kladden"
SAVED = "Kladden er gemt. Se efter, hvad den gør, og bevilg den, når den er besluttet."
DELETED = "En anden har slettet kladden imens. Det, du har skrevet, står her endnu: gem det som en ny kladde."


@requires(Action.MANAGE_BUDGET)
@require_http_methods(["GET", "POST"])
def appropriation_new(request):
    is_capital = request.GET.get("art") == "anlaeg"
    years = writable_years()
    asked = next((year for year in years if str(year) == request.GET.get("aar")), years[0])
    form = case_form(request, is_capital=is_capital, years=years, initial={"year": asked})
    if form.is_valid() and (case := saved(request, form)):
        return redirect(case)
    return form_page(request, form, title=NEW, back=reverse("appropriations"))


@requires(Action.MANAGE_BUDGET)
@require_http_methods(["GET", "POST"])
def appropriation_edit(request, pk):
    case = stored(pk)
    if case is None:
        return rescued(request)
    if request.method == "GET" and not case.is_draft:
        messages.error(request, NOT_A_DRAFT)
        return redirect(case)
    years = sorted({*writable_years(), case.year}, reverse=True)
    is_capital = case.kind == CaseKind.CAPITAL
    form = case_form(request, is_capital=is_capital, years=years, initial=initial_of(case), lines=case.lines.count())
    if form.is_valid() and saved(request, form, case=case, seen=request.POST.get("seen", "")):
        return redirect(case)
    return form_page(request, form, title=EDIT, back=case.get_absolute_url(), **meanwhile(request, pk))


def stored(pk: int) -> Appropriation | None:
    return with_lines(Appropriation.objects.filter(pk=pk)).first()


def case_form(request, *, is_capital: bool, years: list[int], initial: dict, lines=0, unchecked=False) -> CaseForm:
    """The form as it is asked for or sent; `unchecked` with what was sent only standing in it."""
    form_class = CapitalForm if is_capital else CaseForm
    if request.method == "GET":
        return form_class(years=years, lines=max(lines, LINES_AT_FIRST), initial=initial)
    asked = request.POST.get("lines", "")
    lines = int(asked) if asked in map(str, range(1, MOST_LINES + 1)) else LINES_AT_FIRST
    more = MORE_LINES if "more" in request.POST else 0
    if not more and not unchecked:
        return form_class(request.POST, years=years, lines=lines)
    form = form_class(years=years, lines=lines + more, initial=request.POST.dict())
    if form.held_cpr & set(form.fields):
        messages.error(request, CPR_TYPED)
    return form


def saved(request, form: CaseForm, **what) -> Appropriation | None:
    """The draft as it is saved; where it cannot be, the form says why."""
    try:
        case = save_case(text=form.text(), lines=form.case_lines(), by=request.user, **what)
    except NotPossible as problem:
        form.add_error(None, str(problem))
        return None
    messages.success(request, SAVED)
    return case


def meanwhile(request, pk: int) -> dict:
    """The mark of the draft as it is stored, and the draft itself where it is not what the person has seen."""
    case = stored(pk)
    if case is None:
        raise Http404("Kladden er slettet.")
    mark = mark_of(case)
    changed = request.POST.get("seen", mark) != mark
    lines = [LineEffect(line, None, None) for line in case.lines.all()] if changed else []
    return {"seen": mark, "theirs": case if changed else None, "their_lines": lines}


def rescued(request):
    """What was typed into a draft that somebody deleted, as a new one."""
    if request.method == "GET":
        raise Http404("Sagen findes ikke.")
    is_capital = "kind" not in request.POST
    messages.error(request, DELETED)
    form = case_form(request, is_capital=is_capital, years=writable_years(), initial={}, unchecked=True)
    action = reverse("appropriation_new") + (CAPITAL if is_capital else "")
    return form_page(request, form, title=NEW, back=reverse("appropriations"), action=action)


def form_page(request, form: CaseForm, **more):
    context = {"form": form, "is_capital": isinstance(form, CapitalForm), "most": MOST_LINES, "sign": SIGN}
    return render(request, "budget/appropriation_form.html", context | more)
