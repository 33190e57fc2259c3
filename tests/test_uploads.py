"""From bytes to versioned figures: received, blocked, previewed, committed, discarded, reverted."""

from pathlib import Path

import pytest

from extracts.actions import (
    NotCommittable,
    PreviewOutdated,
    commit_upload,
    content_of,
    discard_upload,
    preview,
    receive_upload,
    refuse_upload,
)
from extracts.models import Upload, UploadStatus
from extracts.reverting import revert_upload
from targets.models import Observation

REAL = Path(__file__).parent.parent / "examples" / "real"
# 30 February does not exist: shaped like a CPR number, nobody's.
CPR = "300275-1234"

TWELVE_ERRORS = [
    "fleksjobledigheden;Aabenraa;2023Q1;9,1;;;;;x",  # line 2: unknown indicator
    "fleksjobledighed;Åbenrå by;2023Q1;9,1;;;;;x",  # line 3: unknown area
    "fleksjobledighed;Aabenraa;2023Q5;9,1;;;;;x",  # line 4: no such quarter
    "fleksjobledighed;Aabenraa;2023Q2;9.1;;;;;x",  # line 5: full stop for comma
    "fleksjobledighed;Aabenraa;2023Q3;101;;;;;x",  # line 6: above 100 %
    "fleksjobledighed;Aabenraa;2023Q4;-1;;;;;x",  # line 7: negative
    "fleksjobledighed;Aabenraa;2024Q1;;12;;;;x",  # line 8: no denominator
    "fleksjobledighed;Aabenraa;2024Q2;;12;0;;;x",  # line 9: zero denominator
    "fleksjobledighed;Aabenraa;2024Q3;;12;11;;;x",  # line 10: numerator above denominator
    "fleksjobledighed;Aabenraa;2024Q4;;;;;;x",  # line 11: nothing at all
    "fleksjobledighed;Aabenraa;2025Q1;9,1;;;måske;;x",  # line 12: neither yes nor no
    "fleksjobledighed;Aabenraa;2025Q2;9,1;;;;;x",  # line 13: fine
    "fleksjobledighed;Aabenraa;2. kvartal 2025;9,2;;;;;x",  # line 14: the key of line 13 again
]


def test_file_with_twelve_errors_reports_them_all_with_their_lines(receive):
    before = Observation.objects.count()
    upload = receive(*TWELVE_ERRORS)
    assert upload.status == UploadStatus.BLOCKED
    assert [problem["line"] for problem in upload.errors] == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14]
    columns = [problem["column"] for problem in upload.errors]
    assert columns == [
        *("indikator", "område", "periode", "værdi", "værdi", "værdi"),
        *("nævner", "nævner", "tæller", "værdi", "foreløbig", ""),
    ]
    assert upload.errors[0]["message"] == "Målepunktet findes ikke. Mente du «fleksjobledighed»?"
    assert upload.errors[3]["text"] == "9.1"
    assert "linje 13" in upload.errors[-1]["message"]
    assert Observation.objects.count() == before
    assert content_of(upload).startswith("indikator;område".encode())


def test_line_with_two_errors_reports_both(receive):
    upload = receive("ukendt;ukendt;2023Q1;1;;;;;x")
    assert [(problem["line"], problem["column"]) for problem in upload.errors] == [(2, "indikator"), (2, "område")]


@pytest.mark.parametrize(
    ("line", "header"),
    [
        (f"fleksjobledighed;Aabenraa;2023Q1;9,1;;;;{CPR};x", None),
        (f"{CPR};Aabenraa;2023Q1;9,1;;;;;x", None),
        ("fleksjobledighed;Aabenraa;2023Q1;9,1;1;2;;300275 1234;x", None),
        ("fleksjobledighed;Aabenraa;2023Q1;9,1;0;0;;;3002751234", None),
        ("9,1;102001234", "værdi;cpr"),
    ],
)
def test_file_with_cpr_number_is_kept_by_name_and_reason_only(line, header, receive):
    upload = receive(line, name=f"liste {CPR}.csv", **({"header": header} if header else {}))
    assert upload.status == UploadStatus.BLOCKED
    assert upload.content is None
    assert upload.sha256 == ""
    assert upload.errors[0]["line"] == 2
    assert "CPR-nummer" in upload.errors[0]["message"]
    stored = str(Upload.objects.filter(pk=upload.pk).values().get())
    assert "1234" not in stored and "102001234" not in stored


