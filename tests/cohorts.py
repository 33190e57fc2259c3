"""What a reader can lay hands on of an initiative: every page and file that shows or could show a count."""

import re
from io import BytesIO

from openpyxl import load_workbook

from initiatives.models import Outcome

PLACES = ("/", "/indsatser/", "/indsatser/kik-ii/", "/maal/bp21/4/", "/budget/ydelse/kontant-uddannelseshjaelp/")
FILE = re.compile(r'href="(\?[^"]*hent=(?:csv[^"]*|xlsx[^"]*tabel=(?:udfald|hold|andele)[^"]*))"')
"""Every table as CSV, and those of cohorts as Excel too."""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def in_reach(client) -> dict[str, str]:
    """Each address with all it says: text, markup and drawings of the pages, cells of the files."""
    found = {}
    for where in PLACES:
        found[where] = page = TOKEN.sub("", client.get(where).content.decode())
        for query in {link.replace("&amp;", "&") for link in FILE.findall(page)}:
            found[where + query] = file_text(client.get(where + query))
    # The way of every figure, by what it counts: the keys of rows are no secret.
    for fact in Outcome.objects.current().order_by("status_date", "cohort__code", "outcome_type__code"):
        answer = client.get(f"/indsatser/udfald/{fact.pk}/")
        key = f"{fact.status_date} {fact.cohort.code} {fact.outcome_type.code}"
        found[key] = TOKEN.sub("", answer.content.decode().replace(f"/{fact.pk}/", "/"))
    return found


def file_text(response) -> str:
    if "csv" in response["Content-Type"]:
        return response.content.decode("utf-8-sig")
    book = load_workbook(BytesIO(response.content))
    return repr([[sheet.title, *sheet.iter_rows(values_only=True)] for sheet in book])
