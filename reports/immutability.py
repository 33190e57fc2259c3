"""The PostgreSQL triggers that keep published reports and the log as they are, also against SQL typed by hand.

SQLite has only the models' own guards, because altering a table there drops its triggers.
"""

from django.db import migrations

REPORTS = """
CREATE OR REPLACE FUNCTION reports_published_stays() RETURNS trigger AS $$
BEGIN
    IF OLD.state = 'published' AND NOT (TG_OP = 'DELETE' AND OLD.is_example) THEN
        RAISE EXCEPTION 'a published report is never changed: %', OLD.id;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER published_stays BEFORE UPDATE OR DELETE ON reports_report
FOR EACH ROW EXECUTE FUNCTION reports_published_stays();
"""
STEPS = """
CREATE OR REPLACE FUNCTION reports_steps_stay() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'a step of a report is never changed: %', OLD.id;
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER steps_stay BEFORE UPDATE OR DELETE ON reports_reportstep
FOR EACH ROW EXECUTE FUNCTION reports_steps_stay();
"""
UNDONE = """
DROP TRIGGER published_stays ON reports_report;
DROP FUNCTION reports_published_stays();
DROP TRIGGER steps_stay ON reports_reportstep;
DROP FUNCTION reports_steps_stay();
"""


def published_stays() -> migrations.RunPython:
    def guard(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(REPORTS + STEPS, params=None)

    def unguard(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(UNDONE, params=None)

    return migrations.RunPython(guard, unguard)
