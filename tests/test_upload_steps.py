"""The way of a file in the browser: several at once, correcting how it was read, looking at it, taking it home."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from aabenraa_plan.models import Role
from extracts import examining
from extracts.actions import NotCommittable, preview, receive_upload
from extracts.large import NotReadThatWay, read_again
from extracts.models import Origin, Upload, UploadStatus
from extracts.reading import Choices
from tests.conftest import HEADER
from tests.reading import text_of
from tests.uploading import current, file, page_of, questions

CPR = "300275-1234"  # 30 February
OTHER_HEADER = "Månedsrapport\n\nindikator;område;periode;værdi;kilde\n"


@pytest.fixture
def uploader(as_role):
    return as_role(Role.ANALYST)


def send(client, *files, **options):
    return client.post(reverse("uploads"), {"file": list(files)}, **options)


def test_several_files_are_each_taken_in_and_listed_with_what_they_need(uploader):
    good = file("borgertilfredshed;Aabenraa;2023;84;;;;;x", name="god.csv")
    warned = file("ressourceforloeb-aktivitet;Aabenraa;2021Q1;27;59;229;;;x", name="advarsel.csv")
    bad = file("ukendt;Aabenraa;2023;84;;;;;x", name="fejl.csv")
    page = text_of(send(uploader, bad, SimpleUploadedFile("tom.csv", b""), good, warned, follow=True))
    assert "4 filer er modtaget: 2 er klar og 2 er afvist." in page
    assert "Venter på dig" in page
    assert "god.csv Gennemse og gem 1 tal" in page
    assert "advarsel.csv Svar på advarslerne, og gem 1 tal" in page
    assert "fejl.csv Ret fejlene, og indlæs filen igen" in page
    assert "Gem 1 fil uden advarsler" in page


def test_file_that_breaks_the_program_does_not_stop_the_next(uploader, monkeypatch, caplog):
    def breaks(data, choices):
        if b"bryder" in data:
            raise ZeroDivisionError(f"borger {CPR}")
        return real(data, choices)

    real = examining.read
    monkeypatch.setattr(examining, "read", breaks)
    send(uploader, file("bryder", name="1.csv"), file("borgertilfredshed;Aabenraa;2023;84;;;;;x", name="2.csv"))
    second, first = Upload.objects.filter(origin=Origin.FILE)[:2]
    assert (first.status, second.status) == (UploadStatus.BLOCKED, UploadStatus.READY)
    assert "fejl i programmet" in first.errors[0]["message"]
    assert "ZeroDivisionError" in caplog.text and "1234" not in caplog.text


def test_more_files_than_may_be_sent_are_refused_whole(uploader):
    before = Upload.objects.count()
    response = send(uploader, *[file(name=f"{number}.csv") for number in range(26)])
    assert "Du har valgt 26 filer. Højst 20 kan indlæses ad gangen. Ingen er indlæst." in text_of(response)
    assert Upload.objects.count() == before


def test_script_is_told_where_to_go_or_what_is_wrong(uploader):
    by_script = {"headers": {"X-Requested-With": "XMLHttpRequest"}}
    assert json.loads(send(uploader, **by_script).content) == {"error": "Vælg mindst én fil."}
    answer = json.loads(send(uploader, file("borgertilfredshed;Aabenraa;2023;84;;;;;x"), **by_script).content)
    assert answer == {"to": reverse("upload", args=[Upload.objects.latest("pk").pk])}


def chosen(client):
    """What the button on the list would send."""
    return {"file": [f"{each['pk']}:{each['digest']}" for each in client.get(reverse("uploads")).context["savable"]]}


def test_all_own_files_without_warnings_are_saved_in_one_go(uploader):
    send(
        uploader,
        file("borgertilfredshed;Aabenraa;2022;83;;;;;x", name="a.csv"),
        file("borgertilfredshed;Aabenraa;2023;84;;;;;x", name="b.csv"),
        file("ressourceforloeb-aktivitet;Aabenraa;2021Q1;27;59;229;;;x", name="advarsel.csv"),
    )
    page = text_of(uploader.post(reverse("uploads_commit"), chosen(uploader), follow=True))
    assert "2 filer er gemt: b.csv (1 tal) og a.csv (1 tal)." in page
    assert (current("2022"), current("2023")) == (83, 84)
    assert Upload.objects.get(file_name="advarsel.csv").status == UploadStatus.READY


def test_of_two_files_with_the_same_figure_the_second_must_be_looked_at(uploader):
    send(
        uploader,
        file("borgertilfredshed;Aabenraa;2023;83;;;;;x", name="a.csv"),
        file("borgertilfredshed;Aabenraa;2023;84;;;;;x", name="b.csv"),
    )
    page = text_of(uploader.post(reverse("uploads_commit"), chosen(uploader), follow=True))
    assert "1 fil er gemt: b.csv (1 tal)." in page
    assert "a.csv: Nogen har gemt andre tal i mellemtiden. Gennemse ændringerne igen. Intet er gemt." in page
    assert current() == 84


def test_somebody_elses_file_is_not_saved_with_ones_own(uploader, users):
    theirs = receive_upload(
        data=file("borgertilfredshed;Aabenraa;2023;84;;;;;x").read(), file_name="b", by=users[Role.MANAGER]
    )
    assert chosen(uploader) == {"file": []}
    for sent in (f"{theirs.pk}:{preview(theirs).digest}", "x:y", "", "99999999999999999999:x"):
        uploader.post(reverse("uploads_commit"), {"file": [sent]})
    theirs.refresh_from_db()
    assert theirs.status == UploadStatus.READY


def test_own_files_wait_on_top(uploader, users, receive):
    mine = receive("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    theirs = receive_upload(data=b"", file_name="b", by=users[Role.MANAGER])
    waiting = uploader.get(reverse("uploads")).context["waiting"]
    assert [row.record.pk for row in waiting.page.object_list] == [mine.pk, theirs.pk]


def test_list_asks_the_database_as_often_for_three_files_as_for_one(uploader, receive):
    receive("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    uploader.get(reverse("uploads"))
    asked = questions(uploader, reverse("uploads"))
    receive("borgertilfredshed;Aabenraa;2022;84;;;;;x")
    receive("ressourceforloeb-aktivitet;Aabenraa;2021Q1;27;59;229;;;x")
    assert questions(uploader, reverse("uploads")) == asked


def test_page_says_how_the_file_was_read_and_shows_its_first_lines(uploader, analyst):
    lines = [f"borgertilfredshed;Aabenraa;{year};84,5;måling" for year in range(2017, 2024)]
    data = (OTHER_HEADER + "\n".join(lines)).encode("cp1252")
    page = page_of(uploader, receive_upload(data=data, file_name="a.csv", by=analyst))
    says = "Windows-1252 · semikolon · overskrift på linje 3 · 7 linjer · profil Målepunkter"
    assert f"{says} · perioder i kolonnen «periode»" in page
    assert "4 borgertilfredshed Aabenraa 2017 84,5 måling" in page
    assert "8 borgertilfredshed" in page and "9 borgertilfredshed" not in page


def test_wrong_reading_is_corrected_and_kept_on_the_same_upload(uploader, analyst):
    # The first line has three cells, so it is taken for the header.
    data = f"a;b;c\nd;e;f\n{HEADER}\nborgertilfredshed;Aabenraa;2023;84;;;;;x\n".encode()
    upload = receive_upload(data=data, file_name="a.csv", by=analyst)
    assert upload.status == UploadStatus.BLOCKED
    page = text_of(uploader.post(reverse("upload_correct", args=[upload.pk]), {"header_line": "3"}, follow=True))
    assert "Filen er læst igen, som du har valgt. Intet er gemt." in page
    assert "Gem 1 tal" in page
    upload.refresh_from_db()
    assert (upload.status, upload.choices, upload.reading["header_line"]) == ("ready", {"header_line": 3}, 3)
    assert 'value="3"' in uploader.get(reverse("upload", args=[upload.pk])).content.decode()


def test_corrected_encoding_delimiter_and_profile_are_used(uploader, analyst):
    data = f"{HEADER}\nborgertilfredshed;Aabenraa;2023;84;;;;æ;x\n".encode("cp1252")
    upload = receive_upload(data=data, file_name="a.csv", by=analyst)
    where = reverse("upload_correct", args=[upload.pk])
    uploader.post(where, {"encoding": "Windows-1252", "delimiter": "semikolon", "profile": "maalepunkter"})
    upload.refresh_from_db()
    assert upload.choices == {"encoding": "Windows-1252", "delimiter": ";"}
    assert (upload.reading["encoding"], upload.profile) == ("Windows-1252", "maalepunkter")
    uploader.post(where, {"profile": "statbank"})
    upload.refresh_from_db()
    assert (upload.status, upload.profile) == (UploadStatus.BLOCKED, "statbank")
    uploader.post(where, {"profile": ""})
    upload.refresh_from_db()
    assert (upload.status, upload.profile, upload.choices) == (UploadStatus.READY, "maalepunkter", {})


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"header_line": "tre"}, "Skriv linjens nummer, fx 3."),
        ({"header_line": "0"}, "Den første linje er nummer 1."),
        ({"header_line": "29"}, "Der står ingen overskrift på den linje, du har valgt."),
        ({"encoding": "EBCDIC"}, "Vælg en af mulighederne på listen."),
        ({"profile": "ukendt"}, "Vælg en af mulighederne på listen."),
    ],
)
def test_correction_that_cannot_be_is_said_in_plain_words(said, answer, uploader, receive):
    upload = receive("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    page = text_of(uploader.post(reverse("upload_correct", args=[upload.pk]), said, follow=True))
    assert answer in page
    assert "Læs filen igen" in page


def test_saved_file_and_file_not_kept_are_not_read_again(uploader, load, receive):
    saved = load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    not_kept = receive(f"borgertilfredshed;Aabenraa;2022;84;;;;{CPR};x")
    for upload in (saved, not_kept):
        page = text_of(uploader.post(reverse("upload_correct", args=[upload.pk]), {}, follow=True))
        assert "Intet er ændret." in page
        assert "Ret genkendelsen" not in page
        with pytest.raises(NotCommittable):
            read_again(upload=upload, profile="", choices=Choices())


def test_choice_by_which_a_file_could_not_be_kept_leaves_it_as_it_was(receive):
    # Read as one column the release of «bemærkning» does not hold, so the number is found.
    upload = receive(f"borgertilfredshed;Aabenraa;2023;84;;;;{CPR};x")
    assert upload.content is None
    lines = f"{HEADER}\nborgertilfredshed;Aabenraa;2023;84;;;;{CPR};x".encode()
    choices = Choices(released=frozenset({"bemærkning"}))
    upload = receive_upload(data=lines, file_name="a", by=upload.uploaded_by, choices=choices, why_released="Bilag")
    assert upload.status == UploadStatus.READY
    with pytest.raises(NotReadThatWay):
        read_again(upload=upload, profile="", choices=Choices(header_line=2))
    upload.refresh_from_db()
    assert (upload.status, upload.is_kept, upload.choices) == (UploadStatus.READY, True, {"released": ["bemærkning"]})


def test_wrong_choice_is_told_and_costs_nothing(uploader, analyst):
    data = f"{HEADER}\nborgertilfredshed;Aabenraa;2023;84;;;;;x".encode()
    data += b"x" * (1 - len(data) % 2)  # an odd number of bytes is no UTF-16
    upload = receive_upload(data=data, file_name="a.csv", by=analyst)
    where = reverse("upload_correct", args=[upload.pk])
    page = text_of(uploader.post(where, {"encoding": "UTF-16"}, follow=True))
    assert "Filen kan ikke læses på den måde. Alt er, som det var. Vælg noget andet." in page
    upload.refresh_from_db()
    assert (upload.status, upload.is_kept) == (UploadStatus.READY, True)


def test_preview_is_narrowed_to_new_changed_or_unchanged_figures(uploader, load, receive):
    load("borgertilfredshed;Aabenraa;2021;81;;;;;x", "borgertilfredshed;Aabenraa;2022;82;;;;;x")
    upload = receive(
        "borgertilfredshed;Aabenraa;2021;81;;;;;x",
        "borgertilfredshed;Aabenraa;2022;83;;;;;x",
        "borgertilfredshed;Aabenraa;2023;84;;;;;x",
    )

    def lines(query):
        table = uploader.get(reverse("upload", args=[upload.pk]) + query).context["table"]
        return [(row.record.line, row.record.delta) for row in table.page.object_list]

    assert lines("") == lines("?vis=volapyk") == [(3, "+1"), (4, "ny")]
    assert lines("?vis=nye") == [(4, "ny")]
    assert lines("?vis=aendres") == [(3, "+1")]
    assert lines("?vis=uaendrede") == [(2, "uændret")]
    assert lines("?vis=alle") == [(2, "uændret"), (3, "+1"), (4, "ny")]
    assert "1 nye 1 ændres 1 uændrede 3 alle" in page_of(uploader, upload)


def test_reason_is_still_there_when_somebody_else_saved_meanwhile(uploader, receive, load):
    upload = receive("ressourceforloeb-aktivitet;Aabenraa;2021Q1;27;59;229;;;x")
    seen = preview(upload).digest
    load("ressourceforloeb-aktivitet;Aabenraa;2021Q1;;60;229;;;x")
    answer = {"seen": seen, "accepted": "on", "reason": "Trykt sådan"}
    response = uploader.post(reverse("upload_commit", args=[upload.pk]), answer, follow=True)
    assert "Nogen har gemt andre tal i mellemtiden." in text_of(response)
    assert 'value="Trykt sådan"' in response.content.decode()
    other = receive("ressourceforloeb-aktivitet;Aabenraa;2021Q2;27;59;229;;;x")
    assert "Trykt sådan" not in uploader.get(reverse("upload", args=[other.pk])).content.decode()


def test_workbook_comes_back_as_a_workbook(uploader, analyst):
    book, data = Workbook(), BytesIO()
    for row in (HEADER.split(";"), ["borgertilfredshed", "Aabenraa", 2023, 184, None, None, None, None, "x"]):
        book.active.append(row)
    book.save(data)
    upload = receive_upload(data=data.getvalue(), file_name="a.xlsx", by=analyst)
    assert upload.errors[0]["message"].startswith("En andel kan ikke være over 100 %.")
    for name in ("upload_file", "upload_annotated"):
        response = uploader.get(reverse(name, args=[upload.pk]))
        assert response.headers["Content-Disposition"].endswith('.xlsx"')
        assert response.content.startswith(b"PK")
    assert "Excel · ark «Sheet» · 1 linje · profil Målepunkter" in page_of(uploader, upload)


def test_annotated_copy_stands_in_the_column_that_the_person_says(uploader, receive):
    upload = receive("borgertilfredshed;Aabenraa;2023;184;;;;;x", header=f"a;b;c\n{HEADER}")
    read_again(upload=upload, profile="", choices=Choices(header_line=2))
    copy = uploader.get(reverse("upload_annotated", args=[upload.pk])).content.decode("utf-8-sig").splitlines()
    assert copy[1].endswith(";kilde;Fejl")
    assert "over 100 %" in copy[2]
