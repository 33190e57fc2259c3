"""The goals of a report. Pure."""

from dataclasses import dataclass, field

from reports.payload.shapes.words import Flag, Number, Word


@dataclass(frozen=True)
class Point:
    """A figure of a series. `start` (ISO day) places it on the drawing's line of time."""

    period: str
    label: str
    start: str
    number: Number
    provisional: bool = False
    invented: bool = False


@dataclass(frozen=True)
class Line:
    """The dashed line of a drawing: what was promised."""

    label: str
    number: Number


@dataclass(frozen=True)
class Chart:
    """Drawn by `reports.pdf.drawing`, for page and paper alike; `title` is the finding, `alt` says it in a sentence.

    `breaks` are ISO days across which no line is drawn. `note` stands beside it: what the drawing does not show.
    """

    title: str
    alt: str
    unit: str
    points: list[Point]
    limit: Line | None = None
    breaks: list[str] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True)
class Lineage:
    """Where the judged figure came from: the line of a file, by its content's hash; `version` is the stored row."""

    version: int
    period: str
    file: str
    line: int
    uploaded_by: str
    recorded_at: str
    source: str
    sha256: str


@dataclass(frozen=True)
class Target:
    """A demand of a goal as it was judged. `margin` is signed: + is good."""

    title: str
    indicator: str
    unit: str
    source: str
    promise: str
    rule: str
    limit: Number
    verdict: str
    outlook: str
    reason: str
    standing: Word
    sentence: str
    odds: str
    period: str
    period_label: str
    number: Number
    numerator: str | None
    denominator: str | None
    margin: Number
    needed: int | None
    flags: list[Flag]
    override: str
    amended: str
    """Which version of the demand judged, and why it was amended; empty of a first version."""
    provisional: bool
    invented: bool
    chart: Chart | None
    lineage: list[Lineage]
    approximate: bool = False
    """Whether the plan gives the level it is held against only roughly."""


@dataclass(frozen=True)
class Comment:
    happened: str
    why: str
    next_step: str
    by: str
    at: str


@dataclass(frozen=True)
class Goal:
    """`number` is None of a goal the plan gives none. The one word for several demands is the worst."""

    code: str
    number: int | None
    title: str
    description: str
    source: str
    verdict: str
    standing: Word
    sentence: str
    targets: list[Target]
    comment: Comment | None
    needs_comment: bool


@dataclass(frozen=True)
class Effort:
    title: str
    description: str


@dataclass(frozen=True)
class Guidepost:
    """`label` is `1 · Større arbejdsstyrke`."""

    position: int
    label: str
    title: str
    goals: list[Goal]
    efforts: list[Effort]
