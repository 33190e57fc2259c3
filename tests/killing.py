"""A database of a test's own, and processes of their own that write to it: let go at once, or killed.

And the files they write, and what the database must look like whatever became of them.
"""

import multiprocessing
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, contextmanager
from pathlib import Path
from signal import SIGKILL

from django.db import connection, connections

from aabenraa_plan.models import User
from extracts.actions import commit_upload, preview, receive_upload
from extracts.models import Area, AreaKind, Upload
from targets.models import Observation
from tests.conftest import HEADER

FORKED = multiprocessing.get_context("fork")
"""Forked from the running tests, a process has everything loaded and is there in some milliseconds."""
SECONDS = 60
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


@contextmanager
def own_database(label: str, folder: Path):
    """A copy of the database in use, which takes its place for the time of the block."""
    with copied(label, folder) as name, in_use(name):
        yield


@contextmanager
def copied(label: str, folder: Path):
    """A copy of the database in use, by name: the test run's own may lie in memory, where no process reaches it.

    After a failure it stays, to be looked into, until the next one of its name.
    """
    used = connections["default"]
    copy, drop = (copy_on_server, drop_on_server) if used.vendor == "postgresql" else (copy_to_file, remove_file)
    name = f"{used.settings_dict['NAME']}_{label}" if used.vendor == "postgresql" else str(folder / f"{label}.sqlite3")
    copy(used, name)
    yield name
    drop(used, name)


@contextmanager
def in_use(name: str):
    """The database of that name is the default one."""
    before = connections["default"]
    connections["default"] = type(before)(before.settings_dict | {"NAME": name}, "default")
    try:
        yield
    finally:
        connection.close()
        connections["default"] = before


def copy_on_server(used, name: str):
    drop_on_server(used, name)
    used.close()  # one that others use cannot be copied
    with used._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{used.settings_dict["NAME"]}"')


def drop_on_server(used, name: str):
    with used._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def copy_to_file(used, name: str):
    used.ensure_connection()
    with closing(sqlite3.connect(name)) as copy:
        used.connection.backup(copy)
    used.close()


def remove_file(used, name: str):
    Path(name).unlink()


class Apart:
    """Something done in a process and on a connection of its own, as soon as it is let go."""

    def __init__(self, act: Callable[[], str]):
        connection.close()  # no two processes may share one
        self.line, theirs = FORKED.Pipe()
        self.process = FORKED.Process(target=act_when_told, args=(act, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.heard()

    def heard(self) -> str:
        assert self.line.poll(SECONDS), "The process does not answer."
        return self.line.recv()

    def let_go(self):
        self.line.send("go")

    def outcome(self) -> str:
        """What it returned, or the error that ended it."""
        outcome = self.heard()
        self.line.send("end")
        self.process.join(SECONDS)
        return outcome

    def killed(self, after: float):
        """Let it go and kill it so many seconds later, done or not."""
        self.let_go()
        time.sleep(after)
        self.process.kill()
        self.found_dead()

    def dies(self):
        """Let it go, to kill itself."""
        self.let_go()
        self.found_dead()

    def found_dead(self):
        self.process.join(SECONDS)
        assert self.process.exitcode == -SIGKILL
        wait_until_noticed()


def act_when_told(act: Callable[[], str], line):
    connection.ensure_connection()
    line.send("ready")
    line.recv()
    try:
        outcome = act()
    except Exception as error:
        outcome = repr(error)
    line.send(outcome)
    line.recv()
    connection.close()


def wait_until_noticed():
    """PostgreSQL ends the statement it is at, a COMMIT too, before it finds that nobody is there any more."""
    if connection.vendor != "postgresql":
        return
    until = time.monotonic() + SECONDS
    with connection.cursor() as cursor:
        while cursor.execute(OTHERS) or cursor.fetchone() != (0,):
            assert time.monotonic() < until, "The server still serves a process that is dead."
            time.sleep(0.002)


def at_once(*acts: Callable[[], str]) -> list[str]:
    """Do them at the same time, each apart; what became of each."""
    started = [Apart(act) for act in acts]
    for each in started:
        each.let_go()
    return [each.outcome() for each in started]


def seconds_taken(act: Callable[[], str]) -> float:
    apart = Apart(act)
    begun = time.monotonic()
    apart.let_go()
    apart.outcome()
    return time.monotonic() - begun


def month(number: int) -> str:
    """Months are numbered from January 2022."""
    return f"{2022 + number // 12}M{number % 12 + 1:02}"


def lines(first: int, last: int, *, tenths: int, areas: int, source: str) -> list[str]:
    """A line a municipality and month, the last one left out, with 3,0 to 6,9 %."""
    names = Area.objects.filter(kind=AreaKind.MUNICIPALITY).values_list("name", flat=True)[:areas]
    return [
        f"ledighedsprocent;{name};{month(number)};{3 + number % 4},{tenths};;;;;{source}"
        for name in names
        for number in range(first, last)
    ]


def received(lines: list[str]) -> Upload:
    data = "\r\n".join([HEADER, *lines]).encode()
    upload = receive_upload(data=data, file_name="ledighed.csv", by=User.objects.system())
    assert upload.problems == []
    return upload


def committing(upload: Upload) -> Callable[[], str]:
    """The commit of what its preview shows now."""
    seen, by = preview(upload).digest, User.objects.system()
    return lambda: commit_upload(upload=upload, seen=seen, by=by).status


def versions_by_key() -> dict[tuple, list]:
    """Every version of each figure, oldest first."""
    found = {}
    for fact in Observation.objects.order_by("recorded_at"):
        found.setdefault((fact.indicator_id, fact.area_id, fact.period), []).append(fact)
    return found


def assert_one_history():
    """Each version of a figure ends where the next begins, and the last one has not ended."""
    for versions in versions_by_key().values():
        begun = [fact.recorded_at for fact in versions]
        assert [fact.superseded_at for fact in versions] == [*begun[1:], None]
        assert sorted(set(begun)) == begun
