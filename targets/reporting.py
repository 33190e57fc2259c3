"""Reads across plans, targets and figures: one grouped query per fact, merged into rows."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.utils import timezone

from extracts.periods import Period, parse
from targets.assessment import Assessment, assess, worst
from targets.derivation import Figure
from targets.models import Goal, Indicator, Observation, Plan, Target, Unit
from targets.spec import Series, TargetSpec, Verdict

IndicatorSeries = dict[int, dict[str, dict[Period, Figure]]]
"""Indicator pk → area name → figures by period."""


@dataclass(frozen=True)
class AssessedTarget:
    target: Target
    spec: TargetSpec
    assessment: Assessment
    series: Series


@dataclass(frozen=True)
class AssessedGoal:
    goal: Goal
    targets: list[AssessedTarget]

    @property
    def verdict(self) -> Verdict:
        return worst(assessed.assessment.verdict for assessed in self.targets)

    @property
    def has_figures(self) -> bool:
        return any(assessed.assessment.figure is not None for assessed in self.targets)


def figure_of(observation: Observation, unit: str) -> Figure:
    return Figure(
        period=parse(observation.period),
        value=observation.value,
        numerator=observation.numerator,
        denominator=observation.denominator,
        factor=100 if unit == Unit.PERCENT else 1,
        state=observation.state,
        provisional=observation.provisional,
        invented=observation.invented,
        version=observation.pk,
    )


def load_series(indicators: list[Indicator], *, as_of: datetime | None = None) -> IndicatorSeries:
    """Every figure of the indicators as known at a moment (`None`: now), in one query."""
    series: IndicatorSeries = defaultdict(lambda: defaultdict(dict))
    units = {indicator.pk: indicator.unit for indicator in indicators}
    observations = Observation.objects.as_of(as_of).filter(indicator__in=units).select_related("area")
    for observation in observations:
        figure = figure_of(observation, units[observation.indicator_id])
        series[observation.indicator_id][observation.area.name][figure.period] = figure
    return series


def exact(number) -> Fraction | None:
    return None if number is None else Fraction(number)


def spec_of(target: Target) -> TargetSpec:
    """The target as the pure engine takes it."""
    indicator = target.indicator
    return TargetSpec(
        rule=target.rule,
        unit=indicator.unit if indicator else Unit.COUNT,
        direction=indicator.direction if indicator else "none",
        area=target.area.name,
        limit=exact(target.limit),
        strict=target.strict,
        tolerance=exact(target.tolerance),
        scope=target.scope,
        span=parse(target.span) if target.span else None,
        deadline=target.deadline,
        baseline=target.baseline,
        baseline_period=parse(target.baseline_period) if target.baseline_period else None,
        baseline_value=exact(target.baseline_value),
        baseline_approximate=target.baseline_approximate,
        comparator=target.comparator.name if target.comparator else None,
        completed_on=target.completed_on,
        derivation=indicator.derivation if indicator else "none",
        breaks=tuple(each.day for each in indicator.breaks.all()) if indicator else (),
    )


def targets_with_everything():
    related = ("goal__plan", "goal__guidepost", "indicator", "area", "comparator")
    return Target.objects.select_related(*related).prefetch_related("indicator__breaks")


def assess_targets(
    targets: list[Target],
    *,
    as_of: datetime | None = None,
    today: date | None = None,
    period: Period | None = None,
    series: IndicatorSeries | None = None,
) -> list[AssessedTarget]:
    """Judge targets on the figures as known at a moment; three queries however many targets."""
    indicators = [target.indicator for target in targets if target.indicator]
    series = load_series(indicators, as_of=as_of) if series is None else series
    today = today or (timezone.localdate(as_of) if as_of else timezone.localdate())
    rows = []
    for target in targets:
        own = series.get(target.indicator_id, {})
        spec = spec_of(target)
        rows.append(AssessedTarget(target, spec, assess(spec, own, today, period), own))
    return rows


def assess_plan(plan: Plan, *, as_of: datetime | None = None, today: date | None = None) -> list[AssessedGoal]:
    """Every goal of the plan, in the plan's order, with its targets judged."""
    targets = list(targets_with_everything().filter(goal__plan=plan).order_by("goal__number", "position"))
    return grouped_by_goal(assess_targets(targets, as_of=as_of, today=today))


def assess_goal(goal: Goal, *, as_of: datetime | None = None, today: date | None = None) -> AssessedGoal:
    targets = list(targets_with_everything().filter(goal=goal))
    return AssessedGoal(goal, assess_targets(targets, as_of=as_of, today=today))


def grouped_by_goal(rows: list[AssessedTarget]) -> list[AssessedGoal]:
    by_goal = defaultdict(list)
    for row in rows:
        by_goal[row.target.goal].append(row)
    return [AssessedGoal(goal, targets) for goal, targets in by_goal.items()]


def latest_observations(area: str) -> dict[int, Observation]:
    """Per indicator, the newest current figure of an area that has a value; one query."""
    found = Observation.objects.current().filter(area__name=area, state="value").order_by("period_end", "period")
    return {observation.indicator_id: observation for observation in found}
