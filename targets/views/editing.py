"""What the manager's pages share: a form that is saved or says why not, and the page it stands on."""

from django import forms
from django.contrib import messages
from django.db.models import ProtectedError
from django.shortcuts import redirect, render
from django.urls import reverse

from targets.models import Plan
from targets.planning.actions import NotADraft, NumberTaken, PlanChanged, edit_row, mark_of, remove_row

ADOPTED = "Planen er vedtaget. Teksterne kan rettes, og et krav kan ændres med en begrundelse. Resten ligger fast."
WORDS_ONLY = "Planen er vedtaget. Ret kun fejl i ordene her. Et løfte ændres ved at ændre kravet."
CHANGED = "En anden har rettet det samme, siden du åbnede siden. Intet er gemt. Se efter, og gem igen, hvis du vil."
NUMBER_TAKEN = "Nummeret er allerede brugt i planen."
THEIRS = "Den anden har gemt: «{}»."
HAS_GOALS = "Der står mål under overskriften. Flyt eller fjern dem først. Intet er ændret."


def saved(request, form, act, **what):
    """What the act returns, done by the reader; where it refuses, nothing is written and the form says why."""
    try:
        done = act(by=request.user, **what)
    except NumberTaken:
        form.add_error("number", NUMBER_TAKEN)
    except PlanChanged:
        show_theirs(form)
    except NotADraft:
        form.add_error(None, ADOPTED)
    else:
        messages.success(request, "Gemt.")
        return done


def show_theirs(form):
    """What is typed stays; beside it stands what the other person saved."""
    form.add_error(None, CHANGED)
    for name, field in form.fields.items():
        stored = field.prepare_value(form.initial.get(name))
        if not isinstance(field, forms.BooleanField) and as_line(stored) != as_line(form.data.get(name)):
            label = dict(getattr(field, "choices", ())).get(stored, stored)
            form.add_error(name, THEIRS.format(as_line(label) or "intet"))


def as_line(value) -> str:
    return "" if value is None else " ".join(str(value).split())


def form_page(request, form, *, title: str, plan: Plan | None = None, lead="", button="Gem", **more):
    back = reverse("plan_edit", args=[plan.slug]) if plan else reverse("overview")
    context = {"form": form, "title": title, "plan": plan, "lead": lead, "button": button, "back": back}
    return render(request, "targets/plans/form.html", context | more)


def refused(request, plan: Plan):
    """Back to the plan, for what only a draft allows."""
    messages.error(request, ADOPTED)
    return redirect("plan_edit", plan.slug)


def row_new(request, plan: Plan, form, act, *, title: str):
    """The page that adds a guidepost or an effort to a draft."""
    if not plan.is_draft:
        return refused(request, plan)
    if form.is_valid() and saved(request, form, act, **form.cleaned_data):
        return redirect("plan_edit", plan.slug)
    return form_page(request, form, title=title, plan=plan)


def row_edit(request, row, form, *, title: str, kicker: str, remove: str):
    """The page that rewrites a guidepost, goal or effort, and in a draft takes it out."""
    seen = request.POST.get("seen", "")
    if form.is_valid() and saved(request, form, edit_row, row=row, values=form.cleaned_data, seen=seen):
        return redirect("plan_edit", row.plan.slug)
    about = {"kicker": kicker, "lead": "" if row.plan.is_draft else WORDS_ONLY, "seen": mark_of(row)}
    return form_page(request, form, title=title, plan=row.plan, remove=remove if row.plan.is_draft else "", **about)


def row_remove(request, row):
    try:
        remove_row(row=row, by=request.user)
    except NotADraft:
        return refused(request, row.plan)
    except ProtectedError:
        messages.error(request, HAS_GOALS)
    else:
        messages.success(request, f"{row} er taget ud af planen.")
    return redirect("plan_edit", row.plan.slug)
