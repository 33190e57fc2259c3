"""Backing up and restoring a PostgreSQL database by its own programs."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.client import DatabaseClient
from django.db.utils import DatabaseError

from aabenraa_plan.running.backup.contents import LEFT_OUT, manifest_of, tables_of
from aabenraa_plan.running.backup.file import PIECE, Hashed, Manifest, NotBackedUp, dump_in
from aabenraa_plan.running.backup.programs import programs_for

VERSION_PARTS = 10_000
CONNECTION_LOST = 2
"""What psql ends with where the server went away, instead of refusing something."""
LOCK_SECONDS = 30
BEGIN = f"BEGIN;\nSET lock_timeout = '{LOCK_SECONDS}s';\n"
# Everything of ours that stands in the schema; what an extension brought stays.
EMPTIED = """
DO $$ DECLARE each record; BEGIN
    FOR each IN SELECT oid::regclass AS name FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') LOOP
        EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', each.name);
    END LOOP;
    FOR each IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e') LOOP
        EXECUTE format('DROP ROUTINE %s CASCADE', each.name);
    END LOOP;
END $$;
"""
COUNTED = """
DO $$ BEGIN IF (SELECT count(*) FROM public."{table}") <> {count} THEN
    RAISE EXCEPTION 'the table {table} does not hold the {count} rows of the backup';
END IF; END $$;
"""


def server_version(connection: BaseDatabaseWrapper) -> int:
    connection.ensure_connection()
    return connection.pg_version // VERSION_PARTS


def dump(connection: BaseDatabaseWrapper, out: Hashed) -> Manifest:
    """One moment of the database, whatever is committed meanwhile: the counts and pg_dump share a snapshot."""
    folder, program = programs_for(server_version(connection))
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        manifest = manifest_of(cursor, connection, server=server_version(connection), program=program)
        run_dump(folder, connection, snapshot, out)
    return manifest


def run_dump(folder: Path, connection: BaseDatabaseWrapper, snapshot: str, out: Hashed):
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    options += [f"--exclude-table-data={table}" for table in LEFT_OUT]
    arguments, environment = access_to(connection)
    with (
        tempfile.TemporaryFile() as said,
        ended(
            subprocess.Popen([folder / "pg_dump", *options, *arguments], stdout=-1, stderr=said, env=environment)
        ) as program,
    ):
        while piece := program.stdout.read(PIECE):
            out.write(piece)
        if program.wait():
            raise NotBackedUp(f"pg_dump could not finish: {last_words(said)}")


def access_to(connection: BaseDatabaseWrapper) -> tuple[list[str], dict[str, str]]:
    """How a program reaches the database: arguments, and an environment with the password, which no list shows."""
    [_, *arguments], own = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    return arguments, os.environ | (own or {})


@contextmanager
def ended(program: subprocess.Popen) -> Iterator[subprocess.Popen]:
    """A program that does not outlive the work it does."""
    with program:
        try:
            yield program
        finally:
            program.kill()
            if program.stdin:
                # What was still to be written would hide why the program ended.
                with suppress(BrokenPipeError):
                    program.stdin.close()


def last_words(said) -> str:
    said.seek(0)
    lines = said.read().decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it gave no reason."


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    return not tables_of(connection)


def restore(connection: BaseDatabaseWrapper, path: Path, manifest: Manifest):
    """In one transaction: what was there goes, the dump comes, its rows are counted, and only then it holds."""
    server = server_version(connection)
    if server < manifest.server:
        raise NotBackedUp(f"The backup is of PostgreSQL {manifest.server}, and the server is of version {server}.")
    folder, _ = programs_for(server, archive=manifest.program)
    arguments, environment = access_to(connection)
    connection.close()
    reader = [folder / "pg_restore", "--file=-", "--no-owner", "--no-privileges"]
    writer = [folder / "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", *arguments]
    with (
        tempfile.TemporaryFile() as said,
        ended(subprocess.Popen(writer, stdin=-1, stderr=said, env=environment)) as database,
        ended(subprocess.Popen(reader, stdin=-1, stdout=-1, stderr=said)) as archive,
    ):
        try:
            database.stdin.write((BEGIN + EMPTIED).encode())
            pass_on(path, archive, database)
            if archive.wait():
                raise NotBackedUp(f"pg_restore could not read the dump: {last_words(said)} Nothing was changed.")
            checks = [COUNTED.format(table=table, count=count) for table, count in manifest.counts.items()]
            database.stdin.write(("\n".join(checks) + "COMMIT;\n").encode())
            database.stdin.close()
        except BrokenPipeError:
            database.wait()
        check_restored(database.wait(), last_words(said))


def check_restored(ended_with: int, said: str):
    if ended_with == CONNECTION_LOST:
        raise NotBackedUp(
            f"The connection to the database was lost ({said}). "
            "Either all of the backup is restored or nothing was changed: look before you try again."
        )
    if ended_with:
        raise NotBackedUp(f"The database refused the backup: {said} Nothing was changed.")


def pass_on(path: Path, archive: subprocess.Popen, database: subprocess.Popen):
    """The dump into pg_restore, and the statements it makes of it into the database's program."""
    feeder = Thread(target=feed, args=(path, archive), daemon=True)
    feeder.start()
    while piece := archive.stdout.read(PIECE):
        database.stdin.write(piece)
    feeder.join()


def feed(path: Path, archive: subprocess.Popen):
    try:
        for piece in dump_in(path):
            archive.stdin.write(piece)
        archive.stdin.close()
    except BrokenPipeError:
        return  # pg_restore says itself what it did not like


@contextmanager
def throw_away(connection: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    """An empty database on the same server, gone afterwards."""
    name = f"{connection.settings_dict['NAME']}_check_{os.getpid()}"
    try:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    except DatabaseError as problem:
        raise NotBackedUp(
            "A backup is tried in a database of its own, and this user may not make one: "
            f"give it CREATEDB, or run this with DATABASE_URL at another server. ({str(problem).strip()})"
        ) from problem
    place = type(connection)(connection.settings_dict | {"NAME": name}, connection.alias)
    try:
        yield place
    finally:
        place.close()
        with connections[connection.alias]._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
