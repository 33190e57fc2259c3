"""The test database with its reference data, kept as a copy: a test that writes for real leaves it as it was.

Emptying some hundred tables and loading the reference data again takes seconds, this a tenth of one.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from django.db import connection, connections


@contextmanager
def kept_database() -> Iterator[Callable[[], None]]:
    """Yields what brings the database in use back to what it is now."""
    with KEEPERS[connection.vendor]() as bring_back:
        yield bring_back


@contextmanager
def kept_in_memory():
    with closing(sqlite3.connect(":memory:")) as copy:
        connection.connection.backup(copy)

        def bring_back():
            connection.ensure_connection()
            copy.backup(connection.connection)

        yield bring_back


@contextmanager
def kept_on_server():
    name = connection.settings_dict["NAME"]
    copy = f"{name}_kept"
    make(copy, like=name)
    try:
        yield lambda: make(name, like=copy)
    finally:
        on_server("DROP DATABASE {}", copy)


KEEPERS = {"sqlite": kept_in_memory, "postgresql": kept_on_server}


def make(database: str, *, like: str):
    """Whoever is still connected to the one that goes is cut off."""
    connections.close_all()
    on_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)
    on_server("CREATE DATABASE {} TEMPLATE {}", database, like)


def on_server(statement: str, *names: str):
    # Django's own way to what concerns no single database.
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement.format(*map(connection.ops.quote_name, names)))
