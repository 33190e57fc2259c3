"""The list of initiatives as it is exported: one line for each place it stands in."""

from collections.abc import Sequence

from aabenraa_plan.exports import ExportTable
from aabenraa_plan.formats import listed as in_words
from budget.wording import INVENTED
from initiatives.listing.reporting import Group, Listed
from initiatives.listing.wording import came_text, goal_text, goals_under, heading_of
from initiatives.models import InitiativeKind
from initiatives.wording import period_text
from targets.models import Guidepost, Plan

HEADER = [
    *("Pejlemærke", "Indsats", "Del af", "Slags", "Periode", "Status", "Status er fra", "Mål", "Afsat i alt (kr.)"),
    *("Hvad kom der ud af det?", "Ansvarlig", "Kilde"),
]
ONCE_EACH = "En indsats står én gang for hvert pejlemærke, den hører under."


def table_of(groups: Sequence[Group], plan: Plan | None) -> ExportTable:
    places = [(group, place.listed) for group in groups for place in group.places]
    rows = [[heading_of(group, plan), *cells(each, group.guidepost)] for group, each in places]
    title = f"Indsatser, {plan}" if plan else "Indsatser"
    notes = [ONCE_EACH, *([INVENTED] if any(each.invented for _, each in places) else [])]
    return ExportTable("indsatser", title, HEADER, rows, notes)


def cells(each: Listed, guidepost: Guidepost | None) -> list:
    found, goals = each.initiative, [goal_text(goal) for goal in goals_under(each, guidepost)]
    return [
        *(found.name, str(found.part_of or ""), InitiativeKind(found.kind).label, period_text(found)),
        *(each.status.word, found.status_period, in_words(goals), each.frame),
        *(came_text(each), found.office, found.source),
    ]
