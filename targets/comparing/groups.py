"""A group of municipalities as one figure, with and without the own. Pure.

The loaded figure wins. Else the group is formed of its members, and only where every one of them has a
figure: a share as the ratio of the sums of its parts (never a mean of percentages), a count as the sum,
a rank never.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from extracts.periods import Period
from targets.derivation import Figure, rounding

AreaFigures = Mapping[str, Figure | None]
"""Area name → its figure in the period; None where it has others but not this one."""


@dataclass(frozen=True)
class Together:
    """A group's figure, or the code of the reason why it has none; how many of its members have one."""

    figure: Figure | None = None
    loaded: bool = False
    reason: str = ""
    known: int = 0
    size: int = 0
    contradicts: Fraction | None = None
    """What the members give instead, where that differs from the loaded figure by more than rounding."""


def group_figure(name: str, figures: AreaFigures, members: Sequence[str], unit: str) -> Together:
    """The loaded figure where there is one, or where it was hidden; else the members' together."""
    loaded, made = figures.get(name), formed(figures, members, unit)
    if loaded is not None and loaded.state == "suppressed":
        return replace(made, figure=None, loaded=True, reason="suppressed")
    if loaded is None or loaded.exact is None:
        return made
    differs = made.figure is not None and abs(loaded.exact - made.figure.exact) > rounding(loaded) + made.figure.slack
    contradicts = made.figure.exact if differs else None
    return replace(made, figure=loaded, loaded=True, reason="", contradicts=contradicts)


def formed(figures: AreaFigures, members: Sequence[str], unit: str) -> Together:
    """The members as one figure; none unless every member has one and, for a share, both its parts."""
    usable = [figure for name in members if (figure := figures.get(name)) is not None and figure.exact is not None]
    count = Together(known=len(usable), size=len(members))
    if unit == "rank":
        return replace(count, reason="rank")
    if not members:
        return replace(count, reason="members_unknown")
    if count.known < count.size:
        return replace(count, reason="members_missing")
    if unit == "percent" and not all(figure.is_ratio for figure in usable):
        return replace(count, reason="parts_missing")
    return replace(count, figure=total_of(usable, unit))


def total_of(figures: list[Figure], unit: str) -> Figure:
    """The sum; of shares, the sums of their parts."""
    period, marks = figures[0].period, marks_of(figures)
    if unit != "percent":
        slack = sum(rounding(figure) for figure in figures)
        return Figure(period, sum(figure.exact for figure in figures), slack=slack, **marks)
    numerator = sum(Fraction(figure.numerator) for figure in figures)
    denominator = sum(Fraction(figure.denominator) for figure in figures)
    return Figure(period, None, numerator, denominator, **marks)


def marks_of(figures: list[Figure]) -> dict:
    """What a figure made of others takes over from them."""
    return {
        "factor": figures[0].factor,
        "provisional": any(figure.provisional for figure in figures),
        "invented": any(figure.invented for figure in figures),
        "made_of": tuple(version for figure in figures for version in figure.versions),
    }


def group_without(own: str, whole: Together, figures: AreaFigures, members: Sequence[str], unit: str) -> Together:
    """The group without the own area: a loaded total minus the own figure, else the other members together."""
    others = formed(figures, [name for name in members if name != own], unit)
    if not whole.loaded or whole.figure is None or unit == "rank":
        return others
    figure, reason = subtracted(whole.figure, figures.get(own), unit)
    if figure is None and others.figure is not None:
        return others
    return replace(others, figure=figure, reason=reason, loaded=figure is not None)


def subtracted(whole: Figure, own: Figure | None, unit: str) -> tuple[Figure | None, str]:
    """What is left of a total, or the code of the reason why it cannot be told."""
    if own is None or own.exact is None:
        return None, "own_missing"
    marks = marks_of([whole, own])
    if unit != "percent":
        left = whole.exact - own.exact
        fits = left >= 0 or unit == "kroner"
        return (Figure(whole.period, left, **marks), "") if fits else (None, "own_above_whole")
    if not (whole.is_ratio and own.is_ratio):
        return None, "parts_missing"
    numerator = Fraction(whole.numerator) - Fraction(own.numerator)
    denominator = Fraction(whole.denominator) - Fraction(own.denominator)
    if numerator < 0 or denominator <= 0:
        return None, "own_above_whole"
    return Figure(whole.period, None, numerator, denominator, **marks), ""


def group_series(
    series: Mapping[str, Mapping[Period, Figure]], members: Sequence[str], unit: str = "percent"
) -> dict[Period, Figure]:
    """The members as one series, over the periods in which every one of them can be used."""
    periods = {period for name in members for period in series.get(name, {})}
    made = {
        period: formed({name: series.get(name, {}).get(period) for name in members}, members, unit).figure
        for period in sorted(periods)
    }
    return {period: figure for period, figure in made.items() if figure is not None}
