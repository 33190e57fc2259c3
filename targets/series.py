"""Figures read from the database as the pure engine takes them: per indicator and area, by period."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from django.utils import timezone

from extracts.calendar import newest_published
from extracts.models import Area, Origin, UploadStatus
from extracts.periods import Kind, Period, parse
from targets.derivation import Figure
from targets.models import Indicator, Observation, Unit

IndicatorSeries = dict[int, dict[str, dict[Period, Figure]]]
"""Indicator pk → area name → figures by period."""
FIELDS = ("indicator_id", "area_id", "period", "value", "numerator", "denominator")
YEARS_OF_REVISIONS = timedelta(days=3 * 365)
"""How far back a source's habit of changing its figures is looked for."""
MARKS = ("state", "provisional", "invented", "pk")


def factor_of(unit: str) -> int:
    return 100 if unit == Unit.PERCENT else 1


def figure_of(observation: Observation, unit: str) -> Figure:
    return Figure(
        period=parse(observation.period),
        value=observation.value,
        numerator=observation.numerator,
        denominator=observation.denominator,
        factor=factor_of(unit),
        state=observation.state,
        provisional=observation.provisional,
        invented=observation.invented,
        version=observation.pk,
    )


def load_series(
    indicators: Iterable[Indicator],
    *,
    as_of: datetime | None = None,
    areas: set[str] | None = None,
    today: date | None = None,
) -> IndicatorSeries:
    """Every figure of the indicators (in some areas, or all) as known at a moment (`None`: now); two queries.

    `today` is the day by which sources have published, that moment's own unless said.
    """
    by_pk = {indicator.pk: indicator for indicator in indicators}
    names = dict(Area.objects.filter(name__in=areas).values_list("pk", "name")) if areas is not None else None
    names = dict(Area.objects.values_list("pk", "name")) if names is None else names
    factors = {pk: factor_of(indicator.unit) for pk, indicator in by_pk.items()}
    known = Observation.objects.as_of(as_of).filter(indicator__in=by_pk)
    known = known if areas is None else known.filter(area__in=names)
    series: IndicatorSeries = defaultdict(lambda: defaultdict(dict))
    for indicator, area, code, *numbers, state, provisional, invented, pk in known.order_by().values_list(
        *FIELDS, *MARKS
    ):
        period = parse(code)
        figure = Figure(period, *numbers, factors[indicator], state, provisional, invented, pk)
        series[indicator][names[area]][period] = figure
    mark_newest(series, by_pk, today or timezone.localdate(as_of))
    return series


def mark_newest(series: IndicatorSeries, indicators: dict[int, Indicator], today: date):
    """Where a source still changes the newest period it has published, that period's figures are provisional."""
    for pk, areas in series.items():
        indicator = indicators[pk]
        if not indicator.newest_is_provisional:
            continue
        published = newest_published(Kind(indicator.frequency), indicator.lag_days, today)
        for figures in areas.values():
            newest = max(figures)
            if published is None or newest.end >= published.end:
                figures[newest] = replace(figures[newest], provisional=True)


def load_revisions(
    indicators: Iterable[Indicator], areas: set[int], *, as_of: datetime | None = None
) -> dict[tuple[int, int], list[Fraction]]:
    """How much the source has changed figures of the last years by: per indicator and area, the sizes; one query.

    An upload that was taken back, the taking back, and an example that gave way are no changes of the source's.
    """
    factors = {indicator.pk: factor_of(indicator.unit) for indicator in indicators}
    since = timezone.localdate(as_of) - YEARS_OF_REVISIONS
    versions = Observation.objects.recorded_by(as_of).filter(indicator__in=factors, area__in=areas)
    versions = versions.filter(invented=False).exclude(upload__origin=Origin.REVERT)
    versions = versions.exclude(upload__status=UploadStatus.REVERTED)
    versions = versions.filter(period_end__gte=since, state="value").order_by("recorded_at").values_list(*FIELDS)
    latest, sizes = {}, defaultdict(list)
    for indicator, area, code, *numbers in versions:
        before = latest.get((indicator, area, code))
        latest[indicator, area, code] = numbers
        if before is not None and before != numbers:
            before, after = (Figure(parse(code), *each, factors[indicator]).exact for each in (before, numbers))
            if None not in (before, after) and before != after:
                sizes[indicator, area].append(abs(after - before))
    return sizes
