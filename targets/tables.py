"""Verdicts, figures and their history in words, for lists and tables."""

from dataclasses import dataclass

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime

from aabenraa_plan.formats import counted, danish_date, danish_moment, sort_key
from extracts.models import State
from targets.charts import own_series, since_break, sparkline, uses_invented
from targets.flags import Flag, Raised
from targets.models import Indicator, Judgement, Observation, Target
from targets.outlook_wording import FLAG_WORDS, flag_sentence, odds_sentence
from targets.reporting import AssessedGoal, AssessedTarget
from targets.series import figure_of
from targets.standing import Standing, standing_of
from targets.wording import amount, promise

NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


@dataclass(frozen=True)
class FlagBadge:
    code: str
    word: str
    sentence: str


@dataclass(frozen=True)
class TargetRow:
    """A judged target as a list shows it: every text ready, every number rounded."""

    title: str
    url: str
    promise: str
    value: str
    period: str
    spark: str
    standing: Standing
    sentence: str
    odds: str
    invented: bool
    flags: list[FlagBadge]
    badges: list[FlagBadge]
    """The flags that a list shows; that a source has nothing newer is for the page of the goal."""
    override: str


@dataclass(frozen=True)
class GoalRow:
    number: int | None
    title: str
    url: str
    targets: list[TargetRow]


def breaks_of(target: Target):
    return target.indicator.breaks.all() if target.indicator else []


def target_row(row: AssessedTarget) -> TargetRow:
    found, spec, target = row.assessment, row.spec, row.target
    flags = [flag_badge(raised) for raised in found.flags]
    return TargetRow(
        title=target.indicator.name if target.indicator else target.goal.title,
        url=target.goal.get_absolute_url(),
        promise=promise(spec),
        value="–" if found.value is None else amount(found.value, spec.unit),
        period=found.period.short_label if found.period else "",
        spark=sparkline(since_break(own_series(row), breaks_of(target)), found.comparand),
        standing=standing_of(found),
        sentence=unbroken(found.sentence),
        odds=odds_sentence(found.prospect) if found.prospect else "",
        invented=uses_invented(row),
        flags=flags,
        badges=[flag for flag in flags if flag.code != Flag.AWAITING_SOURCE],
        override=override_line(row.override),
    )


def flag_badge(raised: Raised) -> FlagBadge:
    return FlagBadge(raised.flag.value, FLAG_WORDS[raised.flag], flag_sentence(raised))


def override_line(override: Judgement | None) -> str:
    if override is None:
        return ""
    day = danish_date(localtime(override.made_at))
    return f"{override.made_by} vurderer: {override.get_verdict_display()} ({day}). {override.reason}"


def unbroken(text: str) -> str:
    """A number stays on one line with its percent sign."""
    return text.replace(" %", "\u00a0%")


def goal_row(assessed: AssessedGoal) -> GoalRow:
    goal = assessed.goal
    return GoalRow(goal.number, goal.title, goal.get_absolute_url(), [target_row(row) for row in assessed.targets])


def observation_text(observation: Observation, unit: str) -> str:
    exact = figure_of(observation, unit).exact
    return State(observation.state).label if exact is None else amount(exact, unit)


BADGE = '<span class="badge badge--{}">{}</span>'


def badges(*, invented: bool, provisional: bool) -> str:
    """The marks a figure carries wherever it shows; a figure without any gets an empty text."""
    marks = [("invented", "eksempeldata")] * invented + [("provisional", "foreløbigt")] * provisional
    return format_html_join(" ", BADGE, marks)


