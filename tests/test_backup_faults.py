"""What goes wrong while a backup is made or restored leaves a whole backup, and a whole database."""

import resource
import signal
from pathlib import Path

import pytest
from django.db import connections

from aabenraa_plan.models import User
from aabenraa_plan.running.backup.actions import make_backup, restore_backup
from aabenraa_plan.running.backup.file import NotBackedUp
from extracts.models import Upload
from targets.models import Observation
from tests.backups import everything, said
from tests.killing import Apart, at_once, committing, lines, own_database, received, seconds_taken

pytest_plugins = ["tests.backup_fixtures"]
pytestmark = [pytest.mark.django_db, pytest.mark.long]
KILLED = 12


def test_backup_made_while_files_are_committed_holds_each_file_whole_or_not_at_all(original, tmp_path):
    """Each file brings twenty municipalities eight months: 160 figures."""
    files = [committing(received(lines(n * 8, n * 8 + 8, tenths=0, areas=20, source=f"{n}"))) for n in range(6)]

    def all_of_them() -> str:
        for commit in files:
            commit()
        return "committed"

    writer = Apart(all_of_them)
    writer.let_go()
    for number in range(4):
        said("backup", tmp_path / f"{number}.backup")
    assert writer.outcome() == "committed"
    for number in range(4):
        said("restore", tmp_path / f"{number}.backup", replace=True, yes=True)
        ours = Upload.objects.filter(file_name="ledighed.csv")
        by_file = [Observation.objects.filter(upload=upload).count() for upload in ours]
        committed = ours.filter(status="committed").count()
        assert sorted(by_file) == [0] * (6 - committed) + [160] * committed


def test_restore_killed_at_any_moment_leaves_the_old_database_or_the_restored_one(backup, tmp_path):
    User.objects.filter(username="udvalg").update(first_name="Anders")
    old = everything()
    act = restoring(backup)
    with own_database("timed", tmp_path):
        seconds = seconds_taken(act)
    with own_database("whole", tmp_path):
        assert at_once(act) == ["restored"]
        new = everything()
    assert (old["User"][-1]["first_name"], new["User"][-1]["first_name"]) == ("Anders", "")
    left = []
    for number in range(KILLED):
        with own_database("killed", tmp_path):
            Apart(act).killed(after=seconds * number / (KILLED - 1))
            found = everything()
            assert found in (old, new)
            left.append(found == old)
    assert left[0] is True


def restoring(backup: Path):
    def act() -> str:
        restore_backup(backup, connections["default"], replace=True)
        return "restored"

    return act


def test_full_disk_leaves_no_half_backup(original, tmp_path):
    """The system refuses to let any file grow beyond 200 kB, as it refuses on a disk that is full."""

    def act() -> str:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            return str(make_backup(tmp_path / "a.backup", connections["default"]))
        except NotBackedUp as problem:
            return str(problem)

    before = {each.name for each in tmp_path.iterdir()}
    [outcome] = at_once(act)
    assert outcome.startswith("The backup could not be written")
    assert {each.name for each in tmp_path.iterdir()} == before
