"""Reads across plans, targets and figures: one grouped query per fact, merged into rows."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise

from django.db.models import Prefetch
from django.utils import timezone

from targets.assessment import Assessment, assess_versions, worst
from targets.models import Goal, Judgement, Observation, Plan, Target
from targets.series import IndicatorSeries, figure_of, load_series
from targets.spec import Series, TargetSpec, Verdict
from targets.specs import spec_of

Demand = list[Target]
"""The versions of one demand of a goal, the oldest first."""


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


@dataclass(frozen=True)
class AssessedGoal:
    goal: Goal
    targets: list[AssessedTarget]

    @property
    def verdict(self) -> Verdict:
        return worst(assessed.assessment.verdict for assessed in self.targets)

    @property
    def leading(self) -> AssessedTarget:
        """The target that gives the goal its one word."""
        return next(row for row in self.targets if row.assessment.verdict == self.verdict)

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
        .order_by("goal__plan", "goal__number", "goal", "position", "version")
    )


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
    series = load_series(indicators, as_of=as_of, areas=areas) if series is None else series
    revisions = load_revisions(indicators, {versions[-1].area_id for versions in demands}, as_of=as_of)
    return [judged(versions, series, revisions, today, period) for versions in demands]


def assess_demand(versions: Demand, *, as_of=None, today=None, period=None, series=None) -> AssessedTarget:
    """Judge one demand by its versions, the oldest first; the last may be one that is not saved."""
    [row] = assess_targets(versions, as_of=as_of, today=today, period=period, series=series)
    return row


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
    areas = {area.name for target in targets for area in (target.area, target.comparator) if area}
    return grouped_by_goal(assess_targets(targets, as_of=as_of, today=today, areas=areas))


def assess_goal(goal: Goal, *, as_of: datetime | None = None, today: date | None = None) -> AssessedGoal:
    targets = list(targets_known(as_of).filter(goal=goal))
    return AssessedGoal(goal, assess_targets(targets, as_of=as_of, today=today))


def grouped_by_goal(rows: list[AssessedTarget]) -> list[AssessedGoal]:
    by_goal = defaultdict(list)
    for row in rows:
        by_goal[row.target.goal].append(row)
    return [AssessedGoal(goal, targets) for goal, targets in by_goal.items()]


def load_revisions(indicators, areas: set[int], *, as_of: datetime | None = None) -> dict[tuple[int, int], list]:
    """How much figures have been changed by: per indicator and area, the sizes of past changes; one query.

    Only figures that were ever replaced are read, with what replaced them.
    """
    units = {indicator.pk: indicator.unit for indicator in indicators}
    facts = Observation.objects.filter(indicator__in=units, area__in=areas).revised(as_of)
    versions = sorted(facts, key=lambda fact: (*key_of(fact), fact.recorded_at))
    sizes = defaultdict(list)
    for earlier, later in pairwise(versions):
        before, after = (figure_of(fact, units[fact.indicator_id]).exact for fact in (earlier, later))
        if key_of(earlier) == key_of(later) and None not in (before, after) and before != after:
            sizes[earlier.indicator_id, earlier.area_id].append(abs(after - before))
    return sizes


def key_of(fact: Observation) -> tuple:
    return fact.indicator_id, fact.area_id, fact.period


def latest_observations(area: str, as_of: datetime | None = None) -> dict[int, Observation]:
    """Per indicator, the newest figure of an area that has a value, as known at a moment; one query."""
    found = Observation.objects.as_of(as_of).filter(area__name=area, state="value").order_by("period_end", "period")
    return {observation.indicator_id: observation for observation in found}
