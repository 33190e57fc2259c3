"""One target of a goal page: figure, verdict, chart, table, and where the figure came from."""

from dataclasses import dataclass

from django.utils.timezone import localtime

from aabenraa_plan.formats import danish_moment
from aabenraa_plan.tables import paged
from targets.charts import finding, goal_chart, own_series, since_break
from targets.derivation import Figure
from targets.models import Observation
from targets.reporting import AssessedTarget
from targets.tables import ObservationTable, TargetRow, observation_text, target_row
from targets.wording import amount, promise

ROWS_A_PAGE = 12


@dataclass(frozen=True)
class Lineage:
    file: str
    url: str
    line: int
    uploader: str
    moment: str
    origin: str


@dataclass(frozen=True)
class Panel:
    row: TargetRow
    facts: list[tuple[str, str]]
    chart_id: str
    chart_data_id: str
    chart: dict | None
    chart_title: str
    table: ObservationTable | None
    source: str
    reading: str
    lineage: Lineage | None


def panel_of(request, row: AssessedTarget, position: int) -> Panel:
    indicator, figures = row.target.indicator, own_series(row)
    return Panel(
        row=target_row(row),
        facts=facts_of(row),
        chart_id=f"chart-{position}" if figures else "",
        chart_data_id=f"chart-{position}-data",
        chart=goal_chart(row) if figures else None,
        chart_title=chart_title(row, figures),
        table=figure_table(request, row, position) if indicator else None,
        source=source_of(row),
        reading=row.target.reading,
        lineage=lineage_of(row),
    )


def chart_title(row: AssessedTarget, figures: list[Figure]) -> str:
    indicator = row.target.indicator
    if indicator is None:
        return ""
    return finding(indicator.name, since_break(figures, indicator.breaks.all()), indicator.unit)


def source_of(row: AssessedTarget) -> str:
    indicator = row.target.indicator
    return ". ".join(filter(None, [indicator.source, indicator.fetch, indicator.description])) if indicator else ""


def facts_of(row: AssessedTarget) -> list[tuple[str, str]]:
    """The target's terms, and what the other areas stand at in the judged period."""
    spec, period = row.spec, row.assessment.period
    facts = [("Regel", promise(spec)), ("Område", spec.area), ("Fra", row.target.source)]
    if row.target.indicator:
        tolerance = "ikke besluttet" if spec.tolerance is None else amount(spec.tolerance, spec.unit)
        facts.append(("Tolerance", tolerance))
    for area, figures in sorted(row.series.items()):
        other = figures.get(period)
        if area != spec.area and other and other.exact is not None:
            facts.append((area, amount(other.exact, spec.unit)))
    return facts


def figure_table(request, row: AssessedTarget, position: int) -> ObservationTable:
    areas = [row.spec.area, row.spec.comparator] if row.spec.comparator else [row.spec.area]
    observations = row.target.indicator.observations.current().filter(area__name__in=areas)
    table = ObservationTable(observations.select_related("area", "indicator").with_upload(), prefix=f"t{position}-")
    if not row.spec.comparator:
        table.exclude = ("area",)
    return paged(request, table, ROWS_A_PAGE)


def lineage_of(row: AssessedTarget) -> Lineage | None:
    """Where the judged figure came from; none for one that was derived from several."""
    figure = row.assessment.figure
    if figure is None or figure.version is None:
        return None
    found = Observation.objects.with_upload().get(pk=figure.version)
    return Lineage(
        file=found.upload.file_name,
        url=found.get_absolute_url(),
        line=found.line,
        uploader=str(found.upload.uploaded_by),
        moment=danish_moment(localtime(found.recorded_at)),
        origin=found.upload.get_origin_display(),
    )


def lineage_facts(observation: Observation) -> list[tuple[str, str]]:
    upload = observation.upload
    facts = [
        ("Tal", observation_text(observation, observation.indicator.unit)),
        ("Fil", upload.file_name),
        ("Linje i filen", str(observation.line)),
        ("Indlæst af", str(upload.uploaded_by)),
        ("Indlæst", danish_moment(localtime(observation.recorded_at))),
        ("Måde", upload.get_origin_display()),
    ]
    if observation.numerator is not None:
        parts = f"{amount(observation.numerator, 'count')} / {amount(observation.denominator, 'count')}"
        facts.append(("Tæller / nævner", parts))
        if observation.value is not None:
            facts.append(("Trykt som", amount(observation.value, observation.indicator.unit)))
    facts += [(term, text) for term, text in (("Kilde", observation.source), ("Bemærkning", observation.note)) if text]
    if observation.invented:
        facts.append(("Bemærk", "Tallet er eksempeldata, ikke et rigtigt tal."))
    return facts
