"""Files and pages of the tests that upload in the browser."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from targets.models import Observation
from tests.conftest import HEADER
from tests.reading import text_of


def file(*lines, name="a.csv", header=HEADER):
    """Lines of our own format as a file to send."""
    return SimpleUploadedFile(name, "\n".join([header, *lines]).encode())


def page_of(client, upload, query=""):
    return text_of(client.get(reverse("upload", args=[upload.pk]) + query))


def questions(client, address) -> int:
    """How often a page asks the database."""
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def current(period="2023") -> int | None:
    """The satisfaction that holds now for a year."""
    found = Observation.objects.current().filter(indicator__code="borgertilfredshed", period=period).first()
    return found and int(found.value)
