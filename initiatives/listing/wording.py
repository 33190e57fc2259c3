"""The list of initiatives in words."""

from collections import Counter
from collections.abc import Sequence

from aabenraa_plan.formats import counted, listed
from extracts.periods import parse
from initiatives.economy.leads import NOT_WHOLE, ended
from initiatives.economy.wording import gain_or_cost, millions
from initiatives.following.promise_wording import tally
from initiatives.listing.reporting import Group, Listed, Realised
from initiatives.models import InitiativeKind, InitiativeStatus
from initiatives.wording import period_text
from targets.models import Goal, Guidepost, Plan

NEWEST_SOURCE = {
    InitiativeStatus.RUNNING: "i gang",
    InitiativeStatus.CLOSED: "afsluttet",
    InitiativeStatus.PLANNED: "planlagt",
}
IN_COHORTS = "Det er talt op, hvordan det gik borgerne."
NOT_COUNTED = "Ikke talt op."
NONE_AT_ALL = "Der er ikke oprettet nogen indsatser endnu."


def lead_of(found: Sequence[Listed]) -> str:
    """How many, of which kind and status, and of how many nobody has counted what came of them."""
    if not found:
        return NONE_AT_ALL
    strategies = sum(each.initiative.kind == InitiativeKind.STRATEGY for each in found)
    are = counted(strategies, "af dem er en investeringsstrategi", "af dem er investeringsstrategier")
    how_many = counted(len(found), "indsats", "indsatser")
    said = f"{how_many}, og {are}." if strategies else f"{how_many}."
    return " ".join([said, status_sentence(found), uncounted_sentence(found)])


def status_sentence(found: Sequence[Listed]) -> str:
    """By the newest source of each: never a guess of today."""
    counts = Counter(each.initiative.status for each in found)
    parts = [f"{counts[status]} {word}" for status, word in NEWEST_SOURCE.items() if counts[status]]
    unknown = counts[InitiativeStatus.UNKNOWN]
    said = f"Efter den nyeste kilde er {listed(parts)}." if parts else ""
    return f"{said} Om {unknown} er status ikke oplyst.".strip() if unknown else said


def uncounted_sentence(found: Sequence[Listed]) -> str:
    count = sum(not each.is_counted for each in found)
    if not count:
        return "Alle er talt op på en eller anden måde."
    return f"Ved {count} af dem har ingen talt op, hvad der kom ud af det."


def heading_of(group: Group, plan: Plan | None) -> str:
    """`Pejlemærke 4: Flere skal med`; of those without a guidepost that they have none."""
    word = plan.guidepost_word if plan else "pejlemærke"
    if group.guidepost is None:
        return f"Uden {word} i denne plan"
    number = f"{word.capitalize()} {group.guidepost.number}: " if group.guidepost.number else ""
    return f"{number}{group.guidepost}"


def unserved_sentence(groups: Sequence[Group], plan: Plan | None) -> str:
    """The guideposts that no initiative stands under, by name."""
    served = {group.guidepost for group in groups}
    names = [f"«{each}»" for each in (plan.guideposts.all() if plan else []) if each not in served]
    return f"Ingen indsats er knyttet til {listed(names, 'eller')}." if names else ""


def goal_text(goal: Goal) -> str:
    return f"Mål {goal.number}: {goal}" if goal.number else str(goal)


def frame_text(each: Listed) -> str:
    """`60,6 mio. kr.`, `68 mio. kr.`"""
    return millions(each.frame) if each.frame is not None else ""


def since_text(each: Listed) -> str:
    """`senest oplyst for 2021`; "" where no source says anything."""
    initiative = each.initiative
    return f"senest oplyst for {parse(initiative.status_period).label}" if initiative.status_period else ""


def came_text(each: Listed) -> str:
    """What came of it in a few words, without a single count of citizens."""
    said = [realised_text(each.realised)] if each.realised else []
    if each.promises:
        said.append(tally([row.judged.verdict for row in each.promises]))
    if each.outcomes and not each.realised:
        said.append(IN_COHORTS)
    return " ".join(said) or NOT_COUNTED


def realised_text(found: Realised) -> str:
    """`Januar 2016-maj 2018: en gevinst på 42,8 mio. kr. Lovet var en nettoudgift på 22,7 mio. kr.`"""
    if found.realised is None:
        return NOT_WHOLE
    came = ended(f"{found.span.label.capitalize()}: {gain_or_cost(found.realised)}")
    return came if found.promised is None else f"{came} {ended(f'Lovet var {gain_or_cost(found.promised)}')}"


def goals_under(each: Listed, guidepost: Guidepost | None) -> list[Goal]:
    """Of its goals those that stand under the guidepost."""
    return [goal for goal in each.goals if guidepost and goal.guidepost_id == guidepost.pk]


def cells_of(each: Listed, guidepost: Guidepost | None) -> dict:
    """What the page shows of a row of a guidepost beside its name and status."""
    return {
        "period": period_text(each.initiative),
        "since": since_text(each),
        "frame": frame_text(each),
        "came": came_text(each),
        "invented": each.invented,
        "goals": [(goal.get_absolute_url(), goal_text(goal)) for goal in goals_under(each, guidepost)],
    }
