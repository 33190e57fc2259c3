"""The pure difference between what a file says and what is known: new, changed, unchanged."""

import hashlib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from extracts.kinds import ParsedRow


@dataclass(frozen=True)
class Change:
    """A row that would be written, and the version it would replace.

    `before` is None where the key has none; for a new figure it may be one that was withdrawn.
    """

    row: ParsedRow
    before: Any | None


@dataclass(frozen=True)
class Diff:
    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: list[ParsedRow] = field(default_factory=list)

    @property
    def writes(self) -> list[Change]:
        """Everything a commit would write, in file order."""
        return sorted([*self.new, *self.changed], key=lambda change: change.row.line)

    @property
    def digest(self) -> str:
        """Tells two previews apart: the same only where the same figures would replace the same ones."""
        seen = hashlib.sha256()
        for change in self.writes:
            before = change.before.pk if change.before else None
            seen.update(repr((change.row.key, sorted(change.row.content.items()), before)).encode())
        return seen.hexdigest()[:32]


def difference(rows: list[ParsedRow], current: Mapping[Hashable, Any]) -> Diff:
    """Compare each row with the current fact of its key, on every field the row states.

    `current` maps keys to facts; a fact's attributes are compared with the row's content. Rows
    that say what is known already write nothing.
    """
    diff = Diff()
    for row in rows:
        before = current.get(row.key)
        if before is None or before.state == "withdrawn":
            diff.new.append(Change(row, before))
        elif all(getattr(before, name) == value for name, value in row.content.items()):
            diff.unchanged.append(row)
        else:
            diff.changed.append(Change(row, before))
    return diff
