"""The pages on which notes and milestones are written, put right, and taken back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from aabenraa_plan.access import Action, requires
from aabenraa_plan.forms import posted
from aabenraa_plan.refusals import NotPossible
from initiatives.following.actions import (
    add_milestone,
    correct_note,
    edit_milestone,
    mark_of,
    withdraw,
    write_note,
)
from initiatives.following.forms import (
    MILESTONE_WORDS,
    NOTE_WORDS,
    CorrectNoteForm,
    MilestoneForm,
    NoteForm,
    ReasonForm,
    initial_of,
)
from initiatives.following.wording import in_short
from initiatives.models import Initiative, Milestone, Note, NoteKind

KEPT = "Den gamle tekst bliver stående, så ansatte kan læse den."
NO_LONGER = "Den udgave er rettet eller taget tilbage imens. Her er siden, som den er nu."


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def note_new(request, slug):
    found = initiative_or_404(slug)
    form = NoteForm(posted(request), initial={"kind": NoteKind.NOTE})
    if form.is_valid() and done(request, form, write_note, "Notatet er gemt.", initiative=found, words=form.words()):
        return back_to(found, "notater")
    return form_page(request, found, form, title="Nyt notat", button="Gem notatet")


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def note_correct(request, slug, pk):
    note = get_object_or_404(Note.objects.select_related("initiative"), pk=pk, initiative__code=slug)
    if note.ended_at and request.method == "GET":
        return gone(request, note.initiative, "notater")
    form = CorrectNoteForm(posted(request), initial=initial_of(note, NOTE_WORDS))
    if form.is_valid():
        words, reason = form.words(note), form.cleaned_data["reason"]
        if done(request, form, correct_note, "Notatet er rettet.", note=note, words=words, reason=reason):
            return back_to(note.initiative, "notater")
    newest = Note.objects.filter(initiative=note.initiative, code=note.code, ended_at=None).exclude(pk=note.pk).first()
    action = reverse("note_correct", args=[slug, newest.pk]) if newest else ""
    what = {
        "title": "Ret notatet",
        "button": "Gem rettelsen",
        "lead": KEPT,
        "action": action,
        "theirs": in_short(newest) if newest else "",
    }
    return form_page(request, note.initiative, form, **what)


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def note_withdraw(request, slug, pk):
    note = get_object_or_404(Note.objects.select_related("initiative"), pk=pk, initiative__code=slug)
    return withdraw_page(request, note.initiative, note, "notater", title="Tag notatet tilbage", lead=note.text)


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def milestone_new(request, slug):
    found, form = initiative_or_404(slug), MilestoneForm(posted(request))
    if form.is_valid():
        words = form.words()
        if done(request, form, add_milestone, "Milepælen er gemt.", initiative=found, words=words):
            return back_to(found, "milepaele")
    return form_page(request, found, form, title="Ny milepæl", button="Gem milepælen")


@requires(Action.MANAGE_INITIATIVES)
@require_http_methods(["GET", "POST"])
def milestone_edit(request, slug, pk):
    """Also where it is marked as reached."""
    stored = get_object_or_404(Milestone.objects.select_related("initiative"), pk=pk, initiative__code=slug)
    form = MilestoneForm(posted(request), initial=initial_of(stored, MILESTONE_WORDS))
    if form.is_valid():
        what = {"milestone": stored, "words": form.words(), "seen": request.POST.get("seen", "")}
        if done(request, form, edit_milestone, "Milepælen er gemt.", **what):
            return back_to(stored.initiative, "milepaele")
    what = {"title": "Ret milepælen", "button": "Gem milepælen", "seen": mark_of(stored)}
    return form_page(request, stored.initiative, form, **what, theirs=meanwhile(request, stored))


def initiative_or_404(slug: str) -> Initiative:
    return get_object_or_404(Initiative, code=slug)


def done(request, form, act, said: str, **what) -> bool:
    """Whether it was written; where it could not be, the form says why."""
    try:
        act(**what, by=request.user)
    except NotPossible as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, said)
    return True


def back_to(initiative: Initiative, section: str):
    return redirect(f"{initiative.get_absolute_url()}#{section}")


def gone(request, initiative: Initiative, section: str, why: str = NO_LONGER):
    messages.info(request, why)
    return back_to(initiative, section)


def withdraw_page(request, initiative: Initiative, word, section: str, *, title: str, lead: str):
    """Ask why, and take a note or a measurement back."""
    if word.ended_at:
        return gone(request, initiative, section)
    form = ReasonForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if done(request, form, withdraw, "Det er taget tilbage.", word=word, reason=reason):
            return back_to(initiative, section)
    return form_page(request, initiative, form, title=title, button="Tag tilbage", lead=lead)


def meanwhile(request, stored) -> str:
    """The row as it is stored, in words, where that is not what the person had on the screen."""
    return in_short(stored) if request.POST.get("seen", mark_of(stored)) != mark_of(stored) else ""


def form_page(request, initiative: Initiative, form, **more):
    context = {"initiative": initiative, "form": form, "back": initiative.get_absolute_url()}
    return render(request, "initiatives/edit_part.html", context | more)
