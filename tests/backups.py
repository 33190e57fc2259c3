"""A database with a published report, a backup of it, and all that must come back."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from aabenraa_plan.models import Role, User
from budget.models import LedgerEntry
from extracts.models import DataVersion, Upload
from reports.models import Report, ReportStep
from reports.payload.canonical import sha256_of
from reports.pdf.rendering import PDF_MAKER, pdf_of
from targets.models import Observation
from tests.killing import copied, in_use, own_database
from tests.reports import decide, payload, published_report, signatures

REPORT = "/rapporter/bp23/2023Q3/1/"
READ = ("", "rapport.json", "rapport.pdf", "?hent=csv&tabel=maal")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
"""Another one each time a page is asked for."""
ROWS_OF = (Observation, LedgerEntry, Upload, Report, ReportStep, User, DataVersion)


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


def said(*command, **options) -> str:
    out = StringIO()
    call_command(*command, stdout=out, **options)
    connection.close()
    return out.getvalue()


def everything() -> dict:
    """All rows of what must come back, and what a committee member reads of the report, byte for byte."""
    reader = Client()
    reader.force_login(User.objects.get(username="udvalg"))
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in ROWS_OF}
    for row in rows["User"]:
        del row["last_login"]
    return rows | {kind: TOKEN.sub(b"", reader.get(REPORT + kind).content) for kind in READ}
