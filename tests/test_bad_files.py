"""Every file of the corpus goes through the real entry: no figure is written, and the page says what is wrong."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from aabenraa_plan.models import Role
from extracts.actions import WarningsUnanswered, commit_upload, preview, receive_upload
from extracts.cpr import holds_cpr
from extracts.kinds import REGISTERED
from extracts.models import DataVersion, Upload
from tests.bad_files import FILES, Bad, csv, line
from tests.bad_layouts import LAYOUT
from tests.bad_lines import LINES
from tests.bad_profiles import CPR, CPR_SHAPED, PROFILES, WARNED
from tests.bad_workbooks import WORKBOOKS

pytestmark = pytest.mark.embedded
THROUGH_THE_FORM = [*FILES, *LAYOUT, *PROFILES, *CPR, *WORKBOOKS]
CORPUS = [*THROUGH_THE_FORM, *LINES]
NO_WORDS_FOR_USERS = ("Traceback", "Error", "Exception", "NoneType", "codec", "<class")
HEAVY = Path(__file__).parent / "heavy_files.py"


def as_said(found: list[dict], expected: list[tuple]) -> list[tuple]:
    """What was found, each sentence cut where the expected one only begins it."""
    said = [(problem["line"], problem["column"], problem["message"]) for problem in found]
    starts = [sentence[:-1] if sentence.endswith("…") else "" for _, _, sentence in expected]
    starts += [""] * (len(said) - len(starts))
    return [
        (where, column, f"{start}…" if start and sentence.startswith(start) else sentence)
        for (where, column, sentence), start in zip(said, starts, strict=False)
    ]


def standing() -> list[int]:
    """All that a commit would change."""
    return [kind.model.objects.count() for kind in REGISTERED.values()] + [DataVersion.now()]


def handed_in(bad: Bad, client: Client) -> Upload:
    """Through the form; a file that somebody wants read in a certain way straight to the check behind it."""
    if bad.choices != Bad.choices:
        by = Upload._meta.get_field("uploaded_by").related_model.objects.get(role=Role.ANALYST)
        return receive_upload(data=bad.data, file_name=bad.name, by=by, choices=bad.choices)
    before = Upload.objects.count()
    response = client.post("/udtraek/", {"file": SimpleUploadedFile(bad.name, bad.data)})
    assert response.status_code == 302, response.status_code
    assert Upload.objects.count() == before + 1
    return Upload.objects.latest("pk")


def page_of(upload: Upload, client: Client) -> str:
    response = client.get(f"/udtraek/{upload.pk}/")
    assert response.status_code == 200
    return response.content.decode()


def is_plain(upload: Upload, page: str):
    """No word of the program's, and no person's number, in what is shown or kept of the file."""
    said = str([upload.problems, upload.reading, upload.file_name])
    assert not any(word in sentence["message"] for word in NO_WORDS_FOR_USERS for sentence in upload.problems)
    assert all(len(problem["text"]) <= 80 for problem in upload.problems)
    assert CPR_SHAPED not in said and CPR_SHAPED not in page
    assert not any(holds_cpr(problem["text"] + problem["message"]) for problem in upload.problems)


@pytest.mark.parametrize("bad", LINES, ids=lambda bad: bad.cause)
def test_bad_line_is_named_with_its_column_and_sentence(bad, analyst):
    before = standing()
    upload = receive_upload(data=bad.data, file_name=bad.name, by=analyst)
    assert (upload.status, as_said(upload.errors, bad.problems)) == ("blocked", bad.problems)
    assert upload.content is not None
    assert standing() == before
    is_plain(upload, "")


@pytest.mark.parametrize("bad", THROUGH_THE_FORM, ids=lambda bad: bad.cause)
def test_bad_file_is_turned_away_with_its_sentences(bad, as_role):
    client, before = as_role(Role.ANALYST), standing()
    upload = handed_in(bad, client)
    page = page_of(upload, client)
    assert upload.status == "blocked"
    assert as_said(upload.errors, bad.problems) == bad.problems
    assert upload.errors[0]["message"] in page
    assert (upload.content is not None, bool(upload.sha256)) == (bad.kept, bad.kept)
    assert standing() == before
    is_plain(upload, page)


@pytest.mark.parametrize("bad", WARNED, ids=lambda bad: bad.cause)
def test_doubtful_file_is_asked_about_and_not_saved_without_an_answer(bad, as_role, analyst):
    client, before = as_role(Role.ANALYST), standing()
    upload = handed_in(bad, client)
    page = page_of(upload, client)
    assert (upload.status, upload.errors) == ("ready", [])
    assert as_said(upload.warnings, bad.problems) == bad.problems
    with pytest.raises(WarningsUnanswered):
        commit_upload(upload=upload, seen=preview(upload).digest, by=analyst)
    assert standing() == before
    is_plain(upload, page)


def test_corpus_has_at_least_sixty_causes_and_none_twice():
    causes, contents = {bad.cause for bad in CORPUS}, {(bad.data, bad.choices, bad.name) for bad in CORPUS}
    assert len(causes) == len(contents) == len(CORPUS) >= 200


def test_file_name_with_a_cpr_number_is_masked(as_role):
    client = as_role(Role.ANALYST)
    upload = handed_in(Bad("", csv(line()), [], name=f"liste {CPR_SHAPED}.csv"), client)
    assert upload.file_name == "liste [cpr-nummer].csv"
    assert CPR_SHAPED not in page_of(upload, client)


def test_file_above_the_limit_is_turned_away_unread(as_role, settings):
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    client, before = as_role(Role.ANALYST), standing()
    upload = handed_in(Bad("", b"x" * (1024 * 1024 + 1), []), client)
    sentence = "Filen fylder 2 MB; højst 1 MB kan indlæses ad gangen. Del udtrækket i flere filer, og indlæs dem hver "
    assert as_said(upload.errors, []) == [(None, "", f"{sentence}for sig.")]
    assert (upload.status, upload.content, upload.size) == ("blocked", None, 1024 * 1024 + 1)
    assert sentence in page_of(upload, client)
    assert standing() == before


def test_file_of_a_hundred_thousand_errors_keeps_ten_thousand_and_its_page_opens(as_role, analyst):
    data, before = csv(*["zzz;Aabenraa;2023M01;9;;;;;x"] * 100_000), standing()
    upload = receive_upload(data=data, file_name="udtræk.csv", by=analyst)
    assert (upload.status, len(upload.problems)) == ("blocked", 10_001)
    assert (upload.problems[0]["line"], upload.problems[9_999]["line"]) == (2, 10_001)
    assert upload.problems[0]["message"] == "Målepunktet findes ikke. Se listen under Målepunkter."
    assert upload.problems[-1]["message"] == "Filen har over 10.000 fejl; resten er ikke gemt."
    page = page_of(upload, as_role(Role.ANALYST))
    assert "9.801 fejl mere" in page
    assert standing() == before


def test_heavy_files_are_turned_away_within_half_a_gigabyte():
    """All in one process of its own, whose memory at its highest is measured."""
    run = subprocess.run(
        [sys.executable, HEAVY], cwd=HEAVY.parents[1], capture_output=True, check=True, timeout=60, text=True
    )
    *said, peak = run.stdout.splitlines()
    assert said == [
        "only empty lines: None Filen er tom. Hent udtrækket igen, og indlæs det på ny.",
        "empty lines under a header: None Filen har over 1.500.000 linjer. Del den i flere filer.",
        "one line: 1 Linjen fylder over 5 MB. Er linjeskiftene gået tabt? Hent udtrækket igen.",
        "one cell: 2 Linjen fylder over 5 MB. Er linjeskiftene gået tabt? Hent udtrækket igen.",
        "one line of delimiters: 2 Linjen fylder over 5 MB. Er linjeskiftene gået tabt? Hent udtrækket igen.",
        "a zip file that unpacks to much: None Projektmappen fylder mere end 200 MB, når den er pakket ud. "
        "Del udtrækket i flere filer, og indlæs dem hver for sig.",
    ]
    assert int(peak) < 500, f"{peak} MB"