class ObservationTable(tables.Table):
    """Figures with the way back to where each came from."""

    period = tables.Column(verbose_name="Periode", order_by=("period_end", "period"))
    area = tables.Column(verbose_name="Område")
    figure = tables.Column(verbose_name="Tal", empty_values=(), orderable=False, attrs=NUMBER)
    parts = tables.Column(verbose_name="Tæller / nævner", empty_values=(), orderable=False, attrs=NUMBER)
    marks = tables.Column(verbose_name="Mærker", empty_values=(), orderable=False)
    changes = tables.Column(verbose_name="Ændret", orderable=False)
    upload = tables.Column(verbose_name="Kommer fra", orderable=False)

    class Meta:
        model = Observation
        fields = ("period", "area", "figure", "parts", "marks", "changes", "upload")
        order_by = ("-period", "area")
        empty_text = "Ingen tal endnu."

    def render_period(self, record):
        return record.when.label

    def render_figure(self, record):
        return observation_text(record, record.indicator.unit)

    def render_parts(self, record):
        if record.numerator is None:
            return ""
        return f"{amount(record.numerator, 'count')} / {amount(record.denominator, 'count')}"

    def render_marks(self, record):
        return badges(invented=record.invented, provisional=record.provisional)

    def render_changes(self, value):
        return counted(value, "gang", "gange") if value else ""

    def render_upload(self, record):
        file, where = record.upload.file_name, record.get_absolute_url()
        label = f"linje {record.line} i {file}, {record.when.label}"
        return format_html('<a href="{}" title="{}" aria-label="{}">linje {}</a>', where, file, label, record.line)


class VersionTable(ObservationTable):
    """Every version of one figure, the newest first; `as_of` a moment, what came after is not known yet."""

    recorded_at = tables.Column(verbose_name="Gjaldt fra")
    superseded_at = tables.Column(verbose_name="Til", empty_values=())
    upload = tables.Column(verbose_name="Fil", orderable=False)
    line = tables.Column(verbose_name="Linje", orderable=False, attrs=NUMBER)

    class Meta(ObservationTable.Meta):
        fields = ("figure", "parts", "marks", "recorded_at", "superseded_at", "upload", "line")
        exclude = ("period", "area", "changes")
        order_by = ("-recorded_at",)

    def render_recorded_at(self, value):
        return danish_moment(localtime(value))

    def __init__(self, *args, as_of=None, **options):
        super().__init__(*args, **options)
        self.as_of = as_of

    def render_superseded_at(self, value):
        stands = value is None or (self.as_of is not None and value > self.as_of)
        return "gælder nu" if stands else danish_moment(localtime(value))

    def render_upload(self, record):
        return record.upload.file_name


class IndicatorTable(tables.Table):
    name = tables.Column(verbose_name="Målepunkt", linkify=True, order_by="sort_key")
    code = tables.Column(verbose_name="Kode i filer")
    latest = tables.Column(verbose_name="Seneste tal", orderable=False, attrs=NUMBER)
    period = tables.Column(verbose_name="Periode", orderable=False)
    goals = tables.Column(verbose_name="Bruges af", orderable=False)
    source = tables.Column(verbose_name="Kilde")

    class Meta:
        empty_text = "Ingen målepunkter er indlæst. Kør load_plans."

    def render_latest(self, value, record):
        return format_html("{} {}", value, badges(invented=record.invented, provisional=False))


@dataclass(frozen=True)
class IndicatorRow:
    name: str
    code: str
    sort_key: str
    latest: str
    period: str
    invented: bool
    goals: str
    source: str
    url: str

    def get_absolute_url(self):
        return self.url


def indicator_row(indicator: Indicator, latest: Observation | None, query: str = "") -> IndicatorRow:
    goals = {target.goal for target in indicator.targets.all()}
    names = sorted(f"{goal.plan.title}, mål {goal.number}" if goal.number else goal.title for goal in goals)
    return IndicatorRow(
        name=indicator.name,
        code=indicator.code,
        sort_key=sort_key(indicator.name),
        latest=observation_text(latest, indicator.unit) if latest else "–",
        period=latest.when.short_label if latest else "",
        invented=bool(latest and latest.invented),
        goals=" · ".join(names) or "støttende",
        source=indicator.source,
        url=indicator.get_absolute_url() + query,
    )
