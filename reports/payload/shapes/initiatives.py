"""The initiatives of a report. Pure."""

from dataclasses import dataclass

from reports.payload.shapes.words import Note, Number, Word


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
