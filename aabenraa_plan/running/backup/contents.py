"""What a database holds, for the manifest, and what this program can take in."""

import tomllib

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from aabenraa_plan.running.backup.file import Manifest, NotBackedUp

LEFT_OUT = ["django_session", "kept_pages", "sign_in_counts"]
"""Rows that must not come back: a session that was ended, a page of figures that are no more, a count of sign-ins."""


def tables_of(connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def counts_of(cursor, tables: list[str]) -> dict[str, int]:
    found = {}
    for table in tables:
        if table not in LEFT_OUT:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def manifest_of(cursor, connection: BaseDatabaseWrapper, **versions: int) -> Manifest:
    """Of what the cursor's transaction sees."""
    tables = tables_of(connection)
    if "django_migrations" not in tables:
        raise NotBackedUp("The database is empty: there is nothing to back up.")
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return Manifest(
        engine=connection.vendor,
        made_at=timezone.now().isoformat(timespec="seconds"),
        app_version=app_version(),
        migrations=[f"{app}.{name}" for app, name in cursor.fetchall()],
        counts=counts_of(cursor, tables),
        left_out=[table for table in LEFT_OUT if table in tables],
        **{"server": 0, "program": 0} | versions,
    )


def app_version() -> str:
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def check_fits(manifest: Manifest, connection: BaseDatabaseWrapper):
    """Refuse what was made by another engine or by a later release; an earlier one's is migrated afterwards."""
    if manifest.engine != connection.vendor:
        raise NotBackedUp(
            f"The backup is of {manifest.engine}, and DATABASE_URL names {connection.vendor}: "
            "a backup is restored on the engine it was made on."
        )
    newer = sorted(set(manifest.migrations) - known_migrations())
    if newer:
        raise NotBackedUp(
            f"The backup was made by a later release ({manifest.app_version}): this one does not know {newer[0]}"
            f"{f' and {len(newer) - 1} more' if newer[1:] else ''}. Install that release first."
        )


def known_migrations() -> set[str]:
    """Those on the disk, and those that one of them stands for."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = [key for migration in loader.disk_migrations.values() for key in migration.replaces]
    return {f"{app}.{name}" for app, name in [*loader.disk_migrations, *replaced]}


def is_behind(manifest: Manifest) -> bool:
    """Whether `manage.py migrate` has something to do once the backup is in."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return bool({f"{app}.{name}" for app, name in loader.graph.nodes} - set(manifest.migrations))
