"""The page of one upload, in whatever state it is."""

from dataclasses import replace

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, requires
from aabenraa_plan.formats import counted, danish_number
from aabenraa_plan.tables import page_of
from extracts.actions import preview
from extracts.diffing import Changes, Diff
from extracts.downloads import can_be_annotated
from extracts.forms import ReadingForm
from extracts.kinds import Kind
from extracts.known_profiles import kind_of
from extracts.large import is_stuck
from extracts.models import WAITING, Upload, UploadStatus
from extracts.reading import SAMPLE_COLUMNS
from extracts.reverting import left_alone, named
from extracts.tables import ChangeTable, LeftAloneTable
from extracts.views.typed import typed
from extracts.wording import STUCK, at_work, counts, file_deleted, is_about_cpr, lead, reading_line, steps

PROBLEMS_SHOWN = 200
EFFECTS_SHOWN = 6


@requires(Action.UPLOAD)
@require_GET
def upload(request, pk):
    known = Upload.objects.defer("content", "coverage")
    found = get_object_or_404(known.select_related("uploaded_by", "committed_by", "profile_version", "reverts"), pk=pk)
    context = found_context(found) | reading_context(found)
    if found.work:
        context |= {"at_work": at_work(found)} | ({"is_stuck": True, "lead": STUCK} if is_stuck(found) else {})
    elif found.was_looked_at_by_the_worker and found.status == UploadStatus.READY:
        context |= findings_context(request, found)
    elif found.status == UploadStatus.READY:
        context |= preview_context(request, found)
    elif found.status == UploadStatus.REVERTED:
        context |= reverted_context(request, found, context["reversals"][-1])
    elif found.status == UploadStatus.BLOCKED:
        context |= blocked_context(found)
    return render(request, "extracts/upload.html", context | {"typed": typed(request, pk)})


def found_context(found: Upload) -> dict:
    waits, idle = found.status in WAITING, not found.work
    return {
        "upload": found,
        "lead": lead(found),
        "said": (found.findings or {}).get("said") if idle and found.status != UploadStatus.REVERTED else "",
        "steps": steps(found),
        "counts": counts(found),
        "file_deleted": file_deleted(found) if found.file_deleted_at else "",
        "errors": found.errors[:PROBLEMS_SHOWN],
        "errors_cut": len(found.errors[PROBLEMS_SHOWN:]),
        "warnings": found.warnings[:PROBLEMS_SHOWN],
        "warnings_cut": len(found.warnings[PROBLEMS_SHOWN:]),
        "notices": found.notices,
        "can_annotate": can_be_annotated(found),
        "can_discard": waits and (idle or is_stuck(found)),
        "can_revert": found.can_be_reverted and idle,
        "releases": found.releases.select_related("by"),
        "reversals": list(Upload.objects.light().select_related("committed_by").filter(reverts=found).order_by("pk")),
    }


def reading_context(found: Upload) -> dict:
    can_be_read_again = found.status in WAITING and not found.work and found.is_kept
    return {
        "reading": reading_line(found),
        "sample": found.reading.get("sample", []),
        "sample_header": found.reading.get("header", [])[:SAMPLE_COLUMNS],
        "reading_form": ReadingForm.of(found) if can_be_read_again else None,
    }


def preview_context(request, found: Upload) -> dict:
    """The difference to today's figures, worked out anew at every look."""
    examined, kind = preview(found), kind_of(found)
    diff, shows = examined.diff, request.GET.get("vis", "")
    found.problems = [problem.as_dict() for problem in examined.problems]
    return decision_context(len(diff.writes), kind.effect(diff), examined.digest, blocked=examined.blocked) | {
        "counts": counts(found, diff),
        "lead": lead(found, diff),
        "warnings": found.warnings[:PROBLEMS_SHOWN],
        "warnings_cut": len(found.warnings[PROBLEMS_SHOWN:]),
        "notices": found.notices,
        "table": page_of(request, chosen_rows(diff, shows), lambda rows: change_table(kind, diff, rows)),
        "shows": shows,
    }


def findings_context(request, found: Upload) -> dict:
    """A large file as the worker found it."""
    findings, titles = found.findings, kind_of(found).titles
    figures, rows = found.new + found.changed, findings["changes"]
    return decision_context(figures, findings["effects"], findings["digest"], blocked=False) | {
        "table": page_of(request, rows, lambda shown: ChangeTable(shown, titles=titles)),
        "rows_cut": danish_number(len(rows)) if figures > len(rows) else "",
    }


def decision_context(figures: int, effects: list[str], seen: str, *, blocked: bool) -> dict:
    return {
        "effects": effects[:EFFECTS_SHOWN],
        "more_effects": effects[EFFECTS_SHOWN:],
        "seen": seen,
        "can_commit": figures > 0 and not blocked,
        "commit_label": f"Gem {counted(figures, 'tal', 'tal')}",
    }


def chosen_rows(diff: Diff, shows: str) -> Changes:
    """What `?vis=` asks for; without it, all that would be written."""
    everything = Changes(diff.rows, diff.replaced, range(len(diff.rows)))
    heaps = {"nye": diff.new, "aendres": diff.changed, "uaendrede": diff.unchanged, "alle": everything}
    return heaps.get(shows, diff.writes)


def change_table(kind: Kind, diff: Diff, changes: Changes) -> ChangeTable:
    unchanged = set(changes.positions).intersection(diff.unchanged_at)
    rows = zip(changes.positions, kind.change_rows(changes), strict=True)
    shown = [replace(row, delta="uændret") if position in unchanged else row for position, row in rows]
    return ChangeTable(shown, titles=kind.titles)


def reverted_context(request, found: Upload, step: Upload) -> dict:
    """With the figures that its revert left, because something later had changed them."""
    if not step.unchanged:
        return {}
    file = found.reverts or found
    kind = kind_of(file)
    return {"left": page_of(request, left_alone(file, step), lambda facts: LeftAloneTable(named(kind, facts)))}


def blocked_context(found: Upload) -> dict:
    about_cpr = [problem for problem in found.errors if is_about_cpr(problem)]
    return {
        "release_columns": releasable(found),
        "cannot_be_released": any(not problem["column"] for problem in about_cpr),
        "about_cpr": bool(about_cpr),
        "profile_new": profile_new(found),
    }


def releasable(found: Upload) -> list[str]:
    """The columns whose texts a person may vouch for, those released before among them."""
    if found.is_kept or found.status != UploadStatus.BLOCKED:
        return []
    columns = [problem["column"] for problem in found.errors if is_about_cpr(problem) and problem["column"]]
    return list(dict.fromkeys([*found.choices.get("released", ()), *columns])) if columns else []


def profile_new(found: Upload) -> str:
    """Where to make a profile for a file whose columns nobody knows, or that was taken for something else."""
    header_line = found.reading.get("header_line")
    in_header = any(problem["line"] == header_line for problem in found.errors)
    if not (found.is_kept and found.reading and (in_header or not found.profile)):
        return ""
    return f"{reverse('profile_new')}?fil={found.pk}"


@requires(Action.UPLOAD)
@require_GET
def progress(request, pk):
    """For the page to ask again and again: how far the worker is, and whether it is done."""
    found = get_object_or_404(Upload.objects.only("work", "progress", "progress_at"), pk=pk)
    if not found.work:
        return JsonResponse({"done": True})
    return JsonResponse({"done": False, "stuck": is_stuck(found), "words": at_work(found), "percent": found.progress})
