"""A plan's goals by quarter: how each demand stood when the quarter ended, on what is known now or was at a moment."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from extracts.calendar import newest_ended
from extracts.periods import Kind, Period, parse
from targets.assessment import assessed_in_words
from targets.models import Judgement, Plan, Rule
from targets.quarterly.periods import (
    Window,
    in_force,
    judged_periods,
    promised_until,
    quarter_before,
    quarter_of,
    window_of,
)
from targets.reporting import AssessedTarget, Demand, areas_named, demands_of, judged, specs_of, targets_known
from targets.series import IndicatorSeries, load_series
from targets.spec import TargetSpec
from targets.specs import word_of

Words = dict[tuple[int, int], dict[Period, Judgement]]
"""Goal and position of a demand → the quarter → the last word on it."""


@dataclass(frozen=True)
class DemandByQuarter:
    """`standing` has the quarters at whose end there was something new to judge; the others say nothing."""

    versions: Demand
    specs: list[TargetSpec]
    standing: dict[Period, AssessedTarget]

    @property
    def target(self):
        return self.versions[-1]

    @property
    def spec(self) -> TargetSpec:
        return self.specs[-1]


@dataclass(frozen=True)
class PlanByQuarter:
    window: Window
    rows: list[DemandByQuarter]


def plan_by_quarter(
    plan: Plan, *, today: date, since: int | None = None, as_of: datetime | None = None
) -> PlanByQuarter:
    """Every demand of the plan judged at the end of each quarter shown: a fixed number of queries."""
    demands = sorted(demands_of(targets_known(as_of).filter(goal__plan=plan)), key=in_the_plan)
    specs = [specs_of(versions, today) for versions in demands]
    series, words = series_of(demands, as_of), words_given(plan, as_of)
    newest = newest_ended(Kind.QUARTER, today)
    window = window_of(
        first=quarter_of(plan.start),
        last=min(newest, promised_until(plan.end, (spec for versions in specs for spec in versions))),
        newest=newest,
        oldest=oldest_quarter(demands, series, default=newest),
        since=since,
    )
    rows = [
        DemandByQuarter(versions, terms, standing_at(window.quarters, versions, terms, series, words))
        for versions, terms in zip(demands, specs, strict=True)
    ]
    return PlanByQuarter(window, rows)


def in_the_plan(versions: Demand) -> tuple:
    """Goals without a number come first, on any database."""
    target = versions[0]
    return target.goal.number or 0, target.goal_id, target.position


def series_of(demands: list[Demand], as_of: datetime | None) -> IndicatorSeries:
    """The figures of every indicator and area the demands name."""
    targets = [target for versions in demands for target in versions]
    indicators = {target.indicator for target in targets if target.indicator}
    return load_series(indicators, as_of=as_of, areas=areas_named(targets))


def oldest_quarter(demands: list[Demand], series: IndicatorSeries, *, default: Period) -> Period:
    """The quarter of the oldest figure any demand could be judged on."""
    own = [series.get(versions[-1].indicator_id, {}).get(versions[-1].area.name, {}) for versions in demands]
    return min((quarter_before(period.end) for figures in own for period in figures), default=default)


def words_given(plan: Plan, as_of: datetime | None) -> Words:
    """People's words on the demands judged in words, each in its own quarter; one query.

    A word ends when the next is given, and stays the word of its quarter; one that was taken back does not.
    """
    given = Judgement.objects.filter(target__goal__plan=plan, target__rule=Rule.NARRATIVE)
    given = given if as_of is None else given.filter(made_at__lte=as_of)
    by_demand = defaultdict(list)
    for word in given.select_related("target", "made_by").order_by("made_at"):
        by_demand[word.target.goal_id, word.target.position].append(word)
    return {
        demand: {quarter_of_word(word): word for word in said if not taken_back(word, said, as_of)}
        for demand, said in by_demand.items()
    }


def quarter_of_word(word: Judgement) -> Period:
    """The quarter in which the period it is about ends; where it names none, the one it was given in."""
    end = parse(word.period).end if word.period else timezone.localdate(word.made_at) + timedelta(days=1)
    return quarter_before(end)


def taken_back(word: Judgement, said: list[Judgement], as_of: datetime | None) -> bool:
    """Ended by then, and not because another word took its place at the same moment."""
    ended = word.ended_at is not None and (as_of is None or word.ended_at <= as_of)
    return ended and all(other.made_at != word.ended_at for other in said)


def standing_at(
    quarters: list[Period], versions: Demand, specs: list[TargetSpec], series: IndicatorSeries, words: Words
) -> dict[Period, AssessedTarget]:
    """The demand judged as at the end of the quarters where there was something new, by the version in force."""
    demand = versions[-1]
    asked = judged_periods(specs, series.get(demand.indicator_id, {}).get(specs[-1].area, {}))
    found = {
        quarter: judged(versions, series, {}, quarter.end, asked[quarter]) for quarter in quarters if quarter in asked
    }
    found = {quarter: row for quarter, row in found.items() if row.assessment.reason != "no_figure"}
    said = words.get((demand.goal_id, demand.position), {})
    for quarter in quarters:
        spec = in_force(specs, quarter)
        if spec.rule == Rule.NARRATIVE and quarter in said:
            found[quarter] = in_words(versions, spec, said[quarter])
        elif spec.rule == Rule.MILESTONE and quarter == milestone_quarter(spec):
            found[quarter] = judged(begun(versions, quarter), series, {}, quarter.end, None)
    return found


def begun(versions: Demand, quarter: Period) -> Demand:
    """The versions that had taken effect before the quarter was over."""
    return [target for target in versions if target.valid_from is None or target.valid_from < quarter.end]


def in_words(versions: Demand, spec: TargetSpec, word: Judgement) -> AssessedTarget:
    spoken = replace(spec, word=word_of(word))
    return AssessedTarget(versions[-1], spoken, assessed_in_words(spoken), {}, versions)


def milestone_quarter(spec: TargetSpec) -> Period:
    """The quarter it was done in, else the one it is due in."""
    return quarter_of(spec.completed_on) if spec.completed_on else quarter_before(spec.deadline)
