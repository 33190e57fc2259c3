"""The same files give the same database on SQLite and on PostgreSQL, and a second time nothing new."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.postgres import postgres_server

pytestmark = [pytest.mark.once, pytest.mark.long]
ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
REAL = ("real/maalepunkter-jobindsats-2021-2026.csv", "real/jobindsats-y30r21-v2-sydjylland.csv")
FILES = [str(EXAMPLES / name) for name in (*REAL, "invented/forbrug-eksempeldata-2023.csv")]
DUMP = """
from targets.models import Observation
for fact in Observation.objects.select_related("indicator", "area", "upload").order_by("pk"):
    print(fact.indicator.code, fact.area.code, fact.period, fact.period_end, fact.state, fact.value, fact.numerator,
          fact.denominator, fact.provisional, fact.line, fact.upload.file_name, fact.superseded_at, sep=";")
from budget.models import BudgetLine, LedgerEntry
for line in BudgetLine.objects.order_by("pk"):
    print("budget", line, line.amount, line.persons, line.source, line.superseded_at, sep=";")
for entry in LedgerEntry.objects.order_by("pk"):
    print("ledger", entry, entry.gross, entry.reimbursement, entry.net, entry.persons, entry.superseded_at, sep=";")
"""
MARK = "— and then —"
SCRIPT = f"""
import json
from io import StringIO
from django.core.management import call_command

def said(command, *arguments, **options):
    out = StringIO()
    call_command(command, *arguments, stdout=out, **options)
    return out.getvalue()

def figures():
    exec({DUMP!r}, {{}})

said("migrate", verbosity=0)
said("load_plans")
said("import_extract", *{FILES!r})
figures()
print("{MARK}")
said("import_extract", *{FILES!r})
figures()
print("{MARK}")
print(json.dumps({{
    "bp21": json.loads(said("assess", plan="bp21", json=True)),
    "bp23": json.loads(said("assess", plan="bp23", json=True)),
    "2021": json.loads(said("budget_status", year=2021, json=True)),
    "2023": json.loads(said("budget_status", year=2023, json=True)),
    "initiatives": json.loads(said("initiative_status", json=True)),
}}))
"""


def imported(address):
    """Every figure after a first import, and after a second one of the same files; and the verdicts of both plans."""
    environment = os.environ | {"DATABASE_URL": address, "SECRET_KEY": "only-for-this-test-" * 3, "DEBUG": "false"}
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", SCRIPT]
    finished = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False
    )
    assert finished.returncode == 0, finished.stderr
    first, again, verdicts = finished.stdout.split(f"{MARK}\n")
    return first, again, json.loads(verdicts)


def test_real_files_give_the_same_database_on_both_engines_and_twice_changes_nothing(tmp_path):
    sqlite, sqlite_again, sqlite_verdicts = imported(f"sqlite:///{tmp_path / 'engine.sqlite3'}")
    with postgres_server() as address:
        postgresql, postgresql_again, postgresql_verdicts = imported(address)
    # 2.952 figures, 96 lines × 3 measures, 21 printed ones; 35 budget lines, 160 of the ledger.
    assert len(sqlite.splitlines()) == 3261 + 35 + 160
    assert sqlite.splitlines() == postgresql.splitlines()
    assert sqlite == sqlite_again
    assert postgresql == postgresql_again
    assert sqlite_verdicts == postgresql_verdicts
    # Nine demands of eight goals; eighteen of sixteen and the one without a number.
    assert [len(sqlite_verdicts[plan]) for plan in ("bp21", "bp23")] == [9, 18]
    assert len(sqlite_verdicts["initiatives"]) == 14
    totals = [sqlite_verdicts[year]["total"] for year in ("2021", "2023")]
    assert [(total["persons"], total["support"], total["effort"]) for total in totals] == [
        ("4165", "509392", "40860"),
        ("3531", "439545", "31171"),
    ]