@pytest.mark.parametrize(
    ("data", "says", "kept"),
    [
        (b"", "tom", True),
        (b"PK\x03\x04 zip", "beskadiget", False),
        (b"%PDF-1.7", "PDF", False),
        (b"<!DOCTYPE html><html></html>", "webside", True),
        (b'{"error": "no"}', "svar fra datakilden", True),
        (b"bare tekst\nmere tekst\n", "kun \xe9n kolonne".encode("latin-1").decode("latin-1"), True),
        ("indikator;område;periode;værdi\n".encode(), "ingen tal", True),
        (b"navn;antal\na;1\n", "ikke til et kendt udtr", True),
        ("indikator;område;periode;værdi\na;b;2023;1\nc,d,2023,1\n".encode(), "delt med komma", True),
        ("indikator;område;periode;værdi;vægt\na;b;2023;1;2\n".encode(), "Kolonnen er ukendt", True),
        ("indikator;område;værdi\na;b;1\n".encode(), "«periode» mangler", True),
    ],
)
def test_bad_file_is_refused_in_plain_words(data, says, kept, analyst):
    before = Observation.objects.count()
    upload = receive_upload(data=data, file_name="fil.csv", by=analyst)
    assert upload.status == UploadStatus.BLOCKED
    assert any(says in problem["message"] for problem in upload.errors), upload.errors
    assert (upload.content is not None) == kept
    assert Observation.objects.count() == before


def test_bad_key_answer_is_refused_with_what_the_source_said(analyst):
    data = (REAL / "jobindsats-bad-key-response.csv").read_bytes()
    upload = receive_upload(data=data, file_name="svar.csv", by=analyst)
    assert "«Forkert nøgle eller nøglen er udløbet»" in upload.errors[0]["message"]


def test_file_in_windows_1252_gives_the_same_figures_as_utf_8(analyst, load):
    line = "fleksjobledighed;Sønderborg;2023Q1;12,5;;;ja;Prøve æøå;x"
    load(line)
    header = "indikator;område;periode;værdi;tæller;nævner;foreløbig;bemærkning;kilde"
    upload = receive_upload(data=f"{header}\r\n{line}".encode("cp1252"), file_name="a.csv", by=analyst)
    assert upload.reading["encoding"] == "Windows-1252"
    assert (upload.errors, upload.new, upload.changed, upload.unchanged) == ([], 0, 0, 1)


def test_first_commit_writes_figures_with_file_and_line(load):
    upload = load("fleksjobledighed;580;1. kvt. 2023;;120;1.500;ja;Tæt på;Eget udtræk")
    figure = upload.observations.get()
    assert (figure.period, figure.area.name, figure.line) == ("2023Q1", "Aabenraa", 2)
    assert (str(figure.numerator), str(figure.denominator)) == ("120.000000", "1500.000000")
    assert (figure.provisional, figure.note, figure.source) == (True, "Tæt på", "Eget udtræk")
    assert (upload.status, upload.new, upload.changed, upload.unchanged) == ("committed", 1, 0, 0)


def test_second_commit_of_other_figure_keeps_the_first_as_a_version(load):
    first = load("borgertilfredshed;Aabenraa;2023;84;;;;;x").observations.get()
    second = load("borgertilfredshed;Aabenraa;2023;86;;;;;x").observations.get()
    first.refresh_from_db()
    assert first.superseded_at == second.recorded_at
    assert second.superseded_at is None
    assert str(first.value) == "84.000000"


