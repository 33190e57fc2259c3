"""Which goals lack the quarter's own figure, although their source has one every quarter or oftener."""

from collections import defaultdict

from aabenraa_plan.formats import listed
from extracts.periods import MONTHS_IN, Kind, Period
from targets.reporting import AssessedGoal, AssessedTarget
from targets.spec import Verdict

MISSING = "missing"
WHY = {
    MISSING: "tallet for {} mangler",
    "suppressed": "tallet for {} er diskretioneret",
    "not_available": "kilden ikke har oplyst tallet for {}",
}


def late_figures(goals: list[AssessedGoal], quarter: Period) -> list[str]:
    """`Mål 2 og 10 viser et ældre tal, fordi tallet for 3. kvartal 2023 mangler.`"""
    late = defaultdict(list)
    for goal in goals:
        lacking = [row for row in goal.targets if lacks_the_quarter(row, quarter)]
        if lacking:
            late[why_of(lacking[0], quarter)].append(str(goal.goal.number))
    return [
        f"Mål {listed(numbers)} viser et ældre tal, fordi {WHY[why].format(quarter.label)}."
        for why, numbers in late.items()
    ]


def lacks_the_quarter(row: AssessedTarget, quarter: Period) -> bool:
    found, often = row.assessment, row.spec.frequency
    if found.value is None or found.verdict == Verdict.NO_DATA or not often or row.spec.scope != "each":
        return False
    return MONTHS_IN[Kind(often)] <= MONTHS_IN[Kind.QUARTER] and found.period.end <= quarter.start


def why_of(row: AssessedTarget, quarter: Period) -> str:
    """What the source says of the quarter where it says anything."""
    own = row.series.get(row.spec.area, {})
    said = [figure.state for period, figure in sorted(own.items()) if quarter.start < period.end <= quarter.end]
    return next((state for state in reversed(said) if state in WHY), MISSING)
