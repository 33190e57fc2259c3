"""The pure difference between what a file says and what is known: new, changed, unchanged."""

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any

from extracts.batch import Batch, ParsedRow, each_object_once

WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Change:
    """A row that would be written, and the version it would replace.

    `before` is None where the key has none; for a new figure it may be one that was withdrawn.
    """

    row: ParsedRow
    before: Any | None


@dataclass(frozen=True)
class Changes(Sequence):
    """Some of a file's rows with what each replaces, made one by one as they are asked for."""

    rows: Batch
    replaced: Mapping[int, Any]
    positions: Sequence[int]

    def __len__(self) -> int:
        return len(self.positions)

    def __getitem__(self, at):
        if isinstance(at, slice):
            return Changes(self.rows, self.replaced, self.positions[at])
        position = self.positions[at]
        return Change(self.rows[position], self.replaced.get(position))

    def batch(self) -> Batch:
        """The rows alone."""
        return self.rows.taken(self.positions)


@dataclass(frozen=True)
class Diff:
    """Every row of a file in one of three heaps; `replaced` are the known versions by position in `rows`."""

    rows: Batch = field(default_factory=Batch)
    replaced: Mapping[int, Any] = field(default_factory=dict)
    new_at: Sequence[int] = ()
    changed_at: Sequence[int] = ()
    unchanged_at: Sequence[int] = ()

    @property
    def new(self) -> Changes:
        return Changes(self.rows, self.replaced, self.new_at)

    @property
    def changed(self) -> Changes:
        return Changes(self.rows, self.replaced, self.changed_at)

    @property
    def unchanged(self) -> Changes:
        return Changes(self.rows, self.replaced, self.unchanged_at)

    @cached_property
    def writes(self) -> Changes:
        """Everything a commit would write, in file order."""
        positions = sorted([*self.new_at, *self.changed_at]) if self.changed_at else self.new_at
        return Changes(self.rows, self.replaced, positions)

    @cached_property
    def digest(self) -> str:
        """Tells two previews apart: the same only where the same figures would replace the same ones."""
        written, seen = self.writes.batch(), hashlib.sha256()
        replaced = [fact.pk for fact in map(self.replaced.get, self.writes.positions) if fact]
        texts = {"key": map(str, written.keys), "replaced": map(str, replaced)}
        texts |= {name: each_object_once(str, column) for name, column in written.content.items()}
        for name in sorted(texts):
            seen.update("\x1e".join([name, *texts[name]]).encode())
        return seen.hexdigest()[:32]


def difference(rows: Batch, current: Mapping[Hashable, Any]) -> Diff:
    """Compare each row with the current fact of its key, on every field the rows state.

    `current` maps keys to facts; a fact's attributes are compared with the row's content. Rows
    that say what is known already write nothing.
    """
    known = [(at, current[key]) for at, key in enumerate(rows.keys) if key in current] if current else []
    if not known:
        return Diff(rows, new_at=range(len(rows)))
    # The known fact's state comes first, so that a getter always gives a tuple.
    names, stated = list(rows.content), list(zip(*rows.content.values(), strict=True))
    standing = attrgetter("state", *names)
    unchanged = {at for at, fact in known if fact.state != WITHDRAWN and standing(fact)[1:] == stated[at]}
    changed = [at for at, fact in known if fact.state != WITHDRAWN and at not in unchanged]
    new = sorted(set(range(len(rows))).difference(unchanged, changed))
    return Diff(rows, dict(known), new, changed, sorted(unchanged))
