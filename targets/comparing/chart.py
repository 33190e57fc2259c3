"""The lines of a comparison over time: the own area strong, country and groups dashed, the others thin."""

from collections.abc import Sequence

import plotly.graph_objects as go

from aabenraa_plan.formats import sort_key
from targets.charts import BRAND, GREYS, INK, breaks_within, figure_json, finding, line, since_break, with_gaps
from targets.comparing.comparison import RANKED_UNITS, Kind, Line, change_series
from targets.comparing.groups import group_series
from targets.comparing.rows import Comparison, break_days
from targets.comparing.wording import series_finding
from targets.derivation import Figure
from targets.spec import Figures

MOST_MUNICIPALITIES = 8
"""Above this only the neighbours are drawn: more thin lines cannot be told apart."""
ORDER = [Kind.OWN, Kind.COUNTRY, Kind.GROUP, Kind.NEIGHBOUR, Kind.OTHER]
DASHES = {Kind.COUNTRY: "dash", Kind.GROUP: "dot"}


def lines_of(comparison: Comparison) -> list[Line]:
    """The series to draw, all of the shown period's kind; those without a figure are left out."""
    circle, unit = comparison.circle, comparison.indicator.unit
    series = {name: figures for name, figures in comparison.series.items() if name not in circle.groups}
    for name, members in circle.groups.items():
        series[name] = group_series(comparison.series, members, unit) | usable(comparison.series.get(name, {}))
    if unit not in RANKED_UNITS:
        breaks = break_days(comparison.indicator)
        series = {name: change_series(figures, breaks) for name, figures in series.items()}
    kind = comparison.period.kind
    found = [Line(name, circle.kind_of(name), of_kind(figures, kind)) for name, figures in series.items()]
    return sorted(few_enough([each for each in found if each.figures]), key=place)


def place(line: Line) -> tuple:
    return ORDER.index(line.kind), sort_key(line.name)


def usable(figures: Figures) -> dict:
    return {period: figure for period, figure in figures.items() if figure.exact is not None}


def of_kind(figures: Figures, kind) -> list[Figure]:
    return [figures[period] for period in sorted(usable(figures)) if period.kind == kind]


def few_enough(lines: list[Line]) -> list[Line]:
    others = [line for line in lines if line.kind == Kind.OTHER]
    neighbours = [line for line in lines if line.kind == Kind.NEIGHBOUR]
    if len(others) + len(neighbours) <= MOST_MUNICIPALITIES:
        return lines
    return [line for line in lines if line.kind != Kind.OTHER]


def unit_of_lines(unit: str) -> str:
    return unit if unit in RANKED_UNITS else "percent"


def comparison_chart(lines: Sequence[Line], comparison: Comparison) -> dict:
    unit = unit_of_lines(comparison.indicator.unit)
    longest = max((each.figures for each in lines), key=len)
    breaks = breaks_within(comparison.indicator.breaks.all(), longest)
    traces = [trace_of(each, with_gaps(each.figures, breaks), unit, position) for position, each in enumerate(lines)]
    return figure_json(traces, unit, breaks, invented=any(mark.invented for each in lines for mark in each.figures))


def trace_of(drawn: Line, figures: list[Figure | None], unit: str, position: int) -> go.Scatter:
    """The own line strong; in a thin one only figures that stand alone get a point, for they would not show."""
    if drawn.kind == Kind.OWN:
        return line(drawn.name, figures, unit, colour=BRAND, width=3)
    colour = INK if drawn.kind == Kind.COUNTRY else GREYS[position % len(GREYS)]
    trace = line(drawn.name, figures, unit, colour=colour, dash=DASHES.get(drawn.kind, "solid"), width=1)
    edged = [None, *figures, None]
    alone = [before is None and after is None for before, after in zip(edged, edged[2:], strict=False)]
    return trace.update(mode="lines+markers", marker_size=[6 if each else 0 for each in alone])


def chart_title(lines: Sequence[Line], comparison: Comparison) -> str:
    """Which side of the country (or of a group) the own line has been on; where there is neither, its own way."""
    indicator, changes = comparison.indicator, comparison.indicator.unit not in RANKED_UNITS
    own = next((each for each in lines if each.kind == Kind.OWN), None)
    other = next((each for each in lines if each.kind in DASHES), None)
    if own and other and (told := series_finding(own, other, changes=changes)):
        return told
    if own and not changes:
        told = since_break(own.figures, indicator.breaks.all())
        return finding(f"{indicator.name} i {own.name}", told, indicator.unit)
    return f"{indicator.name}: ændring på et år" if changes else f"{indicator.name} over tid"
