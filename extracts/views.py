"""Upload, preview, commit, discard and revert in the browser."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aabenraa_plan.access import Action, requires
from aabenraa_plan.formats import counted
from aabenraa_plan.tables import paged
from extracts.actions import (
    NotCommittable,
    PreviewOutdated,
    WarningsUnanswered,
    commit_upload,
    discard_upload,
    preview,
    receive_upload,
    refuse_upload,
    revert_upload,
)
from extracts.downloads import can_be_annotated
from extracts.forms import CommitForm, UploadForm
from extracts.kinds import kind_of, profiles
from extracts.models import Upload, UploadStatus
from extracts.tables import ChangeTable, UploadTable
from extracts.wording import counts, lead, reading_line, steps

PROBLEMS_SHOWN = 200
ALREADY_HANDLED = "Udtrækket er allerede gemt, kasseret eller fortrudt. Intet er ændret."


@requires(Action.UPLOAD)
@require_http_methods(["GET", "POST"])
def uploads(request):
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        return redirect("upload", received(form, by=request.user).pk)
    table = UploadTable(Upload.objects.light().select_related("uploaded_by"))
    paged(request, table)
    summary = f"Der er indlæst {counted(Upload.objects.count(), 'udtræk', 'udtræk')}. Intet gemmes, før du har set det."
    templates = [profile for _, profile in profiles().values() if profile.template]
    context = {"form": form, "table": table, "lead": summary, "templates": templates}
    return render(request, "extracts/uploads.html", context)


def received(form: UploadForm, *, by) -> Upload:
    file = form.cleaned_data["file"]
    if message := form.too_large():
        return refuse_upload(file_name=file.name, size=file.size, message=message, by=by)
    return receive_upload(data=file.read(), file_name=file.name, by=by)


@requires(Action.UPLOAD)
@require_GET
def upload(request, pk):
    found = get_object_or_404(Upload.objects.select_related("uploaded_by", "committed_by"), pk=pk)
    context = {
        "upload": found,
        "lead": lead(found),
        "steps": steps(found),
        "reading": reading_line(found),
        "counts": counts(found),
        "errors": found.errors[:PROBLEMS_SHOWN],
        "errors_cut": len(found.errors[PROBLEMS_SHOWN:]),
        "warnings": found.warnings[:PROBLEMS_SHOWN],
        "can_annotate": can_be_annotated(found),
        "can_discard": found.status in (UploadStatus.READY, UploadStatus.BLOCKED),
        "can_revert": found.can_be_reverted,
    }
    if found.status == UploadStatus.READY:
        context |= preview_context(request, found)
    return render(request, "extracts/upload.html", context)


def preview_context(request, found: Upload) -> dict:
    """The difference to today's figures, worked out anew at every look."""
    examined, kind = preview(found), kind_of(found.profile)
    diff = examined.diff
    table = ChangeTable(kind.change_rows(diff))
    paged(request, table)
    warnings = [problem.as_dict() for problem in examined.problems if problem.severity == "warning"]
    return {
        "effects": kind.effect(diff),
        "counts": counts(found, diff),
        "lead": lead(found, diff),
        "warnings": warnings[:PROBLEMS_SHOWN],
        "table": table,
        "seen": diff.digest,
        "can_commit": bool(diff.writes) and not examined.blocked,
        "commit_label": f"Gem {counted(len(diff.writes), 'tal', 'tal')}",
    }


@requires(Action.UPLOAD)
@require_POST
def commit(request, pk):
    found, form = get_object_or_404(Upload, pk=pk), CommitForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("upload", pk)
    try:
        done = commit_upload(
            upload=found, seen=form.cleaned_data["seen"], by=request.user, accepted=form.why_warnings_may_stand()
        )
    except WarningsUnanswered:
        messages.error(request, "Der er advarsler. Sæt kryds, og skriv en begrundelse, før tallene kan gemmes.")
    except PreviewOutdated:
        messages.warning(request, "Nogen har gemt andre tal i mellemtiden. Gennemse ændringerne igen. Intet er gemt.")
    except NotCommittable:
        messages.error(request, ALREADY_HANDLED)
    else:
        messages.success(request, f"{counted(done.new + done.changed, 'tal', 'tal')} er gemt.")
    return redirect("upload", pk)


@requires(Action.UPLOAD)
@require_POST
def discard(request, pk):
    return step(request, pk, discard_upload)


@requires(Action.UPLOAD)
@require_POST
def revert(request, pk):
    def taken_back(*, upload):
        return revert_upload(upload=upload, by=request.user)

    return step(request, pk, taken_back)


def step(request, pk, act):
    """Do it, and say what came of it: the sentence of the upload that the act returns."""
    found = get_object_or_404(Upload, pk=pk)
    try:
        done = act(upload=found)
    except NotCommittable:
        messages.error(request, ALREADY_HANDLED)
    else:
        messages.success(request, lead(done))
    return redirect("upload", pk)
