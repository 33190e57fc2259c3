"""The whole report, and what stands about it. Pure."""

from dataclasses import dataclass, field

from reports.payload.shapes.goals import Guidepost
from reports.payload.shapes.initiatives import Initiative
from reports.payload.shapes.money import Budget
from reports.payload.shapes.words import File, Source, Word


@dataclass(frozen=True)
class Plan:
    slug: str
    title: str
    guidepost_word: str
    start: str
    end: str
    source: str


@dataclass(frozen=True)
class Quarter:
    code: str
    label: str
    start: str
    end: str


@dataclass(frozen=True)
class Meeting:
    """Where the report was on its way to when it was published."""

    meets_on: str
    item_number: int | None
    case_number: str
    recommendation: str


@dataclass(frozen=True)
class Signature:
    """A step of the report: who did what when (`word` in Danish), and why where that was asked for."""

    kind: str
    word: str
    by: str
    at: str
    comment: str


@dataclass(frozen=True)
class Tile:
    standing: Word
    count: int


@dataclass(frozen=True)
class Difference:
    """One thing that differs between two reports. `goal` is a goal's code where it is about one.

    `kind`: standing, figure (a newer period's), revised (the same period's), earlier (of the drawing), final (no longer
    provisional), provisional, promise, title, added, removed, comment, budget, initiative, introduction (words beside
    the goals).
    """

    kind: str
    section: str
    where: str
    what: str
    before: str
    after: str
    sentence: str
    goal: str = ""


@dataclass(frozen=True)
class Since:
    """What changed since an earlier report, by its address and hash."""

    plan: str
    quarter: str
    version: int
    label: str
    published_at: str
    sha256: str
    sentences: list[str]
    differences: list[Difference]


@dataclass(frozen=True)
class Payload:
    """The whole report. `figures_at` is the moment (ISO, local) all figures are as known at.

    `signatures` is empty until the report is published.
    """

    schema: int
    plan: Plan
    quarter: Quarter
    version: int
    correction: str
    is_example: bool
    figures_at: str
    title: str
    sentence: str
    introduction: str
    tiles: list[Tile]
    gaps: list[str]
    marks: list[str]
    """What the reader must know of the figures: which are provisional, invented, or from before the plan."""
    guideposts: list[Guidepost]
    budget: Budget | None
    initiatives: list[Initiative]
    since: Since | None
    corrects: Since | None
    """Of a version 2 or later: what differs from the version it corrects."""
    sources: list[Source]
    files: list[File]
    meeting: Meeting | None
    signatures: list[Signature] = field(default_factory=list)
