"""The way of one booked or budgeted figure, and the entries that a month is made of."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, requires
from aabenraa_plan.exports import download
from aabenraa_plan.tables import paged
from budget.lineage.reporting import (
    IN_THOUSANDS,
    UNITS,
    changes_sentence,
    entry_facts,
    entry_name,
    grouped,
    line_facts,
    line_name,
    month_entries,
    month_export,
    month_sentence,
    sums_of,
    versions_export,
    versions_of,
    with_names,
)
from budget.lineage.tables import EntryVersionTable, LineVersionTable
from budget.models import BenefitType, BudgetLine, LedgerEntry
from budget.months import SUPPLEMENTARY, BookedMonth, month_of
from extracts.models import Fact
from extracts.periods import EARLIEST, LATEST, UnknownPeriod


@requires(Action.BROWSE)
@require_GET
def ledger_lineage(request, pk):
    found = get_object_or_404(with_names(LedgerEntry.objects.all()), pk=pk)
    shown = {"name": entry_name(found), "facts": entry_facts(found, request.as_of.moment), "month": found.when}
    return lineage_page(request, found, EntryVersionTable, f"forbrug-{pk}", shown)


@requires(Action.BROWSE)
@require_GET
def line_lineage(request, pk):
    found = get_object_or_404(with_names(BudgetLine.objects.all()), pk=pk)
    shown = {"name": line_name(found), "facts": line_facts(found, request.as_of.moment)}
    return lineage_page(request, found, LineVersionTable, f"budgetlinje-{pk}", shown)


def lineage_page(request, found: Fact, table: type, file_name: str, shown: dict) -> HttpResponse:
    moment = request.as_of.moment
    versions = list(versions_of(found, moment).order_by("-recorded_at"))
    file = download(request, file_name, [versions_export(shown["name"], type(found), versions, moment)])
    if file:
        return file
    context = {
        "benefit_type": found.benefit_type,
        "lead": f"{shown['name']}. {changes_sentence(len(versions))}",
        "table": paged(request, table(versions, as_of=moment)),
        "notes": [UNITS[type(found)]],
        "upload": found.upload,
        "export": "udgaver" if versions else "",
        "uses_examples": any(each.invented for each in versions),
    }
    return render(request, "budget/lineage.html", shown | context)


@requires(Action.BROWSE)
@require_GET
def ledger_month(request, code, month):
    benefit_type = get_object_or_404(BenefitType, code=code)
    try:
        when = month_of(month)
    except UnknownPeriod:
        return render(request, "budget/no_month.html", {"benefit_type": benefit_type}, status=404)
    entries = month_entries(benefit_type, when, request.as_of.moment)
    total = sums_of(entries)
    title = f"{benefit_type.name}, poster i {when.label}"
    file = download(request, f"poster-{code}-{when.code}", [month_export(title, entries, total)])
    if file:
        return file
    context = {
        "benefit_type": benefit_type,
        "month": when,
        "lead": month_sentence(entries, total),
        "groups": grouped(entries),
        "total": total,
        "beside": beside(when),
        "notes": [IN_THOUSANDS],
        "uses_examples": any(entry.invented for entry in entries),
    }
    return render(request, "budget/ledger_month.html", context)


def beside(when: BookedMonth) -> list[tuple[str, BookedMonth]]:
    """The month before and the one after; the supplementary period stands between two years."""
    before = BookedMonth(when.year, when.number - 1) if when.number > 1 else BookedMonth(when.year - 1, SUPPLEMENTARY)
    after = BookedMonth(when.year, when.number + 1) if when.number < SUPPLEMENTARY else BookedMonth(when.year + 1, 1)
    found = [("Forrige", before), ("Næste", after)]
    return [(label, each) for label, each in found if EARLIEST <= each.year < LATEST]
