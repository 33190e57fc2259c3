"""What a target promises, free of the database, and the words for how it went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from extracts.periods import Period
from targets.derivation import Figure

OWN_AREA = "Aabenraa"
"""The municipality whose promises these are, by its area's name."""
COUNTRY = "Hele landet"
Figures = Mapping[Period, Figure]
Series = Mapping[str, Figures]
"""Area name → its figures by period."""
AGAINST_BASELINE = ("reduce", "increase", "hold")
"""The rules that compare with an earlier level; for others a baseline is only where a path starts."""


class Verdict(StrEnum):
    MET = "met"
    NEAR = "near"
    MISSED = "missed"
    NO_DATA = "no_data"
    NOT_ENOUGH = "not_enough"
    NOT_DUE = "not_due"
    NARRATIVE = "narrative"


WORST_FIRST = [
    Verdict.MISSED,
    Verdict.NEAR,
    Verdict.NOT_ENOUGH,
    Verdict.NO_DATA,
    Verdict.NOT_DUE,
    Verdict.MET,
    Verdict.NARRATIVE,
]


@dataclass(frozen=True)
class Word:
    """What a person said of a target: a verdict with the reason, by name and day."""

    verdict: str
    reason: str
    by: str
    day: date
    period: Period | None = None


@dataclass(frozen=True)
class PathPoint:
    """Where the figure should stand by a day (the first day after the period it is measured on)."""

    day: date
    value: Fraction


@dataclass(frozen=True)
class TargetSpec:
    """What was promised, free of the database. Dates are half-open: `deadline` is the first day after."""

    rule: str
    unit: str = "percent"
    direction: str = "none"
    area: str = OWN_AREA
    limit: Fraction | None = None
    strict: bool = False
    tolerance: Fraction | None = None
    tolerance_kind: str = "points"
    scope: str = "each"
    span: Period | None = None
    deadline: date | None = None
    path: str = ""
    path_points: tuple[PathPoint, ...] = ()
    baseline: str = ""
    baseline_period: Period | None = None
    baseline_value: Fraction | None = None
    baseline_approximate: bool = False
    comparator: str | None = None
    completed_on: date | None = None
    word: Word | None = None
    valid_from: date | None = None
    derivation: str = "none"
    breaks: tuple[date, ...] = ()
    frequency: str = ""
    lag_days: int | None = None
    is_survey: bool = False

    def slack(self, comparand: Fraction) -> Fraction:
        """The decided tolerance in the indicator's own unit; 0 where none is decided."""
        if self.tolerance is None:
            return Fraction(0)
        return self.tolerance if self.tolerance_kind == "points" else abs(comparand) * self.tolerance / 100


class NotAssessable(Exception):
    """Why no verdict can be given; carries the verdict and the reason code."""

    def __init__(self, verdict: Verdict, reason: str, figure: Figure | None = None):
        super().__init__(reason)
        self.verdict, self.reason, self.figure = verdict, reason, figure
