"""Drawings of a series: small server-made lines for lists, plotly figures for the pages of one series."""

from decimal import Decimal
from fractions import Fraction
from math import ceil

import plotly.graph_objects as go
from django.utils.html import format_html

from aabenraa_plan.formats import plain_number, round_half_up
from extracts.periods import Period
from targets.derivation import Figure
from targets.reporting import AssessedTarget
from targets.spec import COUNTRY, Figures
from targets.wording import amount

BRAND, MISSED, MUTED, INK, LINE = "#0b4a6f", "#b3261e", "#566473", "#1a2b3c", "#dfe4ea"
GREYS = ["#8a97a5", "#a8926b", "#7d9a86", "#9a86a0", "#86a0a8"]
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 120, 32, 4
SPARK_POINTS = 24
HALF, TENTH = Decimal("0.5"), Decimal("0.1")
SPARK_LIMIT = f'<line class="spark__limit" x1="{SPARK_EDGE}" x2="{SPARK_WIDTH - SPARK_EDGE}" y1="{{y}}" y2="{{y}}"/>'
SPARK = (
    f'<svg class="spark" viewBox="0 0 {SPARK_WIDTH} {SPARK_HEIGHT}" width="{SPARK_WIDTH}" height="{SPARK_HEIGHT}"'
    ' aria-hidden="true" focusable="false">{dashed}<polyline class="spark__line" points="{points}"/>'
    f'<circle class="spark__dot" cx="{SPARK_WIDTH - SPARK_EDGE}" cy="{{dot}}" r="3"/></svg>'
)
CHART_DECIMALS = 6
MOST_YEAR_TICKS = 6
COMPARABLE_UNITS = {"percent", "rank"}
"""Units in which a municipality can be drawn beside the whole country."""


def drawable(figures: Figures, like: Period | None) -> list[Figure]:
    """The figures of one kind of period, in time order: the kind of `like`, else the most recent one's."""
    usable = sorted((figure for figure in figures.values() if figure.exact is not None), key=lambda f: f.period)
    if not usable:
        return []
    kinds = {figure.period.kind for figure in usable}
    kind = like.kind if like and like.kind in kinds else usable[-1].period.kind
    return [figure for figure in usable if figure.period.kind == kind]


def own_series(row: AssessedTarget) -> list[Figure]:
    return drawable(row.series.get(row.spec.area, {}), row.assessment.period)


def drawn_beside(row: AssessedTarget) -> list[str]:
    """The areas a target's chart and its table show beside the own: the one it is held against, and the
    country where the two can be drawn in one picture."""
    areas = [row.spec.comparator] + [COUNTRY] * (row.spec.unit in COMPARABLE_UNITS)
    period = row.assessment.period
    known = [area for area in dict.fromkeys(areas) if area and area != row.spec.area and area in row.series]
    return [area for area in known if len(drawable(row.series[area], period)) > 1 or area == row.spec.comparator]


def uses_invented(row: AssessedTarget) -> bool:
    """Whether an invented figure is among those the row and its page show, whatever the area."""
    return any(figure.invented for figures in row.series.values() for figure in figures.values())


def since_break(figures: list[Figure], breaks) -> list[Figure]:
    """The figures after the last break that lies between them: only these may be told as one development."""
    days = [each.day for each in breaks_within(breaks, figures)]
    return [figure for figure in figures if not days or figure.period.start >= max(days)]


def sparkline(figures: list[Figure], limit: Fraction | None = None) -> str:
    """A line of the latest figures with a dot on the last and the limit dashed; nothing for fewer than two."""
    values = [as_decimal(figure.exact) for figure in figures[-SPARK_POINTS:]]
    if len(values) < 2:
        return ""
    heights = spark_heights(values if limit is None else [*values, as_decimal(limit)])
    points = [f"{spark_place(at, len(values))},{height}" for at, height in enumerate(heights[: len(values)])]
    dashed = "" if limit is None else format_html(SPARK_LIMIT, y=heights[-1])
    return format_html(SPARK, points=" ".join(points), dot=heights[len(values) - 1], dashed=dashed)


def spark_heights(values: list[Decimal]) -> list[str]:
    """Each value's distance from the top of the drawing, the highest at its upper edge."""
    low, high = min(values), max(values)
    room, span = SPARK_HEIGHT - 2 * SPARK_EDGE, high - low
    shares = [(value - low) / span if span else HALF for value in values]
    return [str((SPARK_HEIGHT - SPARK_EDGE - share * room).quantize(TENTH)) for share in shares]


def spark_place(at: int, count: int) -> str:
    step = Decimal(SPARK_WIDTH - 2 * SPARK_EDGE) / (count - 1)
    return str((SPARK_EDGE + step * at).quantize(TENTH))


def as_decimal(number: Fraction) -> Decimal:
    """For a drawing, where the 28 digits of a decimal are plenty; many times quicker than fractions."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def finding(name: str, figures: list[Figure], unit: str) -> str:
    """The chart's title as a finding: from where to where, over which time, the same season at both ends."""
    if not figures:
        return f"{name}: ingen tal endnu"
    last = figures[-1]
    if len(figures) == 1:
        return f"{name}: ét tal, {amount(last.exact, unit)} i {last.period.label}"
    seasons = [figure for figure in figures if figure.period.start.month == last.period.start.month]
    first = seasons[0] if len(seasons) > 1 else figures[0]
    moved = "faldet" if last.exact < first.exact else "steget" if last.exact > first.exact else "uændret"
    if moved == "uændret":
        return f"{name} er {amount(last.exact, unit)} både i {first.period.label} og i {last.period.label}"
    return (
        f"{name} er {moved} fra {amount(first.exact, unit)} i {first.period.label} "
        f"til {amount(last.exact, unit)} i {last.period.label}"
    )


