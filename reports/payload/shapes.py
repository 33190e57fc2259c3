"""What a report holds, frozen: every figure, label, rule, verdict and word, so that it needs nothing else.

The dataclasses are how a payload is written. It is read as the plain JSON it becomes (pages, PDF, files, comparison),
because a report of an older schema must still be read when these have changed. Numbers are texts: `value` is the exact
plain decimal (kroner, percent, persons), `text` what is shown. Pure.
"""

from dataclasses import dataclass, field

SCHEMA = 1


@dataclass(frozen=True)
class Number:
    """`value` is None where there is none, and `text` then says so (`–`, `under 5`, `diskretioneret`): never 0."""

    value: str | None
    text: str


@dataclass(frozen=True)
class Word:
    """A status: its code (a verdict's, an outlook's), its shape and its word."""

    code: str
    symbol: str
    word: str


@dataclass(frozen=True)
class Flag:
    code: str
    word: str
    sentence: str


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


@dataclass(frozen=True)
class MoneyRow:
    """A line of the budget, or the sum of several. Kroner; + is overspending. Persons are full-year persons."""

    name: str
    part: str
    budget_persons: Number
    expected_persons: Number
    adopted: Number
    revised: Number
    spent: Number
    share: Number
    expected_share: Number
    forecast: Number
    deviation: Number
    volume: Number
    price: Number
    standing: Word
    method: str
    is_total: bool
    is_part: bool
    provisional: bool
    invented: bool


@dataclass(frozen=True)
class Frame:
    """A line of the committee's adopted frame, where a year has no budget of its own."""

    name: str
    amount: Number
    is_total: bool
    source: str


@dataclass(frozen=True)
class Budget:
    """`through` is the code of the last closed month it was worked out after; "" where none is closed.

    `split` is the finding of volume and price. Either rows or, where the year has no budget, `frames`.
    """

    year: int
    through: str
    lead: str
    status: str
    used: str
    split: str
    support: list[MoneyRow]
    effort: list[MoneyRow]
    frames: list[Frame]
    notes: list[str]
    invented: bool
    provisional: bool
    sources: list["Source"] = field(default_factory=list)
    files: list["File"] = field(default_factory=list)


@dataclass(frozen=True)
class Economy:
    """An investment so far: promised and realised net by the end of the same span. Kroner; + is gain."""

    sentence: str
    frame: Number
    promised: Number
    realised: Number
    span: str
    invented: bool


@dataclass(frozen=True)
class PromiseKept:
    title: str
    standing: Word
    sentence: str
    invented: bool


@dataclass(frozen=True)
class Group:
    """How many of a cohort came to one outcome; few citizens are hidden (`under 5`)."""

    name: str
    persons: Number


@dataclass(frozen=True)
class CohortStatus:
    name: str
    dated: str
    sentence: str
    groups: list[Group]
    invented: bool


@dataclass(frozen=True)
class Note:
    dated: str
    text: str


@dataclass(frozen=True)
class Initiative:
    """`goals` are the plan's goals it serves, in words; `sentence` is what came of it."""

    code: str
    name: str
    kind: str
    part_of: str
    standing: Word
    status: str
    period: str
    sentence: str
    goals: list[str]
    economy: Economy | None
    promises: list[PromiseKept]
    cohorts: list[CohortStatus]
    notes: list[Note]
    source: str
    invented: bool


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
class Source:
    """A source of figures in the report: how many demands and lines of money rest on it, and its newest period."""

    name: str
    figures: int
    newest: str
    invented: bool


@dataclass(frozen=True)
class File:
    """An uploaded file the report rests on."""

    name: str
    uploaded_by: str
    recorded_at: str
    sha256: str


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
