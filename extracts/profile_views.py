"""Profiles in the browser: all of them, one of them, and the steps to a new one or a further version."""

from contextlib import suppress

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aabenraa_plan.access import Action, requires
from aabenraa_plan.formats import counted, danish_number, listed
from extracts.actions import NotCommittable
from extracts.examining import Examined, choices_of
from extracts.kinds import REGISTERED, shipped
from extracts.known_profiles import known_profiles
from extracts.large import read_again
from extracts.models import ProfileVersion, Upload, UploadStatus
from extracts.problems import has_errors
from extracts.profile_forms import ReasonForm
from extracts.profile_rows import layout_shown, made_lead, made_rows, shipped_rows, unknown_files, version_rows
from extracts.profile_sample import NoSample, Sample, kinds_to_choose, likeliest, sample_as, sheet_of
from extracts.profile_walk import COLUMNS, TRIAL, Walk, without_cpr
from extracts.profiling import (
    NameTaken,
    ProfileChanged,
    ProfileRetired,
    TitlesTaken,
    retire_profile,
    save_profile,
)
from extracts.tables import ChangeTable

PROBLEMS_SHOWN = 20
LINES_SHOWN = 10
PERIODS_NAMED = 6
CPR_SENT = "Et felt lignede et CPR-nummer og er tømt. Intet er gemt. Skriv det igen uden."
NAME_TAKEN = "Der er allerede en profil med det navn, eller der har været det. Vælg et andet."
RETIRED = "Profilen er udgået og kan ikke ændres. Lav en ny profil på en fil, hvis den skal bruges igen."
CHANGED = "En anden har gemt version {} imens. Intet er gemt endnu."
PICK_A_FILE = "En profil laves på en fil, som ingen profil kender. Vælg filen nedenfor, eller indlæs den først."
NO_FILE_LEFT = "Ingen gemt fil er læst af profilen. Indlæs en fil, og ret profilen på den."
MADE_ALREADY = "Profilen «{}» er til filer med de kolonner. Skal de læses anderledes, så ret den her."
READ_ALREADY = "Filen er allerede læst uden fejl. Skal den læses anderledes, så ret den profil, der læste den."
KEPT = "Profilen er gemt som version {}."


@requires(Action.UPLOAD)
@require_GET
def profiles(request):
    made = made_rows()
    context = {"lead": made_lead(made), "made": made, "shipped": shipped_rows(), "files": unknown_files()}
    return render(request, "extracts/profiles/profiles.html", context)


@requires(Action.UPLOAD)
@require_GET
def profile(request, code):
    return profile_page(request, versions_of(code), ReasonForm())


def profile_page(request, versions: list[ProfileVersion], retiring: ReasonForm):
    newest = versions[-1]
    context = {
        "newest": newest,
        "kind": REGISTERED[newest.kind],
        "shown": layout_shown(newest),
        "versions": version_rows(versions),
        "retiring": retiring,
    }
    return render(request, "extracts/profiles/profile.html", context)


def versions_of(code: str) -> list[ProfileVersion]:
    """All versions of a profile, the newest last."""
    versions = list(ProfileVersion.objects.filter(code=code).select_related("by").order_by("number"))
    if not versions:
        raise Http404
    return versions


@requires(Action.UPLOAD)
@require_http_methods(["GET", "POST"])
def profile_new(request):
    upload = asked_upload(request)
    if upload is None:
        messages.info(request, PICK_A_FILE)
        return redirect("profiles")
    if upload.profile_version and upload.profile in known_profiles():
        messages.info(request, MADE_ALREADY.format(upload.profile_version.title))
        return redirect(reverse("profile_edit", args=[upload.profile]) + f"?fil={upload.pk}")
    if upload.profile and upload.status != UploadStatus.BLOCKED:
        messages.info(request, READ_ALREADY)
        return redirect("upload", upload.pk)
    return walked(request, upload, None)


@requires(Action.UPLOAD)
@require_http_methods(["GET", "POST"])
def profile_edit(request, code):
    newest = versions_of(code)[-1]
    if newest.retired:
        messages.error(request, RETIRED)
        return redirect("profile", code)
    upload = asked_upload(request) or last_read_by(code)
    if upload is None:
        messages.error(request, NO_FILE_LEFT)
        return redirect("profile", code)
    return walked(request, upload, newest)


def asked_upload(request) -> Upload | None:
    """The upload that `?fil=` names; None where it names none."""
    asked = request.GET.get("fil", "")
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > 9:
        raise Http404
    return get_object_or_404(Upload, pk=asked)


def last_read_by(code: str) -> Upload | None:
    return Upload.objects.filter(profile_version__code=code).exclude(sha256="").first()


