"""Writing many facts at once: COPY on PostgreSQL, `executemany` on SQLite, neither with a model object a row.

All constraints and triggers hold as for any other insert.
"""

import io
from collections.abc import Iterable, Iterator

from django.db import connection, models

ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
NULL = "\\N"


def insert(model: type[models.Model], rows: Iterable[dict], **same):
    """Insert rows given as values by column (attname); `same` are the values that all of them share.

    What a row leaves out gets the field's default. Values are what the model's fields take.
    """
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    prepared = prepared_rows(fields, rows, same)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    into = f"{connection.ops.quote_name(model._meta.db_table)} ({columns})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors:  # Django wraps its own calls only
                cursor.copy_expert(f"COPY {into} FROM STDIN", Lines(prepared))
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", prepared)


def prepared_rows(fields: list[models.Field], rows: Iterable[dict], same: dict) -> Iterator[tuple]:
    """Each row as the database takes it, in the fields' order; what is the same is prepared once."""
    defaults = {field.attname: prepare(field, same.get(field.attname, field.get_default())) for field in fields}
    by_name = {field.attname: field for field in fields}
    for row in rows:
        own = {name: prepare(by_name[name], value) for name, value in row.items()}
        yield tuple((defaults | own).values())


def prepare(field: models.Field, value):
    return field.get_db_prep_save(value, connection)


class Lines(io.TextIOBase):
    """The rows in the text format of COPY, read piece by piece, so that a large file is never held as one text."""

    def __init__(self, rows: Iterator[tuple]):
        self.lines = (line_of(row) for row in rows)
        self.rest = ""

    def readable(self):
        return True

    def read(self, size: int = -1) -> str:
        pieces, length = [self.rest], len(self.rest)
        while size < 0 or length < size:
            line = next(self.lines, None)
            if line is None:
                break
            pieces.append(line)
            length += len(line)
        text = "".join(pieces)
        cut = len(text) if size < 0 else size
        self.rest = text[cut:]
        return text[:cut]


def line_of(row: tuple) -> str:
    return "\t".join(NULL if value is None else str(value).translate(ESCAPED) for value in row) + "\n"
