"""The data calendar: which figures are missing, when the next ones come, and who uploads them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from aabenraa_plan.access import Action, may, requires
from aabenraa_plan.meanwhile import ChangedMeanwhile, unless_changed
from aabenraa_plan.tables import paged
from targets.datacalendar.actions import set_responsible
from targets.datacalendar.rows import calendar_rows
from targets.datacalendar.table import RESPONSIBLE, CalendarTable, lead
from targets.forms import ResponsibleForm, active_analysts
from targets.models import Indicator

SHOWN = {"alle": "alle målepunkter", "mangler": "kun dem, der mangler tal"}
NAMED_MEANWHILE = "En anden har imens valgt, hvem der indlæser {}: {}. Dit valg er ikke gemt. Vælg igen, hvis du vil."
WHOSE = {"alle": "alle", "mig": "mig eller ingen bestemt"}


@requires(Action.BROWSE)
@require_GET
def data_calendar(request):
    uploads = may(request.user, Action.UPLOAD)
    shown, whose = chosen(request, "vis", SHOWN), chosen(request, "ansvarlig", WHOSE)
    rows = calendar_rows(today=request.as_of.today, as_of=request.as_of.moment)
    if uploads and whose == "mig":
        rows = [row for row in rows if row.is_for(request.user)]
    listed = [row for row in rows if row.to_upload] if shown == "mangler" else rows
    context = {
        "lead": lead(rows),
        "table": paged(request, CalendarTable(listed)),
        "shown": switch(request, "vis", SHOWN, shown),
        "whose": switch(request, "ansvarlig", WHOSE, whose) if uploads else [],
        "analysts": active_analysts() if uploads and not request.as_of.moment else [],
        "only_missing": shown == "mangler",
        "uses_examples": any(row.invented for row in listed),
        "kept_query": request.GET.urlencode(),
    }
    return render(request, "targets/calendar.html", context)


def chosen(request, name: str, options: dict[str, str]) -> str:
    """What the address asks for, or the first option where it asks for none of them."""
    asked = request.GET.get(name)
    return asked if asked in options else next(iter(options))


def switch(request, name: str, options: dict[str, str], current: str) -> list[dict]:
    """The options as links that keep the rest of the address, from the first page on."""
    links = []
    for code, label in options.items():
        query = request.GET.copy()
        query.pop("page", None)
        query[name] = code
        links.append({"label": label, "url": f"?{query.urlencode()}", "current": code == current})
    return links


@requires(Action.UPLOAD)
@require_POST
def indicator_responsible(request, code):
    found, form = get_object_or_404(Indicator, code=code), ResponsibleForm(request.POST)
    if form.is_valid():
        named(request, found, form.cleaned_data["responsible"])
    else:
        messages.error(request, " ".join(form.errors["responsible"]))
    return redirect(f"{reverse('data_calendar')}?{request.GET.urlencode()}#{found.code}")


def named(request, found: Indicator, analyst):
    """Name the analyst, and say so; or say whom somebody else has named meanwhile."""

    def standing():
        return Indicator.objects.select_for_update(of=("self",)).select_related("responsible").get(pk=found.pk)

    seen, what = request.POST.get("seen"), {"indicator": found, "analyst": analyst}
    try:
        unless_changed(standing=standing, seen=seen, told=told, names=(RESPONSIBLE,), act=set_responsible, **what)
    except ChangedMeanwhile as changed:
        messages.warning(request, str(changed))
    else:
        messages.success(request, f"{analyst or 'Ingen bestemt'} står nu for {found.name}.")


def told(now: Indicator) -> str:
    return NAMED_MEANWHILE.format(now.name, now.responsible or "ingen bestemt")
