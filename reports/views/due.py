"""What is missing before the committee's next meeting, and the meetings themselves."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aabenraa_plan.access import Action, requires
from aabenraa_plan.formats import danish_date
from aabenraa_plan.forms import posted
from aabenraa_plan.refusals import NotPossible
from reports.due import wording
from reports.due.actions import add_meeting, remove_meeting
from reports.due.forms import MeetingForm
from reports.due.reporting import Due, due_on
from reports.models import Meeting

AS_TODAY = "Fristerne vises, som de er i dag."


@requires(Action.BROWSE)
@require_GET
def reports_due(request):
    """As it is today: a past moment has no deadlines to keep."""
    if request.as_of.moment:
        messages.info(request, AS_TODAY)
        return redirect("reports_due")
    today = timezone.localdate()
    due = due_on(today)
    return render(request, "reports/due.html", {"due": due, "lead": lead(due, today), "today": today})


def lead(due: Due, today) -> str:
    missing, meeting = len(due.tasks), due.next_meeting
    if due.plan is None:
        return wording.NO_PLAN
    if meeting is None:
        return wording.lead_without_meeting(due.quarter.label, missing)
    days = {"meets_on": meeting.meets_on, "papers_due_on": meeting.papers_due_on, "today": today}
    return wording.lead(**days, missing=missing, late=due.late)


@requires(Action.RECORD_DECISIONS)
@require_http_methods(["GET", "POST"])
def meeting_new(request):
    form = MeetingForm(posted(request), today=timezone.localdate())
    if form.is_valid():
        try:
            meeting = add_meeting(**form.cleaned_data, by=request.user)
        except NotPossible as problem:
            form.add_error("meets_on", str(problem))
        else:
            messages.success(request, f"Mødet {danish_date(meeting.meets_on)} er skrevet ind.")
            return redirect("reports_due")
    return render(request, "reports/meeting.html", {"form": form, "back": reverse("reports_due")})


@requires(Action.RECORD_DECISIONS)
@require_POST
def meeting_remove(request, pk):
    meeting = Meeting.objects.filter(pk=pk).first()
    if meeting is None:
        messages.info(request, "Mødet er allerede slettet.")
    else:
        remove_meeting(meeting=meeting)
        messages.success(request, f"Mødet {danish_date(meeting.meets_on)} er slettet.")
    return redirect("reports_due")
