"""Figures, and coarser figures made from finer ones where the indicator allows it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

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

    @property
    def is_ratio(self) -> bool:
        return self.numerator is not None and self.denominator is not None

    @property
    def exact(self) -> Fraction | None:
        """The figure as an exact fraction in its unit; None where there is none to compare."""
        if self.state != "value":
            return None
        if self.is_ratio:
            return Fraction(self.numerator) * self.factor / Fraction(self.denominator) if self.denominator else None
        return None if self.value is None else Fraction(self.value)


def rolling_year_ending(last: Period, figures: Mapping[Period, Figure], derivation: str) -> Figure | None:
    """The four quarters ending with `last` as a rolling year; None unless all four can be used."""
    quarters = [figures.get(last.shifted(-step)) for step in range(3, -1, -1)]
    if any(figure is None or figure.exact is None for figure in quarters):
        return None
    return combined(Period(Kind.ROLLING_YEAR, quarters[0].period.start), quarters, derivation)


def average_over(span: Period, figures: Mapping[Period, Figure]) -> Figure | None:
    """The plain average of a span's quarters or months; None unless every part is there."""
    for kind in (Kind.QUARTER, Kind.MONTH):
        parts = [figures.get(part) for part in span.parts(kind)]
        if parts and all(part is not None and part.exact is not None for part in parts):
            return combined(span, parts, "mean")
    return None


def combined(period: Period, parts: list[Figure], derivation: str) -> Figure | None:
    """The parts as one figure by the indicator's own way; None where it allows none."""
    marks = {
        "factor": parts[0].factor,
        "provisional": any(part.provisional for part in parts),
        "invented": any(part.invented for part in parts),
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
