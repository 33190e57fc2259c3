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
Figures = Mapping[Period, Figure]
Series = Mapping[str, Figures]
"""Area name → its figures by period."""


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
class TargetSpec:
    """What was promised, free of the database. Dates are half-open: `deadline` is the first day after."""

    rule: str
    unit: str = "percent"
    direction: str = "none"
    area: str = OWN_AREA
    limit: Fraction | None = None
    strict: bool = False
    tolerance: Fraction | None = None
    scope: str = "each"
    span: Period | None = None
    deadline: date | None = None
    baseline: str = ""
    baseline_period: Period | None = None
    baseline_value: Fraction | None = None
    baseline_approximate: bool = False
    comparator: str | None = None
    completed_on: date | None = None
    derivation: str = "none"
    breaks: tuple[date, ...] = ()


class NotAssessable(Exception):
    """Why no verdict can be given; carries the verdict and the reason code."""

    def __init__(self, verdict: Verdict, reason: str, figure: Figure | None = None):
        super().__init__(reason)
        self.verdict, self.reason, self.figure = verdict, reason, figure
