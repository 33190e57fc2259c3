"""The versions of a profile, its end, the uploads it reads, and the pages that show them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aabenraa_plan.models import Role
from extracts.known_profiles import known_profiles
from extracts.mapping import Layout
from extracts.models import ProfileVersion, Upload, UploadStatus
from extracts.profiling import (
    NameTaken,
    ProfileChanged,
    ProfileRetired,
    TitlesTaken,
    code_of,
    retire_profile,
    save_profile,
)
from tests.profiles import COLUMNS, HEADER, LAYOUT, edited, sent, shown
from tests.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def uploader(as_role):
    return as_role(Role.ANALYST)


@pytest.fixture
def made(analyst):
    return save_profile(title="Leverandøren", kind="observations", layout=LAYOUT, by=analyst)


@pytest.fixture
def read_by_it(made, receive):
    return receive("Tønder;Borgernes tilfredshed;2023;81", header=HEADER)


def test_edit_shows_what_the_version_says(uploader, made, read_by_it):
    first = uploader.get(reverse("profile_edit", args=[made.code]))
    assert [shown(first, name) for name in COLUMNS] == list(COLUMNS.values())
    assert 'value="Leverandøren"' in first.content.decode()
    texts = uploader.post(reverse("profile_edit", args=[made.code]), {"title": "L", **COLUMNS, "do": "texts"})
    assert shown(texts, "text-0-1-0") == "borgertilfredshed"


def test_change_makes_a_version_and_uploads_keep_theirs(uploader, made, read_by_it, receive):
    page = edited(uploader, made.code, 1, title="Leverandøren A/S")
    assert "Profilen er gemt som version 2." in text_of(page)
    second = ProfileVersion.objects.get(code=made.code, number=2)
    assert (second.title, second.reason, second.layout["marks"]) == ("Leverandøren A/S", "Ny kolonne", {"x": "*"})
    read_by_it.refresh_from_db()
    assert (read_by_it.profile_version, read_by_it.status) == (made, UploadStatus.READY)
    assert receive("Tønder;Borgernes tilfredshed;2023;x", header=HEADER).profile_version == second


def test_change_keeps_what_was_said_of_texts_in_other_files(uploader, made, read_by_it):
    texts = uploader.post(reverse("profile_edit", args=[made.code]), {"title": "L", **COLUMNS, "do": "texts"})
    assert "1 tekst, som ikke står i denne fil, læses som hidtil." in text_of(texts)
    edited(uploader, made.code, 1, **{"text-0-1-0": "neet-andel"})
    assert ProfileVersion.objects.get(number=2).layout["labels"] == {
        "område": {"i alt": None, "tønder": "Tønder"},
        "indikator": {"borgernes tilfredshed": "neet-andel"},
    }


def test_change_needs_a_reason(uploader, made, read_by_it):
    for reason, says in (("", "Skriv hvorfor."), ("For 300275-1234", "CPR-nummer")):
        page = edited(uploader, made.code, 1, reason=reason)
        assert says in text_of(page) and "300275" not in page.content.decode()
    assert ProfileVersion.objects.count() == 1


def test_profile_is_changed_on_a_file_with_new_titles(uploader, made, receive):
    upload = receive("Tønder;Borgernes tilfredshed;2023;81;x", header=HEADER + ";Note")
    address = reverse("profile_edit", args=[made.code]) + f"?fil={upload.pk}"
    assert shown(uploader.get(address), "column-4") == ""
    sent(uploader, address, "save", seen="1", reason="Kolonnen Note er kommet til", **{"text-1-0-0": ""})
    upload.refresh_from_db()
    assert (upload.status, upload.profile_version.number) == (UploadStatus.READY, 2)


def test_second_of_two_people_is_told_and_loses_nothing(uploader, made, read_by_it, users):
    save_profile(
        code=made.code, seen=1, title="Deres", kind=made.kind, layout=LAYOUT, reason="x", by=users[Role.MANAGER]
    )
    page = edited(uploader, made.code, 1, title="Mit navn")
    assert "leder har gemt version 2 imens. Intet er gemt" in text_of(page)
    assert 'name="title" value="Mit navn"' in page.content.decode()
    assert ProfileVersion.objects.count() == 2
    assert '<input type="hidden" name="seen" value="2">' in page.content.decode()
    edited(uploader, made.code, 2, title="Mit navn")
    assert ProfileVersion.objects.get(code=made.code, number=3).title == "Mit navn"


def test_retired_profile_reads_no_new_file_and_its_uploads_can_be_saved(uploader, made, read_by_it, commit, receive):
    address = reverse("profile_retire", args=[made.code])
    assert "Skriv hvorfor." in text_of(uploader.post(address, {"seen": 1, "reason": ""}))
    page = uploader.post(address, {"seen": 1, "reason": "Leverandøren er stoppet"}, follow=True)
    assert "Profilen er udgået." in text_of(page) and "Leverandøren er stoppet" in text_of(page)
    assert made.code not in known_profiles()
    assert receive("Tønder;x;2023;1", header=HEADER).status == UploadStatus.BLOCKED
    assert commit(read_by_it).status == UploadStatus.COMMITTED
    again = uploader.get(reverse("profile_edit", args=[made.code]), follow=True)
    assert "Profilen er udgået og kan ikke ændres." in text_of(again)
    assert "Profilen er udgået" in text_of(uploader.post(address, {"seen": 2, "reason": "x"}, follow=True))


def test_profile_that_changed_meanwhile_is_not_retired(uploader, made):
    page = uploader.post(reverse("profile_retire", args=[made.code]), {"seen": 7, "reason": "x"}, follow=True)
    assert "En anden har gemt version 1 imens." in text_of(page)
    assert not ProfileVersion.objects.filter(retired=True).exists()


def test_edit_without_a_file_to_try_it_on_says_what_to_do(uploader, made):
    page = uploader.get(reverse("profile_edit", args=[made.code]), follow=True)
    assert "Ingen gemt fil er læst af profilen. Indlæs en fil, og ret profilen på den." in text_of(page)


# Saving


def test_actions_refuse_what_no_longer_holds(made, analyst):
    what = {"title": "X", "kind": "observations", "layout": LAYOUT, "by": analyst}
    with pytest.raises(TitlesTaken) as taken:
        save_profile(**what)
    assert taken.value.profile == made
    with pytest.raises(ProfileChanged):
        save_profile(**what, code=made.code, seen=0)
    with pytest.raises(NameTaken):
        save_profile(**what | {"title": " leverandøren"})
    retire_profile(code=made.code, seen=1, reason="x", by=analyst)
    with pytest.raises(ProfileRetired):
        save_profile(**what, code=made.code, seen=2)
    with pytest.raises(NameTaken):  # Its address is never used again.
        save_profile(**what | {"title": "Leverandøren"})
    assert save_profile(**what).number == 1


@pytest.mark.parametrize(
    ("title", "code"),
    [("Økonomi på måned", "oekonomi-paa-maaned"), ("Ny", "profil-ny"), ("???", "profil"), ("a" * 80, "a" * 40)],
)
def test_address_is_made_of_the_title(title, code):
    assert code_of(title) == code


# The pages


def test_list_shows_shipped_profiles_made_ones_and_files_no_profile_knows(uploader, made, read_by_it, receive):
    receive("1;2", header="Helt;Ukendt", name="ukendt.csv")
    page = text_of(uploader.get(reverse("profiles")))
    assert "Statistikbanken" in page and "indikator, område, periode" in page
    assert re.search(r"Leverandøren Målepunkter 1 analytiker .* 1 ", page)
    assert "ukendt.csv" in page and "1 profil er lavet her" in page


def test_page_of_a_profile_tells_columns_texts_versions_and_uploads(uploader, made, read_by_it):
    response = uploader.get(reverse("profile", args=[made.code]))
    page = text_of(response)
    assert "Kommune Område" in page and "borgernes tilfredshed Tilfredse borgere" in page
    assert "i alt udelades" in page and "Version 1" in page
    assert reverse("upload", args=[read_by_it.pk]) in response.content.decode()
    assert uploader.get(reverse("profile", args=["findes-ikke"])).status_code == 404


def test_pages_ask_the_database_as_often_for_three_as_for_one(uploader, made, receive, analyst):
    addresses = [reverse("profiles"), reverse("profile", args=[made.code])]

    def asked():
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                uploader.get(address)
            counts.append(len(queries))
        return counts

    receive("Tønder;Borgernes tilfredshed;2023;81", header=HEADER)
    once = asked()
    for number in (1, 2):
        version = {"title": "Leverandøren", "kind": "observations", "layout": LAYOUT, "by": analyst}
        save_profile(**version, code=made.code, seen=number, reason="x")
        save_profile(
            title=f"Anden {number}",
            kind="observations",
            by=analyst,
            layout=Layout(header=(f"kolonne {number}",), columns={}),
        )
        receive("Tønder;Borgernes tilfredshed;2023;81", header=HEADER)
    assert ProfileVersion.objects.count() == 5 and Upload.objects.filter(profile=made.code).count() == 3
    assert asked() == once


def test_only_analysts_make_profiles(as_role, made):
    for role in (Role.MANAGER, Role.APPROVER):
        assert as_role(role).get(reverse("profile", args=[made.code])).status_code == 403
