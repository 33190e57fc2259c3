"""The database goes away in the middle of something: nothing is half done, the page says so, and the site goes on."""

import random
import socket
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.urls import reverse

from aabenraa_plan.models import Role, User
from aabenraa_plan.running.backup.actions import make_backup, restore_backup
from aabenraa_plan.running.backup.file import NotBackedUp
from extracts import actions, changes
from extracts.models import DataVersion, Upload, UploadStatus
from reports.models import Report
from scripts.postgres import postgres_server
from targets.models import Observation
from tests.killing import assert_one_history, lines, own_database, received
from tests.live_site import Cable, Person, Server, in_use_at, served
from tests.reading import text_of
from tests.test_killed_publishing import approving, assert_published, draft_with_comments

SEED = 582
LOST = "Databasen svarer ikke lige nu"
READ_ONLY = "Der kan ikke gemmes lige nu"
PERHAPS = "Enten er alt det gemt, som du bad om, eller intet af det. Se efter, før du gør det igen."
NOTHING = "Intet er gemt."
LINES = 2100  # 70 municipalities of 30 months


def some(tenths: int) -> list[str]:
    return lines(0, 30, tenths=tenths, areas=70, source="Udtræk")


# ——— One connection ends, at a known place


@pytest.fixture
def quiet(db, monkeypatch, client, analyst, tmp_path):
    """A database of the test's own, and an analyst's client that is told of errors as a browser is."""
    monkeypatch.setattr(changes, "LISTENERS", [])
    with own_database("lost", tmp_path):
        client.raise_request_exception = False
        analyst = User.objects.create_user(username="asta", role=Role.ANALYST)
        client.force_login(analyst)
        yield client


def ends_the_connection(*args, **kwargs):
    """As an administrator, a failing server or a cut cable would."""
    pid = connection.connection.info.backend_pid
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 1000)", [pid])
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@pytest.mark.once
@pytest.mark.parametrize(
    ("where", "name"), [(actions, "write_facts"), (actions, "insert"), (Upload, "save"), (DataVersion, "save")]
)
def test_commit_whose_connection_is_lost_saves_nothing_and_says_so(where, name, quiet):
    upload = received(some(0))
    version, answer = DataVersion.now(), {"seen": actions.preview(upload).digest}
    with patch.object(where, name, ends_the_connection):
        page = quiet.post(reverse("upload_commit", args=[upload.pk]), answer)
    connection.close()
    assert (page.status_code, page.headers["Retry-After"]) == (503, "30")
    assert LOST in text_of(page) and PERHAPS in text_of(page)
    assert (Observation.objects.filter(upload=upload).count(), DataVersion.now()) == (0, version)
    quiet.post(reverse("upload_commit", args=[upload.pk]), answer)
    assert Observation.objects.filter(upload=upload).count() == LINES


@pytest.mark.once
def test_file_that_could_not_be_recorded_is_not_called_broken(quiet):
    """The fault is not the file's, so nothing is said of it."""
    file = SimpleUploadedFile("ledighed.csv", "\n".join(some(0)).encode())
    with patch.object(actions, "examine", ends_the_connection):
        page = quiet.post(reverse("uploads"), {"file": file})
    connection.close()
    assert page.status_code == 503
    assert not Upload.objects.filter(file_name="ledighed.csv").exists()


# ——— The whole server, under the site as it runs for real


@dataclass
class Running:
    """The site, its server, and the cable between them."""

    address: str
    site: str
    server: Server
    cable: Cable
    analyst: Person
    approver: Person


@pytest.fixture(scope="module")
def begun(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), open_folder() as home, postgres_server(home / "kept") as address:
        cable = Cable(urlsplit(address).port)
        with served(address.replace(str(urlsplit(address).port), str(cable.port))) as site:
            with in_use_at(address):
                fill()
            yield address, site, Server(home / "kept", home), cable


@pytest.fixture
def running(begun, db):
    """The database of the site is the tests' own too, outside any transaction."""
    address, site, *_ = begun
    with in_use_at(address):
        # Logged in anew for each test: a restored database has no sessions.
        yield Running(*begun, *(Person(site, User.objects.get(username=name)) for name in ("asta", "gorm")))


