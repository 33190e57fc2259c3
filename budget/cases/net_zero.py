"""The triggers that keep appropriation cases whole, on both engines, also against SQL typed by hand.

A case begins as a draft. It can be granted only with lines that fit its kind, and a reallocation only where they
sum to exactly 0. From then on neither the case nor its lines change; it can be taken back, once. PostgreSQL
refuses deletions too. SQLite does not, because Django empties the tables there by deleting their rows.

SQLite makes a table anew to alter it. That drops its triggers, and fails while the other table's triggers speak
of it: a migration that alters one of the two begins with `RunPython(unguard, guard)` and ends with
`cases_are_whole()`.
"""

from django.db import migrations

CASE, LINE = "budget_appropriation", "budget_appropriationline"
COLUMNS = (
    *("id", "year", "kind", "title", "reason", "case_number", "payer"),
    *("created_by_id", "created_at", "decided_on", "granted_by_id", "granted_at"),
)
"""What stands once a case is granted."""

LINES = f"SELECT 1 FROM {LINE} WHERE appropriation_id = NEW.id"
CASE_RULES = {
    "a withdrawn case is never changed": "OLD.status = 'withdrawn'",
    "only a granted case is withdrawn": "OLD.status = 'draft' AND NEW.status = 'withdrawn'",
    "a granted case is only ever withdrawn": "OLD.status = 'granted' AND (NEW.status = 'draft' OR {changed})",
    "a case without lines is not granted": "{granting} AND NOT EXISTS (" + LINES + ")",
    "the lines of a reallocation sum to exactly 0": (
        "{granting} AND NEW.kind = 'reallocation' AND "
        f"(SELECT COALESCE(SUM(amount), 0) FROM {LINE} WHERE appropriation_id = NEW.id) <> 0"
    ),
    "a line of a capital case is on no benefit type": (
        "{granting} AND NEW.kind = 'capital' AND EXISTS (" + LINES + " AND benefit_type_id IS NOT NULL)"
    ),
    "a line of an operating case is on a benefit type": (
        "{granting} AND NEW.kind <> 'capital' AND EXISTS (" + LINES + " AND benefit_type_id IS NULL)"
    ),
}
"""What an update of a case is refused for, and the condition that finds it."""
GRANTING = "OLD.status = 'draft' AND NEW.status = 'granted'"
NOT_A_DRAFT = "a case begins as a draft"
LINE_STANDS = "the lines of a case that is not a draft stand"
CASE_STANDS = "a case that is not a draft is not deleted"

SQLITE = {
    f"{CASE}_begins": f"BEFORE INSERT ON {CASE} WHEN NEW.status <> 'draft' BEGIN SELECT {{refuse}}; END",
    f"{CASE}_stands": f"BEFORE UPDATE ON {CASE} BEGIN {{refusals}} END",
    f"{LINE}_is_added": f"BEFORE INSERT ON {LINE} BEGIN {{refuse_line}} (NEW.appropriation_id); END",
    f"{LINE}_stands": (
        f"BEFORE UPDATE ON {LINE} BEGIN {{refuse_line}} (OLD.appropriation_id, NEW.appropriation_id); END"
    ),
}
POSTGRESQL_FUNCTIONS = {
    f"{CASE}_is_whole": """
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.status <> 'draft' THEN {case_stands} END IF;
        RETURN OLD;
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'draft' THEN {begins} END IF;
        RETURN NEW;
    END IF;
    {refusals}
    RETURN NEW;
END""",
    f"{LINE}_is_whole": f"""
BEGIN
    -- Held, so that a case is not granted while its lines are written.
    PERFORM 1 FROM {CASE} WHERE id IN (OLD.appropriation_id, NEW.appropriation_id) ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM {CASE} WHERE id IN (OLD.appropriation_id, NEW.appropriation_id) AND status <> 'draft'
    ) THEN {{line_stands}} END IF;
    RETURN COALESCE(NEW, OLD);
END""",
}


def sqlite_triggers() -> dict[str, str]:
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in COLUMNS)
    rules = {said: rule.format(granting=GRANTING, changed=changed) for said, rule in CASE_RULES.items()}
    texts = {
        "refuse": sqlite_refusal(NOT_A_DRAFT),
        "refusals": " ".join(f"SELECT {sqlite_refusal(said)} WHERE {rule};" for said, rule in rules.items()),
        "refuse_line": f"SELECT {sqlite_refusal(LINE_STANDS)} FROM {CASE} WHERE status <> 'draft' AND id IN",
    }
    return {name: f"CREATE TRIGGER {name} {body.format(**texts)}" for name, body in SQLITE.items()}


def sqlite_refusal(said: str) -> str:
    return f"RAISE(ABORT, 'appropriations: {said}')"


def postgresql_functions() -> dict[str, str]:
    changed = f"({columns_of('NEW')}) IS DISTINCT FROM ({columns_of('OLD')})"
    rules = {said: rule.format(granting=GRANTING, changed=changed) for said, rule in CASE_RULES.items()}
    texts = {
        "begins": postgresql_refusal(NOT_A_DRAFT),
        "case_stands": postgresql_refusal(CASE_STANDS),
        "line_stands": postgresql_refusal(LINE_STANDS),
        "refusals": "\n    ".join(f"IF {rule} THEN {postgresql_refusal(said)} END IF;" for said, rule in rules.items()),
    }
    return {name: body.format(**texts) for name, body in POSTGRESQL_FUNCTIONS.items()}


def columns_of(row: str) -> str:
    return ", ".join(f"{row}.{column}" for column in COLUMNS)


def postgresql_refusal(said: str) -> str:
    return f"RAISE EXCEPTION 'appropriations: {said}' USING ERRCODE = 'check_violation';"


def guard(apps, schema_editor):
    unguard(apps, schema_editor)
    if schema_editor.connection.vendor == "sqlite":
        for statement in sqlite_triggers().values():
            schema_editor.execute(statement, params=None)
        return
    for (name, body), table in zip(postgresql_functions().items(), (CASE, LINE), strict=True):
        header = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$"
        schema_editor.execute(f"{header} {body} $$ LANGUAGE plpgsql", params=None)
        events = f"BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW"
        schema_editor.execute(f"CREATE TRIGGER {name} {events} EXECUTE FUNCTION {name}()", params=None)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        return
    for name in POSTGRESQL_FUNCTIONS:
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")


def cases_are_whole() -> migrations.RunPython:
    """The migration step that guards both tables."""
    return migrations.RunPython(guard, unguard)
