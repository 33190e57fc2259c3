"""A backup holds everything of one moment; what is restored from it is the same, or nothing was touched."""

import sqlite3
import stat
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client

from aabenraa_plan.models import Role, User
from aabenraa_plan.running.backup import on_postgresql, on_sqlite, programs
from aabenraa_plan.running.backup.actions import checked, restore_backup
from aabenraa_plan.running.backup.file import HEADER_BYTES, Manifest, NotBackedUp, header_of, read_manifest
from tests.backups import everything, said

pytest_plugins = ["tests.backup_fixtures"]
pytestmark = pytest.mark.django_db


def test_restored_database_says_the_same_byte_for_byte(backup):
    before = everything()
    User.objects.filter(username="udvalg").update(first_name="Anders")
    assert said("restore", backup, replace=True, yes=True).startswith("Restored: ")
    after = everything()
    assert {name for name in before if before[name] != after[name]} == set()
    assert b"%PDF" in after["rapport.pdf"]
    assert said("verify_reports").endswith("All 1 reports hold.\n")


def test_guards_and_numbering_stand_after_a_restore(backup):
    said("restore", backup, replace=True, yes=True)
    newest = User.objects.latest("pk").pk
    assert User.objects.create(username="ny", role=Role.MANAGER).pk == newest + 1
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM targets_observation")
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE reports_report SET content = '{}'")
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
            assert cursor.fetchone()[0] > 0


