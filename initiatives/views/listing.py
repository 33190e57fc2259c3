"""All initiatives, by guidepost and kind."""

from django.contrib import messages
from django.shortcuts import render
from django.views.decorators.http import require_GET

from aabenraa_plan.access import Action, requires
from aabenraa_plan.exports import download
from initiatives.listing.exports import table_of
from initiatives.listing.reporting import all_listed, groups_of
from initiatives.listing.wording import cells_of, heading_of, lead_of, unserved_sentence
from initiatives.models import InitiativeKind, InitiativeStatus
from targets.models import Plan

FILTERS = {"slags": InitiativeKind, "status": InitiativeStatus}
UNKNOWN = "Det, du vil sortere efter, findes ikke. Siden viser alle indsatser. Vælg i felterne nedenfor."


@requires(Action.BROWSE)
@require_GET
def initiatives(request):
    plans = list(Plan.objects.all())
    plan, asked = chosen_plan(request, plans), filters_of(request)
    found = all_listed(plan, today=request.as_of.today, moment=request.as_of.moment)
    shown = [each for each in found if all(value in ("", stored(each, name)) for name, value in asked.items())]
    groups = groups_of(plan, shown)
    if file := download(request, "indsatser", [table_of(groups, plan)]):
        return file
    context = {
        "plans": plans,
        "plan": plan,
        "lead": lead_of(found),
        "shown": len(shown),
        "is_filtered": len(shown) < len(found),
        "unserved": unserved_sentence(groups, plan) if len(shown) == len(found) else "",
        "uses_examples": any(each.invented for each in shown),
        "asked": asked,
        "choices": {name: choices.choices for name, choices in FILTERS.items()},
        "groups": [(heading_of(group, plan), with_cells(group)) for group in groups],
    }
    return render(request, "initiatives/initiatives.html", context)


def chosen_plan(request, plans: list[Plan]) -> Plan | None:
    """The plan that the address names, else the newest that is adopted."""
    slug = request.GET.get("plan", "")
    named = next((plan for plan in plans if plan.slug == slug), None)
    if slug and named is None:
        messages.error(request, "Planen findes ikke. Siden viser den nyeste.")
        request.GET = without(request.GET, "plan")
    return named or next((plan for plan in plans if not plan.is_draft), None)


def filters_of(request) -> dict[str, str]:
    """By parameter; what is not known is left out, and no link on the page carries it on."""
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    wrong = [name for name, value in asked.items() if value not in ("", *FILTERS[name].values)]
    if wrong:
        messages.error(request, UNKNOWN)
        request.GET = without(request.GET, *wrong)
    return asked | dict.fromkeys(wrong, "")


def without(query, *names: str):
    query = query.copy()
    for name in names:
        query.pop(name, None)
    return query


def stored(each, name: str) -> str:
    return {"slags": each.initiative.kind, "status": each.initiative.status}[name]


def with_cells(group) -> list[tuple]:
    return [(place, cells_of(place.listed, group.guidepost)) for place in group.places]
