"""What an app must say about its kind of extract, and the register of those that have said it.

`extracts` knows no goal and no kroner. An app that takes files describes here how a sheet
becomes rows with natural keys, which fact those rows become, which figures are to be looked at
twice and, in sentences, what a commit would change. A fact model names its natural key in `KEY`
and its numbers in `FIGURES`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from extracts.batch import Batch, ParsedRow
from extracts.diffing import Change, Diff
from extracts.problems import Problem
from extracts.reading import Sheet


@dataclass(frozen=True)
class Parsed:
    """What a sheet says: the rows that were understood, and what is wrong with the others."""

    rows: Batch = field(default_factory=Batch)
    problems: list[Problem] = field(default_factory=list)
    table: str = ""
    """The source table, where the file says or shows it: two files of one table are compared."""

    @classmethod
    def of(cls, rows: Iterable[ParsedRow], problems: list[Problem], table: str = "") -> "Parsed":
        return cls(Batch.of(rows), problems, table)


@dataclass(frozen=True)
class ChangeRow:
    """A line of the preview, in words: what stands now, what it becomes, and the difference."""

    subject: str
    part: str
    period: str
    before: str
    after: str
    delta: str
    line: int
    invented: bool


@dataclass(frozen=True)
class Template:
    """What a profile offers to download, as rows of text with the header first.

    `awaited` is a file to fill in on a day, `allowed` lists what its columns may hold. `example` is a line
    of the same columns filled in, its source marked as invented: it stands beside what is allowed, where
    nobody uploads it by mistake.
    """

    awaited: Callable[[date], list[list[str]]]
    allowed: Callable[[], list[list[str]]]
    example: list[str]


@dataclass(frozen=True)
class Role:
    """What a column of a kind's own format is: its title there, and what to call it in a form.

    `known` gives the codes that its texts stand for, each with a name; None where any text will do.
    """

    title: str
    label: str
    required: bool = False
    known: Callable[[], dict[str, str]] | None = None


@dataclass(frozen=True)
class Profile:
    """Which columns mean what. `recognises` says from a sheet whether the profile fits it.

    `version` is the pk of the stored version of a profile made in the browser.
    """

    code: str
    title: str
    recognises: Callable[[Sheet], bool]
    parse: Callable[[Sheet], Parsed]
    template: Template | None = None
    version: int | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of extract: the fact model its rows become, and the profiles that read it.

    The first profile is the kind's own format, whose columns are the `roles`; a profile made in the browser
    turns somebody else's file into that. `name_series` names a key without its last part, its period.
    """

    code: str
    title: str
    model: type
    profiles: tuple[Profile, ...]
    roles: tuple[Role, ...]
    titles: tuple[str, str]
    """What the first two columns of a preview are called."""
    history_warnings: Callable[[Diff], list[Problem]]
    effect: Callable[[Diff], list[str]]
    change_rows: Callable[[Sequence[Change]], list[ChangeRow]]
    name_series: Callable[[Iterable[tuple]], dict[tuple, str]]
    is_bookkeeping: bool = False
    """Whether its files are kept as long as a municipality's books; see `extracts.retention`."""

    @property
    def own(self) -> Profile:
        return self.profiles[0]


REGISTERED: dict[str, Kind] = {}


def register(kind: Kind):
    REGISTERED[kind.code] = kind


def shipped() -> dict[str, tuple[Kind, Profile]]:
    """The profiles that came with the program, by code."""
    return {profile.code: (kind, profile) for kind in REGISTERED.values() for profile in kind.profiles}
