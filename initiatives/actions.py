"""Everything that changes what an initiative says of itself and what it serves. All or nothing.

Takes `seen`, the mark of what the person had on the screen (`mark_of`): where somebody else has changed the
initiative meanwhile it raises `InitiativeChanged` and writes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.db import transaction

from aabenraa_plan.audit.recording import parts_rewritten
from aabenraa_plan.refusals import NotPossible
from budget.models import BenefitType, Programme
from extracts.models import DataVersion
from initiatives.models import BenefitLink, GoalLink, Initiative, InitiativeStatus
from targets.models import Goal, Guidepost
from targets.planning.codes import free_slug

JUST_NOW = timedelta(minutes=1)
ADDRESSES = ("linje", "udfald")
"""Words that stand where a code stands in other addresses of the initiatives."""
WORDS = (
    *("name", "kind", "status", "status_period", "starts", "ends", "office", "description", "source"),
    *("part_of_id", "programme_id"),
)
CHANGED = "En anden har rettet indsatsen, siden du åbnede siden. Intet er gemt. Se efter, og prøv igen."
NAME_TAKEN = "Der er allerede en indsats med det navn. Vælg et andet navn, eller ret den indsats."
CIRCLE = "Indsatsen kan ikke være del af sig selv eller af en af sine egne dele. Vælg en anden."


class InitiativeChanged(NotPossible):
    """Somebody else changed the initiative after it was shown."""


@dataclass(frozen=True)
class InitiativeText:
    """What an initiative says of itself, and what it serves: goals and benefit types each with how."""

    name: str
    kind: str
    source: str
    status: str = InitiativeStatus.UNKNOWN
    status_period: str = ""
    starts: str = ""
    ends: str = ""
    office: str = ""
    description: str = ""
    part_of: Initiative | None = None
    programme: Programme | None = None
    guideposts: Sequence[Guidepost] = ()
    goals: Sequence[tuple[Goal, str]] = ()
    benefit_types: Sequence[tuple[BenefitType, str]] = ()


def mark_of(initiative: Initiative) -> str:
    """A short mark of what an initiative and its links hold, to see whether it is still what was shown."""
    held_values = [str(getattr(initiative, name)) for name in WORDS]
    held_values += sorted(f"g{each.pk}" for each in initiative.guideposts.all())
    held_values += sorted(f"m{each.goal_id} {each.how}" for each in initiative.goal_links.all())
    held_values += sorted(f"y{each.benefit_type_id} {each.how}" for each in initiative.benefit_links.all())
    return sha256(repr(held_values).encode()).hexdigest()[:20]


@transaction.atomic
def create_initiative(*, said: InitiativeText, by) -> Initiative:
    """A further initiative, its address made of its name; the same one sent twice by a double click is one."""
    moment = DataVersion.raised().moment
    twin = Initiative.objects.filter(name=said.name, edited_by=by, edited_at__gte=moment - JUST_NOW).first()
    if twin and says(twin, said):
        return twin
    check_name(said.name)
    code = free_slug(said.name, [*ADDRESSES, *Initiative.objects.values_list("code", flat=True)], "indsats")
    return written(Initiative(code=code), said, moment, by)


@transaction.atomic
def edit_initiative(*, initiative: Initiative, said: InitiativeText, seen: str, by) -> Initiative:
    """The initiative with other words and links; from now on the loader leaves it alone."""
    moment = DataVersion.raised().moment
    stored = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if says(stored, said):
        return stored
    if mark_of(stored) != seen:
        raise InitiativeChanged(CHANGED)
    check_name(said.name, stored.pk)
    check_whole(stored, said.part_of)
    return written(stored, said, moment, by)


def says(initiative: Initiative, said: InitiativeText) -> bool:
    """Whether it already says all that."""
    words = all(getattr(initiative, name) == value for name, value in columns_of(said).items())
    goals = {(each.goal_id, each.how) for each in initiative.goal_links.all()}
    benefits = {(each.benefit_type_id, each.how) for each in initiative.benefit_links.all()}
    return (
        words
        and goals == {(goal.pk, how) for goal, how in said.goals}
        and benefits == {(each.pk, how) for each, how in said.benefit_types}
        and set(initiative.guideposts.all()) == set(said.guideposts)
    )


def columns_of(said: InitiativeText) -> dict:
    links = ("guideposts", "goals", "benefit_types")
    return {name: value for name, value in vars(said).items() if name not in links}


def written(initiative: Initiative, said: InitiativeText, moment, by) -> Initiative:
    for name, value in columns_of(said).items():
        setattr(initiative, name, value)
    initiative.edited_at, initiative.edited_by = moment, by
    initiative.save()
    initiative.guideposts.set(said.guideposts)
    with parts_rewritten(initiative, "goal_links", lambda link: f"{link.goal}: {link.how}"):
        initiative.goal_links.all().delete()
        GoalLink.objects.bulk_create(GoalLink(initiative=initiative, goal=goal, how=how) for goal, how in said.goals)
    with parts_rewritten(initiative, "benefit_links", lambda link: f"{link.benefit_type}: {link.how}"):
        initiative.benefit_links.all().delete()
        BenefitLink.objects.bulk_create(
            BenefitLink(initiative=initiative, benefit_type=each, how=how) for each, how in said.benefit_types
        )
    return initiative


def check_name(name: str, but: int | None = None):
    if Initiative.objects.filter(name__iexact=name).exclude(pk=but).exists():
        raise NotPossible(NAME_TAKEN)


def check_whole(initiative: Initiative, whole: Initiative | None):
    if whole is not None and whole.pk in below(initiative):
        raise NotPossible(CIRCLE)


def below(initiative: Initiative) -> set[int]:
    """The initiative, its parts, their parts and so on; one query."""
    wholes = dict(Initiative.objects.order_by().values_list("pk", "part_of"))
    found = {initiative.pk}
    while further := {pk for pk, whole in wholes.items() if whole in found} - found:
        found |= further
    return found
