"""The way of one count of citizens, and the pages on which a cohort is made and put right."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from aabenraa_plan.access import Action, may, requires
from aabenraa_plan.exports import download
from aabenraa_plan.forms import posted
from aabenraa_plan.refusals import NotPossible
from aabenraa_plan.tables import paged
from budget.lineage.reporting import changes_sentence
from initiatives.cohorts.actions import create_cohort, edit_cohort, mark_of
from initiatives.cohorts.forms import CohortForm, fixed_for, initial_of, possible_wholes, why_fixed
from initiatives.cohorts.lineage import (
    WHOLE,
    OutcomeVersionTable,
    facts_of,
    hidden_sentence,
    name_of,
    standing_figure,
    versions_export,
    versions_of,
    with_names,
)
from initiatives.cohorts.reporting import cohort_statuses
from initiatives.models import Cohort, Initiative, Outcome


@requires(Action.BROWSE)
@require_GET
def outcome_lineage(request, pk):
    found = get_object_or_404(with_names(Outcome.objects.all()), pk=pk)
    if not may(request.user, Action.UPLOAD):
        return standing_page(request, found)
    moment = request.as_of.moment
    versions = versions_of(found, moment)
    if file := download(request, f"udfald-{pk}", [versions_export(found, versions, moment)]):
        return file
    context = {
        "initiative": found.cohort.initiative,
        "lead": f"{name_of(found)}. {changes_sentence(len(versions))}",
        "facts": facts_of(found, moment),
        "table": paged(request, OutcomeVersionTable(versions, as_of=moment)),
        "notes": [WHOLE],
        "upload": found.upload,
        "export": "udgaver" if versions else "",
        "uses_examples": any(each.invented for each in versions),
    }
    return render(request, "initiatives/outcome_lineage.html", context)


def standing_page(request, found: Outcome):
    """For those who may not see small groups: the version that stands today, or that its number is hidden."""
    figure = standing_figure(found)
    if figure is None:
        raise Http404("Tallet gælder ikke længere.")
    context = {
        "initiative": found.cohort.initiative,
        "lead": f"{name_of(found)}. {hidden_sentence() if figure.masked else ''}",
        "facts": [] if figure.masked else facts_of(found, None),
        "uses_examples": figure.invented and not figure.masked,
    }
    return render(request, "initiatives/outcome_standing.html", context)


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def cohort_new(request, slug):
    found = get_object_or_404(Initiative, code=slug)
    form = CohortForm(posted(request), wholes=wholes_for(request, found))
    if form.is_valid() and saved(request, form, create_cohort, initiative=found, words=form.words()):
        return redirect(found)
    return form_page(request, found, form, title="Nyt hold", seen="")


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def cohort_edit(request, slug, code):
    cohort = get_object_or_404(Cohort.objects.select_related("initiative", "whole"), initiative__code=slug, code=code)
    rows = rows_for(request, cohort.initiative)
    fixed = fixed_for(cohort, rows, sees_small=may(request.user, Action.UPLOAD))
    row = next(each for each in rows if each.pk == cohort.pk)
    wholes = wholes_for(request, cohort.initiative, own=cohort.pk)
    form = CohortForm(posted(request), wholes=wholes, fixed=fixed, initial=initial_of(cohort, row))
    seen = request.POST.get("seen", "")
    if form.is_valid() and saved(request, form, edit_cohort, cohort=cohort, words=form.words(cohort), seen=seen):
        return redirect(cohort.initiative)
    what = {"title": "Ret holdet", "seen": mark_of(cohort), "lead": why_fixed(fixed)}
    return form_page(request, cohort.initiative, form, **what, theirs=meanwhile(request, cohort))


def meanwhile(request, cohort: Cohort) -> str:
    """Its words as they stand, where somebody else has changed it; not its size, which may be a hidden one."""
    is_changed = request.POST.get("seen", mark_of(cohort)) != mark_of(cohort)
    return " ".join([f"«{cohort.name}»", cohort.note]).strip() if is_changed else ""


def rows_for(request, initiative: Initiative):
    return cohort_statuses(initiative, sees_small=may(request.user, Action.UPLOAD), moment=None)


def wholes_for(request, initiative: Initiative, own: int | None = None) -> list[Cohort]:
    sees_small, cohorts = may(request.user, Action.UPLOAD), list(initiative.cohorts.all())
    return possible_wholes(rows_for(request, initiative), cohorts, own=own, sees_small=sees_small)


def saved(request, form: CohortForm, act, **what) -> bool:
    """Whether it was written; where it could not be, the form says why."""
    try:
        act(**what, by=request.user)
    except NotPossible as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, "Holdet er gemt.")
    return True


def form_page(request, initiative: Initiative, form: CohortForm, **more):
    context = {"initiative": initiative, "form": form, "back": initiative.get_absolute_url(), "button": "Gem holdet"}
    return render(request, "initiatives/edit_part.html", context | more)
