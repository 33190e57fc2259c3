"""A process killed at any moment leaves all of what it was doing in the database, or nothing of it."""

import os
import random
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from signal import SIGKILL
from statistics import median
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import connection

from aabenraa_plan.models import Role, User
from extracts import actions, changes, reverting, tasks
from extracts.actions import preview
from extracts.large import set_to_work
from extracts.models import DataVersion, Upload, UploadStatus, Work
from extracts.reverting import revert_upload
from targets.models import Observation
from tests.conftest import HEADER
from tests.killing import (
    Apart,
    assert_one_history,
    at_once,
    committing,
    copied,
    in_use,
    lines,
    month,
    own_database,
    received,
    seconds_taken,
)

pytestmark = pytest.mark.django_db
SEED = 580
AFTERWARDS = 1.15
"""The moments reach a little beyond the time that it takes."""
NOTHING, ALL = "nothing", "all"
# 70 municipalities: 15 months are known; of those the file has 5 unchanged and 10 changed, and 15 new ones.
UNCHANGED, CHANGED, NEW = 350, 700, 1050
CHANGED_MONTHS = {month(number) for number in range(5, 15)}
NEW_MONTHS = {month(number) for number in range(15, 30)}
OF_FACT = ("pk", "upload_id", "recorded_at", "superseded_at", "area_id", "period", "state", "value")
OF_UPLOAD = ("pk", "status", "work", "new", "changed", "unchanged", "origin", "reverts_id", "committed_at")


def some(first, last, tenths) -> list[str]:
    return lines(first, last, tenths=tenths, areas=70, source="Udtræk")


def file_lines() -> list[str]:
    return some(0, 5, 0) + some(5, 30, 1)


@pytest.fixture(scope="module")
def begun(django_db_setup, django_db_blocker, tmp_path_factory):
    """A database in which the known figures are, and the file is ready to be committed."""
    with django_db_blocker.unblock(), copied("begun", tmp_path_factory.mktemp("begun")) as name:
        with in_use(name):
            committing(received(some(0, 15, 0)))()
            received(file_lines())
        yield name


@pytest.fixture
def upload(begun, db, monkeypatch):
    # Nobody listens to the commits, so that their time is their own.
    monkeypatch.setattr(changes, "LISTENERS", [])
    with in_use(begun):
        yield Upload.objects.get(status=UploadStatus.READY)


@dataclass(frozen=True)
class Picture:
    """Everything that a step may touch."""

    facts: dict[int, tuple]
    uploads: dict[int, tuple]
    version: tuple[int, datetime]


def picture() -> Picture:
    facts = Observation.objects.order_by("pk").values_list(*OF_FACT, named=True)
    uploads = Upload.objects.order_by("pk").values_list(*OF_UPLOAD, named=True)
    return Picture(
        {fact.pk: fact for fact in facts},
        {upload.pk: upload for upload in uploads},
        DataVersion.objects.values_list("number", "moment").get(),
    )


def by_hand(upload, folder):
    return committing(upload)


def an_analyst() -> User:
    """The worker acts for those who may upload only."""
    return User.objects.get_or_create(username="anna", defaults={"role": Role.ANALYST})[0]


def by_worker(upload, folder):
    asked = {"seen": preview(upload).digest, "accepted": "", "by": an_analyst().pk}
    set_to_work(upload, Work.COMMIT, **asked)
    return lambda: tasks.commit.call(pk=upload.pk, **asked)


def by_command(upload, folder):
    path = folder / "ledighed.csv"
    path.write_text("\r\n".join([HEADER, *file_lines()]))
    return lambda: call_command("import_extract", path, stdout=StringIO())


def taken_back(upload, folder):
    committing(upload)()
    by = User.objects.system()
    return lambda: revert_upload(upload=upload, by=by).status


def taken_back_by_worker(upload, folder):
    committing(upload)()
    asked = {"by": an_analyst().pk}
    set_to_work(upload, Work.REVERT, **asked)
    return lambda: tasks.revert.call(pk=upload.pk, **asked)


STEPS = {
    "commit": (by_hand, 50),
    "commit by the worker": (by_worker, 12),
    "commit on the command line": (by_command, 12),
    "revert": (taken_back, 12),
    "revert by the worker": (taken_back_by_worker, 12),
}


