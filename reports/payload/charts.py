"""A target's series as a report keeps it: what is drawn, and what stands in the table beside the drawing."""

from reports.payload.numbers import measured
from reports.payload.shapes import Chart, Line, Point
from targets.charts import breaks_within, finding, own_series
from targets.derivation import Figure
from targets.reporting import AssessedTarget

MOST_POINTS = 24


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
    )


def limit_label(row: AssessedTarget) -> str:
    """What the dashed line is: the promise itself, or the level it is held against."""
    return {"at_most": "Loft", "at_least": "Mål", "no_worse_than": row.spec.comparator or ""}.get(
        row.spec.rule, "Udgangspunkt" if row.spec.baseline else "Mål"
    )


def described(title: str, figures: list[Figure], limit: Line | None) -> str:
    beside = f" Den stiplede linje er {limit.label.lower()} på {limit.number.text}." if limit else ""
    return f"{title}.{beside} Tallene står i tabellen."


def point_of(figure: Figure, unit: str) -> Point:
    return Point(
        period=figure.period.code,
        label=figure.period.short_label,
        start=figure.period.start.isoformat(),
        number=measured(figure.exact, unit),
        provisional=figure.provisional,
        invented=figure.invented,
    )
