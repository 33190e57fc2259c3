"""Writing many facts at once: COPY on PostgreSQL, `executemany` on SQLite, neither with a model object a row.

All constraints and triggers hold as for any other insert.
"""

import io
from collections.abc import Iterable, Iterator
from itertools import islice, repeat

from django.db import connection, models

from extracts.batch import each_object_once
from extracts.fields import ScaledDecimalField

ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
NULL = "\\N"
PIECE = 65_536
"""Letters that COPY asks for at a time."""
LINES_AT_A_TIME = 500


def insert(model: type[models.Model], columns: dict[str, list], **same):
    """Insert rows given as a list of values for each column (attname); `same` are the values that all share.

    Columns left out get their field's default. Values are what the model's fields take.
    """
    count = len(next(iter(columns.values())))
    if not count:
        return
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    into = f"{connection.ops.quote_name(model._meta.db_table)} ({names})"
    as_copied = connection.vendor == "postgresql"
    prepared = zip(*[prepared_column(field, columns, same, as_copied) for field in fields], strict=False)
    with connection.cursor() as cursor:
        if as_copied:
            with connection.wrap_database_errors:  # Django wraps its own calls only
                cursor.copy_expert(f"COPY {into} FROM STDIN", Lines(map("\t".join, prepared)), PIECE)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", prepared)


def prepared_column(field: models.Field, columns: dict[str, list], same: dict, as_copied: bool) -> Iterable:
    """A column's values as the database takes them, or as COPY reads them; what all rows share without an end."""
    if field.attname not in columns:
        value = prepared_value(field, same.get(field.attname, field.get_default()))
        return repeat(copied(value) if as_copied else value)
    column = columns[field.attname]
    if type(column[0]) is int and not isinstance(field, ScaledDecimalField):
        return map(copied if None in column else str, column) if as_copied else column
    if as_copied:
        return each_object_once(lambda value: copied(prepared_value(field, value)), column)
    return each_object_once(lambda value: prepared_value(field, value), column)


def prepared_value(field: models.Field, value):
    return field.get_db_prep_save(value, connection)


def copied(value) -> str:
    return NULL if value is None else str(value).translate(ESCAPED)


class Lines(io.TextIOBase):
    """The lines of a COPY, read piece by piece, so that a large file is never held as one text."""

    def __init__(self, lines: Iterator[str]):
        self.lines = lines
        self.rest = ""

    def readable(self):
        return True

    def read(self, size: int = -1) -> str:
        pieces, length = [self.rest], len(self.rest)
        while size < 0 or length < size:
            some = list(islice(self.lines, LINES_AT_A_TIME))
            if not some:
                break
            pieces.append("\n".join([*some, ""]))
            length += len(pieces[-1])
        text = "".join(pieces)
        cut = len(text) if size < 0 else size
        self.rest = text[cut:]
        return text[:cut]
