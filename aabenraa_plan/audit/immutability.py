"""The triggers that keep the entries of the log as they are, also against SQL typed by hand, on both engines.

Altering the table on SQLite drops them there silently: a migration that does must guard it again.
"""

from django.db import migrations

TABLE = "aabenraa_plan_auditentry"
STANDS = "the entries of the log are never changed or deleted"
POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION {TABLE}_stays() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION '{STANDS}';
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_stays();
CREATE TRIGGER is_not_emptied BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_stays();
"""
POSTGRESQL_UNDONE = f"DROP FUNCTION IF EXISTS {TABLE}_stays() CASCADE"
EVENTS = ("UPDATE", "DELETE")


def guard(connection):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
            return
        for event in EVENTS:
            name = f"{TABLE}_{event.lower()}"
            cursor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{STANDS}'); END"
            )


def unguard(connection):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_UNDONE)
            return
        for event in EVENTS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_{event.lower()}")


def entries_stay() -> migrations.RunPython:
    """The migration step that guards the table."""
    return migrations.RunPython(
        lambda apps, schema_editor: guard(schema_editor.connection),
        lambda apps, schema_editor: unguard(schema_editor.connection),
    )
