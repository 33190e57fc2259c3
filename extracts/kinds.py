"""What an app must say about its kind of extract, and the register of those that have said it.

`extracts` knows no goal and no kroner. An app that takes files describes here how a sheet
becomes rows with natural keys, which fact those rows become, which figures are to be looked at
twice and, in sentences, what a commit would change. A fact model names its natural key in `KEY`
and its numbers in `FIGURES`.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from extracts.problems import Problem, Severity
from extracts.reading import Sheet


@dataclass(frozen=True)
class ParsedRow:
    """A row that was understood: its natural key and its content, ready to compare and to store."""

    line: int
    key: Hashable
    content: dict[str, Any]


@dataclass(frozen=True)
class Parsed:
    rows: list[ParsedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def blocked(self) -> bool:
        return any(problem.severity == Severity.ERROR for problem in self.problems)


@dataclass(frozen=True)
class Template:
    """What a profile offers to download, as rows of text with the header first.

    `awaited` is a file to fill in on a day, `allowed` lists what its columns may hold.
    """

    awaited: Callable[[date], list[list[str]]]
    allowed: Callable[[], list[list[str]]]


@dataclass(frozen=True)
class Profile:
    """Which columns mean what. `recognises` says from a sheet whether the profile fits it."""

    code: str
    title: str
    recognises: Callable[[Sheet], bool]
    parse: Callable[[Sheet], Parsed]
    template: Template | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of extract: the fact model its rows become, and the profiles that read it."""

    code: str
    model: type
    profiles: tuple[Profile, ...]
    history_warnings: Callable[[list[ParsedRow]], list[Problem]]
    effect: Callable[..., list[str]]
    change_rows: Callable[..., list]


REGISTERED: dict[str, Kind] = {}


def register(kind: Kind):
    REGISTERED[kind.code] = kind


def profiles() -> dict[str, tuple[Kind, Profile]]:
    return {profile.code: (kind, profile) for kind in REGISTERED.values() for profile in kind.profiles}


def kind_of(profile_code: str) -> Kind:
    return profiles()[profile_code][0]
