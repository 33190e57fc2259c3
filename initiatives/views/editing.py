"""The pages on which an initiative is written, and rewritten."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from aabenraa_plan.access import Action, requires
from aabenraa_plan.refusals import NotPossible
from extracts.form_fields import CPR_TYPED
from initiatives.actions import create_initiative, edit_initiative, mark_of
from initiatives.editing.forms import MORE_ROWS, MOST_ROWS, ROWS_AT_FIRST, InitiativeForm, initial_of, rows_of
from initiatives.models import Initiative

FIRST = {"goal": ROWS_AT_FIRST, "benefit": ROWS_AT_FIRST}


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def initiative_new(request):
    form = initiative_form(request, rows=FIRST)
    if form.is_valid() and (made := saved(request, form, create_initiative)):
        return redirect(made)
    return form_page(request, form, title="Ny indsats", back=reverse("initiatives"))


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def initiative_edit(request, slug):
    found = get_object_or_404(Initiative, code=slug)
    form = initiative_form(request, initiative=found, rows=rows_of(found), initial=initial_of(found))
    if form.is_valid():
        seen = request.POST.get("seen", "")
        if saved(request, form, edit_initiative, initiative=found, seen=seen):
            return redirect(found)
    mark = mark_of(found)
    theirs = found if request.POST.get("seen", mark) != mark else None
    what = {"title": "Ret indsatsen", "back": found.get_absolute_url(), "initiative": found}
    return form_page(request, form, **what, seen=mark, theirs=theirs)


def initiative_form(request, *, rows: dict[str, int], initiative=None, initial=None) -> InitiativeForm:
    """The form as it is asked for or sent; with more rows what was sent only stands in it, unchecked."""
    if request.method == "GET":
        return InitiativeForm(initiative=initiative, rows=rows, initial=initial)
    rows = {name: asked_rows(request, name) for name in rows}
    more = [name for name in rows if f"more_{name}" in request.POST]
    if not more:
        return InitiativeForm(request.POST, initiative=initiative, rows=rows)
    rows |= {name: rows[name] + MORE_ROWS for name in more}
    form = InitiativeForm(initiative=initiative, rows=rows, initial=request.POST.dict())
    if form.held_cpr & set(form.fields):
        messages.error(request, CPR_TYPED)
    return form


def asked_rows(request, name: str) -> int:
    asked = request.POST.get(f"rows_{name}", "")
    return int(asked) if asked in map(str, range(1, MOST_ROWS + 1)) else ROWS_AT_FIRST


def saved(request, form: InitiativeForm, act, **what) -> Initiative | None:
    """The initiative as it is saved; where it cannot be, the form says why."""
    try:
        found = act(said=form.said(), by=request.user, **what)
    except NotPossible as problem:
        form.add_error(None, str(problem))
        return None
    messages.success(request, f"Indsatsen {found} er gemt.")
    return found


def form_page(request, form: InitiativeForm, **more):
    return render(request, "initiatives/edit.html", {"form": form, "most": MOST_ROWS} | more)
