"""Do the ledger and Jobindsats count the same people?"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, requires
from aabenraa_plan.exports import download
from budget.models import FIRST_YEAR, LAST_YEAR
from reports.reconciliation.chart import reconciliation_chart
from reports.reconciliation.reporting import Reconciled, left_out, reconciled
from reports.reconciliation.rows import late_rows, month_rows, type_rows
from reports.reconciliation.wording import finding, lag_sentence, late_finding, lead, missing, tables


@requires(Action.BROWSE)
@require_GET
def reconciliation(request, year):
    """Full-year persons of the ledger against full-time persons of Jobindsats."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404("Året findes ikke.")
    found = reconciled(year, today=request.as_of.today, as_of=request.as_of.moment)
    if not found:
        raise Http404("Ydelserne er ikke indlæst.")
    chosen = chosen_of(request, found)
    named = [(each.benefit_type.name, each.year) for each in found]
    if file := download(request, f"afstemning-{year}", tables(year, chosen.benefit_type.name, chosen.year, named)):
        return file
    years = [each for each in (year - 1, year, year + 1) if FIRST_YEAR <= each <= request.as_of.today.year]
    context = {"year": year, "years": years, "chosen": chosen, "found": found, "left_out": left_out()}
    return render(request, "reports/reconciliation.html", context | reconciliation_in_words(year, chosen, found))


def chosen_of(request, found: list[Reconciled]) -> Reconciled:
    """The benefit type that the address names, else the first; then no link on the page carries the wrong one on."""
    code = request.GET.get("ydelse", "")
    chosen = next((each for each in found if each.benefit_type.code == code), None)
    if code and chosen is None:
        messages.error(request, f"Ydelsen kan ikke afstemmes. Siden viser {found[0].benefit_type.name.lower()}.")
        request.GET = request.GET.copy()
        del request.GET["ydelse"]
    return chosen or found[0]


def reconciliation_in_words(year: int, chosen: Reconciled, found: list[Reconciled]) -> dict:
    title = finding(chosen.year)
    return {
        "lead": lead(year, chosen.group.people, chosen.year),
        "finding": title,
        "chart": reconciliation_chart(chosen.year.months, f"{title}. De samme tal står i tabellen nedenfor."),
        "rows": month_rows(chosen.year),
        "types": type_rows([(each.benefit_type.name, each.benefit_type.code, each.year) for each in found]),
        "missing": missing(year, chosen.year),
        "late_finding": late_finding(year, chosen.year),
        "late": late_rows(chosen.year),
        "lag": lag_sentence(chosen.year),
        "uses_examples": any(each.year.invented for each in found),
    }
