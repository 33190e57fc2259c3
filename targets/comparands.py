"""Every rule as a number to be above or below. Pure."""

from dataclasses import dataclass
from fractions import Fraction

from extracts.periods import YEAR_LONG, Period
from targets.derivation import Figure, figure_of_period
from targets.spec import Figures, NotAssessable, Series, TargetSpec, Verdict


@dataclass(frozen=True)
class Comparand:
    """What the figure is held against: `higher` is true where the figure should be above it."""

    value: Fraction
    higher: bool
    strict: bool
    period: Period | None = None
    versions: tuple[int, ...] = ()
    """The stored figures it was read from; none where it is a number of the plan's own."""


def comparand_for(target: TargetSpec, series: Series, figure: Figure) -> Comparand:
    """The rule as a number to be above or below; `NotAssessable` where it has none yet."""
    match target.rule:
        case "at_most" | "at_least":
            return Comparand(target.limit, target.rule == "at_least", target.strict)
        case "close_to":
            if target.tolerance is None:
                raise NotAssessable(Verdict.NOT_ENOUGH, "tolerance_missing", figure)
            return Comparand(target.limit, True, False)
        case "no_worse_than":
            known = series.get(target.comparator, {})
            other = figure_of_period(figure.period, known, target.derivation, target.breaks)
            if other is None or other.exact is None:
                raise NotAssessable(Verdict.NOT_ENOUGH, "comparator_missing", figure)
            return Comparand(other.exact, higher_is_good(target, figure), False, None, other.versions)
        case "reduce" | "increase":
            value, period, versions = baseline(target, series.get(target.area, {}), figure)
            return Comparand(value, target.rule == "increase", True, period, versions)
        case "hold":
            value, period, versions = baseline(target, series.get(target.area, {}), figure)
            return Comparand(value, higher_is_good(target, figure), False, period, versions)
    raise ValueError(f"unknown rule {target.rule!r}")


def higher_is_good(target: TargetSpec, figure: Figure) -> bool:
    if target.direction not in ("higher", "lower"):
        raise NotAssessable(Verdict.NOT_ENOUGH, "direction_missing", figure)
    return target.direction == "higher"


def baseline(target: TargetSpec, own: Figures, figure: Figure) -> tuple[Fraction, Period | None, tuple[int, ...]]:
    """What the figure is compared with, its period where one is known, and the stored figures it was read from.

    Same kind of period with same kind (a year also with a rolling year; a quarter with the same
    quarter), and never across a break in the series.
    """
    period = figure.period.year_before() if target.baseline == "last_year" else target.baseline_period
    if period is not None:
        if not comparable(period, figure.period):
            raise NotAssessable(Verdict.NOT_ENOUGH, "period_kind", figure)
        if figure.period.end <= period.end:
            raise NotAssessable(Verdict.NO_DATA, "is_baseline", figure)
        if any(period.start < day < figure.period.end for day in target.breaks):
            raise NotAssessable(Verdict.NOT_ENOUGH, "break_between", figure)
    if target.baseline_value is not None:
        return target.baseline_value, period, ()
    known = figure_of_period(period, own, target.derivation, target.breaks) if period else None
    if known is None or known.exact is None:
        reason = "last_year_missing" if target.baseline == "last_year" else "baseline_missing"
        raise NotAssessable(Verdict.NOT_ENOUGH, reason, figure)
    return known.exact, period, known.versions


def comparable(baseline_period: Period, period: Period) -> bool:
    if baseline_period.kind in YEAR_LONG:
        return period.kind in YEAR_LONG
    same_season = baseline_period.start.month == period.start.month
    return baseline_period.kind == period.kind and same_season
