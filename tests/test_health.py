"""What the proxy and monitoring are told of the site, and what they are not."""

import time
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from aabenraa_plan.running import health
from scripts.postgres import postgres_server

WELL = {"database": True, "migrations": True, "worker": True, "disk": True}


@pytest.fixture
def nothing_asked(db, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        yield client


def test_process_that_answers_asks_nothing_else(nothing_asked):
    answer = nothing_asked.get("/sundhed/lever/")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


@pytest.mark.parametrize("path", ["/sundhed/", "/sundhed/klar/"])
def test_site_that_is_well_says_so_by_names_alone(path, client, db):
    answer = client.get(path)
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "checks": WELL})
    assert answer["Content-Type"] == "application/json"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/sundhed/", "/sundhed/klar/", "/sundhed/lever/"])
def test_health_is_asked_over_plain_http_by_looking_only(path, client, db, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(path).status_code == 200
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405
    assert client.get("/log-ind/").status_code == 301


def enqueued(minutes_ago: int, **values) -> DBTaskResult:
    now = timezone.now()
    task = DBTaskResult.objects.create(
        args_kwargs={}, task_path="x", backend_name="default", run_after=now, id=uuid4(), **values
    )
    DBTaskResult.objects.filter(pk=task.pk).update(
        enqueued_at=now - timedelta(minutes=minutes_ago), run_after=now - timedelta(minutes=minutes_ago)
    )
    return task


def test_worker_that_left_a_file_waiting_is_told_but_the_site_serves_on(client, db):
    enqueued(9)
    assert client.get("/sundhed/").json()["ok"]
    enqueued(11)
    not_well = {"checks": WELL | {"worker": False}}
    answer = client.get("/sundhed/")
    assert (answer.status_code, answer.json()) == (503, {"ok": False} | not_well)
    answer = client.get("/sundhed/klar/")
    assert (answer.status_code, answer.json()) == (200, {"ok": True} | not_well)


def test_worker_that_began_another_file_lately_is_well(client, db):
    enqueued(60)
    enqueued(50, started_at=timezone.now() - timedelta(minutes=9))
    assert client.get("/sundhed/").json()["checks"]["worker"]
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=11))
    assert not client.get("/sundhed/").json()["checks"]["worker"]


def test_unapplied_migration_takes_the_server_out(client, db):
    MigrationRecorder.Migration.objects.filter(app="reports").order_by("-pk").first().delete()
    answer = client.get("/sundhed/klar/")
    assert (answer.status_code, answer.json()) == (503, {"ok": False, "checks": WELL | {"migrations": False}})


@pytest.mark.parametrize(("free", "status"), [(499_999_999, 503), (500_000_000, 200)])
def test_disk_with_too_little_left_takes_the_server_out(free, status, client, db, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: type("Usage", (), {"free": free}))
    answer = client.get("/sundhed/klar/")
    assert (answer.status_code, answer.json()["checks"]["disk"]) == (status, status == 200)


def test_disk_that_cannot_be_looked_at_is_not_well(client, db, monkeypatch):
    def gone(folder):
        raise OSError(5, "Input/output error", "/srv/secret-place")

    monkeypatch.setattr(health.shutil, "disk_usage", gone)
    answer = client.get("/sundhed/")
    assert (answer.status_code, answer.json()["checks"]["disk"]) == (503, False)
    assert b"secret-place" not in answer.content


@contextmanager
def stopped_server():
    """The default database is one whose server has answered, and was stopped since."""
    before = connections["default"]
    with postgres_server() as address:
        elsewhere = {"HOST": "127.0.0.1", "PORT": urlsplit(address).port, "NAME": "postgres"}
        connections["default"] = type(before)(before.settings_dict | elsewhere, "default")
        assert health.database()
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = before


@pytest.mark.once
def test_database_that_has_stopped_takes_the_server_out_within_seconds(client, db):
    with stopped_server():
        begun = time.monotonic()
        ready, alive = client.get("/sundhed/klar/"), client.get("/sundhed/lever/")
        seconds = time.monotonic() - begun
    gone = {"database": False, "migrations": False, "worker": False, "disk": True}
    assert (ready.status_code, ready.json()) == (503, {"ok": False, "checks": gone})
    assert alive.status_code == 200
    assert seconds < 5


@pytest.mark.once
def test_database_that_is_slow_is_given_up_after_seconds(client, db, monkeypatch):
    def slow():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(30)")

    monkeypatch.setitem(health.IN_DATABASE, "worker", slow)
    begun = time.monotonic()
    assert not client.get("/sundhed/").json()["checks"]["worker"]
    assert 1 < time.monotonic() - begun < 5
