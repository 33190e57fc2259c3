"""A plan as its manager works on it: what is in it, what it still lacks, and which dates to look through."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from aabenraa_plan.formats import danish_date
from extracts.periods import parse
from targets.models import Effort, Goal, Guidepost, Plan, Target
from targets.planning.terms import Terms
from targets.specs import spec_of
from targets.wording import last_day, promise


@dataclass(frozen=True)
class DemandRow:
    """A demand in its newest version, as the plan's working page lists it."""

    target: Target
    promise: str
    measure: str


@dataclass(frozen=True)
class GoalRow:
    goal: Goal
    demands: list[DemandRow]


@dataclass(frozen=True)
class GuidepostRow:
    guidepost: Guidepost
    goals: list[GoalRow]
    efforts: list[Effort]


@dataclass(frozen=True)
class DateRow:
    """A date or period in a demand that a person must look through before the plan is adopted."""

    target: Target
    what: str
    remark: str


def goal_label(goal: Goal) -> str:
    return f"Mål {goal.number}: {goal.title}" if goal.number else goal.title


def newest_targets(plan: Plan) -> list[Target]:
    """Every demand of the plan in its newest version, in the plan's order."""
    versions = (
        Target.objects.filter(goal__plan=plan)
        .select_related("goal", "indicator", "area", "comparator")
        .prefetch_related("indicator__breaks", "path_points")
        .order_by("goal__number", "goal", "position", "version")
    )
    return list({(target.goal_id, target.position): target for target in versions}.values())


def contents_of(plan: Plan, targets: list[Target]) -> list[GuidepostRow]:
    """Guideposts with their goals and efforts, goals with their demands."""
    demands, goals, efforts = defaultdict(list), defaultdict(list), defaultdict(list)
    for target in targets:
        measure = target.indicator.name if target.indicator else ""
        demands[target.goal_id].append(DemandRow(target, promise(spec_of(target)), measure))
    for goal in plan.goals.all():
        goals[goal.guidepost_id].append(GoalRow(goal, demands[goal.pk]))
    for effort in plan.efforts.all():
        efforts[effort.guidepost_id].append(effort)
    return [GuidepostRow(each, goals[each.pk], efforts[each.pk]) for each in plan.guideposts.all()]


def missing_before_adoption(plan: Plan) -> list[str]:
    """What keeps a draft from being adopted, in sentences; empty where nothing does."""
    goals = list(plan.goals.all())
    with_demand = set(Target.objects.filter(goal__plan=plan).values_list("goal_id", flat=True))
    if not goals:
        return ["Planen har ingen mål endnu."]
    return [f"{goal_label(goal)} har intet krav endnu." for goal in goals if goal.pk not in with_demand]


def dates_to_check(plan: Plan, targets: list[Target]) -> list[DateRow]:
    return [DateRow(target, what, remark(plan, end)) for target in targets for what, end in dates_of(target)]


def dates_of(target: Target) -> Iterator[tuple[str, date | None]]:
    """What a demand says of time, and the day after it where that should lie inside the plan."""
    if target.deadline:
        yield f"Frist: {last_day(target.deadline)}", target.deadline
    if target.span:
        yield f"Tidsrum: {parse(target.span).label}", parse(target.span).end
    if target.baseline_period:
        yield f"Udgangspunkt: {parse(target.baseline_period).label}", None
    if target.path_start:
        yield f"Linjen begynder: {danish_date(target.path_start)}", None
    for period, _ in Terms.of(target).milestones:
        yield f"Delmål: {parse(period).label}", parse(period).end


def remark(plan: Plan, end: date | None) -> str:
    if end is None or plan.start < end <= plan.end:
        return ""
    return "før planen begynder" if end <= plan.start else "efter planen slutter"