def test_sessions_and_kept_pages_do_not_come_back(original, tmp_path):
    Client().force_login(User.objects.get(username="udvalg"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_key FROM django_session")
        [(key,)] = cursor.fetchall()
    said("backup", tmp_path / "a.backup")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (1,)
    said("restore", tmp_path / "a.backup", replace=True, yes=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)
    if connection.vendor == "sqlite":
        assert key.encode() not in Path(connection.settings_dict["NAME"]).read_bytes()


def test_file_is_its_owners_alone_and_nothing_lies_beside_it(backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [each.name for each in backup.parent.iterdir() if "backed" not in each.name] == ["a.backup"]


def test_manifest_says_what_the_file_holds(backup):
    manifest = read_manifest(backup)
    assert (manifest.engine, manifest.app_version) == (connection.vendor, "0.1.0")
    assert (manifest.counts["reports_report"], manifest.counts["extracts_dataversion"]) == (1, 1)
    assert "django_session" not in manifest.counts
    assert "reports.0002_follow_up_reports" in manifest.migrations
    assert manifest.size == backup.stat().st_size - HEADER_BYTES


def test_backup_is_tried_in_a_place_of_its_own(backup):
    before = everything()
    assert " can be restored: " in said("check_backup", backup)
    assert everything() == before


def test_database_that_is_not_empty_is_left_alone(backup):
    before = everything()
    with pytest.raises(CommandError, match="not empty"):
        said("restore", backup)
    assert everything() == before


@pytest.mark.parametrize(("typed", "goes_on"), [("nej\n", False), ("", False), (None, True)])
def test_replacing_asks_for_the_name_of_the_database(backup, monkeypatch, typed, goes_on):
    User.objects.filter(username="udvalg").update(first_name="Anders")
    name = Path(connection.settings_dict["NAME"]).name
    monkeypatch.setattr("sys.stdin", StringIO(f"{name}\n" if typed is None else typed))
    if goes_on:
        said("restore", backup, replace=True)
    else:
        with pytest.raises(CommandError, match=r"Nothing was changed\."):
            said("restore", backup, replace=True)
    assert User.objects.get(username="udvalg").first_name == ("" if goes_on else "Anders")


def turned(data: bytes, place: int) -> bytes:
    """With one bit turned."""
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def damages(data: bytes) -> list[bytes]:
    """One bit in every part of the file, the file cut off in every part, and something behind its end."""
    end = len(data) - 1
    places = (0, 10, 30, 90, 500, HEADER_BYTES - 2, HEADER_BYTES, HEADER_BYTES + 5, (HEADER_BYTES + end) // 2, end)
    cuts = (0, 1, 50, HEADER_BYTES - 1, HEADER_BYTES, HEADER_BYTES + 1000, end)
    return [turned(data, place) for place in places] + [data[:cut] for cut in cuts] + [data + b"x"]


def test_damaged_file_is_refused_wherever_the_damage_is(backup, tmp_path):
    whole, damaged = backup.read_bytes(), tmp_path / "damaged.backup"
    for data in damages(whole):
        damaged.write_bytes(data)
        with pytest.raises(NotBackedUp):
            checked(damaged, connections["default"])
    damaged.write_bytes(whole)
    checked(damaged, connections["default"])


def test_damaged_file_leaves_the_database_as_it_was(backup):
    before = everything()
    backup.write_bytes(turned(backup.read_bytes(), HEADER_BYTES + 2000))
    with pytest.raises(CommandError, match="damaged"):
        said("restore", backup, replace=True, yes=True)
    assert everything() == before


@pytest.mark.parametrize("content", [b"", b"CREATE TABLE x;", b"PK\x03\x04" * 9000])
def test_file_that_is_no_backup_is_refused(backup, tmp_path, content):
    other = tmp_path / "other"
    other.write_bytes(content)
    with pytest.raises(CommandError, match="not a backup"):
        said("restore", other, replace=True, yes=True)


def test_file_that_is_not_there_is_named(original, tmp_path):
    with pytest.raises(CommandError, match=r"none\.backup cannot be read: No such file"):
        said("restore", tmp_path / "none.backup", replace=True, yes=True)


def with_manifest(backup: Path, **changes):
    """The same file, saying something else of itself."""
    manifest = Manifest(**vars(read_manifest(backup)) | changes)
    backup.write_bytes(header_of(manifest) + backup.read_bytes()[HEADER_BYTES:])


def test_backup_of_another_engine_is_refused(backup):
    with_manifest(backup, engine="oracle")
    with pytest.raises(CommandError, match="is of oracle, and DATABASE_URL names"):
        said("restore", backup, replace=True, yes=True)


def test_backup_of_a_later_release_is_refused(backup):
    manifest = read_manifest(backup)
    with_manifest(backup, migrations=[*manifest.migrations, "reports.0999_next_year"], app_version="9.0")
    with pytest.raises(CommandError, match=r"later release \(9\.0\): this one does not know reports\.0999_next_year"):
        said("restore", backup, replace=True, yes=True)


def test_backup_of_an_earlier_release_is_restored_and_says_what_to_do(backup):
    manifest = read_manifest(backup)
    with_manifest(backup, migrations=manifest.migrations[:-1])
    assert "run `manage.py migrate`" in said("restore", backup, replace=True, yes=True)


def test_dump_with_other_rows_than_the_manifest_changes_nothing(backup):
    """As a dump would be that its program broke off without saying so."""
    before = everything()
    counts = read_manifest(backup).counts
    with_manifest(backup, counts=counts | {"targets_observation": counts["targets_observation"] + 1})
    with pytest.raises(CommandError, match=r"Nothing was changed\."):
        said("restore", backup, replace=True, yes=True)
    assert everything() == before


def test_existing_file_is_not_written_over(backup):
    before = backup.read_bytes()
    with pytest.raises(CommandError, match="is there already"):
        said("backup", backup)
    assert backup.read_bytes() == before


def test_folder_keeps_the_newest_and_nothing_else_is_deleted(original, tmp_path, monkeypatch):
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "aabenraa-plan-budget.xlsx").write_text("another's")
    for day in range(1, 5):
        (folder / f"aabenraa-plan-2026-01-0{day}T030000Z.backup").write_text("old")
    assert said("backup", folder, keep=3).count("deleted, there are 3 newer ones.") == 2
    names = sorted(each.name for each in folder.iterdir())
    assert names[:3] == [
        "aabenraa-plan-2026-01-03T030000Z.backup",
        "aabenraa-plan-2026-01-04T030000Z.backup",
        names[2],
    ]
    assert (len(names), names[3]) == (4, "aabenraa-plan-budget.xlsx")


def test_nothing_is_deleted_where_the_new_backup_fails(original, tmp_path, monkeypatch):
    old = tmp_path / "aabenraa-plan-2026-01-01T030000Z.backup"
    old.write_text("old")

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CommandError, match="No space left on device"):
        said("backup", tmp_path, keep=1)
    assert [each.name for each in tmp_path.glob("*.backup")] == [old.name]
    assert list(tmp_path.glob(".*part")) == []


@pytest.mark.parametrize("keep", [0, -1])
def test_keeping_none_is_refused(original, tmp_path, keep):
    with pytest.raises(CommandError, match="at least 1"):
        said("backup", tmp_path, keep=keep)


def test_empty_database_is_not_backed_up(original, tmp_path):
    engine = on_postgresql if connection.vendor == "postgresql" else on_sqlite
    with engine.throw_away(connections["default"]) as empty, pytest.raises(NotBackedUp, match="is empty"):
        engine.dump(empty, None)


@pytest.mark.once
def test_programs_that_are_too_old_or_not_there_are_named(monkeypatch):
    with pytest.raises(NotBackedUp, match=r"version 99 is needed\. Install them, such as postgresql-client-99"):
        programs.programs_for(99)
    monkeypatch.setattr(programs, "folders", list)
    with pytest.raises(NotBackedUp, match="pg_dump, pg_restore, psql are not on this machine"):
        programs.programs_for(15)


@pytest.mark.once
def test_server_older_than_the_backups_is_refused(backup):
    with_manifest(backup, server=99)
    with pytest.raises(CommandError, match="The backup is of PostgreSQL 99, and the server is of version"):
        said("restore", backup, replace=True, yes=True)


@pytest.mark.embedded
def test_database_that_the_site_has_open_is_not_replaced(backup):
    before = everything()
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as site:
        site.execute("PRAGMA journal_mode = WAL")
        site.execute("SELECT count(*) FROM targets_observation").fetchone()
        with pytest.raises(NotBackedUp, match="is in use: stop the site first"):
            restore_backup(backup, connections["default"], replace=True)
    assert everything() == before
