"""Texts that only look like CPR numbers: a person vouches for their column and sends the file again."""

import pytest
from django.urls import reverse

from aabenraa_plan.models import Role
from extracts.actions import content_of, receive_upload
from extracts.models import CprRelease, Upload, UploadStatus
from tests.conftest import HEADER
from tests.reading import text_of
from tests.uploading import file, page_of

CPR = "300275-1234"  # 30 February
VOUCHER = CPR
"""Shaped like one too, but a voucher's number in these tests."""


@pytest.fixture
def uploader(as_role):
    return as_role(Role.ANALYST)


@pytest.fixture
def refused(receive):
    return receive(f"borgertilfredshed;Aabenraa;2023;84;;;;{VOUCHER};x")


def releasing(client, upload, *lines, follow=True, **answer):
    sent = {"columns": ["bemærkning"], "reason": "Bilagsnumre", "file": file(*lines)} | answer
    return client.post(reverse("upload_release", args=[upload.pk]), sent, follow=follow)


LINE = f"borgertilfredshed;Aabenraa;2023;84;;;;{VOUCHER};x"


def test_column_is_released_with_a_reason_and_the_file_sent_again(uploader, refused):
    assert "Kolonnen «bemærkning» indeholder ikke CPR-numre" in page_of(uploader, refused)
    page = text_of(releasing(uploader, refused, LINE))
    assert "Filen er læst uden fejl." in page
    assert "Frigivet af analytiker" in page
    assert "kolonnen «bemærkning» indeholder ikke CPR-numre – Bilagsnumre" in page
    assert "1234" not in page
    upload = Upload.objects.latest("pk")
    assert VOUCHER.encode() in content_of(upload)
    assert list(CprRelease.objects.values_list("upload", "column", "reason", "by__username")) == [
        (upload.pk, "bemærkning", "Bilagsnumre", "analytiker")
    ]
    refused.refresh_from_db()
    assert (refused.status, refused.content) == (UploadStatus.DISCARDED, None)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"reason": ""}, "Skriv, hvorfor kolonnen ikke indeholder CPR-numre."),
        ({"reason": f"borger {CPR}"}, "Begrundelsen ser ud til at indeholde et CPR-nummer."),
        ({"columns": []}, "Sæt kryds ved de kolonner, der ikke indeholder CPR-numre."),
        ({"columns": ["kilde"]}, "Vælg en af mulighederne på listen."),
        ({"file": ""}, "Vælg filen igen. Den blev ikke gemt."),
    ],
)
def test_release_that_lacks_something_says_what_and_stores_nothing(answer, says, uploader, refused):
    before = Upload.objects.count()
    response = releasing(uploader, refused, LINE, **answer)
    assert says in text_of(response)
    assert "1234" not in response.content.decode()
    assert (Upload.objects.count(), CprRelease.objects.count()) == (before, 0)
    if "reason" not in answer:
        assert 'value="Bilagsnumre"' in response.content.decode()


def test_released_column_does_not_release_another(uploader, refused):
    page = text_of(releasing(uploader, refused, f"borgertilfredshed;Aabenraa;2023;84;;;;{VOUCHER};{CPR}"))
    assert "Filen er afvist med 1 fejl." in page
    assert "Kolonnen «kilde» indeholder ikke CPR-numre" in page
    assert "Kolonnen «bemærkning» indeholder ikke CPR-numre" in page
    assert CprRelease.objects.count() == 0


def test_number_outside_the_columns_cannot_be_released(uploader, analyst):
    data = f"Rapport for {CPR}\n\n{HEADER}\nborgertilfredshed;Aabenraa;2023;84;;;;;x".encode()
    upload = receive_upload(data=data, file_name="a.csv", by=analyst)
    page = page_of(uploader, upload)
    assert "kan ikke frigives" in page and "Frigiv og indlæs igen" not in page
    assert "intet at frigive" in text_of(releasing(uploader, upload, LINE))


def test_only_a_file_refused_for_such_numbers_can_be_released(uploader, load):
    upload = load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    assert "intet at frigive" in text_of(releasing(uploader, upload, LINE))
