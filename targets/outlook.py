"""Will a target with a deadline be reached? The latest figure against the path, and a projection with odds. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from extracts.periods import Period
from targets.comparands import Comparand
from targets.derivation import Figure, figure_of_period
from targets.projection import Projection, hindrance, last_period, project, steps_between
from targets.spec import AGAINST_BASELINE, Figures, TargetSpec


class Outlook(StrEnum):
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    CANNOT_SAY = "cannot_say"


LIKELY, UNLIKELY = Fraction(2, 3), Fraction(1, 3)


@dataclass(frozen=True)
class Prospect:
    """The outlook with what it rests on. `expected` is the path's value for the latest figure's period;
    `per_period` is how much the figure must move in each period left, in the unit (None where it is there
    already), and `persons` likewise, of those needed in all. `history` is what the projection was made from."""

    outlook: Outlook
    reason: str
    figure: Figure
    comparand: Comparand
    history: tuple[Figure, ...] = ()
    projection: Projection | None = None
    odds: Fraction | None = None
    expected: Fraction | None = None
    periods_left: int = 0
    per_period: Fraction | None = None
    persons: Fraction | None = None

    @property
    def on_path(self) -> bool:
        return self.figure.exact == self.expected

    @property
    def behind_path(self) -> bool | None:
        """Whether the figure is on the wrong side of the path; None without one."""
        return None if self.expected is None else is_behind(self.figure, self.expected, self.comparand.higher)


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
    target: TargetSpec,
    own: Figures,
    figure: Figure,
    comparand: Comparand,
    *,
    today: date,
    margin: Fraction,
    needed: int | None,
) -> Prospect | None:
    """The outlook from a figure to the deadline.

    None for a target without one, once it has passed, or when the figure is the last that counts.
    """
    if target.deadline is None or today >= target.deadline or target.scope != "each" or target.rule == "close_to":
        return None
    period = last_period(figure.period, target.deadline)
    left = steps_between(figure.period, period)
    if not left:
        return None
    history = history_of(target, own, figure)
    projection = None if limit_moves(target) else project(history, period, target.breaks)
    expected = expected_by(target, figure.period.end)
    behind = None if expected is None else is_behind(figure, expected, comparand.higher)
    odds = projection.odds(comparand.value, higher=comparand.higher, strict=comparand.strict) if projection else None
    outlook, reason = weighed(odds, behind) if projection else unsaid(target, history, period)
    return Prospect(
        outlook=outlook,
        reason=reason,
        figure=figure,
        comparand=comparand,
        history=history,
        projection=projection,
        odds=odds,
        expected=expected,
        periods_left=left,
        **({} if limit_moves(target) else needed_in_each(left, figure, comparand, margin, needed)),
    )


def history_of(target: TargetSpec, own: Figures, figure: Figure) -> tuple[Figure, ...]:
    """The usable figures of the judged one's kind up to it, loaded or derived as it was, in time order."""
    first, period, found = min(each.start for each in own), figure.period, []
    while period.start >= first:
        found.append(figure_of_period(period, own, target.derivation, target.breaks))
        period = period.shifted(-1)
    return tuple(each for each in reversed(found) if each is not None and each.exact is not None)


def limit_moves(target: TargetSpec) -> bool:
    """Whether what counts at the deadline is a figure nobody knows yet: another area's, or the year's before it."""
    against_last_year = target.rule in AGAINST_BASELINE and target.baseline == "last_year"
    return against_last_year or target.rule == "no_worse_than"


def unsaid(target: TargetSpec, history: tuple[Figure, ...], period: Period) -> tuple[Outlook, str]:
    """That the outlook cannot be said, and why."""
    return Outlook.CANNOT_SAY, "limit_moves" if limit_moves(target) else hindrance(history, period, target.breaks)


def needed_in_each(left: int, figure: Figure, comparand: Comparand, margin: Fraction, needed: int | None) -> dict:
    """How much each period left must bring; a count of persons moves by whole ones, past a strict limit."""
    if margin > 0 or (margin == 0 and not comparand.strict):
        return {}
    short = Fraction(needed) if needed is not None and not figure.is_ratio else -margin
    return {"per_period": short / left, "persons": None if needed is None else Fraction(needed, left)}


def is_behind(figure: Figure, expected: Fraction, higher: bool) -> bool:
    return figure.exact < expected if higher else figure.exact > expected


def weighed(odds: Fraction, behind: bool | None) -> tuple[Outlook, str]:
    """The projection speaks; a figure behind the path (or ahead of it) moves its word one step towards *at risk*."""
    if odds >= LIKELY:
        return (Outlook.AT_RISK, "likely_but_behind") if behind else (Outlook.ON_TRACK, "likely")
    if odds > UNLIKELY:
        return Outlook.AT_RISK, "even_odds"
    return (Outlook.AT_RISK, "unlikely_but_ahead") if behind is False else (Outlook.OFF_TRACK, "unlikely")
