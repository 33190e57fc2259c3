"""Files to take home: an upload as it came or with its problems written in, and what a profile asks for."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, requires
from extracts.actions import content_of, preview
from extracts.annotating import annotated
from extracts.examining import choices_of
from extracts.kinds import Template, shipped
from extracts.models import Upload, UploadStatus
from extracts.problems import Problem
from extracts.reading import Unreadable
from extracts.spreadsheets import csv_file
from extracts.wording import file_deleted


def attachment(data: bytes, name: str) -> HttpResponse:
    """The bytes as a file that no browser will interpret, called what it is: a workbook, or text."""
    response = HttpResponse(data, content_type="application/octet-stream")
    extension = "xlsx" if data.startswith(b"PK") else "csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return response


@requires(Action.UPLOAD)
@require_GET
def upload_file(request, pk):
    """The original bytes."""
    found = get_object_or_404(Upload, pk=pk)
    if found.file_deleted_at:
        return sent_to_its_page(request, found)
    if found.content is None:
        raise Http404("Filen er ikke gemt.")
    return attachment(content_of(found), f"udtraek-{found.pk}")


@requires(Action.UPLOAD)
@require_GET
def upload_annotated(request, pk):
    """The same file with a column that says what is wrong."""
    found = get_object_or_404(Upload, pk=pk)
    if found.file_deleted_at:
        return sent_to_its_page(request, found)
    problems = problems_of(found) if can_be_annotated(found) else []
    if not problems:
        raise Http404("Der er ingen fejl at skrive ind i filen.")
    try:
        data = annotated(content_of(found), problems, choices_of(found))
    except Unreadable as unreadable:
        raise Http404("Filen kan ikke læses.") from unreadable
    return attachment(data, f"udtraek-{found.pk}-fejl")


def sent_to_its_page(request, found: Upload) -> HttpResponse:
    """The file is not there any more; its page says what still is."""
    messages.error(request, file_deleted(found))
    return redirect("upload", found.pk)


def can_be_annotated(upload: Upload) -> bool:
    """Whether the file was kept and read as a table; what is no table has no column to add."""
    return upload.is_kept and bool(upload.reading)


def problems_of(upload: Upload) -> list[Problem]:
    """What the upload's page shows: found anew as long as the file waits to be saved."""
    if upload.status == UploadStatus.READY and not upload.was_looked_at_by_the_worker:
        return preview(upload).problems
    return [Problem(**problem) for problem in upload.problems]


@requires(Action.UPLOAD)
@require_GET
def upload_template(request, profile):
    """A file to fill in: a line for each figure that is awaited now."""
    return attachment(csv_file(template_of(profile).awaited(timezone.localdate())), f"skabelon-{profile}")


@requires(Action.UPLOAD)
@require_GET
def upload_allowed(request, profile):
    """What may stand in the columns, after a line that is filled in."""
    template = template_of(profile)
    header, *allowed = template.allowed()
    titles, *_ = template.awaited(timezone.localdate())
    example = [
        [title, text, "Eksempel på en udfyldt linje", *[""] * (len(header) - 3)]
        for title, text in zip(titles, template.example, strict=True)
    ]
    return attachment(csv_file([header, *example, *allowed]), f"tilladte-vaerdier-{profile}")


def template_of(code: str) -> Template:
    _, profile = shipped().get(code, (None, None))
    if profile is None or profile.template is None:
        raise Http404("Der er ingen skabelon med det navn.")
    return profile.template
