"""The numbers, words and sources that every part of a report is made of. Pure."""

from dataclasses import dataclass


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
class Note:
    dated: str
    text: str
