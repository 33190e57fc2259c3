"""The chart of one target: its series, what it is held against, the path to the deadline, and the projection."""

import plotly.graph_objects as go

from extracts.periods import Period
from targets.charts import (
    BRAND,
    GREYS,
    MISSED,
    MUTED,
    breaks_within,
    drawable,
    drawn_beside,
    figure_json,
    limit_line,
    line,
    number,
    own_series,
    uses_invented,
    with_gaps,
)
from targets.outlook import expected_by
from targets.outlook_wording import shown_range
from targets.projection import last_period
from targets.reporting import AssessedTarget
from targets.wording import amount

SHAPES = {"linear": {"shape": "linear"}, "listed": {"shape": "hv"}}
BAND = "rgba(11, 74, 111, 0.14)"


def goal_chart(row: AssessedTarget) -> dict:
    """The own series, what it is held against, and the breaks of the series."""
    figures, spec, prospect = own_series(row), row.spec, row.assessment.prospect
    breaks = breaks_within(row.target.indicator.breaks.all(), figures)
    traces = [line(spec.area, with_gaps(figures, breaks), spec.unit, colour=BRAND)]
    for area in drawn_beside(row):
        other = with_gaps(drawable(row.series[area], figures[-1].period), breaks)
        style = {"colour": MISSED, "dash": "dash"} if area == spec.comparator else {"colour": GREYS[0]}
        traces.append(line(area, other, spec.unit, **style, width=1))
    if spec.comparator is None and row.assessment.comparand is not None and spec.baseline != "last_year":
        name = "Mål" if spec.limit is not None else "Udgangspunkt"
        last = prospect.projection.period if prospect and prospect.projection else figures[-1].period
        traces.append(limit_line(name, (figures[0].period, last), row.assessment.comparand, spec.unit))
    traces += path_line(row, figures) + projection_lines(row)
    return figure_json(traces, spec.unit, breaks, invented=uses_invented(row))


def path_line(row: AssessedTarget, figures) -> list[go.Scatter]:
    """Where the path says each period should end, from its start to the deadline."""
    if not row.spec.path:
        return []
    period, last = figures[0].period, last_period(figures[-1].period, row.spec.deadline)
    known: list[tuple[Period, object]] = []
    while period <= last:
        expected = expected_by(row.spec, period.end)
        known += [(period, expected)] if expected is not None else []
        period = period.shifted(1)
    return [
        go.Scatter(
            name="Vejen til målet",
            x=[period.start.isoformat() for period, _ in known],
            y=[number(value) for _, value in known],
            text=[f"Vejen til målet, {period.label}: {amount(value, row.spec.unit)}" for period, value in known],
            hoverinfo="text",
            mode="lines",
            line={
                "color": MUTED,
                "dash": "dashdot",
                "width": 1.5,
                "shape": "hv" if row.spec.path == "listed" else "linear",
            },
        )
    ]


def projection_lines(row: AssessedTarget) -> list[go.Scatter]:
    """The range as a shaded wedge from the latest figure to the deadline, and its middle as a dotted line."""
    prospect = row.assessment.prospect
    if prospect is None or prospect.projection is None:
        return []
    found, unit = prospect.projection, row.spec.unit
    start, end = prospect.figure.period.start.isoformat(), found.period.start.isoformat()
    ends = shown_range(prospect, unit)
    latest, low, centre, high = (number(each) for each in (prospect.figure.exact, *ends))
    said = f"Fremskrevet til {found.period.label}: {amount(ends[0], unit)} til {amount(ends[2], unit)}"
    return [
        go.Scatter(
            name="Fremskrivningens spænd",
            x=[start, end, end, start],
            y=[latest, high, low, latest],
            fill="toself",
            fillcolor=BAND,
            line={"width": 0},
            mode="lines",
            hoverinfo="skip",
        ),
        go.Scatter(
            name="Fremskrivning",
            x=[start, end],
            y=[latest, centre],
            text=["", said],
            hoverinfo="text",
            mode="lines",
            line={"color": BRAND, "dash": "dot", "width": 1.5},
        ),
    ]
