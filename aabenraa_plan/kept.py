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
    found = caches[OWN].get(key)
    if found is None:
        found = caches[SHARED].get(key)
        if found is None:
            found = make()
            caches[SHARED].set(key, found)
        caches[OWN].set(key, found)
    return found
