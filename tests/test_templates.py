"""What can be downloaded around an upload: the file with its problems written in, and what to fill in."""

import csv

import pytest
from django.urls import reverse

from aabenraa_plan.models import Role
from extracts.actions import preview, receive_upload
from extracts.models import Area, UploadStatus
from extracts.reading import read
from targets.models import Indicator
from tests.calendars import TODAY, only_goal_16
from tests.conftest import HEADER
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
BOM = b"\xef\xbb\xbf"
TEMPLATE, ALLOWED = "/udtraek/skabelon/maalepunkter/", "/udtraek/skabelon/maalepunkter/vaerdier/"
LINK = "Hent filen med fejlene skrevet ind"
OVER_100 = "borgertilfredshed;Aabenraa;2023;186;;;;;x"


@pytest.fixture
def uploader(as_role):
    return as_role(Role.ANALYST)


@pytest.fixture
def one_goal():
    only_goal_16()


@pytest.fixture
def on_today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


def annotated_at(upload):
    return reverse("upload_annotated", args=[upload.pk])


def test_annotated_copy_of_a_file_with_errors(uploader, receive):
    upload = receive(OVER_100, "borgertilfredshed;Aabenraa;2024;86;;;;;x")
    response = uploader.get(annotated_at(upload))
    assert response.content.decode().split("\r\n") == [
        f"{HEADER};Fejl",
        f"{OVER_100};værdi: En andel kan ikke være over 100 %.",
        "borgertilfredshed;Aabenraa;2024;86;;;;;x;",
    ]
    assert response.headers["Content-Disposition"] == f'attachment; filename="udtraek-{upload.pk}-fejl.csv"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    page = uploader.get(reverse("upload", args=[upload.pk]))
    assert LINK in text_of(page) and f'href="{annotated_at(upload)}"' in page.content.decode()


def test_annotated_copy_holds_warnings_before_and_after_saving(uploader, receive, commit):
    upload = receive("ressourceforloeb-aktivitet;Aabenraa;2021Q1;27;59;229;;;x")
    said = "x;Advarsel: værdi: Værdien passer ikke med tæller og nævner. Andelen regnes af tæller og nævner."
    assert said in uploader.get(annotated_at(upload)).content.decode()
    assert LINK in text_of(uploader.get(reverse("upload", args=[upload.pk])))
    commit(upload, accepted="Trykt sådan")
    assert said in uploader.get(annotated_at(upload)).content.decode()


def test_annotated_copy_of_a_file_without_problems_is_not_found_and_not_offered(uploader, receive):
    upload = receive("borgertilfredshed;Aabenraa;2023;86;;;;;x")
    assert uploader.get(annotated_at(upload)).status_code == 404
    assert LINK not in text_of(uploader.get(reverse("upload", args=[upload.pk])))


@pytest.mark.parametrize("data", [b"navn;tal\n310299-9999;1\n", b"%PDF-1.7", b"{}", b"antal\n1\n", b""])
def test_annotated_copy_of_what_was_not_kept_or_is_no_table_is_not_found(data, uploader, analyst):
    upload = receive_upload(data=data, file_name="a.csv", by=analyst)
    assert upload.status == UploadStatus.BLOCKED
    assert uploader.get(annotated_at(upload)).status_code == 404
    assert LINK not in text_of(uploader.get(reverse("upload", args=[upload.pk])))


def test_annotated_copy_of_an_unknown_upload_is_not_found(uploader):
    assert uploader.get(reverse("upload_annotated", args=[999999])).status_code == 404


def test_template_has_a_line_for_each_figure_awaited_now(uploader, load, one_goal, on_today):
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    response = uploader.get(TEMPLATE)
    # On 10 February 2026 the survey is received for 2023; 2024 is late and 2025 was out on 1 February.
    assert response.content == BOM + (
        f"{HEADER}\r\nborgertilfredshed;Aabenraa;2024;;;;;;\r\nborgertilfredshed;Aabenraa;2025;;;;;;\r\n".encode()
    )
    assert response.headers["Content-Disposition"] == 'attachment; filename="skabelon-maalepunkter.csv"'


