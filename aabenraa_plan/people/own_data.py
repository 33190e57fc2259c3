"""Everything the system holds about one user, as a file to hand over: JSON in a ZIP.

Left out are the password's hash, the secrets of the second step, and files: what somebody uploaded or signed is
named by its size, for it is the municipality's. Left out too are counts of citizens, which may be of very few, for
the file leaves the house. Other people stand as their numbers only.
"""

import json
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import BinaryField, Field, ForeignKey, Model, QuerySet
from django.utils import timezone

from aabenraa_plan.audit.models import AuditEntry
from aabenraa_plan.models import User
from aabenraa_plan.people.references import name_of, references_to_users

ROWS_AT_A_TIME = 100
IN_MEMORY = 5_000_000
"""Bytes above which the file is put on disk while it is written."""
LONGEST = 20_000
"""Characters of a text; longer ones are what a file or a report holds, and are named by their length."""
LEFT_OUT = "udeladt: {} tegn. Står på den side, teksten hører til."
SECRETS = {"aabenraa_plan.User": {"password"}, "mfa.Authenticator": {"data"}}
READ_ME = """Oplysninger om {user} ({username}), hentet {at}.

konto.json er kontoen. De andre filer har hver en slags oplysning, der peger på dig: navnet er programmets navn for
oplysningen, efterfulgt af det felt, som du står i. aendringer-af-kontoen.json er hændelsesloggens linjer om kontoen.

Ikke med: adgangskoden (kun et fingeraftryk af den er gemt), hemmelighederne bag dit andet trin, indholdet af filer
og rapporter, og antal borgere i en gruppe. Andre personer står kun med deres nummer.
"""


def everything_about(user: User):
    """The ZIP as an open file, complete before the first byte is sent; one question per kind of thing."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it when it is sent
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        at = timezone.localtime().strftime("%d.%m.%Y kl. %H.%M")
        archive.writestr("LAES-MIG.txt", READ_ME.format(user=user, username=user.username, at=at))
        for name, rows in parts_about(user):
            write(archive, f"{name}.json", rows)
    file.seek(0)
    return file


def parts_about(user: User) -> Iterator[tuple[str, QuerySet]]:
    yield "konto", User.objects.filter(pk=user.pk)
    for field in references_to_users():
        yield name_of(field), rows_naming(field, user)
    account = ContentType.objects.get_for_model(User)
    yield "aendringer-af-kontoen", AuditEntry.objects.filter(content_type=account, object_pk=str(user.pk))


def rows_naming(field: ForeignKey, user: User) -> QuerySet:
    return field.model._base_manager.filter(**{field.name: user})


def write(archive: ZipFile, name: str, rows: QuerySet):
    """A list, row by row: never more of it in memory than some rows."""
    columns = columns_of(rows.model)
    with archive.open(name, "w", force_zip64=True) as entry:
        entry.write(b"[")
        values = rows.order_by("pk").values(*columns).iterator(ROWS_AT_A_TIME)
        for number, row in enumerate(values):
            entry.write(b",\n" if number else b"\n")
            entry.write(as_json({column: shortened(value) for column, value in told(rows.model, row).items()}))
        entry.write(b"\n]\n")


def told(model: type[Model], row: dict) -> dict:
    """An entry of the log without the counts that the thing it is about hides."""
    if model is AuditEntry:
        about = ContentType.objects.get_for_id(row["content_type_id"]).model_class()
        row["changes"] = {name: pair for name, pair in (row["changes"] or {}).items() if name not in counts_in(about)}
    return row


def counts_in(model: type[Model] | None) -> set[str]:
    return set(getattr(model, "LOG_HIDES", ()))


def columns_of(model: type[Model]) -> list[str]:
    left_out = SECRETS.get(model._meta.label, set()) | set(getattr(model, "OF_THE_FILE", ())) | counts_in(model)
    return [field.attname for field in model._meta.concrete_fields if field.name not in left_out and not is_file(field)]


def is_file(field: Field) -> bool:
    return isinstance(field, BinaryField)


def shortened(value):
    long = len(value if isinstance(value, str) else as_json(value)) if isinstance(value, str | dict | list) else 0
    return LEFT_OUT.format(long) if long > LONGEST else value


def as_json(value) -> bytes:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).encode()
