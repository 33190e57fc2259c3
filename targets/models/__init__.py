"""Plans, what they promise, and the figures that show whether the promises are kept."""

from targets.models.indicators import Derivation, Direction, Frequency, Indicator, Observation, SeriesBreak, Unit
from targets.models.plans import Effort, Goal, Guidepost, MinisterialGoal, Plan, PrintedFigure
from targets.models.targets import (
    RULES_WITH_BASELINE,
    RULES_WITH_LIMIT,
    RULES_WITHOUT_FIGURES,
    Baseline,
    Path,
    PathPoint,
    Rule,
    Scope,
    Target,
    ToleranceKind,
)
from targets.models.words import Comment, Judgement

__all__ = [
    "RULES_WITHOUT_FIGURES",
    "RULES_WITH_BASELINE",
    "RULES_WITH_LIMIT",
    "Baseline",
    "Comment",
    "Derivation",
    "Direction",
    "Effort",
    "Frequency",
    "Goal",
    "Guidepost",
    "Indicator",
    "Judgement",
    "MinisterialGoal",
    "Observation",
    "Path",
    "PathPoint",
    "Plan",
    "PrintedFigure",
    "Rule",
    "Scope",
    "SeriesBreak",
    "Target",
    "ToleranceKind",
    "Unit",
]
