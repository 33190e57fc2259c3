"""What is said to the commands of backups, and all that must come back."""

import re
from io import StringIO

from django.core.management import call_command
from django.db import connection
from django.test import Client

from aabenraa_plan.models import User
from budget.models import LedgerEntry
from extracts.models import DataVersion, Upload
from reports.models import Report, ReportStep
from targets.models import Observation

REPORT = "/rapporter/bp23/2023Q3/1/"
READ = ("", "rapport.json", "rapport.pdf", "?hent=csv&tabel=maal")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
"""Another one each time a page is asked for."""
ROWS_OF = (Observation, LedgerEntry, Upload, Report, ReportStep, User, DataVersion)


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