@pytest.mark.parametrize(
    "share", [pytest.param(4, id="some", marks=pytest.mark.embedded), pytest.param(1, id="all", marks=pytest.mark.long)]
)
@pytest.mark.parametrize(("prepare", "kills"), STEPS.values(), ids=STEPS)
def test_step_killed_at_any_moment_leaves_all_of_it_or_nothing(prepare, kills, share, upload, tmp_path):
    kills //= share
    with own_database("prepared", tmp_path):
        act = prepare(upload, tmp_path)
        seconds = median(timed(act, tmp_path) for _ in range(3))
        chance = random.Random(SEED)
        moments = sorted((chance.uniform(0, seconds * AFTERWARDS) for _ in range(kills)), reverse=True)
        print(f"Killed after these seconds, of {seconds} that it takes: {moments}")
        left = left_by_kills(act, moments, tmp_path)
    assert len(left) == kills
    # A few kills may all come too late, where the machine does much else.
    assert NOTHING in left or share > 1


def timed(act, folder) -> float:
    with own_database("timed", folder):
        return seconds_taken(act)


def left_by_kills(act, moments, folder) -> list[str]:
    """What each kill left. Where it came too late for the step, the next ones meet a fresh copy of the database."""
    left = []
    while len(left) < len(moments):
        with own_database("killed", folder):
            left += left_until_all(act, moments[len(left) :])
    return left


def left_until_all(act, moments) -> list[str]:
    """After kills that left nothing, the same step does all of it, as if they had never been."""
    left, before = [], picture()
    for moment in moments:
        Apart(act).killed(after=moment)
        left.append(what_is_left(before))
        if left[-1] == ALL:
            return left
    at_once(act)
    assert what_is_left(before) == ALL
    return left


def what_is_left(before: Picture) -> str:
    """All or nothing; anything between is a failure."""
    assert_sound()
    after = picture()
    if after == before:
        return NOTHING
    assert_all_of_it(before, after)
    assert_one_history()
    return ALL


def assert_sound():
    """SQLite finds its file whole after it has put the leftovers of the killed process right."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []


def assert_all_of_it(before: Picture, after: Picture):
    (number, _), (_, moment) = before.version, after.version
    assert after.version == (number + 1, moment)
    written = [fact for pk, fact in after.facts.items() if pk not in before.facts]
    replaced = [fact for pk, fact in before.facts.items() if after.facts[pk] != fact]
    assert [after.facts[fact.pk] for fact in replaced] == [fact._replace(superseded_at=moment) for fact in replaced]
    [upload] = {fact.upload_id for fact in written}
    done = after.uploads[upload]
    assert {(fact.recorded_at, fact.superseded_at) for fact in written} == {(moment, None)}
    assert done.committed_at == moment
    assert (done.status, done.work) == (UploadStatus.COMMITTED, Work.NONE)
    assert_taken_back(after, done, written, replaced) if done.reverts_id else assert_committed(done, written, replaced)
    touched = {done.pk, done.reverts_id}
    assert all(after.uploads[pk] == upload for pk, upload in before.uploads.items() if pk not in touched)


def assert_committed(done, written, replaced):
    assert (done.new, done.changed, done.unchanged) == (NEW, CHANGED, UNCHANGED)
    assert (len(written), len(replaced)) == (NEW + CHANGED, CHANGED)
    assert {fact.period for fact in replaced} == CHANGED_MONTHS
    assert {fact.period for fact in written} == CHANGED_MONTHS | NEW_MONTHS


def assert_taken_back(after, done, written, replaced):
    assert (after.uploads[done.reverts_id].status, after.uploads[done.reverts_id].work) == ("reverted", "")
    assert (done.changed, len(written), len(replaced)) == (NEW + CHANGED, NEW + CHANGED, NEW + CHANGED)
    assert {fact.upload_id for fact in replaced} == {done.reverts_id}
    withdrawn = [fact for fact in written if fact.state == "withdrawn"]
    assert (len(withdrawn), {fact.period for fact in withdrawn}) == (NEW, NEW_MONTHS)
    # The known figures were whole ones, the file's had a tenth.
    assert {fact.value % 1 for fact in written if fact.period in CHANGED_MONTHS} == {0}


def dies(*args, **kwargs):
    os.kill(os.getpid(), SIGKILL)


# Before anything is written, after some of it, and after all of it but the status.
LAST_WORDS = [
    (by_hand, actions, "write_facts"),
    (by_hand, actions, "insert"),
    (by_hand, Upload, "save"),
    (by_command, actions, "insert"),
    (taken_back, Upload, "save"),
    (taken_back, reverting, "insert"),
]


@pytest.mark.parametrize(("prepare", "where", "name"), LAST_WORDS)
def test_process_that_dies_between_two_writes_leaves_nothing(prepare, where, name, upload, tmp_path):
    with own_database("dying", tmp_path):
        act = prepare(upload, tmp_path)
        before = picture()
        with patch.object(where, name, dies):
            Apart(act).dies()
        assert what_is_left(before) == NOTHING
        at_once(act)
        assert what_is_left(before) == ALL
