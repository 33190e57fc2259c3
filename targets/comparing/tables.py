"""The tables of a comparison: country and groups, the municipalities in order, and the series behind the chart."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from targets.comparing.bars import Scale, bar
from targets.comparing.comparison import MUNICIPALITIES, RANKED_UNITS, Kind, Line, Row
from targets.comparing.rows import Comparison
from targets.comparing.wording import change_text, decimals_by_value, difference_text, notes_of, own_of, reason_text
from targets.derivation import Figure
from targets.spec import OWN_AREA
from targets.tables import NUMBER, badges, unbroken
from targets.wording import amount

ONLY_RANKED, ONLY_CHANGES = ("rank", "difference"), ("earlier", "change")


@dataclass(frozen=True)
class ComparedRow:
    """One area's row, every text ready."""

    kind: str
    rank: int | None
    area: str
    figure: str
    earlier: str
    bar: str
    difference: str
    change: str
    notes: str


class ComparedTable(tables.Table):
    """Areas beside the own one, in the order they are given."""

    rank = tables.Column(verbose_name="Nr.", attrs=NUMBER)
    area = tables.Column(verbose_name="Område")
    figure = tables.Column(verbose_name="Tal", attrs=NUMBER)
    earlier = tables.Column(verbose_name="Året før", attrs=NUMBER)
    change = tables.Column(verbose_name="Ændring på et år", attrs=NUMBER)
    bar = tables.Column(verbose_name="Som søjle")
    difference = tables.Column(verbose_name=f"Forskel fra {OWN_AREA}")
    notes = tables.Column(verbose_name="Bemærkning")

    class Meta:
        orderable = False
        default = ""
        empty_text = "Ingen områder har tal."
        row_attrs = {"class": lambda record: f"compared compared--{record.kind}"}


def compared_tables(comparison: Comparison, as_of_query: str) -> tuple[ComparedTable, ComparedTable]:
    """The own area with country and groups, and the municipalities; the bars of both share one scale."""
    rows, ready = comparison.rows, row_maker(comparison.rows, comparison.indicator.unit, as_of_query)
    references = [row for row in rows if row.kind == Kind.OWN or row.kind not in MUNICIPALITIES]
    references.sort(key=lambda row: row.kind != Kind.OWN)
    municipalities = [row for row in rows if row.kind in MUNICIPALITIES]
    columns = figure_columns(comparison)
    return (
        table_of([ready(row) for row in references], comparison.indicator.unit, columns, "", without=("rank",)),
        table_of([ready(row) for row in municipalities], comparison.indicator.unit, columns, "k-"),
    )


def figure_columns(comparison: Comparison) -> list:
    """The columns whose titles depend on what is shown: a share with its parts, or two years each by its name."""
    if comparison.indicator.unit in RANKED_UNITS:
        parts = any(row.figure and row.figure.is_ratio for row in comparison.rows)
        titles = {"figure": "Tal, tæller / nævner"} if parts else {}
    else:
        periods = {"figure": comparison.period, "earlier": comparison.period.year_before()}
        titles = {name: f"I {period.label}" for name, period in periods.items()}
    return [(name, tables.Column(verbose_name=title, attrs=NUMBER)) for name, title in titles.items()]


def table_of(rows: list[ComparedRow], unit: str, columns: list, prefix: str, *, without: tuple = ()) -> ComparedTable:
    """The table without the columns that say nothing here."""
    unused = ONLY_CHANGES if unit in RANKED_UNITS else ONLY_RANKED
    noted = () if any(row.notes for row in rows) else ("notes",)
    return ComparedTable(rows, extra_columns=columns, exclude=(*unused, *noted, *without), prefix=prefix)


def row_maker(rows: Sequence[Row], unit: str, as_of_query: str) -> Callable[[Row], ComparedRow]:
    """What turns a row into texts: the decimals, the scale and the own figure are those of all the rows."""
    own, ranked = own_of(rows), unit in RANKED_UNITS
    most = decimals_by_value(rows, unit) if ranked else {}
    scale = Scale.of(value for row in rows if (value := drawn_value(row, unit)) is not None)

    def ready(row: Row) -> ComparedRow:
        return ComparedRow(
            kind=row.kind.value,
            rank=row.rank,
            area=row.area,
            figure=figure_cell(row, unit, most.get(row.exact), as_of_query),
            earlier="" if row.earlier is None or row.earlier.exact is None else amount(row.earlier.exact, unit),
            bar=bar(drawn_value(row, unit), scale, row.kind.value),
            difference=unbroken(difference_text(row, own.exact, unit)),
            change="" if row.change is None else unbroken(change_text(row.change)),
            notes=notes_cell(row, unit),
        )

    return ready


def drawn_value(row: Row, unit: str) -> Fraction | None:
    return row.exact if unit in RANKED_UNITS else row.change


def figure_cell(row: Row, unit: str, most: int | None, as_of_query: str) -> str:
    """The figure with its parts, leading to where it came from; why there is none, or for a group a dash and a note."""
    if row.exact is None:
        return "–" if row.together else reason_text(row, OWN_AREA)
    text, parts = unbroken(amount(row.exact, unit, most)), parts_text(row.figure)
    if row.figure.version is not None:
        text = format_html('<a href="{}">{}</a>', reverse("lineage", args=[row.figure.version]) + as_of_query, text)
    return format_html('{} <span class="muted compared__parts">{}</span>', text, parts) if parts else text


def notes_cell(row: Row, unit: str) -> str:
    if row.exact is None:
        return reason_text(row, OWN_AREA) if row.together else ""
    marks = badges(invented=row.figure.invented, provisional=row.figure.provisional)
    notes = " · ".join(notes_of(row, unit))
    return format_html("{} {}", notes, marks) if notes and marks else notes or marks


def parts_text(figure: Figure) -> str:
    if not figure.is_ratio:
        return ""
    return f"{amount(figure.numerator, 'count')} / {amount(figure.denominator, 'count')}"


class SeriesTable(tables.Table):
    """The figures of the chart, a column per line; the newest period first."""

    period = tables.Column(verbose_name="Periode", attrs={"td": {"class": "nowrap"}})
    marks = tables.Column(verbose_name="Mærker", default="")

    class Meta:
        orderable = False
        default = "–"
        sequence = ("period", "...", "marks")

    def render_period(self, value):
        return value.short_label


def series_table(lines: Sequence[Line], unit: str) -> SeriesTable:
    """Of a unit that cannot be ranked, the lines are changes in percent: shown with their sign."""
    columns = [(f"line{at}", tables.Column(verbose_name=line.name, attrs=NUMBER)) for at, line in enumerate(lines)]
    cells, figures = defaultdict(dict), defaultdict(list)
    for at, line in enumerate(lines):
        for figure in line.figures:
            text = amount(figure.exact, unit) if unit in RANKED_UNITS else change_text(figure.exact)
            cells[figure.period][f"line{at}"] = unbroken(text)
            figures[figure.period].append(figure)
    rows = [{"period": period, "marks": marks_of(figures[period])} | cells[period] for period in sorted(cells)]
    unused = () if any(row["marks"] for row in rows) else ("marks",)
    return SeriesTable(rows[::-1], extra_columns=columns, exclude=unused, prefix="t-")


def marks_of(figures: Sequence[Figure]) -> str:
    """The marks that any of a period's figures carries."""
    return badges(
        invented=any(figure.invented for figure in figures), provisional=any(figure.provisional for figure in figures)
    )
