"""Small column charts, one figure over some years, made on the server as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.html import format_html, format_html_join

from aabenraa_plan.formats import plain_number, round_half_up

COLUMN, GAP, HEIGHT, TOP, BOTTOM = 48, 28, 150, 26, 26
LEFT = 8
CHART = (
    '<svg class="columns-chart" viewBox="0 0 {width} {height}" role="img" aria-label="{label}" focusable="false">'
    "{columns}</svg>"
)
DRAWN = (
    '<rect class="columns-chart__bar" x="{}" y="{}" width="{}" height="{}"/>'
    '<text class="columns-chart__value" x="{}" y="{}">{}</text>'
    '<text class="columns-chart__year" x="{}" y="{}">{}</text>'
)


@dataclass(frozen=True)
class Column:
    """A year's figure, and how it is written."""

    year: int
    value: Decimal | Fraction
    text: str


def column_chart(title: str, columns: Sequence[Column]) -> str:
    """Columns from zero, each with its figure above and its year below; nothing where there are none."""
    if not columns:
        return ""
    most = max((column.value for column in columns), default=0) or 1
    label = f"{title}: " + ", ".join(f"{column.text} i {column.year}" for column in columns)
    drawn = [column_place(at, column, Fraction(most)) for at, column in enumerate(columns)]
    width = 2 * LEFT + len(columns) * (COLUMN + GAP)
    return format_html(CHART, width=width, height=HEIGHT, label=label, columns=format_html_join("", DRAWN, drawn))


def column_place(at: int, column: Column, most: Fraction) -> tuple:
    left = LEFT + GAP // 2 + at * (COLUMN + GAP)
    room = HEIGHT - TOP - BOTTOM
    tall = round_half_up(max(Fraction(column.value), Fraction(0)) / most * room, 1)
    top, middle = Decimal(HEIGHT - BOTTOM) - tall, left + COLUMN // 2
    return (
        *(left, plain_number(top), COLUMN, plain_number(tall)),
        *(middle, plain_number(top - 6), column.text, middle, HEIGHT - 8, column.year),
    )
