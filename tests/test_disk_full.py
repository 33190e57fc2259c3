"""No more room for the database: what was asked for is refused in words, nothing is half done, and works later."""

import random
import subprocess
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from aabenraa_plan.models import Role, User
from extracts import changes
from extracts.actions import preview
from extracts.models import Upload, UploadStatus
from reports.models import Report
from targets.models import Observation
from tests.conftest import HEADER
from tests.killing import copied, in_use, lines, own_database, received
from tests.reading import text_of
from tests.reports import approver
from tests.test_killed import assert_sound
from tests.test_killed_publishing import approving, assert_published, draft_with_comments

pytestmark = [pytest.mark.django_db, pytest.mark.long]
FULL, NOTHING = "Der er ikke mere plads i systemet", "Intet er gemt."
MOST_PAGES = 1_073_741_823
LINES = 2100


class OfSqlite:
    """The file may not get any longer."""

    @contextmanager
    def no_room(self):
        with connection.cursor() as cursor:
            [pages] = cursor.execute("PRAGMA page_count").fetchone()
            cursor.execute(f"PRAGMA max_page_count = {pages}")
            yield
            cursor.execute(f"PRAGMA max_page_count = {MOST_PAGES}")


class OfPostgres:
    """The database lies on a disk of its own, in memory, that is made as small as what is on it."""

    def __init__(self, folder: str):
        self.folder = folder

    @contextmanager
    def no_room(self):
        used = int(subprocess.check_output(["df", "--output=used", "-k", self.folder], text=True).split()[1])
        self.resized(f"{used}k")
        yield
        self.resized("1g")

    def resized(self, size: str):
        subprocess.run(["mount", "-o", f"remount,size={size}", self.folder], check=True)


@pytest.fixture(scope="module")
def begun(django_db_setup, django_db_blocker, tmp_path_factory):
    """A database with a draft of a report."""
    with django_db_blocker.unblock(), copied("begun", tmp_path_factory.mktemp("begun")) as name:
        with in_use(name):
            draft_with_comments()
        yield name


@pytest.fixture
def disk(begun, db, monkeypatch, tmp_path):
    """The database of the test's own, on a disk that can be made full."""
    monkeypatch.setattr(changes, "LISTENERS", [])
    with in_use(begun):
        if connection.vendor == "sqlite":
            with own_database("full", tmp_path):
                yield OfSqlite()
        else:
            with disk_in_memory() as folder, on_disk(folder):
                yield OfPostgres(folder)


@contextmanager
def disk_in_memory():
    """Only who may mount can make one."""
    folder = subprocess.check_output(["mktemp", "-d", "/tmp/aabenraa-plan-disk-XXXXXX"], text=True).strip()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1g,uid=nobody,mode=0700", "tmpfs", folder], check=False
    )
    assert mounted.returncode == 0, "A full disk is tried on one in memory: run this as root, where it may mount."
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)
        subprocess.run(["rmdir", folder], check=True)


@contextmanager
def on_disk(folder: str):
    """A copy of the database, in a tablespace there; the server's log is not on it."""
    template = connection.settings_dict["NAME"]
    name = f"{template}_full"
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE TABLESPACE tiny LOCATION '{folder}'")
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" TABLESPACE tiny')
    try:
        with in_use(name):
            yield
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            cursor.execute("DROP TABLESPACE tiny")


@pytest.fixture
def asta(disk, client):
    client.raise_request_exception = False
    client.force_login(User.objects.create_user(username="asta", role=Role.ANALYST))
    return client


def large_file() -> SimpleUploadedFile:
    """Some two megabytes that cannot be packed well."""
    chance = random.Random(583)
    texts = ("".join(chance.choices("abcdefghijklmnopqrstuvwxyzæøå ", k=400)) for _ in range(4000))
    rows = [f"ledighedsprocent;Aabenraa;2022M01;3,1;;;;{text};x" for text in texts]
    return SimpleUploadedFile("stor.csv", "\n".join([HEADER, *rows]).encode())


def refused(page):
    assert page.status_code == 503
    assert FULL in text_of(page) and NOTHING in text_of(page)


def test_upload_without_room_is_refused_and_taken_in_when_there_is(asta, disk):
    with disk.no_room():
        refused(asta.post(reverse("uploads"), {"file": large_file()}))
        assert asta.get(reverse("uploads")).status_code == 200
    assert_sound()
    assert not Upload.objects.filter(file_name="stor.csv").exists()
    assert asta.post(reverse("uploads"), {"file": large_file()}).status_code == 302
    assert Upload.objects.get(file_name="stor.csv").is_kept


def test_commit_without_room_writes_nothing_and_all_of_it_when_there_is(asta, disk):
    upload = received(lines(0, 30, tenths=0, areas=70, source="Udtræk"))
    where, answer = reverse("upload_commit", args=[upload.pk]), {"seen": preview(upload).digest}
    with disk.no_room():
        refused(asta.post(where, answer))
    assert_sound()
    upload.refresh_from_db()
    assert (upload.status, Observation.objects.filter(upload=upload).count()) == (UploadStatus.READY, 0)
    assert asta.post(where, answer).status_code == 302
    upload.refresh_from_db()
    assert (upload.status, Observation.objects.filter(upload=upload).count()) == (UploadStatus.COMMITTED, LINES)


def test_report_without_room_stays_approved_and_is_published_when_there_is(disk, client):
    approving(Report.objects.get())()
    client.raise_request_exception = False
    client.force_login(approver())
    where = Report.objects.get().get_absolute_url()
    seen = client.get(where).context["course"].seen
    with disk.no_room():
        refused(client.post(f"{where}udgiv/", {"seen": seen}))
    assert_sound()
    row = Report.objects.values().get()
    assert (row["state"], row["sha256"], row["pdf"]) == ("approved", "", None)
    assert client.post(f"{where}udgiv/", {"seen": seen}).status_code == 302
    assert_published(Report.objects.values().get())
