"""Reads across plans, targets and figures: one grouped query per fact, merged into rows."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import F, OuterRef, Prefetch, Subquery
from django.utils import timezone

from extracts.models import Area, AreaKind
from targets.assessment import Assessment, assess_versions, worst
from targets.models import Goal, Indicator, Judgement, Observation, Plan, Target
from targets.outlook import Outlook
from targets.series import IndicatorSeries, load_revisions, load_series
from targets.spec import Series, TargetSpec, Verdict
from targets.specs import spec_of

Demand = list[Target]
"""The versions of one demand of a goal, the oldest first."""
OUTLOOKS_WORST_FIRST = [Outlook.OFF_TRACK, Outlook.AT_RISK, Outlook.CANNOT_SAY, None, Outlook.ON_TRACK]
"""Not to know is no comfort: it hides behind nothing but what is known to be worse."""


@dataclass(frozen=True)
class AssessedTarget:
    """A demand judged: `target` is the version that judged it, `versions` all that are known."""

    target: Target
    spec: TargetSpec
    assessment: Assessment
    series: Series
    versions: Demand
    override: Judgement | None = None
    """A person's word that stands beside the computed verdict."""

    @property
    def judged_before_plan(self) -> bool:
        """Whether the verdict rests on a figure from before the plan began: there is nothing newer."""
        found = self.assessment
        return found.margin is not None and found.period.end <= self.target.goal.plan.start

    @property
    def judged_after_plan(self) -> bool:
        """Whether it rests on a figure from after the plan, with no deadline there to ask for one."""
        found, plan = self.assessment, self.target.goal.plan
        return found.margin is not None and found.period.start >= plan.end and self.spec.deadline is None


@dataclass(frozen=True)
class AssessedGoal:
    goal: Goal
    targets: list[AssessedTarget]

    @property
    def verdict(self) -> Verdict:
        return worst(assessed.assessment.verdict for assessed in self.targets)

    @property
    def leading(self) -> AssessedTarget:
        """The target that gives the goal its one word: of those with the worst verdict, the one that looks worst."""
        worst_judged = [row for row in self.targets if row.assessment.verdict == self.verdict]
        return min(worst_judged, key=lambda row: OUTLOOKS_WORST_FIRST.index(row.assessment.outlook))

    @property
    def has_figures(self) -> bool:
        return any(assessed.assessment.figure is not None for assessed in self.targets)


def targets_known(as_of: datetime | None = None):
    """Every version of every target as known at a moment, with all that judging needs."""
    related = ("goal__plan", "goal__guidepost", "indicator", "area", "comparator")
    words = Judgement.objects.known_at(as_of).select_related("made_by").order_by("-made_at")
    return (
        Target.objects.known_at(as_of)
        .select_related(*related)
        .prefetch_related("indicator__breaks", "path_points", Prefetch("judgements", words, to_attr="words"))
        .order_by("goal__plan", F("goal__number").asc(nulls_first=True), "goal_id", "position", "version")
    )


def areas_named(targets) -> set[str]:
    """The areas that judging the targets needs figures of."""
    return {area.name for target in targets for area in (target.area, target.comparator) if area}


def demands_of(targets) -> list[Demand]:
    """The versions grouped by the demand they are of; `targets` in the order of `targets_known`."""
    return [list(versions) for _, versions in groupby(targets, key=lambda target: (target.goal_id, target.position))]


def assess_targets(
    targets,
    *,
    as_of: datetime | None = None,
    today: date | None = None,
    period=None,
    series: IndicatorSeries | None = None,
    areas: set[str] | None = None,
) -> list[AssessedTarget]:
    """Judge demands on the figures as known at a moment: a fixed number of queries however many there are."""
    demands = demands_of(targets)
    indicators = {target.indicator for versions in demands for target in versions if target.indicator}
    today = today or timezone.localdate(as_of)
    series = load_series(indicators, as_of=as_of, areas=areas, today=today) if series is None else series
    revisions = load_revisions(indicators, {versions[-1].area_id for versions in demands}, as_of=as_of)
    return [judged(versions, series, revisions, today, period) for versions in demands]


def judged(versions: Demand, series: IndicatorSeries, revisions: dict, today: date, period) -> AssessedTarget:
    """By the version in force; every version of a demand is of the same indicator and area."""
    specs, newest = specs_of(versions, today), versions[-1]
    own = series.get(newest.indicator_id, {})
    sizes = revisions.get((newest.indicator_id, newest.area_id), ())
    position, found = assess_versions(specs, own, today, period, revisions=sizes)
    override = override_of(versions, found, today)
    return AssessedTarget(versions[position], specs[position], found, own, versions, override)


def specs_of(versions: Demand, today: date) -> list[TargetSpec]:
    """Each version as the engine takes it; people's words count for the demand, whichever version they were on."""
    words = [word for target in versions for word in words_on(target)]
    return [spec_of(target, today, words) for target in versions]


def override_of(versions: Demand, found: Assessment, today: date) -> Judgement | None:
    """The newest word on the judged period that has not run out; a verdict in words is no override of itself."""
    if found.period is None or found.figure is None:
        return None
    said = [word for target in versions for word in words_on(target) if word.period == found.period.code]
    standing = [word for word in said if word.expires_on is None or today < word.expires_on]
    return max(standing, key=lambda word: word.made_at, default=None)


def words_on(target: Target) -> list[Judgement]:
    """People's words on a version; a version that is not saved has none."""
    return getattr(target, "words", [])


def assess_plan(plan: Plan, *, as_of: datetime | None = None, today: date | None = None) -> list[AssessedGoal]:
    """Every goal of the plan, in the plan's order, with its targets judged; only the areas they name are read."""
    targets = list(targets_known(as_of).filter(goal__plan=plan))
    return grouped_by_goal(assess_targets(targets, as_of=as_of, today=today, areas=areas_named(targets)))


def assess_goal(goal: Goal, *, as_of: datetime | None = None, today: date | None = None) -> AssessedGoal:
    """The goal with its targets judged, and the figures of the country and other groups to show beside them;
    other municipalities' figures are read by the comparison alone, for there may be very many."""
    targets = list(targets_known(as_of).filter(goal=goal))
    groups = set(Area.objects.exclude(kind=AreaKind.MUNICIPALITY).values_list("name", flat=True))
    return AssessedGoal(goal, assess_targets(targets, as_of=as_of, today=today, areas=areas_named(targets) | groups))


def grouped_by_goal(rows: list[AssessedTarget]) -> list[AssessedGoal]:
    by_goal = defaultdict(list)
    for row in rows:
        by_goal[row.target.goal].append(row)
    return [AssessedGoal(goal, targets) for goal, targets in by_goal.items()]


def latest_observations(area: str, as_of: datetime | None = None) -> dict[int, Observation]:
    """Per indicator, the newest figure of an area that has a value, as known at a moment; two queries."""
    valued = Observation.objects.as_of(as_of).filter(area__name=area, state="value", indicator=OuterRef("pk"))
    newest = Subquery(valued.order_by("-period_end", "-period").values("pk")[:1])
    pks = Indicator.objects.order_by().values_list(newest, flat=True)
    found = Observation.objects.filter(pk__in=[pk for pk in pks if pk is not None])
    return {observation.indicator_id: observation for observation in found}
