"""What a person does with an upload: commit, discard, revert, correct how it is read, release, try again."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from aabenraa_plan.access import Action, requires
from extracts.actions import NotCommittable, discard_upload
from extracts.examining import choices_of
from extracts.forms import CommitForm, ReadingForm, ReleaseForm
from extracts.large import NotReadThatWay, read_again, save_figures, take_back_figures, try_again
from extracts.models import Upload
from extracts.views.page import releasable
from extracts.views.receiving import onward, received
from extracts.views.refusals import REFUSALS, refusal
from extracts.views.typed import forget, keep
from extracts.wording import lead

NOTHING_TO_RELEASE = "Filen er ikke afvist for CPR-numre i en kolonne, så der er intet at frigive."
NOT_THAT_WAY = "Filen kan ikke læses på den måde. Alt er, som det var. Vælg noget andet."
READ_AGAIN = "Filen er læst igen, som du har valgt. Intet er gemt."


@requires(Action.UPLOAD)
@require_POST
def commit(request, pk):
    found, form = get_object_or_404(Upload, pk=pk), CommitForm(request.POST)
    if not form.is_valid():
        messages.error(request, said_by(form))
        return redirect("upload", pk)
    keep(request, pk, reason=form.cleaned_data["reason"])
    seen, accepted = form.cleaned_data["seen"], form.why_warnings_may_stand()
    if tried(request, save_figures, upload=found, seen=seen, by=request.user, accepted=accepted):
        forget(request)
    return redirect("upload", pk)


def tried(request, act, **arguments) -> Upload | None:
    """Do it, and say what came of it: the sentence of the upload that the act returns."""
    try:
        done = act(**arguments)
    except REFUSALS as problem:
        level = messages.ERROR if isinstance(problem, NotCommittable) else messages.WARNING
        messages.add_message(request, level, refusal(problem))
        return None
    if not done.work:  # else the page says that it is being worked on
        messages.success(request, lead(done))
    return done


def said_by(form) -> str:
    """All that a form complains of, in one line."""
    return " ".join(error for errors in form.errors.values() for error in errors)


@requires(Action.UPLOAD)
@require_POST
def discard(request, pk):
    tried(request, discard_upload, upload=get_object_or_404(Upload, pk=pk))
    return redirect("upload", pk)


@requires(Action.UPLOAD)
@require_POST
def revert(request, pk):
    tried(request, take_back_figures, upload=get_object_or_404(Upload, pk=pk), by=request.user)
    return redirect("upload", pk)


@requires(Action.UPLOAD)
@require_POST
def correct(request, pk):
    """Read the file again as the person says."""
    found = get_object_or_404(Upload, pk=pk)
    form = ReadingForm(request.POST, upload=found)
    if not form.is_valid():
        messages.error(request, said_by(form))
        return redirect("upload", pk)
    try:
        read_again(upload=found, profile=form.cleaned_data["profile"], choices=form.choices())
    except NotCommittable as problem:
        messages.error(request, refusal(problem))
    except NotReadThatWay:
        messages.error(request, NOT_THAT_WAY)
    else:
        messages.info(request, READ_AGAIN)
    return redirect("upload", pk)


@requires(Action.UPLOAD)
@require_POST
def retry(request, pk):
    """After the worker was stopped."""
    found = get_object_or_404(Upload, pk=pk)
    try:
        try_again(upload=found)
    except NotCommittable:
        messages.info(request, "Der arbejdes på filen, eller arbejdet er færdigt.")
    return redirect("upload", pk)


@requires(Action.UPLOAD)
@require_POST
def release(request, pk):
    """Take a file in again that was not kept, with the columns left out of the search that a person vouches for."""
    found = get_object_or_404(Upload, pk=pk)
    columns = releasable(found)
    if not columns:
        messages.error(request, NOTHING_TO_RELEASE)
        return onward(request, reverse("upload", args=[pk]))
    form = ReleaseForm(request.POST, request.FILES, columns=columns)
    if not form.is_valid():
        messages.error(request, said_by(form))
        keep(request, pk, **{name: form.cleaned_data.get(name) for name in ("reason", "columns")})
        return onward(request, reverse("upload", args=[pk]))
    forget(request)
    return onward(request, reverse("upload", args=[released(found, form, by=request.user).pk]))


def released(found: Upload, form: ReleaseForm, *, by) -> Upload:
    """The file as it came now; the one that was not kept is done with once this one is."""
    said = form.cleaned_data
    choices = replace(choices_of(found), released=frozenset(said["columns"]))
    upload = received(said["file"], by=by, choices=choices, why_released=said["reason"])
    if upload.is_kept:
        discard_upload(upload=found)
    return upload
