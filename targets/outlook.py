"""Will a target with a deadline be reached? The latest figure against the path, and a projection with odds. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil

from targets.comparands import Comparand
from targets.derivation import Figure
from targets.projection import Projection, last_period, project, steps_between
from targets.spec import Figures, TargetSpec


class Outlook(StrEnum):
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    CANNOT_SAY = "cannot_say"


LIKELY, UNLIKELY = Fraction(2, 3), Fraction(1, 3)


@dataclass(frozen=True)
class Prospect:
    """The outlook with what it rests on. `expected` is the path's value for the latest figure's period;
    `per_period` is how much the figure must move in each period left, in the unit, and `persons` likewise."""

    outlook: Outlook
    reason: str
    figure: Figure
    projection: Projection | None = None
    odds: Fraction | None = None
    expected: Fraction | None = None
    periods_left: int = 0
    per_period: Fraction | None = None
    persons: int | None = None
    higher: bool = True

    @property
    def on_path(self) -> bool:
        return self.figure.exact == self.expected

    @property
    def behind_path(self) -> bool | None:
        """Whether the figure is on the wrong side of the path; None without one."""
        return None if self.expected is None else is_behind(self.figure, self.expected, self.higher)


def expected_by(target: TargetSpec, day: date) -> Fraction | None:
    """Where the path says the figure should stand by a day; None before the path begins or without one.

    A linear path runs straight between its points by days; a listed one holds each milestone until the next.
    """
    passed = [point for point in target.path_points if point.day <= day]
    if not passed:
        return None
    last = passed[-1]
    coming = next((point for point in target.path_points if point.day > day), None)
    if target.path == "listed" or coming is None:
        return last.value
    share = Fraction((day - last.day).days, (coming.day - last.day).days)
    return last.value + share * (coming.value - last.value)


def prospect_of(
    target: TargetSpec, own: Figures, figure: Figure, comparand: Comparand, *, margin: Fraction, needed: int | None
) -> Prospect | None:
    """The outlook from a figure to the deadline; None for a target without one, or when the figure is the last."""
    if target.deadline is None or target.scope != "each" or target.rule == "close_to":
        return None
    period = last_period(figure.period, target.deadline)
    left = steps_between(figure.period, period)
    if not left:
        return None
    same_kind = sorted(
        (each for each in own.values() if each.period.kind == period.kind and each.period <= figure.period),
        key=lambda each: each.period,
    )
    projection = project([each for each in same_kind if each.exact is not None], period, target.breaks)
    expected = expected_by(target, figure.period.end)
    behind = None if expected is None else is_behind(figure, expected, comparand.higher)
    odds = projection.odds(comparand.value, higher=comparand.higher, strict=comparand.strict) if projection else None
    outlook, reason = weighed(odds, behind)
    short = max(Fraction(0), -margin)
    return Prospect(
        outlook=outlook,
        reason=reason,
        figure=figure,
        projection=projection,
        odds=odds,
        expected=expected,
        higher=comparand.higher,
        periods_left=left,
        per_period=short / left,
        persons=None if needed is None else ceil(Fraction(needed, left)),
    )


def is_behind(figure: Figure, expected: Fraction, higher: bool) -> bool:
    return figure.exact < expected if higher else figure.exact > expected


def weighed(odds: Fraction | None, behind: bool | None) -> tuple[Outlook, str]:
    """The projection speaks; a figure behind the path (or ahead of it) moves its word one step towards *at risk*."""
    if odds is None:
        return Outlook.CANNOT_SAY, "too_few_changes"
    if odds >= LIKELY:
        return (Outlook.AT_RISK, "likely_but_behind") if behind else (Outlook.ON_TRACK, "likely")
    if odds > UNLIKELY:
        return Outlook.AT_RISK, "even_odds"
    return (Outlook.AT_RISK, "unlikely_but_ahead") if behind is False else (Outlook.OFF_TRACK, "unlikely")
