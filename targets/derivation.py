"""Figures, and coarser figures made from finer ones where the indicator allows it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from extracts.periods import Kind, Period


@dataclass(frozen=True)
class Figure:
    """One period's figure. A ratio is computed from its parts; `factor` is 100 for percentages."""

    period: Period
    value: Decimal | Fraction | None = None
    numerator: Decimal | Fraction | None = None
    denominator: Decimal | Fraction | None = None
    factor: int = 100
    state: str = "value"
    provisional: bool = False
    invented: bool = False
    version: int | None = None
    """The stored version it came from; None for a derived figure."""
    made_of: tuple[int, ...] = ()
    """The stored versions a derived figure was made of."""
    slack: Fraction = Fraction(0)
    """How far rounding of its parts can have moved a derived figure."""

    @property
    def versions(self) -> tuple[int, ...]:
        return self.made_of if self.version is None else (self.version,)

    @property
    def is_ratio(self) -> bool:
        return self.numerator is not None and self.denominator is not None

    @cached_property
    def exact(self) -> Fraction | None:
        """The figure as an exact fraction in its unit; None where there is none to compare."""
        if self.state != "value":
            return None
        if self.is_ratio:
            return Fraction(self.numerator) * self.factor / Fraction(self.denominator) if self.denominator else None
        return None if self.value is None else Fraction(self.value)


FINER = {
    Kind.QUARTER: (Kind.MONTH,),
    Kind.HALF_YEAR: (Kind.QUARTER, Kind.MONTH),
    Kind.YEAR: (Kind.HALF_YEAR, Kind.QUARTER, Kind.MONTH),
    Kind.ROLLING_YEAR: (Kind.QUARTER, Kind.MONTH),
    Kind.ROLLING_12: (Kind.MONTH,),
}
"""What each kind of period can be made of, the coarsest first. A rolling period is never a part of another."""


def derived(
    period: Period, figures: Mapping[Period, Figure], derivation: str, breaks: Iterable[date] = ()
) -> Figure | None:
    """The period's figure made from finer ones; None unless every part can be used and no break lies inside."""
    if derivation == "none" or any(period.start < day < period.end for day in breaks):
        return None
    for kind in FINER.get(period.kind, ()):
        parts = [figures.get(part) for part in period.parts(kind)]
        if all(part is not None and part.exact is not None for part in parts):
            return combined(period, parts, derivation)
    return None


def figure_of_period(
    period: Period, figures: Mapping[Period, Figure], derivation: str, breaks: Iterable[date] = ()
) -> Figure | None:
    """The loaded figure where there is one that was not taken back, else the derived one."""
    return loaded(period, figures) or derived(period, figures, derivation, breaks)


def loaded(period: Period, figures: Mapping[Period, Figure]) -> Figure | None:
    found = figures.get(period)
    return None if found is None or found.state == "withdrawn" else found


@dataclass(frozen=True)
class Contradiction:
    """A coarse figure that was loaded, and what its own parts give instead."""

    loaded: Figure
    derived: Figure


def contradictions(
    figures: Mapping[Period, Figure], derivation: str, breaks: Iterable[date] = ()
) -> list[Contradiction]:
    """Loaded coarse figures that differ from their parts by more than rounding, in time order."""
    found = []
    for period in sorted(figures):
        loaded, made = figures[period], derived(period, figures, derivation, breaks)
        if made and loaded.exact is not None and abs(loaded.exact - made.exact) > rounding(loaded) + made.slack:
            found.append(Contradiction(loaded, made))
    return found


def rounding(figure: Figure) -> Fraction:
    """Half a unit of the last printed decimal: what rounding alone can explain. A ratio is exact."""
    if figure.is_ratio or not isinstance(figure.value, Decimal):
        return figure.slack
    places = max(0, -figure.value.normalize().as_tuple().exponent)
    return Fraction(1, 2 * 10**places)


def over_span(span: Period, figures: Mapping[Period, Figure], scope: str, breaks: Iterable[date] = ()) -> Figure | None:
    """The average, the sum or the last of a span's own parts; None unless the parts it takes are there.

    A figure loaded for the whole span wins for average and sum; none is made of parts with a break between
    them. `end` is the figure that ends with the span, of the finest kind there is.
    """
    if scope == "end":
        at_end = [figure for period, figure in figures.items() if period.end == span.end and span.contains(period)]
        return max(at_end, key=lambda figure: (figure.exact is not None, figure.period.start), default=None)
    if whole := loaded(span, figures):
        return whole
    if any(span.start < day < span.end for day in breaks):
        return None
    for kind in (Kind.QUARTER, Kind.MONTH, Kind.HALF_YEAR):
        parts = [figures.get(part) for part in span.parts(kind)]
        if parts and all(part is not None and part.exact is not None for part in parts):
            return combined(span, parts, "mean" if scope == "average" else "sum")
    return None


def combined(period: Period, parts: list[Figure], derivation: str) -> Figure | None:
    """The parts as one figure by the indicator's own way; None where it allows none."""
    # A stored 10,0 has lost its zero: the part with the most decimals tells how the series is printed.
    each = min((slack for slack in map(rounding, parts) if slack), default=Fraction(0))
    marks = {
        "factor": parts[0].factor,
        "provisional": any(part.provisional for part in parts),
        "invented": any(part.invented for part in parts),
        "made_of": tuple(version for part in parts for version in part.versions),
        "slack": each * len(parts) if derivation == "sum" else each,
    }
    match derivation:
        case "sum":
            return Figure(period, sum(part.exact for part in parts), **marks)
        case "mean":
            return Figure(period, sum(part.exact for part in parts) / len(parts), **marks)
        case "last":
            return Figure(period, parts[-1].exact, **marks)
        case "ratio" if all(part.is_ratio for part in parts):
            # The same ratio as of the sums, in persons of an average period: full-year persons.
            numerator = sum(Fraction(part.numerator) for part in parts) / len(parts)
            denominator = sum(Fraction(part.denominator) for part in parts) / len(parts)
            return Figure(period, None, numerator, denominator, **marks)
    return None
