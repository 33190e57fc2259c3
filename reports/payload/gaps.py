"""Which goals lack the quarter's own figure, although their source has one every quarter or oftener."""

from aabenraa_plan.formats import listed
from extracts.periods import MONTHS_IN, Kind, Period
from targets.reporting import AssessedGoal, AssessedTarget


def late_figures(goals: list[AssessedGoal], quarter: Period) -> list[str]:
    late = [goal.goal.number for goal in goals if any(lacks_the_quarter(row, quarter) for row in goal.targets)]
    if not late:
        return []
    return [f"Mål {listed([str(number) for number in late])} er vurderet på et ældre tal: {quarter.label} mangler."]


def lacks_the_quarter(row: AssessedTarget, quarter: Period) -> bool:
    found, often = row.assessment, row.spec.frequency
    if found.figure is None or not often or row.spec.scope != "each":
        return False
    return MONTHS_IN[Kind(often)] <= MONTHS_IN[Kind.QUARTER] and found.period.end <= quarter.start
