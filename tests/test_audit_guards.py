"""The entries of the log stay: refused by the model, the QuerySet, and both engines against SQL typed by hand."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from aabenraa_plan.audit.acting import acting
from aabenraa_plan.audit.models import EntryStands
from aabenraa_plan.models import AuditEntry, Role, User

pytestmark = pytest.mark.django_db
TABLE = "aabenraa_plan_auditentry"


def refused():
    return pytest.raises(DatabaseError, match="never changed or deleted")


@pytest.fixture
def entry(users):
    with acting(users[Role.ADMINISTRATOR]):
        User.objects.create_user(username="ny", role=Role.COMMITTEE)
    return AuditEntry.objects.latest("pk")


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: AuditEntry.objects.update(object_repr="x"),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).delete(),
        lambda entry: AuditEntry._base_manager.filter(pk=entry.pk).delete(),
        lambda entry: call_command("auditlogflush", yes=True, stdout=StringIO()),
    ],
)
def test_entry_refuses_to_be_changed_or_deleted(change, entry):
    with pytest.raises((EntryStands, DatabaseError)), transaction.atomic():
        change(entry)
    assert AuditEntry.objects.get(pk=entry.pk).object_repr == "ny"


@pytest.mark.parametrize("statement", [f"UPDATE {TABLE} SET actor_id = NULL", f"DELETE FROM {TABLE}"])
def test_database_refuses_it_too(statement, entry):
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.get(pk=entry.pk).actor.username == "administrator"


@pytest.mark.once
def test_postgresql_refuses_to_empty_the_table(entry):
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {TABLE}")
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


def test_account_that_did_something_cannot_be_deleted(entry, users):
    with pytest.raises(ProtectedError):
        users[Role.ADMINISTRATOR].delete()
    assert User.objects.filter(username="administrator").exists()
