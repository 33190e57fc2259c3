"""A plan as it stood when a quarter ended, on what is known now or was at a moment: what a report says of it."""

from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from extracts.periods import Period
from targets.assessment import assess
from targets.flags import Flag, freshness
from targets.models import Goal, Plan, Rule
from targets.quarterly.rows import Words, begun, in_words, series_of, words_given
from targets.reporting import AssessedGoal, AssessedTarget, Demand, demands_of, grouped_by_goal, judged, targets_known
from targets.series import IndicatorSeries, load_revisions

FRESH = (Flag.STALE, Flag.AWAITING_SOURCE)


def assess_plan_at(
    plan: Plan,
    quarter: Period,
    *,
    goal: Goal | None = None,
    as_of: datetime | None = None,
    seen_on: date | None = None,
) -> list[AssessedGoal]:
    """Every goal (or one) judged as on the first day after the quarter: nothing of a later period speaks.

    A figure of the quarter speaks however late it came, and in its newest version. Whether its source has published
    more of the quarter is told as on the day it is `seen_on`, by default today. A fixed number of queries.
    """
    wanted = {"goal": goal} if goal else {"goal__plan": plan}
    demands = demands_of(targets_known(as_of).filter(**wanted))
    series = ended_by(quarter, series_of(demands, as_of))
    indicators = {versions[-1].indicator for versions in demands if versions[-1].indicator}
    revisions = load_revisions(indicators, {versions[-1].area_id for versions in demands}, as_of=as_of)
    words, today = words_given(plan, as_of), seen_on or timezone.localdate(as_of)
    rows = [standing_after(quarter, versions, series, revisions, words) for versions in demands]
    return grouped_by_goal([with_freshness(row, quarter, today) for row in rows])


def ended_by(quarter: Period, series: IndicatorSeries) -> IndicatorSeries:
    return {
        indicator: {
            area: {period: figure for period, figure in figures.items() if period.end <= quarter.end}
            for area, figures in areas.items()
        }
        for indicator, areas in series.items()
    }


def standing_after(
    quarter: Period, versions: Demand, series: IndicatorSeries, revisions: dict, words: Words
) -> AssessedTarget:
    """By the version in force then; a demand that is judged in words, or done by a day, by what was said by then."""
    row = judged(begun(versions, quarter), series, revisions, quarter.end, None)
    if row.spec.rule == Rule.NARRATIVE:
        return narrated(quarter, row, words)
    if row.spec.completed_on and row.spec.completed_on >= quarter.end:
        spec = replace(row.spec, completed_on=None)
        return replace(row, spec=spec, assessment=assess(spec, row.series, quarter.end))
    return row


def narrated(quarter: Period, row: AssessedTarget, words: Words) -> AssessedTarget:
    """By the last word on the quarter or an earlier one."""
    said = words.get((row.target.goal_id, row.target.position), {})
    spoken = [when for when in said if when <= quarter]
    if spoken:
        return in_words(row.versions, row.spec, said[max(spoken)])
    spec = replace(row.spec, word=None)
    return replace(row, spec=spec, assessment=assess(spec, row.series, quarter.end))


def with_freshness(row: AssessedTarget, quarter: Period, today: date) -> AssessedTarget:
    """With today's word on what the source has published, as far as it is of the quarter or earlier."""
    found, own = row.assessment, row.series.get(row.spec.area, {})
    if found.figure is None:
        return row
    first = [raised for raised in found.flags if raised.flag == Flag.PROVISIONAL]
    rest = [raised for raised in found.flags if raised.flag not in (*FRESH, Flag.PROVISIONAL)]
    fresh = freshness(row.spec, found.figure, today, own, until=quarter.end)
    return replace(row, assessment=replace(found, flags=(*first, *fresh, *rest)))
