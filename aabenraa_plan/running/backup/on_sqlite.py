"""Backing up and restoring an SQLite database: a copy of one moment, and a file that takes another's place."""

import gzip
import os
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copyfileobj

from django.db import Error
from django.db.backends.base.base import BaseDatabaseWrapper

from aabenraa_plan.running.backup.contents import LEFT_OUT, counts_of, manifest_of, tables_of
from aabenraa_plan.running.backup.file import (
    HEADER_BYTES,
    PIECE,
    Hashed,
    Manifest,
    NotBackedUp,
    private,
    sync_folder,
)

FAST = 1
LOCK_SECONDS = 5


def dump(connection: BaseDatabaseWrapper, out: Hashed) -> Manifest:
    """One moment of the database, whatever is committed meanwhile, packed."""
    if not tables_of(connection):
        raise NotBackedUp("The database is empty: there is nothing to back up.")
    with tempfile.TemporaryDirectory(dir=Path(out.file.name).parent, prefix=".backup-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        place = place_at(connection, copy)
        with closing(place), place.cursor() as cursor:
            forget(cursor, tables_of(place))
            manifest = manifest_of(cursor, place)
        with copy.open("rb") as file, gzip.GzipFile("", "wb", FAST, out, mtime=0) as packed:
            copyfileobj(file, packed, PIECE)
    return manifest


def forget(cursor, tables: list[str]):
    """Empty what is left out, so that not even its bytes stay in the file."""
    cursor.execute("PRAGMA secure_delete = ON")
    for table in set(LEFT_OUT) & set(tables):
        cursor.execute(f'DELETE FROM "{table}"')


def place_at(connection: BaseDatabaseWrapper, path: Path) -> BaseDatabaseWrapper:
    """The file as a database of Django's, without leaving a log beside it."""
    options = {"init_command": "PRAGMA journal_mode=DELETE"}
    return type(connection)(connection.settings_dict | {"NAME": str(path), "OPTIONS": options}, connection.alias)


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    return not Path(connection.settings_dict["NAME"]).exists() or not tables_of(connection)


def restore(connection: BaseDatabaseWrapper, path: Path, manifest: Manifest):
    """To a file beside, which is looked through before it takes the other's place."""
    target = Path(connection.settings_dict["NAME"])
    side = target.with_name(f".{target.name}.{os.getpid()}.restored")
    connection.close()
    try:
        unpack(path, side)
        check(connection, side, manifest)
        close_log(target)
        side.replace(target)
        sync_folder(target.parent)
    except (OSError, Error) as problem:
        why = getattr(problem, "strerror", None) or str(problem).strip()
        raise NotBackedUp(f"The database could not be written to {target.parent}: {why}.") from problem
    finally:
        side.unlink(missing_ok=True)


def unpack(path: Path, side: Path):
    try:
        with path.open("rb") as file, private(side) as to:
            file.seek(HEADER_BYTES)
            with gzip.GzipFile(fileobj=file) as packed:
                copyfileobj(packed, to, PIECE)
            to.flush()
            os.fsync(to.fileno())
    except (gzip.BadGzipFile, EOFError, zlib.error) as problem:
        raise NotBackedUp(f"The dump cannot be unpacked: {problem}. Nothing was changed.") from problem


def check(connection: BaseDatabaseWrapper, side: Path, manifest: Manifest):
    place = place_at(connection, side)
    with closing(place), place.cursor() as cursor:
        found = cursor.execute("PRAGMA integrity_check").fetchone()[0]
        broken = cursor.execute("PRAGMA foreign_key_check").fetchall()
        counts = counts_of(cursor, tables_of(place))
    if found != "ok" or broken or counts != manifest.counts:
        raise NotBackedUp(f"The restored database is not whole ({found}). Nothing was changed.")


def close_log(target: Path):
    """Nobody may have the old database open: its log would be read as the new one's."""
    if not target.exists():
        return
    try:
        with closing(sqlite3.connect(target, timeout=LOCK_SECONDS)) as old:
            mode = old.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    except sqlite3.DatabaseError as problem:
        raise NotBackedUp(f"{target} is in use: stop the site first. ({problem}) Nothing was changed.") from problem
    if mode != "delete":
        raise NotBackedUp(f"{target} is in use: stop the site first. Nothing was changed.")


@contextmanager
def throw_away(connection: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    """A file of its own, gone afterwards."""
    folder = Path(connection.settings_dict["NAME"]).parent
    with tempfile.TemporaryDirectory(dir=folder, prefix=".check-") as place:
        yield place_at(connection, Path(place) / "db.sqlite3")
