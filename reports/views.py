"""Pages that show two apps together: is the plan kept, and do the ledger and Jobindsats count the same people?"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, may, permissions, requires
from aabenraa_plan.exports import download
from aabenraa_plan.kept import kept_here
from budget.models import FIRST_YEAR, LAST_YEAR
from extracts.stamp import stamp_of
from reports.overview_page import NO_PLAN, overview_page
from reports.reconciliation import Reconciled, left_out, reconciled
from reports.reconciliation_chart import reconciliation_chart
from reports.reconciliation_rows import late_rows, month_rows, type_rows
from reports.reconciliation_wording import finding, lag_sentence, late_finding, lead, missing, tables
from targets.models import Plan


@requires(Action.READ)
@require_GET
def overview(request, slug=NO_PLAN):
    """Kept by role, and for analysts by person, whose tasks differ."""
    stamp = stamp_of(request.as_of)
    who = request.user.pk if may(request.user, Action.UPLOAD) else request.user.role
    key = f"overview-for:{stamp}:{slug}:{who}"
    return render(request, "reports/overview.html", kept_here(key, lambda: overview_for(request, slug, stamp)))


def overview_for(request, slug: str, stamp: str) -> dict[str, str]:
    """The page's title and main text as the reader may see it."""
    staff = may(request.user, Action.BROWSE)
    try:
        page = overview_page(slug, request.as_of, stamp)
    except Plan.DoesNotExist:
        raise Http404("Planen findes ikke.") from None
    if page["is_draft"] and not staff:
        raise Http404("Planen er ikke vedtaget endnu.")
    waits = may(request.user, Action.UPLOAD) or may(request.user, Action.MANAGE_PLANS)
    context = {
        "page": page,
        "plans": [plan for plan in page["plans"] if staff or not plan["is_draft"]],
        "tasks": page["tasks"].of(request.user) if waits and not request.as_of.moment else None,
        "as_of": request.as_of,
    }
    main = render_to_string("reports/overview_main.html", context | permissions(request))
    return {"title": page["title"], "main": main}


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
