"""Files on their way in: several at a time, those that wait for somebody, and all there have been."""

from collections import Counter

from django.contrib import messages
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.fields.json import KT
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from aabenraa_plan.access import Action, requires
from aabenraa_plan.formats import counted, listed
from aabenraa_plan.tables import paged
from extracts.forms import MOST_FILES, UploadForm
from extracts.kinds import shipped
from extracts.large import save_figures
from extracts.models import WAITING, Upload, UploadStatus, Work
from extracts.tables import UploadTable, WaitingTable
from extracts.views.receiving import is_by_script, onward, received
from extracts.views.refusals import REFUSALS, refusal

WAITING_SHOWN = 10
WORDS = {UploadStatus.READY: "er klar", UploadStatus.BLOCKED: "er afvist", UploadStatus.UPLOADED: "bliver tjekket"}


@requires(Action.UPLOAD)
@require_http_methods(["GET", "POST"])
def uploads(request):
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        where = after(request, [received(file, by=request.user) for file in form.cleaned_data["file"]])
        return onward(request, where)
    if is_by_script(request) and form.errors:
        return JsonResponse({"error": " ".join(form.errors.get("file", []))})
    return render(request, "extracts/uploads.html", list_context(request, form))


def after(request, received: list[Upload]) -> str:
    """Where to go on: to the file, or to the list of those that wait, with a sentence on top."""
    if len(received) == 1:
        return reverse("upload", args=[received[0].pk])
    found = Counter(UploadStatus(upload.status) for upload in received)
    parts = [f"{found[status]} {word}" for status, word in WORDS.items() if found[status]]
    messages.info(request, f"{counted(len(received), 'fil', 'filer')} er modtaget: {listed(parts)}.")
    return reverse("uploads")


def list_context(request, form: UploadForm) -> dict:
    known = Upload.objects.light().select_related("uploaded_by")
    waiting = WaitingTable(waiting_for(request.user, known), prefix="venter-")
    table, count = UploadTable(known.exclude(status__in=WAITING)), known.waiting().count()
    return {
        "form": form,
        "table": paged(request, table),
        "waiting": paged(request, waiting, rows=WAITING_SHOWN),
        "savable": savable(request.user),
        "lead": f"{counted(count, 'fil', 'filer') if count else 'Ingen filer'} venter. Intet gemmes, før du siger ja.",
        "templates": [profile for _, profile in shipped().values() if profile.template],
    }


def waiting_for(user, known):
    """Own files first, the newest on top."""
    own = ExpressionWrapper(Q(uploaded_by=user), output_field=BooleanField())
    return known.waiting().annotate(own=own).order_by("-own", "-uploaded_at", "-pk")


def savable(user) -> list[dict]:
    """Own files without warnings that would change something, each with the digest of what its check found."""
    ready = Upload.objects.filter(uploaded_by=user, status=UploadStatus.READY, work=Work.NONE, warned=0)
    ready = ready.filter(Q(new__gt=0) | Q(changed__gt=0)).annotate(digest=KT("findings__digest"))
    return list(ready.exclude(digest=None).values("pk", "digest")[:MOST_FILES])


@requires(Action.UPLOAD)
@require_POST
def commit_several(request):
    """Each file for itself: what one of them is refused for does not stop the next."""
    done = []
    for chosen in request.POST.getlist("file")[:MOST_FILES]:
        pk, _, seen = chosen.partition(":")
        upload = Upload.objects.filter(pk=pk, uploaded_by=request.user).first() if pk.isdecimal() else None
        if upload:
            done += saved(request, upload, seen)
    if done:
        messages.success(request, f"{counted(len(done), 'fil', 'filer')} er gemt: {listed(done)}.")
    return redirect("uploads")


def saved(request, upload: Upload, seen: str) -> list[str]:
    """The file and how many figures it brought; nothing where it was refused, which is said."""
    try:
        done = save_figures(upload=upload, seen=seen, by=request.user)
    except REFUSALS as problem:
        messages.warning(request, f"{upload.file_name}: {refusal(problem)}")
        return []
    if done.work:
        messages.info(request, f"{upload.file_name}: Tallene gemmes. Det er mange, så det varer lidt.")
        return []
    return [f"{upload.file_name} ({counted(done.new + done.changed, 'tal', 'tal')})"]
