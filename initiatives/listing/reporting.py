"""All initiatives of a list, with what stands about them elsewhere: one query per fact, however many there are.

How many citizens came to what is never shown here: small groups are hidden on the initiative's own page.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Prefetch

from aabenraa_plan.formats import sort_key
from extracts.marks import is_invented
from extracts.models import State
from initiatives.economy.case import REALISED, SIDES, Case
from initiatives.economy.reporting import lines_of
from initiatives.following.reporting import PromiseRow, promises_of
from initiatives.listing.grouping import WITHOUT, Placed, grouped
from initiatives.models import (
    CaseAmount,
    GoalLink,
    Initiative,
    InitiativeKind,
    InitiativeStatus,
    Outcome,
    PrintedShare,
)
from initiatives.spans import Span
from targets.models import Goal, Guidepost, Plan
from targets.standing import Standing

SHAPES = {
    InitiativeStatus.PLANNED: ("none", "○"),
    InitiativeStatus.RUNNING: ("not_due", "▶"),
    InitiativeStatus.CLOSED: ("none", "■"),
    InitiativeStatus.UNKNOWN: ("none", "?"),
}
"""Colour and shape: that something runs or is closed is neither good nor bad."""


@dataclass(frozen=True)
class Realised:
    """The net so far, as long as what is realised is whole, and the promised one by then. Kroner, + is gain.

    None where it cannot be added up.
    """

    promised: Decimal | None
    realised: Decimal | None
    span: Span | None
    invented: bool


@dataclass(frozen=True)
class Counted:
    """That somebody has counted citizens of some cohort; `invented` where any of the figures is made up."""

    invented: bool


@dataclass(frozen=True)
class Listed:
    """An initiative with what is known of it; `goals` are those of the chosen plan."""

    initiative: Initiative
    goals: list[Goal]
    guideposts: frozenset[int]
    promises: list[PromiseRow]
    realised: Realised | None
    outcomes: Counted | None

    @property
    def frame(self) -> Decimal | None:
        case = getattr(self.initiative, "business_case", None)
        return case.frame if case else None

    @property
    def is_counted(self) -> bool:
        """Whether anybody has counted what came of it: citizens, kroner, or a figure that was promised."""
        return bool(self.outcomes or self.realised or any(row.measurements for row in self.promises))

    @property
    def invented(self) -> bool:
        """Whether anything of what came of it is example data."""
        return any(found.invented for found in (self.outcomes, self.realised, *self.promises) if found)

    @property
    def status(self) -> Standing:
        status = InitiativeStatus(self.initiative.status)
        return Standing(*SHAPES[status], status.label)


@dataclass(frozen=True)
class Place:
    """A row of a group: how deep it stands below the wholes that are in the group too."""

    listed: Listed
    depth: int


@dataclass(frozen=True)
class Group:
    """The initiatives of a guidepost; of none in the last group."""

    guidepost: Guidepost | None
    places: list[Place]


def all_listed(plan: Plan | None, *, today: date, moment: datetime | None = None) -> list[Listed]:
    """By kind, then by name in Danish order."""
    order = list(InitiativeKind)
    found = sorted(initiatives_for(plan), key=lambda each: (order.index(each.kind), sort_key(each.name)))
    promises, realised = promises_of(found, today=today, moment=moment), realised_of(moment)
    outcomes = counted_in_cohorts(moment)
    return [
        Listed(
            each,
            goals=[link.goal for link in each.goal_links.all()],
            guideposts=guideposts_of(each),
            promises=promises[each.pk],
            realised=realised.get(each.pk),
            outcomes=outcomes.get(each.pk),
        )
        for each in found
    ]


def initiatives_for(plan: Plan | None):
    """With their links to that plan, and to no other."""
    goals = GoalLink.objects.filter(goal__plan=plan).select_related("goal__plan").order_by("goal__number")
    return Initiative.objects.select_related("part_of", "business_case").prefetch_related(
        Prefetch("goal_links", queryset=goals), Prefetch("guideposts", queryset=Guidepost.objects.filter(plan=plan))
    )


def guideposts_of(initiative: Initiative) -> frozenset[int]:
    """Those of its goals and those it stands under without one."""
    own = {each.pk for each in initiative.guideposts.all()}
    return frozenset(own | {link.goal.guidepost_id for link in initiative.goal_links.all()})


def realised_of(moment: datetime | None) -> dict[int, Realised]:
    """By initiative, where anything is realised."""
    by_case = defaultdict(list)
    for amount in CaseAmount.objects.known_at(moment).select_related("line__case").order_by():
        by_case[amount.line.case].append(amount)
    cases = {stored.initiative_id: (Case(stored.sign, lines_of(found)), found) for stored, found in by_case.items()}
    return {pk: realised_so_far(*each) for pk, each in cases.items() if each[0].has(REALISED)}


def realised_so_far(case: Case, amounts: Sequence[CaseAmount]) -> Realised:
    promised, realised = (case.cumulative(side) for side in SIDES)
    known = [span for span in case.spans if realised[span] is not None]
    invented = any(is_invented(amount.source) for amount in amounts)
    if not known:
        return Realised(None, None, None, invented)
    nets = (case.as_gain(side[known[-1]]) if side[known[-1]] is not None else None for side in (promised, realised))
    return Realised(*nets, Span(known[0].starts, known[-1].ends), invented)


def counted_in_cohorts(moment: datetime | None) -> dict[int, Counted]:
    """By initiative, where a figure or a share of some cohort is known."""
    figures = Outcome.objects.as_of(moment).filter(state=State.VALUE).order_by()
    shares = PrintedShare.objects.order_by().values_list("cohort__initiative", flat=True).distinct()
    found = dict.fromkeys(shares, Counted(invented=False))
    for pk, invented in figures.values_list("cohort__initiative", "invented").distinct():
        found[pk] = Counted(invented or (pk in found and found[pk].invented))
    return found


def groups_of(plan: Plan | None, shown: Iterable[Listed]) -> list[Group]:
    """By the plan's guideposts in their order, those without one last; a guidepost that none serves is left out."""
    by_key = {listed.initiative.pk: listed for listed in shown}
    items = [Placed(key, each.initiative.part_of_id, each.guideposts) for key, each in by_key.items()]
    found = grouped(items)
    guideposts = list(plan.guideposts.all()) if plan else []
    return [
        Group(guidepost, [Place(by_key[key], depth) for key, depth in found[key_of(guidepost)]])
        for guidepost in [*guideposts, None]
        if key_of(guidepost) in found
    ]


def key_of(guidepost: Guidepost | None) -> int | None:
    return guidepost.pk if guidepost else WITHOUT
