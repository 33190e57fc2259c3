"""Rows that were understood, kept column by column: a file of a million lines fits in memory that way."""

import gc
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from operator import itemgetter
from typing import Any


@dataclass(frozen=True)
class ParsedRow:
    """A row that was understood: its natural key and its content, ready to compare and to store."""

    line: int
    key: Hashable
    content: dict[str, Any]


@dataclass(frozen=True)
class Batch(Sequence):
    """All rows of a file in file order: their lines, their keys, and a column for each field they state."""

    lines: list[int] = field(default_factory=list)
    keys: list[Hashable] = field(default_factory=list)
    content: dict[str, list] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[ParsedRow]) -> "Batch":
        """Rows that all state the same fields; in file order afterwards."""
        rows = sorted(rows, key=lambda row: row.line)
        names = rows[0].content if rows else ()
        content = {name: [row.content[name] for row in rows] for name in names}
        return cls([row.line for row in rows], [row.key for row in rows], content)

    @classmethod
    def joined(cls, batches: Sequence["Batch"]) -> "Batch":
        """Batches that state the same fields as one, in file order."""
        if len(batches) == 1:
            return batches[0]
        lines = [line for batch in batches for line in batch.lines]
        keys = [key for batch in batches for key in batch.keys]
        content = {name: [value for batch in batches for value in batch.content[name]] for name in batches[0].content}
        return cls(lines, keys, content).taken(sorted(range(len(lines)), key=lines.__getitem__))

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, at: int) -> ParsedRow:
        content = {name: column[at] for name, column in self.content.items()}
        return ParsedRow(self.lines[at], self.keys[at], content)

    def __iter__(self) -> Iterator[ParsedRow]:
        return map(self.__getitem__, range(len(self)))

    def put(self, at: int, row: ParsedRow):
        """Replace a row by another reading of its line."""
        self.keys[at] = row.key
        for name, value in row.content.items():
            self.content[name][at] = value

    def taken(self, positions: Sequence[int]) -> "Batch":
        """The rows at those positions, in that order."""
        if len(positions) == len(self) and positions == range(len(self)):
            return self
        content = {name: picked(column, positions) for name, column in self.content.items()}
        return Batch(picked(self.lines, positions), picked(self.keys, positions), content)


def picked(column: list, positions: Sequence[int]) -> list:
    if len(positions) < 2:  # itemgetter gives a tuple only for two or more
        return [column[at] for at in positions]
    return list(itemgetter(*positions)(column))


def each_object_once(read: Callable, column: list) -> Iterator:
    """As `map(read, column)`, for a column of few objects on many rows: telling them apart by identity is
    cheaper than by hash, and much cheaper than reading each again.
    """
    if column and column.count(column[0]) == len(column):
        return repeat(read(column[0]), len(column))
    distinct = dict(zip(map(id, column), column, strict=True))
    found = {at: read(thing) for at, thing in distinct.items()}
    return map(found.__getitem__, map(id, column))


@contextmanager
def nothing_collected() -> Iterator[None]:
    """The garbage collector would look through a million new cells again and again, none of them garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class EachOnce(dict):
    """Reads every distinct text of a column once: `list(map(EachOnce(read).__getitem__, column))`."""

    def __init__(self, read):
        super().__init__()
        self.read = read

    def __missing__(self, text):
        found = self[text] = self.read(text)
        return found
