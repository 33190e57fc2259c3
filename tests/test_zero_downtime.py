"""The site is loaded anew while people work in it, and stopped while one of them saves: nobody meets an error."""

import json
import threading
import time
from collections import Counter
from contextlib import contextmanager
from signal import SIGHUP, SIGTERM

import psycopg2
import pytest
from django.db import connection
from django.utils.crypto import get_random_string

from aabenraa_plan.models import Role, User
from extracts.actions import preview, receive_upload
from extracts.models import Upload, UploadStatus
from targets.models import Observation
from tests.conftest import HEADER
from tests.killing import own_database
from tests.serving import logged_in, served, until, with_file

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.long]
# A page of the live figures, a list, and every third time a form with a file.
PAGES = ("/", "/udtraek/", None)
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
def site(db, tmp_path, settings):
    """Served by two workers of gunicorn, on a database where what is written stays written."""
    settings.SECRET_KEY = get_random_string(64)
    with own_database("served", tmp_path):
        yield served(tmp_path / "log.txt")


@pytest.fixture
def person(site):
    return User.objects.create_user(username="anna", role=Role.ANALYST)


def a_file(number: int, value: str) -> bytes:
    return f"{HEADER}\r\nledighedsprocent;Aabenraa;20{10 + number % 15}M01;{value};;;;;x".encode()


class Load:
    """Some people at once, each asking for the next page when the last one has come, until told to stop."""

    def __init__(self, served, headers: dict, people: int):
        self.served, self.headers, self.stopped = served, headers, threading.Event()
        self.answers, self.failures = Counter(), []
        self.threads = [threading.Thread(target=self.work, args=[number]) for number in range(people)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *problem):
        self.stopped.set()
        for thread in self.threads:
            thread.join(60)

    def work(self, number: int):
        asked = number
        while not self.stopped.is_set():
            asked += 1
            try:
                self.ask(PAGES[asked % len(PAGES)], asked)
            except Exception as problem:
                self.failures.append(repr(problem))

    def ask(self, path: str | None, number: int):
        if path:
            status, body = self.served.ask("GET", path, headers=self.headers)
            wrong = status != 200 or b"</html>" not in body
        else:
            body, kind = with_file(a_file(number, f"{number % 10},{number // 10 % 10}"))
            status, _ = self.served.ask("POST", "/udtraek/", body, self.headers | kind)
            wrong = status != 302
        self.answers[status, path] += 1
        if wrong:
            self.failures.append(f"{path}: {status}")


def loaded_anew(served) -> set[int]:
    """Ask for it, and wait until none of the workers is one of before; these are the new ones."""
    before = served.workers()
    served.process.send_signal(SIGHUP)
    until(lambda: len(served.workers()) == 2 and not served.workers() & before)
    return served.workers()


def assert_nobody_notices(site, person, *, times: int, people: int, answers: int):
    """`answers`: how many come before, between and after the times that the site is loaded anew."""
    with site as served, Load(served, logged_in(person), people) as load:
        seen = served.workers()
        for again in range(times):
            until(lambda enough=answers * (again + 1): load.answers.total() >= enough)
            seen |= loaded_anew(served)
        enough = load.answers.total() + answers
        until(lambda: load.answers.total() >= enough)
    assert load.failures == []
    assert len(seen) == 2 * (times + 1)
    assert set(load.answers) == {(200, "/"), (200, "/udtraek/"), (302, None)}
    assert Upload.objects.filter(file_name="a.csv").count() == load.answers[302, None]


def test_site_loaded_anew_answers_everybody(site, person):
    assert_nobody_notices(site, person, times=1, people=2, answers=6)


def test_site_loaded_anew_twice_under_load_answers_everybody(site, person):
    assert_nobody_notices(site, person, times=2, people=4, answers=60)


def test_saving_that_has_begun_is_finished_when_the_site_is_stopped(site, person, tmp_path):
    upload = receive_upload(data=a_file(1, "3,4"), file_name="a.csv", by=person)
    form = f"seen={preview(upload).digest}".encode()
    headers = logged_in(person) | {"Content-Type": "application/x-www-form-urlencoded"}
    answered = []
    with site as served, somebody_else_saves() as let_go:
        asking = threading.Thread(
            target=lambda: answered.append(served.ask("POST", f"/udtraek/{upload.pk}/gem/", form, headers)[0])
        )
        asking.start()
        until(is_waiting)
        served.process.send_signal(SIGTERM)
        time.sleep(0.5)
        assert answered == []
        let_go()
        asking.join(30)
        assert served.process.wait(30) == 0
    assert answered == [302]
    upload.refresh_from_db()
    assert upload.status == UploadStatus.COMMITTED
    assert Observation.objects.filter(upload=upload).count() == 1
    log = [json.loads(line) for line in (tmp_path / "log.txt").read_text().splitlines()]
    assert [line["status"] for line in log if line.get("route") == "upload_commit"] == [302]


def is_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0] == 1


@contextmanager
def somebody_else_saves():
    """Holds the lock that every saving takes; what it gives lets go."""
    used = connection.settings_dict
    other = psycopg2.connect(host=used["HOST"], port=used["PORT"], user=used["USER"], dbname=used["NAME"])
    other.cursor().execute("SELECT 1 FROM extracts_dataversion FOR UPDATE")
    try:
        yield other.rollback
    finally:
        other.close()
