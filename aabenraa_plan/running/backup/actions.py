"""Making, restoring and trying a backup, on whichever engine the site runs."""

import re
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from django.db.backends.base.base import BaseDatabaseWrapper

from aabenraa_plan.running.backup import on_postgresql, on_sqlite
from aabenraa_plan.running.backup.contents import check_fits
from aabenraa_plan.running.backup.file import Manifest, NotBackedUp, check_dump, read_manifest, write_backup

NAME = re.compile(r"aabenraa-plan-\d{4}-\d{2}-\d{2}T\d{6}Z\.backup")
"""What a backup is called in a folder of them; nothing else is ever deleted there."""


def engine_of(connection: BaseDatabaseWrapper) -> ModuleType:
    return on_postgresql if connection.vendor == "postgresql" else on_sqlite


def make_backup(path: Path, connection: BaseDatabaseWrapper) -> Manifest:
    if not path.parent.is_dir():
        raise NotBackedUp(f"There is no folder {path.parent}.")
    return write_backup(path, lambda out: engine_of(connection).dump(connection, out))


def name_now() -> str:
    return datetime.now(UTC).strftime("aabenraa-plan-%Y-%m-%dT%H%M%SZ.backup")


def thin_out(folder: Path, *, keep: int) -> list[Path]:
    """Delete all but the newest backups of the folder; their names sort by time."""
    old = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))[:-keep]
    for path in old:
        path.unlink()
    return old


def checked(path: Path, connection: BaseDatabaseWrapper) -> Manifest:
    """The manifest of a whole file that this program and this engine can take in."""
    manifest = read_manifest(path)
    check_fits(manifest, connection)
    check_dump(path, manifest)
    return manifest


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    return engine_of(connection).is_empty(connection)


def restore_backup(path: Path, connection: BaseDatabaseWrapper, *, replace: bool) -> Manifest:
    """All of it, or the database is as it was."""
    manifest = checked(path, connection)
    if not replace and not is_empty(connection):
        raise NotBackedUp("The database is not empty. To throw away what is in it, say --replace.")
    engine_of(connection).restore(connection, path, manifest)
    return manifest


def try_backup(path: Path, connection: BaseDatabaseWrapper) -> Manifest:
    """Restore it to a place of its own, which counts every table, and throw that away."""
    manifest = checked(path, connection)
    engine = engine_of(connection)
    with engine.throw_away(connection) as place:
        engine.restore(place, path, manifest)
    return manifest