def test_template_uploaded_unchanged_is_refused(uploader, analyst, one_goal, on_today):
    data = uploader.get(TEMPLATE).content
    upload = receive_upload(data=data, file_name="skabelon.csv", by=analyst)
    assert upload.status == UploadStatus.BLOCKED
    # 2023, 2024 and 2025 are awaited, each of them without a figure.
    assert [problem["line"] for problem in upload.errors] == [2, 3, 4]
    assert "hverken værdi eller tæller og nævner" in upload.errors[0]["message"]


def test_template_filled_in_is_read_without_errors(uploader, analyst, load, one_goal, on_today):
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x", "borgertilfredshed;Aabenraa;2024;84;;;;;x")
    data = uploader.get(TEMPLATE).content.replace(b";2025;;", b";2025;86,5;")
    upload = receive_upload(data=data, file_name="skabelon.csv", by=analyst)
    assert (upload.status, upload.new, upload.errors) == (UploadStatus.READY, 1, [])


def test_template_with_nothing_awaited_is_the_header_alone(uploader, load, one_goal, on_today):
    load(*[f"borgertilfredshed;Aabenraa;{year};84;;;;;x" for year in (2023, 2024, 2025)])
    assert uploader.get(TEMPLATE).content == BOM + f"{HEADER}\r\n".encode()


def test_allowed_values_hold_every_indicator_and_area_with_what_they_mean(uploader):
    sheet = read(uploader.get(ALLOWED).content)
    assert sheet.header == ["kolonne", "skriv", "betydning", "enhed", "hyppighed"]
    cells = [row.cells for row in sheet.rows]
    assert ["indikator", "borgertilfredshed", "Tilfredse borgere", "%", "år"] in cells
    assert ["periode", "2023Q1", "Eksempel", "", "kvartal"] in cells
    written = {column: {row[1] for row in cells if row[0] == column} for column in ("indikator", "område")}
    assert written["indikator"] == set(Indicator.objects.values_list("code", flat=True))
    assert written["område"] == set(Area.objects.values_list("name", flat=True))


def test_allowed_values_hold_no_formula(uploader):
    Indicator.objects.filter(code="borgertilfredshed").update(name='=HYPERLINK("x";"y")')
    assert """borgertilfredshed;"'=HYPERLINK(""x"";""y"")";%""" in uploader.get(ALLOWED).content.decode()


@pytest.mark.parametrize("profile", ["maalepunkter", "forbrug", "budget", "udfald"])
def test_example_line_is_one_that_its_format_takes_and_knows_as_invented(profile, uploader, analyst):
    [titles, *_] = read_lines(uploader, "upload_template", profile)
    said = [row for row in read_lines(uploader, "upload_allowed", profile) if "Eksempel på en udfyldt linje" in row]
    assert [row[0] for row in said] == titles
    data = "\n".join([";".join(titles), ";".join(row[1] for row in said)]).encode()
    upload = receive_upload(data=data, file_name="eksempel.csv", by=analyst)
    assert (upload.profile, upload.errors, upload.new + upload.changed) == (profile, [], 1)
    assert all(preview(upload).diff.rows.content["invented"])


def read_lines(uploader, name, profile) -> list[list[str]]:
    content = uploader.get(reverse(name, args=[profile])).content.decode("utf-8-sig")
    return list(csv.reader(content.splitlines(), delimiter=";"))


@pytest.mark.parametrize("profile", ["ukendt", "jobindsats-v2"])
def test_profile_that_is_unknown_or_has_no_template_is_not_found(profile, uploader):
    for name in ("upload_template", "upload_allowed"):
        assert uploader.get(reverse(name, args=[profile])).status_code == 404


def test_upload_page_offers_both(uploader):
    page = uploader.get(reverse("uploads")).content.decode()
    assert f'href="{TEMPLATE}"' in page and f'href="{ALLOWED}"' in page


def test_template_costs_as_many_queries_with_three_lines_as_with_one(
    uploader, load, one_goal, on_today, django_assert_max_num_queries
):
    uploader.get(TEMPLATE)
    with django_assert_max_num_queries(20) as three:
        uploader.get(TEMPLATE)
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x", "borgertilfredshed;Aabenraa;2024;84;;;;;x")
    with django_assert_max_num_queries(20) as one:
        uploader.get(TEMPLATE)
    assert len(one) == len(three)
