"""Coarse figures that do not agree with the finer ones they are made up of, once a file is saved."""

from collections import defaultdict

from extracts.diffing import Diff
from extracts.models import Area
from extracts.periods import Kind, Period, parse
from extracts.problems import Problem, warning
from targets.derivation import Contradiction, contradictions
from targets.effect import series_after
from targets.models import Derivation, Indicator
from targets.wording import amount

Series = tuple[int, int]
"""Indicator and area."""
Written = dict[Period, int]
"""The periods that the file writes of a series, with their lines."""


def contradiction_warnings(
    diff: Diff, indicators: dict[int, Indicator], kinds: dict[Series, set[Kind]]
) -> list[Problem]:
    """A warning at a line for each year that its quarters deny; `kinds` are those known or written of a series."""
    made = {pk for pk, indicator in indicators.items() if indicator.derivation != Derivation.NONE}
    mixed = {series for series, found in kinds.items() if series[0] in made and len(found) > 1}
    if not mixed:
        return []
    rows = diff.writes.batch()
    rows = rows.taken([at for at, key in enumerate(rows.keys) if key[:2] in mixed])
    written: dict[Series, Written] = defaultdict(dict)
    for (*series, period), line in zip(rows.keys, rows.lines, strict=True):
        written[tuple(series)][parse(period)] = line
    names = dict(Area.objects.filter(pk__in={area for _, area in mixed}).values_list("pk", "name"))
    concerned = {pk: indicators[pk] for pk, _ in mixed}
    figures = series_after(rows, concerned, set(names.values()))
    return [
        warned(each, written[indicator, area], concerned[indicator])
        for indicator, area in sorted(written)
        for each in contradictions(
            figures[indicator][names[area]], concerned[indicator].derivation, breaks_of(concerned[indicator])
        )
        if any(each.loaded.period.contains(period) for period in written[indicator, area])
    ]


def breaks_of(indicator: Indicator) -> list:
    return [each.day for each in indicator.breaks.all()]


def warned(each: Contradiction, written: Written, indicator: Indicator) -> Problem:
    """At the coarse figure's own line, or else at the first of its parts that the file has."""
    coarse = each.loaded.period
    line = written.get(coarse) or min(line for period, line in written.items() if coarse.contains(period))
    loaded, derived = amount(each.loaded.exact, indicator.unit), amount(each.derived.exact, indicator.unit)
    return warning(f"{coarse.label} er {loaded}, men delene giver {derived}. Er begge dele rigtige?", line=line)
