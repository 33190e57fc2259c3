"""What docs/operations.md says of settings, of deploy/ and of the way back."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).parent.parent
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
READ = re.compile(r'\benv(?:\.\w+)?\(\s*"(\w+)"|\benviron(?:\.get\(|\[)"(\w+)"')
PROGRAM = ("aabenraa_plan", "extracts", "targets", "budget", "initiatives", "reports", "deploy")
OUR_APPS = {"aabenraa_plan", "extracts", "targets", "budget", "initiatives", "reports"}
# Django's own, and what the documents name.
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE"}
UNITS = sorted((ROOT / "deploy/systemd").iterdir())


def names_read() -> set[str]:
    files = [path for folder in PROGRAM for path in (ROOT / folder).rglob("*.py")]
    found = READ.findall("\n".join(path.read_text(encoding="utf-8") for path in files))
    return {either or other for either, other in found} - NOT_SETTINGS


def test_every_setting_stands_in_the_table_and_no_other():
    table = re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS, re.MULTILINE)
    assert len(table) == len(set(table))
    # `make run` reads PORT in the Makefile.
    assert set(table) == names_read() | {"PORT"}
    assert "DATABASE_URL" in names_read()


def test_example_of_settings_names_known_ones_and_holds_no_secret():
    lines = (ROOT / "deploy/environment.example").read_text().splitlines()
    named = dict(line.lstrip("#").split("=", 1) for line in lines if re.match(r"#?[A-Z_]+=", line))
    assert set(named) <= names_read()
    assert named["SECRET_KEY"] == ""


@pytest.mark.parametrize("name", [path.name for path in UNITS if path.suffix == ".service"])
def test_unit_runs_without_rights(name):
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(ROOT / "deploy/systemd" / name)
    asked = {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "PrivateTmp": "yes", "CapabilityBoundingSet": ""}
    assert {key: unit["Service"][key] for key in asked} == asked
    assert unit["Service"]["User"] == "aabenraa-plan"


@pytest.mark.parametrize("path", [path for path in UNITS if path.suffix == ".timer"], ids=lambda path: path.name)
def test_timer_starts_a_unit_that_is_there(path):
    service = re.sub(r"@.*", "@", path.stem) + ".service"
    assert (ROOT / "deploy/systemd" / service).exists()
    _, _, command = path.stem.partition("@")
    assert not command or list(ROOT.glob(f"*/management/commands/{command}.py"))


def test_every_file_of_deploy_is_named_in_the_documents():
    for path in (ROOT / "deploy").iterdir():
        assert path.name.removesuffix(".containerignore") in OPERATIONS or path.name == "gunicorn.conf.py"


def test_every_migration_of_ours_can_be_taken_back():
    kept = MigrationLoader(None).disk_migrations.items()
    one_way = {key for key, migration in kept if not all(each.reversible for each in migration.operations)}
    assert {key for key in one_way if key[0] in OUR_APPS} == set()
    assert one_way == {("django_tasks_database", "0013_separate_exception_fields")}
