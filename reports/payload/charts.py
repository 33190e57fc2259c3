"""A target's series as a report keeps it: what is drawn, and what stands in the table beside the drawing."""

from itertools import pairwise

from aabenraa_plan.formats import listed
from extracts.periods import Kind
from reports.payload.numbers import measured
from reports.payload.shapes import Chart, Line, Point
from reports.pdf.drawing import far_apart
from targets.charts import breaks_within, finding, own_series
from targets.derivation import Figure
from targets.reporting import AssessedTarget

MOST_POINTS = 24
EACH = {
    Kind.MONTH: "hver måned",
    Kind.QUARTER: "hvert kvartal",
    Kind.HALF_YEAR: "hvert halvår",
    Kind.YEAR: "hvert år",
    Kind.ROLLING_YEAR: "et år ad gangen",
    Kind.ROLLING_12: "et år ad gangen",
}


def chart_of(row: AssessedTarget) -> Chart | None:
    """None where there is no figure to draw."""
    figures = own_series(row)[-MOST_POINTS:]
    if not figures or row.target.indicator is None:
        return None
    unit, found = row.spec.unit, row.assessment
    title = finding(row.target.indicator.name, figures, unit)
    limit = Line(limit_label(row), measured(found.comparand, unit)) if found.comparand is not None else None
    return Chart(
        title=title,
        alt=described(title, figures, limit),
        unit=unit,
        points=[point_of(figure, unit) for figure in figures],
        limit=limit,
        breaks=[each.day.isoformat() for each in breaks_within(row.target.indicator.breaks.all(), figures)],
        note=" ".join([*judged_otherwise(row, figures), *silences(figures)]),
    )


def limit_label(row: AssessedTarget) -> str:
    """What the dashed line is: the promise itself, or the level it is held against."""
    return {"at_most": "Loft", "at_least": "Mål", "no_worse_than": row.spec.comparator or ""}.get(
        row.spec.rule, "Udgangspunkt" if row.spec.baseline else "Mål"
    )


def described(title: str, figures: list[Figure], limit: Line | None) -> str:
    beside = f" Den stiplede linje: {limit.label} {limit.number.text}." if limit else ""
    return f"{title}.{beside} Tallene står i tabellen."


def judged_otherwise(row: AssessedTarget, figures: list[Figure]) -> list[str]:
    """`Figuren viser hvert kvartal. Status er vurderet på året til 3. kvartal 2023: 20,33 %.`"""
    found, drawn = row.assessment, figures[-1].period.kind
    if found.period is None or found.value is None or found.period.kind == drawn:
        return []
    value = measured(found.value, row.spec.unit).text
    return [f"Figuren viser {EACH[drawn]}. Status er vurderet på {found.period.label}: {value}."]


def silences(figures: list[Figure]) -> list[str]:
    """`Der er ingen tal mellem maj 2020 og januar 2022.`, where the line is broken for want of figures."""
    pairs = [(one.period, other.period) for one, other in pairwise(figures) if far_apart(one.period, other.period)]
    between = [f"mellem {one.label} og {other.label}" for one, other in pairs]
    return [f"Der er ingen tal {listed(between)}."] if between else []


def point_of(figure: Figure, unit: str) -> Point:
    return Point(
        period=figure.period.code,
        label=figure.period.short_label,
        start=figure.period.start.isoformat(),
        number=measured(figure.exact, unit),
        provisional=figure.provisional,
        invented=figure.invented,
    )
