"""The log of changes: who changed what, when, from what to what, and why."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, may, requires
from aabenraa_plan.audit.exports import table_of
from aabenraa_plan.audit.forms import LogForm
from aabenraa_plan.audit.models import AuditEntry
from aabenraa_plan.audit.reporting import Told, entries_asked_for, same_action, told
from aabenraa_plan.audit.tables import LogTable
from aabenraa_plan.exports import FORMAT, download
from aabenraa_plan.formats import counted
from aabenraa_plan.tables import page_of

FILTERS = tuple(LogForm.base_fields)
NOT_READ = "Noget af det, du søger efter, kunne ikke læses. Listen er ikke afgrænset af det. Ret det nedenfor."
MOST_OF_AN_ACTION = 50


@requires(Action.READ_LOG)
@require_GET
def log(request):
    form = LogForm({name: request.GET.get(name, "") for name in FILTERS})
    if not form.is_valid():
        messages.error(request, NOT_READ)
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    sees_small, found = may(request.user, Action.UPLOAD), entries_asked_for(asked)
    tables = [table_of(found, count=found.count(), sees_small=sees_small)] if FORMAT in request.GET else []
    if file := download(request, "haendelseslog", tables):
        return file
    table = page_of(request, found, lambda entries: LogTable(told(entries, sees_small=sees_small)))
    context = {"form": form, "table": table, "is_filtered": bool(asked), "lead": lead_of(table, bool(asked))}
    return render(request, "audit/log.html", context)


def lead_of(table, is_filtered: bool) -> str:
    count = counted(table.paginator.count, "hændelse", "hændelser")
    return f"{count} passer til det, du søger efter." if is_filtered else f"{count} i alt, de nyeste først."


@requires(Action.READ_LOG)
@require_GET
def entry(request, pk):
    found = get_object_or_404(AuditEntry.objects.select_related("actor", "content_type"), pk=pk)
    sees_small = may(request.user, Action.UPLOAD)
    others = told(same_action(found, MOST_OF_AN_ACTION), sees_small=sees_small)
    return render(request, "audit/entry.html", {"told": Told(found, sees_small), "others": others})
