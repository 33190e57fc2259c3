"""What an attacker with the upload form, or a tired analyst, tried: each of these once went wrong."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from aabenraa_plan.models import Role
from extracts.actions import content_of, receive_upload
from extracts.models import Upload
from extracts.reverting import revert_upload
from targets.models import Observation

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
# 30 February does not exist: shaped like CPR numbers, nobody's.
HIDDEN = [
    "sag 5,3002751234",
    "nr. 1.3002751234",
    '"300275\n1234"',
    "300275\t1234",
    "30021975-1234",
    "300275" + " " * 12 + "1234",
    "300275*1234",
    "３００２７５-１２３４",
]


@pytest.mark.parametrize("text", HIDDEN)
@pytest.mark.parametrize("column", ["note", "indicator"])
def test_hidden_cpr_number_is_neither_kept_nor_shown(text, column, receive, as_role):
    line = f"borgertilfredshed;Aabenraa;2023;84;;;;{text};x" if column == "note" else f"{text};Aabenraa;2023;84;;;;;x"
    upload = receive(line)
    page = as_role(Role.ANALYST).get(reverse("upload", args=[upload.pk])).content.decode()
    assert (upload.status, upload.content) == ("blocked", None)
    assert "1234" not in str(upload.problems) and "1234" not in page


def test_file_of_nothing_but_cpr_shaped_cells_is_not_echoed(analyst):
    for data in (b"300275;1234\n300275;1234\n", b"300275\t1234\n300275\t1234\n"):
        upload = receive_upload(data=data, file_name="x.csv", by=analyst)
        assert upload.status == "blocked"
        assert "1234" not in str(upload.problems)


def test_long_ratio_is_no_cpr_number(receive):
    assert "CPR" not in str(receive("fleksjobledighed;Aabenraa;2023M01;0,3002751234;;;;;x").problems)


@pytest.mark.parametrize("changes", [{"note": "300275-1234", "source": ""}, {"area": "300275-1234"}])
def test_cpr_number_in_a_wrong_hand_form_is_not_echoed(changes, as_role):
    form = {"indicator": "borgertilfredshed", "area": "Aabenraa", "period": "2023", "value": "8", "source": "x"}
    before = Upload.objects.count()
    response = as_role(Role.ANALYST).post(reverse("observation_new"), form | changes, follow=True)
    assert "300275-1234" not in response.content.decode()
    assert "CPR-nummer" in response.content.decode()
    assert Upload.objects.count() == before


def test_figure_for_less_than_the_usual_period_is_a_warning(receive):
    [warning] = receive("ressourceforloeb-aktivitet;Aabenraa;2020M06;36;;;;;x").warnings
    assert warning["message"] == "Målepunktet opgøres normalt pr. kvartal, men perioden er juni 2020."


def test_figure_for_a_period_that_still_runs_is_a_warning_unless_provisional(receive, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date(2026, 5, 1))
    assert len(receive("borgertilfredshed;Aabenraa;2026;84;;;nej;;x").warnings) == 1
    assert receive("borgertilfredshed;Aabenraa;2026;84;;;ja;;x").warnings == []


def test_file_without_a_source_column_does_not_make_an_invented_figure_real(load, receive):
    load("borgertilfredshed;Aabenraa;2023;84;;;ja;n = 4;Eksempeldata: x")
    upload = receive("borgertilfredshed;Aabenraa;2023;84", header="indikator;område;periode;værdi")
    assert (upload.changed, upload.unchanged) == (0, 1)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("kontanthjaelp-personer;Aabenraa;2020M01;5 %;;;;;x", "Skriv det uden %."),
        ("fleksjobledighed;Aabenraa;2021M01;;5%;100%;;;x", "Skriv det uden %."),
        ("y30r21-placering;Aabenraa;2019QMAT04;0;;;;;x", "helt tal fra 1 og op"),
        ("y30r21-placering;Aabenraa;2019QMAT04;1,5;;;;;x", "helt tal fra 1 og op"),
        ("fleksjobledighed;Aabenraa;2021M01;5" + " " * 9000 + "x;;;;;x", "for langt til at være et tal"),
    ],
)
def test_number_that_cannot_be_of_its_unit_is_refused(line, says, receive):
    assert any(says in problem["message"] for problem in receive(line).errors)


def test_english_thousands_are_a_warning(receive):
    assert "tusindadskiller" in receive("kontanthjaelp-personer;Aabenraa;2020M01;1,234;;;;;x").warnings[0]["message"]


def test_reverting_in_the_other_order_brings_no_reverted_figure_back(load, analyst):
    first = load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    second = load("borgertilfredshed;Aabenraa;2023;86;;;;;x")
    step = revert_upload(upload=first, by=analyst)
    assert (step.changed, step.unchanged) == (0, 1)
    revert_upload(upload=second, by=analyst)
    assert not Observation.objects.current().filter(indicator__code="borgertilfredshed").exists()


@pytest.mark.parametrize("asked", ["per_page=-1", "per_page=1000000", "page=-1", "page=x", "page=99", "sort=;drop"])
@pytest.mark.parametrize("where", ["/maalepunkter/", "/udtraek/", "/maal/bp21/6/", "/maalepunkter/fleksjobledighed/"])
def test_list_asked_for_a_page_that_is_not_there_shows_one_that_is(where, asked, as_role):
    assert as_role(Role.ANALYST).get(f"{where}?{asked}").status_code == 200


@pytest.mark.parametrize("moment", ["9999-12-31", "0001-01-01T00:00", "9999-12-31T23:59+00:00"])
def test_moment_at_the_end_of_time_is_wrong_use(moment):
    with pytest.raises(CommandError) as refused:
        call_command("assess", "--plan", "bp21", "--as-of", moment)
    assert refused.value.returncode == 2


def test_file_name_in_other_bytes_than_utf_8_is_imported(tmp_path):
    path = tmp_path / b"a\xff.csv".decode(errors="surrogateescape")
    path.write_text("indikator;område;periode;værdi\nborgertilfredshed;Aabenraa;2023;84\n", encoding="utf-8")
    call_command("import_extract", str(path), stdout=StringIO())
    assert Upload.objects.latest("pk").file_name == "a\ufffd.csv"


def test_file_name_with_a_cpr_number_that_lost_its_zero_is_masked(receive):
    assert (
        receive("borgertilfredshed;Aabenraa;2023;84;;;;;x", name="cpr 102001234.csv").file_name
        == "cpr [cpr-nummer].csv"
    )


def test_two_files_glued_together_with_their_marks_are_read(analyst):
    data = b"\xef\xbb\xbf\xef\xbb\xbf" + "indikator;område;periode;værdi\nborgertilfredshed;580;2023;84\n".encode()
    assert receive_upload(data=data, file_name="x.csv", by=analyst).errors == []


def test_hopeless_file_keeps_its_first_errors_and_how_many_there_were(receive, monkeypatch):
    monkeypatch.setattr("extracts.actions.MOST_PROBLEMS", 3)
    upload = receive(*[f"ukendt-{number};Aabenraa;2023;1;;;;;x" for number in range(5)])
    assert [problem["line"] for problem in upload.problems] == [2, 3, 4, None]
    assert upload.problems[-1]["message"] == "Filen har over 3 fejl; resten er ikke gemt."
    assert content_of(upload)