def walked(request, upload: Upload, earlier: ProfileVersion | None):
    """A step of the way, or the profile saved at its end."""
    sent, held_cpr = without_cpr(request.POST)
    if held_cpr:
        messages.error(request, CPR_SENT)
    try:
        walk = Walk(sample_of(upload, earlier.kind if earlier else request.GET.get("slags")), sent, earlier)
    except NoSample as refused:
        messages.error(request, str(refused))
        return redirect("upload", upload.pk)
    stopped = {}
    if walk.may_be_saved:
        try:
            return taken_into_use(request, walk)
        except NameTaken:
            walk.columns.add_error("title", NAME_TAKEN)
            walk.step = COLUMNS
        except TitlesTaken as taken:
            stopped = {"taken": taken.profile}
        except ProfileChanged:
            stopped = {"changed": versions_of(earlier.code)[-1]}
        except ProfileRetired:
            messages.error(request, RETIRED)
            return redirect("profile", earlier.code)
    return render(request, "extracts/profiles/walk.html", walk_context(walk) | stopped)


def sample_of(upload: Upload, kind: str | None) -> Sample:
    sheet, kinds = sheet_of(upload), kinds_to_choose()
    return sample_as(upload, sheet, kinds[kind]) if kind in kinds else likeliest(upload, sheet)


def taken_into_use(request, walk: Walk):
    """Save the version and, where the file was refused, read it by that."""
    earlier, upload = walk.earlier, walk.sample.upload
    version = save_profile(
        code=earlier.code if earlier else "",
        seen=int_of(walk.seen),
        title=walk.columns.cleaned_data["title"],
        kind=walk.sample.kind.code,
        layout=walk.layout,
        reason=walk.reason.cleaned_data["reason"] if walk.reason else "",
        by=request.user,
    )
    messages.success(request, KEPT.format(version.number))
    if upload.status != UploadStatus.BLOCKED:
        return redirect("profile", version.code)
    with suppress(NotCommittable):  # Somebody discarded it meanwhile.
        read_again(upload=upload, profile=version.code, choices=choices_of(upload))
    return redirect("upload", upload.pk)


def int_of(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def walk_context(walk: Walk) -> dict:
    sample, earlier = walk.sample, walk.earlier
    context = {
        "walk": walk,
        "sample": sample,
        "earlier": earlier,
        "title": f"Ret {earlier.title}" if earlier else "Lav en profil",
        "kinds": kinds_to_choose().values(),
        "back": reverse("profile", args=[earlier.code]) if earlier else reverse("upload", args=[sample.upload.pk]),
    }
    if walk.step == COLUMNS:
        displaced = shipped().get(sample.upload.profile)
        others = [] if earlier else ProfileVersion.objects.newest().filter(kind=sample.kind.code)
        return context | {
            "others": others,
            "periods": periods_said(sample),
            "displaced": displaced and displaced[1].title,
        }
    return context | (trial_context(walk) if walk.step == TRIAL else {})


def periods_said(sample: Sample) -> str:
    titles = [sample.title(place) for place in sample.periods]
    if len(titles) <= PERIODS_NAMED:
        return listed(titles)
    return f"{counted(len(titles), 'kolonne', 'kolonner')} fra {titles[0]} til {titles[-1]}"


def trial_context(walk: Walk) -> dict:
    code = walk.earlier.code if walk.earlier else ""
    tried = walk.sample.tried(walk.layout, code=code, title=walk.columns.cleaned_data["title"])
    kind, diff = walk.sample.kind, tried.diff
    return {
        "lead": trial_lead(tried),
        "failed": has_errors(tried.problems),
        "counts": trial_counts(tried),
        "problems": sorted(tried.problems, key=lambda problem: problem.severity)[:PROBLEMS_SHOWN],
        "problems_cut": len(tried.problems[PROBLEMS_SHOWN:]),
        "table": ChangeTable(kind.change_rows(diff.writes[:LINES_SHOWN]), titles=kind.titles),
        "more": max(0, len(diff.writes) - LINES_SHOWN),
    }


def trial_lead(tried: Examined) -> str:
    lines = counted(len(tried.sheet.lines), "linje", "linjer") if tried.sheet else "Filen"
    if tried.blocked:
        return f"{lines} er prøvet, og der er fejl. Intet er gemt endnu."
    return f"{lines} er læst uden fejl. Intet er gemt endnu."


def trial_counts(tried: Examined) -> list[dict[str, str]]:
    diff = tried.diff
    errors = sum(problem.severity == "error" for problem in tried.problems)
    pairs = [(diff.new, "nye"), (diff.changed, "ændres"), (diff.unchanged, "uændrede")]
    counts = [*((len(found), word) for found, word in pairs), (errors, "fejl")]
    return [{"count": danish_number(number), "word": word} for number, word in counts]


@requires(Action.UPLOAD)
@require_POST
def profile_retire(request, code):
    versions = versions_of(code)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return profile_page(request, versions, form)
    seen = int_of(request.POST.get("seen", ""))
    try:
        retire_profile(code=code, seen=seen, reason=form.cleaned_data["reason"], by=request.user)
    except ProfileRetired:
        messages.error(request, RETIRED)
    except ProfileChanged:
        messages.error(request, CHANGED.format(versions[-1].number))
    else:
        messages.success(request, "Profilen er udgået. Filer, den har læst, kan stadig ses og gemmes.")
    return redirect("profile", code)