def number(value: Fraction) -> str:
    """A figure for the drawing; as text, because the script reads it and nothing is computed from it."""
    return plain_number(round_half_up(value, CHART_DECIMALS))


def with_gaps(figures: list[Figure], breaks) -> list[Figure | None]:
    """The figures with a None where a break lies between two, so that no line is drawn across it."""
    drawn: list[Figure | None] = []
    for figure in figures:
        previous = drawn[-1] if drawn else None
        if previous and any(previous.period.start < each.day <= figure.period.start for each in breaks):
            drawn.append(None)
        drawn.append(figure)
    return drawn


def line(
    name: str, figures: list[Figure | None], unit: str, *, colour: str, dash="solid", width: int = 2
) -> go.Scatter:
    """A series; thin ones have no markers, and a figure that is not final has a hollow one."""
    not_final = [bool(figure and (figure.provisional or figure.invented)) for figure in figures]
    return go.Scatter(
        name=name,
        x=[figure.period.start.isoformat() if figure else None for figure in figures],
        y=[number(figure.exact) if figure else None for figure in figures],
        text=[f"{name}, {each.period.label}: {amount(each.exact, unit)}" if each else "" for each in figures],
        hoverinfo="text",
        mode="lines+markers" if width > 1 else "lines",
        line={"color": colour, "dash": dash, "width": width},
        marker={"color": colour, "symbol": ["circle-open" if each else "circle" for each in not_final], "size": 6},
    )


def limit_line(name: str, ends: tuple[Period, Period], value: Fraction, unit: str) -> go.Scatter:
    """A dashed line at the target, one period longer than the drawing each way, so that one figure has one too."""
    first, last = ends
    return go.Scatter(
        name=f"{name} {amount(value, unit)}",
        x=[first.shifted(-1).start.isoformat(), last.shifted(1).start.isoformat()],
        y=[number(value)] * 2,
        mode="lines",
        hoverinfo="skip",
        line={"color": MISSED, "dash": "dash", "width": 1.5},
    )


def indicator_chart(series: dict[str, Figures], own_area: str, unit: str, breaks) -> dict:
    """The indicator's areas, the own one drawn strongest; of a count only the own, for the country dwarfs it."""
    own = drawable(series.get(own_area, {}), None)
    like = own[-1].period if own else None
    within = breaks_within(breaks, own)
    compared = series if unit in COMPARABLE_UNITS else {}
    others = {name: drawable(figures, like) for name, figures in compared.items() if name != own_area}
    traces = [line(own_area, with_gaps(own, within), unit, colour=BRAND, width=3)] + [
        line(name, with_gaps(figures, within), unit, colour=GREYS[position % len(GREYS)], width=1)
        for position, (name, figures) in enumerate(sorted(others.items()))
        if figures
    ]
    invented = any(figure.invented for figures in series.values() for figure in figures.values())
    return figure_json(traces, unit, within, invented=invented)


def breaks_within(breaks, figures: list[Figure]) -> list:
    """The breaks that the drawn figures lie on both sides of."""
    return [each for each in breaks if figures and figures[0].period.start < each.day < figures[-1].period.end]


def marking(text: str, **place) -> dict:
    """A note above the drawing, clear of every point."""
    return {"text": text, "yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False} | place


def year_ticks(traces: list) -> dict:
    """A tick every year, or every second or third, counted back from the last: a phone has room for six."""
    years = [int(day[:4]) for trace in traces for day in trace.x or () if day]
    if not years:
        return {"dtick": "M12"}
    apart = ceil((max(years) - min(years) + 1) / MOST_YEAR_TICKS)
    return {"dtick": f"M{12 * apart}", "tick0": f"{max(years)}-01-01"}


def figure_json(traces: list, unit: str, breaks, *, invented: bool) -> dict:
    """A figure as plain data, with Danish separators. The mark of invented figures is drawn into it,
    so that it stays on a picture someone downloads."""
    days = [each.day.isoformat() for each in breaks]
    figure = go.Figure(data=traces)
    figure.update_layout(
        template=None,
        separators=",.",
        font={"family": "IBM Plex Sans, system-ui, sans-serif", "size": 14, "color": INK},
        margin={"l": 56, "r": 16, "t": 28, "b": 40},
        height=340,
        hovermode="closest",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=len(traces) > 1,
        legend={"orientation": "h", "y": -0.18, "x": 0},
        xaxis={"type": "date", "showgrid": False, "linecolor": LINE, "tickformat": "%Y"} | year_ticks(traces),
        yaxis={"gridcolor": LINE, "zeroline": False, "tickformat": ","}
        | {"ticksuffix": " %" if unit == "percent" else ""},
        shapes=[
            {"type": "line", "xref": "x", "yref": "paper", "x0": day, "x1": day, "y0": 0, "y1": 1}
            | {"line": {"color": MUTED, "width": 1, "dash": "dot"}}
            for day in days
        ],
        annotations=[
            *(marking("databrud", x=day, xanchor="left") for day in days),
            *[marking("eksempeldata", xref="paper", x=1, xanchor="right", bgcolor="#fff3d6")] * invented,
        ],
    )
    return figure.to_plotly_json() | {"frames": []}
