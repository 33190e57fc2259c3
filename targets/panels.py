"""One target of a goal page: figure, verdict, outlook, chart, table, and where the figure came from."""

from dataclasses import dataclass

from django.utils.timezone import localtime

from aabenraa_plan.formats import counted, danish_date, danish_moment
from aabenraa_plan.tables import paged
from targets.chart_outlook import goal_chart
from targets.charts import drawn_beside, finding, own_series, since_break
from targets.derivation import Figure, contradictions
from targets.models import Observation, Target
from targets.outlook_wording import odds_sentence, outlook_sentence
from targets.projection import record_of
from targets.reporting import AssessedTarget
from targets.spec import Figures
from targets.specs import spec_of
from targets.standing import Standing, standing, verdict_standing
from targets.tables import ObservationTable, TargetRow, observation_text, target_row, unbroken
from targets.wording import amount, last_day, promise

ROWS_A_PAGE = 12
PATHS = {"linear": "en ret linje fra udgangspunktet til målet", "listed": "delmål undervejs"}
BEFORE_PLAN = "Tallet er fra før planens start. Der er ikke indlæst et nyere."
AFTER_PLAN = "Tallet er fra efter planens udløb. Kvartalerne viser, hvordan målet stod undervejs."
JUDGE_LABELS = {"milestone": "Registrér, at det er gennemført", "narrative": "Vurdér målet i ord"}


@dataclass(frozen=True)
class Lineage:
    file: str
    url: str
    line: int
    uploader: str
    moment: str
    origin: str
    changes: str


@dataclass(frozen=True)
class OutlookCard:
    """The outlook with its word and shape, what it rests on, and how the method did on the past."""

    standing: Standing
    until: str
    odds: str
    sentence: str


@dataclass(frozen=True)
class Panel:
    pk: int
    row: TargetRow
    verdict: Standing
    facts: list[tuple[str, str]]
    amendments: list[tuple[str, str]]
    outlook: OutlookCard | None
    beside_plan: str
    """That the judged figure is not of the plan's own time."""
    contradictions: list[str]
    chart_id: str
    chart_data_id: str
    chart: dict | None
    chart_title: str
    table: ObservationTable | None
    source: str
    reading: str
    said: str
    indicator_url: str
    indicator_code: str
    judge_label: str
    override_pk: int | None
    lineage: Lineage | None


def panel_of(request, row: AssessedTarget, position: int) -> Panel:
    indicator, figures = row.target.indicator, own_series(row)
    return Panel(
        pk=row.versions[-1].pk,
        row=target_row(row),
        verdict=verdict_standing(row.assessment),
        facts=facts_of(row),
        amendments=amendments_of(row),
        outlook=outlook_card(row),
        beside_plan=BEFORE_PLAN * row.judged_before_plan + AFTER_PLAN * row.judged_after_plan,
        contradictions=contradictions_of(row),
        chart_id=f"chart-{position}" if figures else "",
        chart_data_id=f"chart-{position}-data",
        chart=goal_chart(row) if figures else None,
        chart_title=chart_title(row, figures),
        table=figure_table(request, row, position) if indicator else None,
        source=source_of(row),
        reading=row.target.reading,
        said=row.spec.word.reason if row.spec.word else "",
        indicator_url=indicator.get_absolute_url() if indicator else "",
        indicator_code=indicator.code if indicator else "",
        judge_label=JUDGE_LABELS.get(row.target.rule, "Giv en anden vurdering"),
        override_pk=row.override.pk if row.override else None,
        lineage=lineage_of(row, request.as_of.moment),
    )


def outlook_card(row: AssessedTarget) -> OutlookCard | None:
    prospect = row.assessment.prospect
    if prospect is None:
        return None
    found = prospect.projection
    record = record_of(prospect.history, found, row.spec.breaks) if found else None
    return OutlookCard(
        standing=standing(prospect.outlook),
        until=last_day(row.spec.deadline),
        odds=odds_sentence(prospect),
        sentence=unbroken(outlook_sentence(prospect, row.spec, record=record)),
    )


def contradictions_of(row: AssessedTarget) -> list[str]:
    spec = row.spec
    return contradicting(row.series.get(spec.area, {}), spec.unit, spec.derivation, spec.breaks)


def contradicting(figures: Figures, unit: str, derivation: str, breaks) -> list[str]:
    """Loaded figures that do not agree with their own parts; the loaded one counts."""
    return [
        f"{each.loaded.period.label} er indlæst som {amount(each.loaded.exact, unit)}, men delene giver "
        f"{amount(each.derived.exact, unit)}. Det indlæste tal gælder."
        for each in contradictions(figures, derivation, breaks)
    ]


def amendments_of(row: AssessedTarget) -> list[tuple[str, str]]:
    """Every version of the target but a lone first one, the newest first: from when, what it says, and why."""
    return [amendment(target) for target in reversed(row.versions)] if len(row.versions) > 1 else []


def amendment(target: Target) -> tuple[str, str]:
    said = f"{promise(spec_of(target))}."
    if target.valid_from is None:
        return "Oprindeligt", said
    decided = f"Besluttet {danish_date(target.decided_on)}: {target.reason}"
    return f"Fra {danish_date(target.valid_from)}", f"{said} {decided}"


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
    if row.target.indicator and spec.rule != "narrative":
        unit = spec.unit if spec.tolerance_kind == "points" else "percent"
        tolerance = "ikke besluttet" if spec.tolerance is None else amount(spec.tolerance, unit)
        facts.append(("Tolerance", tolerance))
    if spec.path:
        facts.append(("Vejen til målet", PATHS[spec.path]))
    for area, figures in sorted(row.series.items()):
        other = figures.get(period)
        if area != spec.area and other and other.exact is not None:
            facts.append((area, amount(other.exact, spec.unit)))
    return facts


def figure_table(request, row: AssessedTarget, position: int) -> ObservationTable:
    """The figures that the chart draws, with the way back to where each came from."""
    areas = [row.spec.area, *drawn_beside(row)]
    moment = request.as_of.moment
    observations = row.target.indicator.observations.as_of(moment).filter(area__name__in=areas)
    observations = observations.with_changes(moment).select_related("area", "indicator").with_upload()
    table = ObservationTable(observations, prefix=f"t{position}-")
    if len(areas) == 1:
        table.exclude = ("area",)
    return paged(request, table, ROWS_A_PAGE)


def lineage_of(row: AssessedTarget, moment) -> Lineage | None:
    """Where the judged figure came from; none for one that was derived from several."""
    figure = row.assessment.figure
    if figure is None or figure.version is None:
        return None
    found = Observation.objects.with_upload().with_changes(moment).get(pk=figure.version)
    return Lineage(
        file=found.upload.file_name,
        url=found.get_absolute_url(),
        line=found.line,
        uploader=str(found.upload.uploaded_by),
        moment=danish_moment(localtime(found.recorded_at)),
        origin=found.upload.get_origin_display(),
        changes=f"Tallet er ændret {counted(found.changes, 'gang', 'gange')}." if found.changes else "",
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
