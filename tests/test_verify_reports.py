"""`verify_reports`: what was signed is found to hold, and the least change is found."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reports.models import Report
from reports.payload.canonical import sha256_of
from reports.pdf.rendering import PDF_MAKER, pdf_of
from tests.reports import payload, published_report, signatures

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    paper = pdf_of(payload(signatures=signatures()))
    return published_report(fields={"pdf": paper, "pdf_sha256": sha256_of(paper), "pdf_maker": PDF_MAKER})


def verified(**options) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("verify_reports", stdout=out, **options)
    except SystemExit as stopped:
        return stopped.code, out.getvalue()
    return 0, out.getvalue()


def tampered(column: str, value):
    """By hand, past every guard."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"UPDATE reports_report SET {column} = %s", [value])


def test_report_as_it_was_signed_holds_and_its_paper_comes_out_the_same(report):
    assert verified() == (
        0,
        f"bp23/2023Q3/1: made anew, byte for byte the same ({PDF_MAKER})\nAll 1 reports hold.\n",
    )
    assert verified(render="none") == (0, "bp23/2023Q3/1: hashes hold\nAll 1 reports hold.\n")


def test_changed_content_is_found(report):
    tampered("content", report.content.replace("10,4 %", "9,4 %"))
    assert verified() == (
        1,
        "bp23/2023Q3/1: the content is not what was hashed when it was published\n"
        "1 of 1 reports are NOT what was signed.\n",
    )


def test_changed_content_with_a_new_hash_is_found_on_the_paper(report):
    changed = report.content.replace("10,4 %", "9,4 %")
    tampered("content", changed)
    tampered("sha256", sha256_of(changed))
    code, said = verified()
    assert code == 1
    assert "the PDF made anew has other bytes" in said


def test_changed_paper_is_found(report):
    tampered("pdf", bytes(report.pdf) + b" ")
    code, said = verified(json=True)
    assert code == 1
    [found] = json.loads(said)
    assert found["problems"] == ["the PDF is not what was hashed when it was published"]


def test_content_of_another_report_is_found(report):
    tampered("quarter", "2023Q2")
    assert "the content is of another report: bp23/2023Q3/1" in verified()[1]


def test_paper_of_another_program_may_look_otherwise_and_is_said():
    published_report(fields={"pdf_maker": "typst 0.1"})
    code, said = verified()
    assert code == 0
    assert f"made anew by {PDF_MAKER}, kept as typst 0.1 made it" in said


def test_named_report_is_made_anew_and_an_unknown_one_is_refused(report):
    assert "byte for byte" in verified(render="bp23/2023Q3/1")[1]
    for name in ("bp23/2023Q3/2", "bp23/2023Q3/²", "bp23", "x"):
        with pytest.raises(CommandError, match="name one as bp23/2023Q3/1"):
            call_command("verify_reports", render=name, stdout=StringIO())


def test_no_report_is_nothing_to_verify():
    assert verified() == (0, "No report is published.\n")
    assert not Report.objects.exists()
