"""What one version of a demand asks for: everything of a target that an amendment may change."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from extracts.models import Area
from extracts.periods import parse
from targets.models import Indicator, Target


@dataclass(frozen=True)
class Terms:
    rule: str
    area: Area
    indicator: Indicator | None = None
    limit: Decimal | None = None
    strict: bool = False
    tolerance: Decimal | None = None
    tolerance_kind: str = "points"
    scope: str = "each"
    span: str = ""
    deadline: date | None = None
    path: str = ""
    path_start: date | None = None
    baseline: str = ""
    baseline_period: str = ""
    baseline_value: Decimal | None = None
    baseline_approximate: bool = False
    comparator: Area | None = None
    completed_on: date | None = None
    reading: str = ""
    source: str = ""
    milestones: tuple[tuple[str, Decimal], ...] = ()
    """Period code and value of each milestone of a listed path, in order of time."""

    @classmethod
    def of(cls, target: Target) -> "Terms":
        points = ((point.period, point.value) for point in target.path_points.all())
        return cls(**{name: getattr(target, name) for name in COLUMNS}, milestones=in_order(points))

    @property
    def columns(self) -> dict:
        """The terms that are a target's own columns."""
        return {name: getattr(self, name) for name in COLUMNS}


COLUMNS = tuple(field.name for field in fields(Terms) if field.name != "milestones")


def in_order(milestones) -> tuple[tuple[str, Decimal], ...]:
    return tuple(sorted(milestones, key=lambda milestone: parse(milestone[0])))
