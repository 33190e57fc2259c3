"""What a report holds, frozen: every figure, label, rule, verdict and word, so that it needs nothing else.

The dataclasses are how a payload is written. It is read as the plain JSON it becomes (pages, PDF, files, comparison),
because a report of an older schema must still be read when these have changed. Numbers are texts: `value` is the exact
plain decimal (kroner, percent, persons), `text` what is shown. Pure.
"""

from reports.payload.shapes.goals import Chart, Comment, Effort, Goal, Guidepost, Line, Lineage, Point, Target
from reports.payload.shapes.initiatives import CohortStatus, Economy, Group, Initiative, PromiseKept
from reports.payload.shapes.money import Budget, Frame, MoneyRow
from reports.payload.shapes.whole import Difference, Meeting, Payload, Plan, Quarter, Signature, Since, Tile
from reports.payload.shapes.words import File, Flag, Note, Number, Source, Word

SCHEMA = 1

__all__ = [
    "SCHEMA",
    "Budget",
    "Chart",
    "CohortStatus",
    "Comment",
    "Difference",
    "Economy",
    "Effort",
    "File",
    "Flag",
    "Frame",
    "Goal",
    "Group",
    "Guidepost",
    "Initiative",
    "Line",
    "Lineage",
    "Meeting",
    "MoneyRow",
    "Note",
    "Number",
    "Payload",
    "Plan",
    "Point",
    "PromiseKept",
    "Quarter",
    "Signature",
    "Since",
    "Source",
    "Target",
    "Tile",
    "Word",
]
