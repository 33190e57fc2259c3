"""The upload pages and the form for one figure: what they say, what they save, what they keep to themselves."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from aabenraa_plan.models import Role
from extracts.actions import preview, receive_upload
from extracts.models import Upload, UploadStatus
from targets.models import Observation
from tests.reading import text_of

pytestmark = pytest.mark.embedded
CPR = "300275-1234"  # 30 February


@pytest.fixture
def uploader(as_role):
    return as_role(Role.ANALYST)


def test_upload_in_the_browser_walks_from_file_to_saved_figures(uploader):
    data = "indikator;område;periode;værdi\nborgertilfredshed;Aabenraa;2023;86,5\n".encode()
    response = uploader.post(reverse("uploads"), {"file": SimpleUploadedFile("måling.csv", data)}, follow=True)
    page = text_of(response)
    assert "Filen er læst uden fejl. Intet er gemt endnu." in page
    assert "Mål 16 (Beskæftigelsesplan 2023-26) skifter fra «mangler tal» til «opfyldt»" in page
    assert "Gem 1 tal" in page
    upload = Upload.objects.latest("pk")
    assert not upload.observations.exists()
    seen = preview(upload).digest
    response = uploader.post(reverse("upload_commit", args=[upload.pk]), {"seen": seen}, follow=True)
    assert "1 tal er gemt." in text_of(response)
    upload.refresh_from_db()
    assert (upload.committed_by.username, upload.observations.count()) == ("analytiker", 1)
    response = uploader.post(reverse("upload_revert", args=[upload.pk]), follow=True)
    assert "1 tal er ført tilbage." in text_of(response)
    assert "Udtrækket er fortrudt." in text_of(response)


def test_upload_with_errors_lists_them_and_offers_no_saving(uploader, receive):
    upload = receive("borgertilfredshed;Aabenraa;2023;186;;;;;x", "ukendt;Aabenraa;2023;1;;;;;x")
    page = text_of(uploader.get(reverse("upload", args=[upload.pk])))
    assert "Filen er afvist med 2 fejl. Ingen tal er ændret." in page
    assert "En andel kan ikke være over 100 %." in page
    assert "Gem 1 tal" not in page and reverse("upload_commit", args=[upload.pk]) not in page


def test_upload_with_warnings_is_saved_only_with_a_reason(uploader, receive):
    upload = receive("ressourceforloeb-aktivitet;Aabenraa;2021Q1;27;59;229;;;x")
    where, seen = reverse("upload_commit", args=[upload.pk]), preview(upload).digest
    for answer in ({}, {"accepted": "on"}, {"reason": "fordi"}):
        response = uploader.post(where, {"seen": seen, **answer}, follow=True)
        assert "begrundelse" in text_of(response)
    upload.refresh_from_db()
    assert upload.status == UploadStatus.READY
    uploader.post(where, {"seen": seen, "accepted": "on", "reason": "Trykt sådan"})
    upload.refresh_from_db()
    assert (upload.status, upload.accepted) == (UploadStatus.COMMITTED, "Trykt sådan")
    page = text_of(uploader.get(reverse("upload", args=[upload.pk])))
    assert "Godkendt med begrundelsen: Trykt sådan" in page


def test_commit_of_an_outdated_preview_asks_to_look_again(uploader, receive, load):
    upload = receive("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    seen = preview(upload).digest
    load("borgertilfredshed;Aabenraa;2023;86;;;;;x")
    response = uploader.post(reverse("upload_commit", args=[upload.pk]), {"seen": seen}, follow=True)
    assert "Nogen har gemt andre tal i mellemtiden." in text_of(response)
    assert Observation.objects.current().get(indicator__code="borgertilfredshed").value == 86


def test_upload_saved_twice_is_told_so(uploader, load):
    done = load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    response = uploader.post(reverse("upload_commit", args=[done.pk]), {"seen": "x"}, follow=True)
    assert "allerede gemt" in text_of(response)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 x", b"{}"])
def test_upload_of_something_else_ends_on_a_page_that_says_so(content, uploader):
    response = uploader.post(reverse("uploads"), {"file": SimpleUploadedFile("fil.csv", content)}, follow=True)
    assert "Filen er afvist med 1 fejl." in text_of(response)


def test_upload_of_too_large_a_file_is_refused_unread(uploader, settings):
    settings.MAX_UPLOAD_BYTES = 3 * 1024 * 1024
    big = SimpleUploadedFile("stor.csv", b"x" * 5 * 1024 * 1024)
    response = uploader.post(reverse("uploads"), {"file": big}, follow=True)
    assert "Filen fylder 5 MB; højst 3 MB kan indlæses ad gangen." in text_of(response)
    assert Upload.objects.latest("pk").content is None


def test_upload_without_a_file_asks_for_one(uploader):
    assert "Vælg mindst én fil." in text_of(uploader.post(reverse("uploads"), {}))


def test_upload_with_script_in_its_name_and_cells_shows_it_as_text(uploader, receive):
    upload = receive("<script>alert(1)</script>;Aabenraa;2023;1;;;;;x", name="<b>fil</b>.csv")
    page = uploader.get(reverse("upload", args=[upload.pk])).content.decode()
    assert "<script>alert" not in page and "<b>fil" not in page


def test_original_file_comes_back_byte_for_byte_as_an_attachment(uploader, analyst):
    data = "indikator;område;periode;værdi\r\nborgertilfredshed;Aabenraa;2023;86\r\n".encode("cp1252")
    upload = receive_upload(data=data, file_name="a.csv", by=analyst)
    response = uploader.get(reverse("upload_file", args=[upload.pk]))
    assert response.content == data
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_file_that_was_not_kept_is_not_found(uploader, receive):
    upload = receive(f"borgertilfredshed;Aabenraa;2023;1;;;;{CPR};x")
    assert uploader.get(reverse("upload_file", args=[upload.pk])).status_code == 404


def test_warning_that_came_after_the_upload_must_be_answered_too(uploader, receive, load):
    upload = receive("borgertilfredshed;Aabenraa;2025;99;;;;;x")
    assert upload.warnings == []
    load(*[f"borgertilfredshed;Aabenraa;{year};84;;;;;x" for year in range(2010, 2020)])
    where, seen = reverse("upload_commit", args=[upload.pk]), preview(upload).digest
    assert "begrundelse" in text_of(uploader.post(where, {"seen": seen}, follow=True))
    assert not upload.observations.exists()
    uploader.post(where, {"seen": seen, "accepted": "on", "reason": "Rigtigt"})
    upload.refresh_from_db()
    assert (upload.status, len(upload.warnings)) == (UploadStatus.COMMITTED, 1)


def test_reason_with_a_cpr_number_is_not_stored(uploader, receive):
    upload = receive("ressourceforloeb-aktivitet;Aabenraa;2021Q1;27;59;229;;;x")
    form = {"seen": preview(upload).digest, "accepted": "on", "reason": f"borger {CPR}"}
    response = uploader.post(reverse("upload_commit", args=[upload.pk]), form, follow=True)
    assert "CPR-nummer" in text_of(response)
    assert CPR not in response.content.decode()
    upload.refresh_from_db()
    assert (upload.status, upload.accepted) == (UploadStatus.READY, "")


def test_preview_marks_invented_figures(uploader, receive):
    upload = receive("borgertilfredshed;Aabenraa;2023;84;;;;;eksempeldata")
    assert "eksempeldata" in text_of(uploader.get(reverse("upload", args=[upload.pk])))


def hand_entered(**changes):
    values = {
        "indicator": "borgertilfredshed",
        "area": "Aabenraa",
        "period": "2023",
        "value": "86,5",
        "source": "Survey",
    }
    return values | changes


def test_figure_by_hand_goes_through_preview_and_commit(uploader):
    response = uploader.post(reverse("observation_new"), hand_entered(note="n = 412;\nsvarprocent 38"), follow=True)
    assert "Gem 1 tal" in text_of(response)
    upload = Upload.objects.latest("pk")
    assert (upload.origin, upload.file_name) == ("hand", "Indtastet: borgertilfredshed, 2023")
    uploader.post(reverse("upload_commit", args=[upload.pk]), {"seen": preview(upload).digest})
    figure = upload.observations.get()
    assert (str(figure.value), figure.note) == ("86.500000", "n = 412; svarprocent 38")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"value": "86.5"}, "Skriv decimaler med komma"),
        ({"value": ""}, "Der er hverken værdi eller tæller og nævner."),
        ({"period": "2023Q5"}, "Perioden kan ikke læses."),
        ({"value": "", "numerator": "3"}, "Der mangler en nævner"),
        ({"source": ""}, "Dette felt er påkrævet."),
    ],
)
def test_figure_by_hand_with_an_error_says_it_at_the_field_and_keeps_nothing(changes, says, uploader):
    before = Upload.objects.count()
    page = text_of(uploader.post(reverse("observation_new"), hand_entered(**changes)))
    assert says in page
    assert Upload.objects.count() == before


def test_cpr_number_by_hand_is_neither_stored_nor_echoed(uploader):
    response = uploader.post(reverse("observation_new"), hand_entered(note=f"borger {CPR}"), follow=True)
    assert "CPR-nummer" in text_of(response)
    assert CPR not in response.content.decode()
    assert CPR not in str(Upload.objects.values().latest("pk"))