@contextmanager
def open_folder():
    """One that the server's own user may enter too."""
    with TemporaryDirectory(prefix="aabenraa-plan-postgres-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def fill():
    call_command("migrate", verbosity=0)
    call_command("load_plans", stdout=StringIO())
    User.objects.create_user(username="asta", role=Role.ANALYST)
    draft_with_comments()


def gone_and_back(running: Running):
    running.server.crash()
    running.server.start()


def cut_and_mended(running: Running):
    running.cable.cut()
    running.cable.mend()


def while_failing(running: Running, fail, act, moment: float):
    """The answer to a request in the midst of which the database fails."""
    answers = []
    asking = threading.Thread(target=lambda: answers.append(act()))
    asking.start()
    time.sleep(moment)
    fail(running)
    asking.join()
    connection.close()
    return answers[0]


@pytest.mark.long
@pytest.mark.once
@pytest.mark.parametrize("fail", [gone_and_back, cut_and_mended])
def test_database_that_fails_during_a_commit_has_all_of_it_or_nothing(fail, running):
    chance, left = random.Random(SEED), []
    for tenths in range(8):
        upload = received(some(tenths + (10 if fail is cut_and_mended else 0)))
        path = reverse("upload", args=[upload.pk])
        answer = {"seen": running.analyst.seen(path)}
        page = while_failing(
            running,
            fail,
            lambda path=path, answer=answer: running.analyst.post(f"{path}gem/", answer),
            chance.uniform(0, 0.5),
        )
        upload.refresh_from_db()
        written = Observation.objects.filter(upload=upload).count()
        assert (upload.status, written) in [(UploadStatus.READY, 0), (UploadStatus.COMMITTED, LINES)]
        assert page.status_code in (302, 503)
        if page.status_code == 503:
            assert LOST in page.text and PERHAPS in page.text
        left.append((page.status_code, upload.status))
        assert running.analyst.get(path).status_code == 200
        if upload.status == UploadStatus.READY:
            assert running.analyst.post(f"{path}gem/", answer).status_code == 302
            upload.refresh_from_db()
        assert upload.status == UploadStatus.COMMITTED
        assert_one_history()
    print(left)
    assert (503, UploadStatus.READY) in left


@pytest.mark.long
@pytest.mark.once
def test_database_that_fails_while_a_report_is_published_has_it_whole_or_not(running):
    report = Report.objects.get()
    approving(report)()
    report, path = Report.objects.get(), Report.objects.get().get_absolute_url()
    for moment in (0.6, 0.4, 0.25, 0.1):
        answer = {"seen": running.approver.seen(path)}
        page = while_failing(
            running, gone_and_back, lambda answer=answer: running.approver.post(f"{path}udgiv/", answer), moment
        )
        assert page.status_code in (302, 503)
        row = Report.objects.values().get()
        if row["state"] == "published":
            break
        assert (row["state"], row["sha256"], row["pdf"]) == ("approved", "", None)
    else:
        assert running.approver.post(f"{path}udgiv/", {"seen": running.approver.seen(path)}).status_code == 302
    row = Report.objects.values().get()
    assert row["state"] == "published"
    assert_published(row)


@pytest.mark.long
@pytest.mark.once
def test_database_that_fails_during_a_restore_is_the_old_one_or_the_restored_one(running, tmp_path):
    """A restore takes about a second and a half; the user that was added since the backup tells the two apart."""
    backup, left = tmp_path / "a.backup", []
    make_backup(backup, connection)
    figures = Observation.objects.count()
    for number in range(6):
        User.objects.get_or_create(username="ny", defaults={"role": Role.COMMITTEE})
        said = while_failing(running, gone_and_back, restoring(backup, running.address), number / 4)
        left.append((User.objects.filter(username="ny").exists(), said))
        assert Observation.objects.count() == figures
        assert left[-1] != (True, "restored")
    print(left)
    assert left[0][0] is True
    assert any("nothing was changed: look before you try again" in said for _, said in left)
    assert restoring(backup, running.address)() == "restored"
    assert not User.objects.filter(username="ny").exists()


def restoring(backup: Path, address: str):
    def act() -> str:
        with in_use_at(address):
            try:
                restore_backup(backup, connections["default"], replace=True)
            except (NotBackedUp, DatabaseError) as problem:
                return str(problem)
            return "restored"

    return act


@pytest.mark.long
@pytest.mark.once
def test_site_without_its_database_says_so_and_answers_again_by_itself(running):
    assert running.analyst.get("/maalepunkter/").status_code == 200
    running.server.crash()
    try:
        for _ in range(4):  # both processes
            page = running.analyst.get("/maalepunkter/")
            assert page.status_code == 503
            assert LOST in page.text and "Ingen tal er ændret." in page.text
    finally:
        running.server.start()
        connection.close()
    assert [running.analyst.get("/maalepunkter/").status_code for _ in range(6)] == [200] * 6


@pytest.mark.long
@pytest.mark.once
def test_database_that_may_only_be_read_is_read_and_not_written(running):
    upload = received(some(25))
    path, name = reverse("upload", args=[upload.pk]), connection.settings_dict["NAME"]
    answer = {"seen": running.analyst.seen(path)}
    only_read(name, "on")
    try:
        cut_and_mended(running)
        assert running.analyst.get("/maalepunkter/").status_code == 200
        page = running.analyst.post(f"{path}gem/", answer)
        assert page.status_code == 503
        assert READ_ONLY in page.text and NOTHING in page.text
    finally:
        only_read(name, "off")
        cut_and_mended(running)
    assert running.analyst.post(f"{path}gem/", answer).status_code == 302
    assert Observation.objects.filter(upload=upload).count() == LINES


def only_read(name: str, standing: str):
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = off")
        cursor.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {standing}')


@pytest.mark.long
@pytest.mark.once
def test_upload_whose_sender_goes_away_leaves_nothing(running):
    before = Upload.objects.count()
    for sent in (0, 10, 5_000, 200_000):
        with closing(socket.create_connection(("127.0.0.1", urlsplit(running.site).port))) as line:
            line.sendall(begun_upload(running.analyst, size=400_000) + b"x" * sent)
    assert running.analyst.get("/udtraek/").status_code == 200
    assert Upload.objects.count() == before


def begun_upload(person: Person, *, size: int) -> bytes:
    head = {**person.headers, "Content-Type": "multipart/form-data; boundary=b", "Content-Length": str(size)}
    said = "\r\n".join(["POST /udtraek/ HTTP/1.1", *(f"{name}: {value}" for name, value in head.items())])
    part = '--b\r\nContent-Disposition: form-data; name="file"; filename="halv.csv"\r\n\r\n'
    return f"{said}\r\n\r\n{part}".encode()
