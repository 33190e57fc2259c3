"""Two published reports side by side."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, requires
from reports.comparing.differences import BUDGET, differences
from reports.comparing.side_by_side import goal_pairs, goals_of, lead, money_pairs
from reports.listing import plan_titles
from reports.models import Report
from reports.views.reports import stands_still

BEFORE, AFTER = "foer", "efter"
TOO_FEW = "Der skal være udgivet mindst to rapporter, før de kan sammenlignes."
# What was typed is not shown again: it could hold a CPR number.
UNKNOWN = "Adressen nævner en rapport, der ikke er udgivet. Vælg to rapporter nedenfor."
THE_SAME = "Du har valgt den samme rapport to gange. Vælg to forskellige."
CHOOSE = "Vælg to udgivne rapporter, og se, hvad der er forskelligt."


@requires(Action.READ)
@require_GET
def report_compare(request):
    """The newest report and the one before it of its plan, unless the address names others."""
    stands_still(request)
    published = {code_of(each): each for each in Report.objects.published().light()}
    before, after, problem = chosen(request.GET.get(BEFORE, ""), request.GET.get(AFTER, ""), published)
    context = {
        "options": options(published),
        "before": before,
        "after": after,
        "codes": [code_of(each) if each else "" for each in (before, after)],
        "lead": problem or CHOOSE,
    }
    if before and after and not problem:
        context |= side_by_side(before.payload, after.payload)
    return render(request, "reports/compare.html", context)


def code_of(report: Report) -> str:
    return f"{report.plan}-{report.quarter}-{report.version}"


def options(published: dict[str, Report]) -> list[tuple[str, str]]:
    titles = plan_titles(list(published.values()))
    return [(code, f"{titles[report.plan]}: {report.label}") for code, report in published.items()]


def chosen(foer: str, efter: str, published: dict[str, Report]) -> tuple[Report | None, Report | None, str]:
    """The two, and what is wrong where they cannot be compared."""
    if len(published) < 2:
        return None, None, TOO_FEW
    if any(code and code not in published for code in (foer, efter)):
        return published.get(foer), published.get(efter), UNKNOWN
    after = published[efter] if efter else next(iter(published.values()))
    before = published[foer] if foer else earlier_of(after, published)
    return before, after, THE_SAME if before == after else ""


def earlier_of(after: Report, published: dict[str, Report]) -> Report | None:
    """Of the same plan, the newest that came before it."""
    place = (after.quarter, after.version)
    of_plan = [each for each in published.values() if each.plan == after.plan]
    return next((each for each in of_plan if (each.quarter, each.version) < place), None)


def side_by_side(before: dict, after: dict) -> dict:
    same_plan = before["plan"]["slug"] == after["plan"]["slug"]
    found = differences(before, after) if same_plan else []
    pairs = goal_pairs(before, after) if same_plan else []
    return {
        "compared": True,
        "lead": lead(before, after, found),
        "differences": [each for each in found if each["section"] != BUDGET],
        "in_money": [each for each in found if each["section"] == BUDGET],
        "pairs": pairs,
        "has_turned": any(pair.turned for pair in pairs),
        "apart": [] if same_plan else [(each, goals_of(each)) for each in (before, after)],
        "money": money_pairs(before, after),
        "budgets": [each["budget"] for each in (before, after)],
        "names": [name_in(each) for each in (before, after)],
    }


def name_in(payload: dict) -> str:
    """`3. kvartal 2023`, `3. kvartal 2023, version 2`."""
    version = f", version {payload['version']}" if payload["version"] > 1 else ""
    return f"{payload['quarter']['label']}{version}"
