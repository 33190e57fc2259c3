"""Which group of a list each initiative stands in, and below which whole. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Placed:
    """An initiative by its key, what it is part of, and the groups it stands in by itself."""

    key: int
    whole: int | None
    groups: frozenset[int]


WITHOUT = None
"""The group of those that stand in none."""


def grouped(items: Sequence[Placed]) -> dict[int | None, list[tuple[int, int]]]:
    """By group, each key with how deep it stands below its wholes, in the order of `items`.

    A part without groups of its own stands where its whole does. Where the whole is not in the group, or not among
    the items at all, the part stands for itself.
    """
    by_key = {item.key: item for item in items}
    found: dict[int | None, list[Placed]] = {}
    for item in items:
        for group in groups_of(item, by_key):
            found.setdefault(group, []).append(item)
    return {group: list(in_order(members)) for group, members in found.items()}


def groups_of(item: Placed, by_key: dict[int, Placed]) -> frozenset[int | None]:
    seen = set()
    while not item.groups and item.whole in by_key and item.key not in seen:
        seen.add(item.key)
        item = by_key[item.whole]
    return item.groups or frozenset({WITHOUT})


def in_order(members: Sequence[Placed]) -> Iterator[tuple[int, int]]:
    """Each with its parts below it; those in a circle, which nobody can write, once each at the end."""
    keys, done = {member.key for member in members}, set()

    def below(whole: int | None, depth: int):
        for member in members:
            stands_here = member.whole == whole if whole in keys else member.whole not in keys
            if stands_here and member.key not in done:
                done.add(member.key)
                yield member.key, depth
                yield from below(member.key, depth + 1)

    yield from below(None, 0)
    yield from ((member.key, 0) for member in members if member.key not in done)
