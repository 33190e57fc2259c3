"""Finished pieces of pages, kept until something they rest on changes.

Two shelves: the process's own memory, and a table that all processes share. The key must hold whatever
the piece depends on, the data version first: a piece is never changed, it is only no longer asked for.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import caches

OWN, SHARED = "own", "shared"


def kept(key: str, make: Callable[[], Any]) -> Any:
    """The piece of that key (anything but None): from memory, else from the table, else made now and put on both."""
    return from_shelf(OWN, key, lambda: from_shelf(SHARED, key, make))


def kept_here(key: str, make: Callable[[], Any]) -> Any:
    """The same for what is quick to make of shared pieces, such as one role's view of them: in memory only."""
    return from_shelf(OWN, key, make)


def from_shelf(shelf: str, key: str, make: Callable[[], Any]) -> Any:
    key = f"{written_by()}:{key}"
    found = caches[shelf].get(key)
    if found is None:
        found = make()
        caches[shelf].set(key, found)
    return found


@cache
def written_by() -> int:
    """The age of the code and templates the process started with: a new release writes its own pieces."""
    ours = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    return max(
        int(path.stat().st_mtime) for folder in [*ours, settings.BASE_DIR / "templates"] for path in folder.rglob("*.*")
    )
