"""A year's budget: how much, compared with what, and is it people or price?"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from aabenraa_plan.access import Action, requires
from aabenraa_plan.exports import ExportTable, download
from aabenraa_plan.formats import listed
from aabenraa_plan.refusals import NotPossible
from budget.actions import close_months, reopen_month
from budget.documents.printed import printed_export
from budget.months import months_of
from budget.reporting import YearStatus, budget_years
from budget.years.exports import year_tables
from budget.years.forms import CloseForm, ReopenForm
from budget.years.page import YearPage, year_page
from budget.years.wording import lead, split_finding, stated_differences, status_text, used_finding


@requires(Action.BROWSE)
@require_GET
def budget(request):
    """The newest year that has a budget."""
    years = budget_years(request.as_of.moment)
    return year(request, years[0]) if years else render(request, "budget/none.html")


@requires(Action.BROWSE)
@require_GET
def year(request, year):
    found = year_page(year, asked_month(request), request.as_of)
    status = found.status
    if not status.lines and request.as_of.moment:
        looked_back = f"{year} havde hverken budget eller forbrug {request.as_of.label}."
        return render(request, "budget/none.html", {"looked_back": looked_back})
    if not status.lines:
        raise Http404("Der er intet budget for året.")
    if "maaned" in request.GET and asked_month(request) not in {each.month for each in status.closed}:
        messages.info(request, f"Den måned er ikke lukket. {status_text(status)}")
    if file := download(request, f"budget-{year}", tables_of(found)):
        return file
    total = found.support[-1]
    context = vars(found) | {
        "lead": lead(status, found.support, found.effort),
        "flows_are_part": any(flow.is_part for flow in found.flows),
        "used_finding": used_finding(total, status),
        "split_finding": split_finding(total),
        "status_text": status_text(status),
        "differences": stated_differences(status),
        "uses_examples": status.invented,
        "all_invented": all(line.invented for line in status.lines),
    }
    return render(request, "budget/year.html", context | months_context(status))


def tables_of(found: YearPage) -> list[ExportTable]:
    shown = year_tables(found.support, found.effort, found.flows, status_text(found.status))
    return [*shown, printed_export(found.printed)]


def asked_month(request) -> int | None:
    text = request.GET.get("maaned", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else None


def months_context(status: YearStatus) -> dict:
    """The months that can be looked back to, and those that can be closed next."""
    closed = {each.month for each in status.closed}
    today = timezone.localdate()
    ready = [month for month in months_of(status.year) if month.number not in closed and month.closable_from <= today]
    return {
        "closed_months": [each.when for each in status.closed][::-1],
        "last_closed": status.closed[-1] if status.closed else None,
        "close_form": CloseForm(months=ready) if ready else None,
        "reopen_form": ReopenForm(initial={"month": closed and max(closed)}),
    }


@requires(Action.MANAGE_BUDGET)
@require_POST
def months_close(request, year):
    form = CloseForm(request.POST, months=months_of(year))
    if not form.is_valid():
        messages.error(request, "Vælg den måned, der skal lukkes til og med. Intet er lukket.")
        return redirect("budget_year", year)
    try:
        through = int(form.cleaned_data["through"])
        closed = close_months(year=year, through=through, by=request.user, today=timezone.localdate())
    except NotPossible as problem:
        messages.error(request, str(problem))
    else:
        names = listed([month.when.label for month in closed]).capitalize()
        messages.success(request, f"{names} er lukket, og forventningen er gemt til senere sammenligning.")
    return redirect("budget_year", year)


@requires(Action.MANAGE_BUDGET)
@require_POST
def month_reopen(request, year):
    form = ReopenForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join([*form.said(), "Intet er ændret."]))
        return redirect("budget_year", year)
    try:
        opened = reopen_month(year=year, by=request.user, **form.cleaned_data)
    except NotPossible as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"{opened.when.label.capitalize()} er åbnet igen.")
    return redirect("budget_year", year)
