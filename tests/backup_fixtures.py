"""A database with a published report, and a backup of it. A plugin, since two files of tests begin with them."""

from pathlib import Path

import pytest

from aabenraa_plan.models import Role, User
from reports.models import Report
from reports.payload.canonical import sha256_of
from reports.pdf.rendering import PDF_MAKER, pdf_of
from tests.backups import said
from tests.killing import copied, in_use, own_database
from tests.reports import decide, payload, published_report, signatures


@pytest.fixture(scope="module")
def begun(django_db_setup, django_db_blocker, tmp_path_factory):
    """A database with a published report, and two people."""
    with django_db_blocker.unblock(), copied("original", tmp_path_factory.mktemp("original")) as name:
        with in_use(name):
            paper = pdf_of(payload(signatures=signatures()))
            published_report(fields={"pdf": paper, "pdf_sha256": sha256_of(paper), "pdf_maker": PDF_MAKER})
            decide(Report.objects.get())
            User.objects.create_user(username="udvalg", role=Role.COMMITTEE)
        yield name


@pytest.fixture
def original(begun, db, tmp_path):
    with in_use(begun), own_database("backed", tmp_path):
        yield


@pytest.fixture
def backup(original, tmp_path) -> Path:
    said("backup", tmp_path / "a.backup")
    return tmp_path / "a.backup"