def test_same_figures_again_write_nothing(load, receive):
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    again = receive("borgertilfredshed;Aabenraa;2023;84,0;;;;;x")
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)


def test_missing_and_suppressed_figures_are_states_and_never_zero(load):
    upload = load(
        "borgertilfredshed;Aabenraa;2021;..;;;;;x",
        "borgertilfredshed;Aabenraa;2022;*;;;;;x",
        "borgertilfredshed;Aabenraa;2023;0;;;;;x",
    )
    found = upload.observations.order_by("period").values_list("state", "value")
    assert [(state, value if value is None else str(value)) for state, value in found] == [
        ("not_available", None),
        ("suppressed", None),
        ("value", "0.000000"),
    ]


def test_commit_after_somebody_elses_is_refused_until_looked_at_again(receive, commit, analyst):
    mine = receive("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    seen = preview(mine).digest
    commit(receive("borgertilfredshed;Aabenraa;2023;86;;;;;x"))
    with pytest.raises(PreviewOutdated):
        commit_upload(upload=mine, seen=seen, by=analyst)
    mine.refresh_from_db()
    assert mine.status == UploadStatus.READY
    assert str(Observation.objects.current().get(indicator__code="borgertilfredshed").value) == "86.000000"


def test_commit_that_fails_half_way_leaves_nothing(receive, commit, monkeypatch):
    upload = receive("borgertilfredshed;Aabenraa;2023;84;;;;;x", "borgertilfredshed;Aabenraa;2022;83;;;;;x")

    def fails(self, *args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(Upload, "save", fails)
    with pytest.raises(OSError, match="disk full"):
        commit(upload)
    assert not Observation.objects.filter(upload=upload).exists()


@pytest.mark.parametrize("twice", [commit_upload, discard_upload, revert_upload])
def test_handled_upload_cannot_be_handled_again(twice, load, analyst):
    done = load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    revert_upload(upload=done, by=analyst)
    arguments = {commit_upload: {"seen": "", "by": analyst}, discard_upload: {}, revert_upload: {"by": analyst}}
    with pytest.raises(NotCommittable):
        twice(upload=done, **arguments[twice])


def test_revert_brings_the_earlier_figure_back_as_a_new_version(load, analyst):
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    later = load("borgertilfredshed;Aabenraa;2023;86;;;;;x", "borgertilfredshed;Aabenraa;2022;80;;;;;x")
    step = revert_upload(upload=later, by=analyst)
    current = Observation.objects.current().filter(indicator__code="borgertilfredshed")
    assert [(figure.period, str(figure.value), figure.upload) for figure in current] == [("2023", "84.000000", step)]
    assert Observation.objects.filter(indicator__code="borgertilfredshed").count() == 5
    later.refresh_from_db()
    assert (later.status, later.reverted_by.get()) == (UploadStatus.REVERTED, step)


def test_revert_leaves_figures_that_were_changed_since(load, analyst):
    first = load("borgertilfredshed;Aabenraa;2023;84;;;;;x", "borgertilfredshed;Aabenraa;2022;80;;;;;x")
    load("borgertilfredshed;Aabenraa;2023;86;;;;;x")
    step = revert_upload(upload=first, by=analyst)
    assert step.changed == 1
    current = Observation.objects.current().get(indicator__code="borgertilfredshed")
    assert (current.period, str(current.value)) == ("2023", "86.000000")


def test_figure_loaded_after_a_revert_is_new_again(load, receive, analyst):
    revert_upload(upload=load("borgertilfredshed;Aabenraa;2023;84;;;;;x"), by=analyst)
    upload = receive("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    assert (upload.new, upload.changed) == (1, 0)
    load("borgertilfredshed;Aabenraa;2023;85;;;;;x")
    assert Observation.objects.current().filter(indicator__code="borgertilfredshed").count() == 1


def test_discarded_upload_keeps_its_bytes(receive):
    upload = discard_upload(upload=receive("borgertilfredshed;Aabenraa;2023;84;;;;;x"))
    assert upload.status == UploadStatus.DISCARDED
    assert content_of(upload)


def test_refused_upload_records_name_size_and_reason(analyst):
    upload = refuse_upload(file_name="stor.csv", size=50_000_000, message="For stor.", by=analyst)
    assert (upload.status, upload.content, upload.errors[0]["message"]) == (UploadStatus.BLOCKED, None, "For stor.")


def test_printed_share_that_its_parts_contradict_is_a_warning(receive):
    upload = receive(
        "ressourceforloeb-aktivitet;Aabenraa;2021Q1;26;59;229;;;x",  # 25,76 prints as 26
        "ressourceforloeb-aktivitet;Aabenraa;2021Q2;27;59;229;;;x",
    )
    assert upload.errors == []
    assert [problem["line"] for problem in upload.warnings] == [3]


def test_figure_far_outside_its_own_history_is_a_warning(load, receive):
    load(*[f"borgertilfredshed;Aabenraa;{year};8{year % 5};;;;;x" for year in range(2012, 2020)])
    # 2012–2019 lie between 80 and 84; half that range beyond is 78–86.
    assert receive("borgertilfredshed;Aabenraa;2021;86;;;;;x").warnings == []
    warnings = receive("borgertilfredshed;Aabenraa;2021;87;;;;;x").warnings
    assert [problem["message"] for problem in warnings] == [
        "87 % ligger langt højere end noget tidligere tal i serien (højst 84 %). Er det rigtigt?"
    ]


def test_period_that_has_not_begun_is_refused(receive):
    assert "ikke begyndt" in receive("borgertilfredshed;Aabenraa;2099;84;;;;;x").errors[0]["message"]


def test_invented_figures_are_known_by_their_source(load):
    upload = load(
        "borgertilfredshed;Aabenraa;2023;84;;;;;eksempeldata", "borgertilfredshed;Aabenraa;2022;84;;;;;Survey"
    )
    assert list(upload.observations.order_by("period").values_list("period", "invented")) == [
        ("2022", False),
        ("2023", True),
    ]


def test_jobindsats_file_gives_the_figures_of_the_own_municipality(analyst, commit):
    data = (REAL / "jobindsats-y30r21-v2-sydjylland.csv").read_bytes()
    upload = commit(receive_upload(data=data, file_name="y30r21.csv", by=analyst))
    # 96 lines (4 municipalities × 6 periods × 4 groups) × 3 measures that are indicators.
    assert (upload.profile, upload.new) == ("jobindsats-v2", 288)
    total = Observation.objects.get(indicator__code="y30r21-faktisk-andel", area__name="Aabenraa", period="2021QMAT04")
    assert str(total.value) == "7.180000"  # FACTS.md: 7,18 %


def test_jobindsats_file_with_bom_is_version_3_and_survives_label_drift(analyst):
    data = (REAL / "jobindsats-y30r21-v2-sydjylland.csv").read_bytes().replace(b"16-66 \xc3\xa5r", b"16-66\xc3\xa5r")
    data = b"\xef\xbb\xbf" + data.replace(b"Faktisk andel (pct.)", b"Faktisk  andel (pct. )")
    upload = receive_upload(data=data, file_name="v3.csv", by=analyst)
    assert (upload.profile, upload.errors, upload.new) == ("jobindsats-v3", [], 288)


def test_unknown_jobindsats_group_is_named_with_its_line(analyst):
    data = (REAL / "jobindsats-y30r21-v2-sydjylland.csv").read_text().replace("A-dagpenge mv.", "A-dagpenge", 1)
    upload = receive_upload(data=data.encode(), file_name="a.csv", by=analyst)
    assert [problem["line"] for problem in upload.errors] == [3]
    assert "Mente du «A-dagpenge mv.»?" in upload.errors[0]["message"]
