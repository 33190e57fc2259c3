"""Readers' pages from a read-only copy of the database, where DATABASE_REPLICA_URL names one.

Which database a request reads from is decided once, before its view, and may then only change from the
copy to the primary. So a page is never kept under a data version that is newer than its figures: the version
comes from where the figures come from. Written, and all that says who somebody is, is on the primary alone.
"""

import logging
import re
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, connections

from aabenraa_plan.access import Action

logger = logging.getLogger(__name__)
PRIMARY, REPLICA = "default", "replica"
READ_THERE = frozenset({"extracts", "targets", "budget", "initiatives", "reports"})
"""The apps whose rows are read from the copy. Users, sessions, caches, tasks and logs never are."""
FOR_READERS = frozenset({Action.READ, Action.BROWSE})
"""The pages that nothing is written on; a form to edit with shows what is on the primary."""
SAFE = ("GET", "HEAD")
SECONDS_WELL, SECONDS_DOWN = 2, 15
"""How long a process trusts what it last saw of the copy."""
WRITTEN = "written"
"""The cookie that says how far the copy must be, for somebody to see what they have just saved."""
NEVER_THERE = "FFFFFFFF/FFFFFFFF"
POSITION = re.compile(r"([0-9A-F]{1,8})/([0-9A-F]{1,8})")

READING = ContextVar("reading from the replica", default=False)


class ReplicaRouter:
    """Everything to the primary, but the figures that a reader's page is made of."""

    def db_for_read(self, model, **hints):
        return REPLICA if READING.get() and model._meta.app_label in READ_THERE else PRIMARY

    def db_for_write(self, model, **hints):
        return PRIMARY

    def allow_relation(self, one, other, **hints):
        return True  # they hold the same rows

    def allow_migrate(self, db, app_label, **hints):
        return db == PRIMARY


@dataclass(frozen=True)
class Seen:
    """What this process last saw of the copy."""

    at: float
    well: bool = False
    written: int = 0
    """How far the primary was then, and how far the copy."""
    replayed: int = 0

    @property
    def is_old(self) -> bool:
        return monotonic() - self.at > (SECONDS_WELL if self.well else SECONDS_DOWN)


class Watch:
    """The process's own view of the copy, looked up again every few seconds."""

    def __init__(self):
        self.seen = Seen(at=float("-inf"))

    def usable(self, after: int) -> bool:
        """Whether it may be read by somebody who has written up to that position."""
        if self.seen.is_old:
            self.look()
        return self.seen.well and (self.seen.replayed >= after or self.has_come_to(after))

    def has_come_to(self, after: int) -> bool:
        try:
            return replayed()[0] >= after
        except Error as problem:
            self.failed(problem)
            return False

    def look(self) -> Seen:
        try:
            newest = position_of(written())
            position, age = replayed()
        except Error as problem:
            self.failed(problem)
        else:
            well = self.lag(newest, position, age) <= settings.REPLICA_MAX_LAG
            self.seen = Seen(monotonic(), well, newest, position)
        return self.seen

    def lag(self, newest: int, position: int, age: float) -> float:
        """Seconds at most: the age of the last thing it did, but for a long one where nothing had been written."""
        if position >= newest:
            return 0.0
        since = monotonic() - self.seen.at
        return min(age, since) if position >= self.seen.written > 0 else age

    def failed(self, problem: Error):
        logger.warning("The replica is not read: %s", str(problem).strip())
        connections[REPLICA].close()
        self.seen = Seen(monotonic())


WATCH = Watch()


def written() -> str:
    """How far the primary is."""
    with connections[PRIMARY].cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_lsn()")
        return cursor.fetchone()[0]


def replayed() -> tuple[int, float]:
    """How far the copy is, and the age of the last thing it did. A server that was promoted is a copy no more."""
    with connections[REPLICA].cursor() as cursor:
        cursor.execute(
            "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn(),"
            " extract(epoch FROM now() - pg_last_xact_replay_timestamp())"
        )
        is_copy, position, age = cursor.fetchone()
    if not is_copy:
        raise OperationalError("DATABASE_REPLICA_URL names a server that is not a replica.")
    return position_of(position), float("inf") if age is None else float(age)


def position_of(text: str) -> int:
    """`16/B374D848` as a number; 0 for anything else."""
    found = POSITION.fullmatch(text or "")
    return int(found[1], 16) << 32 | int(found[2], 16) if found else 0


def replica_is_well() -> bool:
    """For the health page: looked at now. True where no copy is asked for."""
    return REPLICA not in connections or WATCH.look().well


class ReplicaMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = READING.set(False)
        try:
            response = self.get_response(request)
        finally:
            READING.reset(token)
        if request.method not in SAFE:
            remember_written(response)
        return response

    def process_view(self, request, view, args, kwargs):
        if request.method in SAFE and getattr(view, "access", None) in FOR_READERS:
            READING.set(WATCH.usable(position_of(request.COOKIES.get(WRITTEN))))

    def process_exception(self, request, problem):
        """The copy went away under the reader: the same page once more, from the primary."""
        if not READING.get() or not isinstance(problem, OperationalError | InterfaceError):
            return None
        READING.set(False)
        WATCH.failed(problem)
        found = request.resolver_match
        return found.func(request, *found.args, **found.kwargs)


def remember_written(response):
    """Kept as long as the copy could be behind and still be read."""
    try:
        position = written()
    except Error:
        position = NEVER_THERE
    response.set_cookie(
        WRITTEN,
        position,
        max_age=settings.REPLICA_MAX_LAG + 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
