"""The triggers that keep facts append-only and saved files as they came, also against SQL typed by hand.

A fact's row may change once: from current to superseded. Everything else, and every deletion, is
refused. SQLite has only the model's own guard, because altering a table there drops its triggers; the one
on files has to be made again by a migration that alters `extracts_upload`.
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

KEPT_FILES = "a saved file stays as it came: its bytes can be deleted, with the day noted, and nothing else"
DELETED = "OLD.file_deleted_at IS NULL AND NEW.file_deleted_at IS NOT NULL AND NEW.content IS NULL"
FILES_ON_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION extracts_upload_file_stays() RETURNS trigger AS $$
BEGIN
    IF NEW.sha256 = OLD.sha256 AND {DELETED} THEN
        RETURN NEW;
    END IF;
    IF (NEW.sha256, NEW.file_deleted_at, NEW.content)
       IS DISTINCT FROM (OLD.sha256, OLD.file_deleted_at, OLD.content) THEN
        RAISE EXCEPTION '{KEPT_FILES}';
    END IF;
    RETURN NEW;
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER file_stays BEFORE UPDATE OF content, sha256, file_deleted_at ON extracts_upload
FOR EACH ROW WHEN (OLD.status IN ('committed', 'reverted') OR OLD.file_deleted_at IS NOT NULL)
EXECUTE FUNCTION extracts_upload_file_stays();
"""
FILES_ON_SQLITE = f"""
CREATE TRIGGER extracts_upload_file_stays BEFORE UPDATE OF content, sha256, file_deleted_at ON extracts_upload
WHEN (OLD.status IN ('committed', 'reverted') OR OLD.file_deleted_at IS NOT NULL)
     AND NOT (NEW.sha256 = OLD.sha256 AND {DELETED})
     AND NOT (NEW.sha256 = OLD.sha256 AND NEW.file_deleted_at IS OLD.file_deleted_at AND NEW.content IS OLD.content)
BEGIN SELECT RAISE(ABORT, '{KEPT_FILES}'); END
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


def files_stay() -> migrations.RunPython:
    """The migration step that guards saved files, on both engines."""

    def guard(apps, schema_editor):
        on_postgresql = schema_editor.connection.vendor == "postgresql"
        schema_editor.execute(FILES_ON_POSTGRESQL if on_postgresql else FILES_ON_SQLITE, params=None)

    def unguard(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute("DROP FUNCTION IF EXISTS extracts_upload_file_stays() CASCADE")
        else:
            schema_editor.execute("DROP TRIGGER IF EXISTS extracts_upload_file_stays")

    return migrations.RunPython(guard, unguard)
