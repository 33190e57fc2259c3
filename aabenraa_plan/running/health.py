"""What must be well for the site to serve, and what only should be. Each check is quick, or given up after seconds."""

import logging
import shutil
import tempfile
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from aabenraa_plan.running.replica import REPLICA, replica_is_well

logger = logging.getLogger(__name__)
MEGABYTE = 1_000_000
SECONDS_OF_A_QUERY = 2
WORKER_SILENT = timedelta(minutes=10)
"""How long a large file may wait while the worker begins and ends nothing."""


def database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def disk() -> bool:
    return min(map(free_megabytes, folders_written_to())) >= settings.MIN_FREE_MB


def worker() -> bool:
    """False where a file has waited long and nothing was begun since. A worker with nothing to do is not missed."""
    since = timezone.now() - WORKER_SILENT
    if not DBTaskResult.objects.ready().filter(enqueued_at__lt=since).exists():
        return True
    return DBTaskResult.objects.filter(started_at__gt=since).exists()


IN_DATABASE = {"database": database, "migrations": migrations, "worker": worker}
ELSEWHERE = {"disk": disk} | ({REPLICA: replica_is_well} if REPLICA in settings.DATABASES else {})
SERVING = ("database", "migrations", "disk")
"""Without these the server takes no requests. A worker that stands still only delays large files; a replica that is
behind or away only leaves the primary more to do."""


def looked_at() -> dict[str, bool]:
    """Each check's name, and whether it is well."""
    return seen_in_database() | {name: is_well(name, check) for name, check in ELSEWHERE.items()}


def seen_in_database() -> dict[str, bool]:
    found = dict.fromkeys(IN_DATABASE, False)
    try:
        with bounded():
            for name, check in IN_DATABASE.items():
                found[name] = is_well(name, check)
    except Error:
        logger.exception("the database does not answer")
    return found


def is_well(name: str, check) -> bool:
    try:
        well = check()
    except (Error, OSError):
        logger.exception("cannot be looked at", extra={"check": name})
        return False
    if not well:
        logger.error("is not well", extra={"check": name})
    return well


@contextmanager
def bounded():
    """No query in it takes longer than a few seconds. SQLite has no such limit, and no server that could hang."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{SECONDS_OF_A_QUERY}s"])
        yield


def folders_written_to() -> set[Path]:
    """Where the site writes on this machine: uploads on their way, and the database where it is a file."""
    folders = {Path(tempfile.gettempdir())}
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and Path(name).exists():
        folders.add(Path(name).resolve().parent)
    return folders


def free_megabytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free // MEGABYTE
