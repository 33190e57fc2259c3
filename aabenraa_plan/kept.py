"""Finished pieces of pages, kept until something they rest on changes.

Two shelves: the process's own memory, and a table that all processes share. The key must hold whatever
the piece depends on, the data version first: a piece is never changed, it is only no longer asked for.
"""

from collections.abc import Callable
from typing import Any

from django.core.cache import caches

OWN, SHARED = "default", "shared"


def kept(key: str, make: Callable[[], Any]) -> Any:
    """The piece of that key (anything but None): from memory, else from the table, else made now and put on both."""
    return from_shelf(OWN, key, lambda: from_shelf(SHARED, key, make))


def kept_here(key: str, make: Callable[[], Any]) -> Any:
    """The same for what is quick to make of shared pieces, such as one role's view of them: in memory only."""
    return from_shelf(OWN, key, make)


def from_shelf(shelf: str, key: str, make: Callable[[], Any]) -> Any:
    found = caches[shelf].get(key)
    if found is None:
        found = make()
        caches[shelf].set(key, found)
    return found
