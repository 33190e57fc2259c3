"""Which database a request reads from: what is decided without a server."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import OperationalError, router
from django.http import HttpResponse
from django.test import RequestFactory

from aabenraa_plan.access import Action, public, requires
from aabenraa_plan.models import SignIn, User
from aabenraa_plan.running import replica
from aabenraa_plan.running.replica import READING, ReplicaMiddleware, ReplicaRouter, Seen, Watch, position_of
from reports.models import Report
from targets.models import Observation

pytestmark = pytest.mark.embedded


@pytest.fixture
def watch(monkeypatch):
    """A process that believes in a copy that has come to position 100."""
    watch = Watch()
    watch.seen = Seen(replica.monotonic(), well=True, written=100, replayed=100)
    monkeypatch.setattr(replica, "WATCH", watch)
    monkeypatch.setattr(replica, "connections", {"replica": SimpleNamespace(close=lambda: None)})
    monkeypatch.setattr(replica, "replayed", lambda: (100, 0.0))
    return watch


def read_from(view, method="get", cookie="") -> bool:
    """Whether the view, asked for in that way, reads from the copy."""
    request = getattr(RequestFactory(), method)("/")
    if cookie:
        request.COOKIES["written"] = cookie
    seen = []

    def answered(request):
        middleware.process_view(request, view, [], {})
        seen.append(READING.get())
        return HttpResponse()

    middleware = ReplicaMiddleware(answered)
    middleware(request)
    assert READING.get() is False
    return seen[0]


def marked(mark):
    return mark(lambda request: HttpResponse())


@pytest.mark.parametrize("action", [Action.READ, Action.BROWSE])
def test_page_that_is_only_read_may_come_from_the_copy(watch, action):
    assert read_from(marked(requires(action))) is True
    assert read_from(marked(requires(action)), "head") is True


@pytest.mark.parametrize("action", sorted(set(Action) - {Action.READ, Action.BROWSE}))
def test_page_to_work_on_comes_from_the_primary(watch, action):
    assert read_from(marked(requires(action))) is False


def test_page_open_to_all_and_one_without_a_mark_come_from_the_primary(watch):
    assert read_from(marked(public)) is False
    assert read_from(lambda request: HttpResponse()) is False


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_that_may_write_reads_from_the_copy(watch, monkeypatch, method):
    monkeypatch.setattr(replica, "written", lambda: "0/1")
    assert read_from(marked(requires(Action.READ)), method) is False


# Position 100 is 0/64.
@pytest.mark.parametrize(("cookie", "may"), [("0/64", True), ("0/65", False), ("1/0", False), ("x'; DROP", True)])
def test_who_has_written_reads_from_the_copy_when_it_has_come_as_far(watch, cookie, may):
    assert read_from(marked(requires(Action.READ)), cookie=cookie) is may


def test_written_is_remembered_in_a_cookie_that_scripts_cannot_read(watch, monkeypatch):
    monkeypatch.setattr(replica, "written", lambda: "0/AB12")
    response = ReplicaMiddleware(lambda request: HttpResponse())(RequestFactory().post("/"))
    cookie = response.cookies["written"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["max-age"]) == ("0/AB12", True, "Lax", 70)


def test_written_to_a_primary_that_then_fails_is_read_from_no_copy(watch, monkeypatch):
    def gone():
        raise OperationalError

    monkeypatch.setattr(replica, "written", gone)
    response = ReplicaMiddleware(lambda request: HttpResponse())(RequestFactory().post("/"))
    assert read_from(marked(requires(Action.READ)), cookie=response.cookies["written"].value) is False


def test_copy_is_for_figures_and_never_for_who_somebody_is():
    token, chooses = READING.set(True), ReplicaRouter()
    try:
        assert [chooses.db_for_read(model) for model in (Observation, Report)] == ["replica", "replica"]
        assert [chooses.db_for_read(model) for model in (User, SignIn, Session)] == ["default"] * 3
        assert chooses.db_for_write(Observation) == "default"
    finally:
        READING.reset(token)
    assert chooses.db_for_read(Observation) == "default"
    assert [chooses.allow_migrate(name, "targets") for name in ("default", "replica")] == [True, False]


@pytest.mark.parametrize(
    ("newest", "position", "age", "lag"),
    [(100, 100, 900.0, 0), (101, 100, 0.2, 0.2), (300, 90, 900.0, 900), (101, 100, 900.0, 1)],
    ids=["nothing is missing", "the last thing is young", "stands still", "the first write after a quiet hour"],
)
def test_lag_is_the_most_that_it_can_be(newest, position, age, lag):
    watch = Watch()
    watch.seen = Seen(replica.monotonic() - 1, well=True, written=100, replayed=100)
    assert watch.lag(newest, position, age) == pytest.approx(lag, abs=0.1)


@pytest.mark.parametrize(
    ("text", "number"), [("0/0", 0), ("0/64", 100), ("16/B374D848", 0x16_B374D848), ("", 0), ("0/xyz", 0), (None, 0)]
)
def test_position_is_read_as_a_number(text, number):
    assert position_of(text) == number


def test_without_a_replica_there_is_neither_a_router_nor_a_middleware():
    assert router.routers == []
    assert list(settings.DATABASES) == ["default"]
    assert not [name for name in settings.MIDDLEWARE if "replica" in name]
