"""The committee's frame: a page of its own, because it is another division than the budget's lines."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, requires
from aabenraa_plan.exports import download
from budget.documents.frame_rows import OWN_DIVISION, frame_export, lead, movers, shown_rows, sums_finding
from budget.documents.frames import committee_frame


@requires(Action.BROWSE)
@require_GET
def frames(request):
    frame = committee_frame()
    if frame is None:
        return render(request, "budget/frames.html")
    if file := download(request, "udvalgets-ramme", [frame_export(frame)]):
        return file
    context = {
        "frame": frame,
        "lead": lead(frame),
        "finding": movers(frame),
        "parts": shown_rows(frame),
        "sums_finding": sums_finding(frame),
        "own_division": OWN_DIVISION,
    }
    return render(request, "budget/frames.html", context)
