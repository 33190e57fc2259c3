"""The PostgreSQL trigger that keeps facts append-only, also against SQL typed by hand.

A fact's row may change once: from current to superseded. Everything else, and every deletion, is
refused. SQLite has only the model's own guard, because altering a table there drops its triggers.
"""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION {table}_is_append_only() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'facts are append-only: {table} % cannot be deleted', OLD.id;
    END IF;
    IF OLD.superseded_at IS NOT NULL
       OR (to_jsonb(NEW) - 'superseded_at') IS DISTINCT FROM (to_jsonb(OLD) - 'superseded_at') THEN
        RAISE EXCEPTION 'facts are append-only: {table} % cannot be changed', OLD.id;
    END IF;
    RETURN NEW;
END
$$ LANGUAGE plpgsql;
"""
TRIGGER = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only();
"""


def append_only(table: str) -> migrations.RunPython:
    """The migration step that guards a table of facts."""

    def guard(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(FUNCTION.format(table=table), params=None)
            schema_editor.execute(TRIGGER.format(table=table))

    def unguard(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER append_only ON {table}")
            schema_editor.execute(f"DROP FUNCTION {table}_is_append_only()")

    return migrations.RunPython(guard, unguard)
