"""Which quarters are shown, and which period's figure stands in each of them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extracts.periods import YEAR_LONG, Period, quarter
from targets.assessment import compares_with_a_year
from targets.derivation import Figure
from targets.planning.demands import WITHOUT_FIGURES
from targets.spec import Figures, TargetSpec

MOST_SHOWN = 16
YEARS_SHOWN = MOST_SHOWN // 4


def quarter_of(day: date) -> Period:
    return quarter(day.year, (day.month + 2) // 3)


def quarter_before(day: date) -> Period:
    """The quarter of the last day before it: where something that ends half-open with the day belongs."""
    return quarter_of(day - timedelta(days=1))


@dataclass(frozen=True)
class Window:
    """The quarters shown, in order; `earlier` and `later` are years to begin with for those left out."""

    quarters: list[Period]
    earlier: int | None = None
    later: int | None = None


def window_of(*, first: Period, last: Period, newest: Period, oldest: Period, since: int | None = None) -> Window:
    """The last quarters from `first` to `last`; those from the year `since` on where a year with any is asked for.

    `newest` is the latest quarter that is over, `oldest` the first with anything to show.
    """
    earliest = min(first, oldest).start.year
    if since is not None and earliest <= since <= newest.start.year:
        begin, end = quarter(since, 1), newest
    else:
        begin, end = max(first, last.shifted(1 - MOST_SHOWN)), last
    shown = [begin.shifted(step) for step in range(MOST_SHOWN) if begin.shifted(step) <= end]
    after = shown[-1].shifted(1) if shown else begin
    return Window(
        shown,
        earlier=max(earliest, begin.start.year - YEARS_SHOWN) if quarter(earliest, 1) < begin else None,
        later=after.start.year if after <= newest else None,
    )


def promised_until(plan_end: date, specs: Iterable[TargetSpec]) -> Period:
    """The quarter in which the last thing the plan promises is due."""
    days = [plan_end]
    for spec in specs:
        days += [day for day in (spec.deadline, spec.span and spec.span.end) if day]
    return quarter_before(max(days))


def in_force(specs: Sequence[TargetSpec], period: Period) -> TargetSpec:
    """The version, of those given oldest first, that judges the period."""
    later = (spec for spec in reversed(specs) if spec.valid_from and period.start >= spec.valid_from)
    return next(later, specs[0])


def judged_periods(specs: Sequence[TargetSpec], own: Figures) -> dict[Period, Period]:
    """Quarter → the period that a demand judged by figures is judged on at its end; no entry where nothing is new.

    Each by the version in force: one over a span is judged once, in the quarter where the span ends.
    """
    best: dict[Period, Figure] = {}
    for figure in figures_that_count(specs, own):
        ended = quarter_before(figure.period.end)
        best[ended] = max(
            best.get(ended, figure), figure, key=lambda each: preference(in_force(specs, each.period), each)
        )
    over_spans = [spec for spec in specs if spec.span and in_force(specs, spec.span) is spec]
    spans = {quarter_before(spec.span.end): spec.span for spec in over_spans}
    return {ended: figure.period for ended, figure in best.items()} | spans


def figures_that_count(specs: Sequence[TargetSpec], own: Figures) -> list[Figure]:
    """None that was withdrawn, or is judged over a span or in words; with a deadline those up to it, where any are."""
    known = [figure for figure in own.values() if figure.state != "withdrawn"]
    first = min((figure.period.end for figure in known if figure.state == "value"), default=date.max)

    def counts(period: Period) -> bool:
        spec = in_force(specs, period)
        by_figures = spec.scope == "each" and spec.rule not in WITHOUT_FIGURES
        return by_figures and (spec.deadline is None or period.end <= spec.deadline or first > spec.deadline)

    return [figure for figure in known if counts(figure.period)]


def preference(spec: TargetSpec, figure: Figure) -> tuple:
    """The latest to end comes first, and one that is missing or hidden last.

    Of several that end together it is the one in the indicator's own frequency, or the year where the
    target is held against a year, then the finest.
    """
    kind = figure.period.kind
    usual = kind in YEAR_LONG if compares_with_a_year(spec) else kind == spec.frequency
    return figure.state == "value", figure.period.end, usual, figure.period.start
