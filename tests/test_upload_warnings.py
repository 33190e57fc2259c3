"""What is looked at twice before a file is saved: contradictions, and what the last file had and this one has not."""

import pytest

from extracts.actions import PreviewOutdated, commit_upload, preview, receive_upload
from extracts.models import UploadStatus

pytestmark = pytest.mark.django_db

DENIED = "1. kvartal 2021 er 260 personer, men delene giver 252 personer. Er begge dele rigtige?"
QUARTER = [f"jobafklaring-fuldtidspersoner;Aabenraa;2021M{month:02d};{250 + month};;;;;x" for month in (1, 2, 3)]


def said(upload) -> list[tuple[int | None, str]]:
    return [(problem["line"], problem["message"]) for problem in upload.warnings]


def test_quarter_that_its_months_deny_is_a_warning_at_its_line(load, receive):
    load(*QUARTER)
    # The mean of 251, 252 and 253 is 252.
    upload = receive("jobafklaring-fuldtidspersoner;Aabenraa;2021Q1;260;;;;;x")
    assert said(upload) == [
        (2, "1. kvartal 2021 er 260 personer, men delene giver 252 personer. Er begge dele rigtige?")
    ]
    assert said(receive("jobafklaring-fuldtidspersoner;Aabenraa;2021Q1;252;;;;;x")) == []


def test_month_that_denies_a_quarter_in_the_same_file_is_a_warning_at_the_quarter(receive):
    upload = receive(*QUARTER, "jobafklaring-fuldtidspersoner;Aabenraa;2021Q1;260;;;;;x")
    assert said(upload) == [
        (5, "1. kvartal 2021 er 260 personer, men delene giver 252 personer. Er begge dele rigtige?")
    ]


def test_changed_month_that_denies_a_known_quarter_is_a_warning_at_the_month(load, receive):
    load(*QUARTER, "jobafklaring-fuldtidspersoner;Aabenraa;2021Q1;252;;;;;x")
    # 251, 252 and 262 have the mean 255.
    upload = receive("jobafklaring-fuldtidspersoner;Aabenraa;2021M03;262;;;;;rettelse")
    assert said(upload) == [
        (2, "1. kvartal 2021 er 252 personer, men delene giver 255 personer. Er begge dele rigtige?")
    ]


def test_half_year_that_counts_persons_once_is_not_denied_by_its_quarters(receive):
    # FACTS.md: the half-year is not derivable from the quarters.
    upload = receive(
        "ressourceforloeb-aktivitet;Aabenraa;2020Q1;;59;229;;;x",
        "ressourceforloeb-aktivitet;Aabenraa;2020Q2;;60;234;;;x",
        "ressourceforloeb-aktivitet;Aabenraa;2020H1;;68;264;;;x",
    )
    assert (upload.status, said(upload)) == (UploadStatus.READY, [])


def test_file_that_lacks_a_series_of_the_last_one_is_warned_of(load, receive):
    load(
        "neet-andel;Aabenraa;2021;11;;;;;Tal", "neet-andel;Tønder;2021;12;;;;;Tal", "neet-andel;Tønder;2022;12;;;;;Tal"
    )
    upload = receive("neet-andel;Aabenraa;2022;11;;;;;Tal")
    [(line, message)] = said(upload)
    assert line is None
    assert message.startswith("Det forrige udtræk havde også ")
    assert message.endswith(" for Tønder (2021 og 2022). Mangler der noget i filen?")


def test_file_with_a_gap_that_the_last_one_had_not_is_warned_of(load, receive):
    years = [f"neet-andel;Aabenraa;{year};1{year - 2015};;;;;Tal" for year in range(2016, 2021)]
    load(*years)
    upload = receive(years[0], years[1], years[3], years[4], "neet-andel;Aabenraa;2021;15;;;;;Tal")
    assert [message.partition("for Aabenraa ")[2] for _, message in said(upload)] == [
        "(2018). Mangler der noget i filen?"
    ]


def test_warning_that_was_not_seen_cannot_be_accepted(load, receive, analyst):
    load("neet-andel;Aabenraa;2021;11;;;;;Tal")
    upload = receive("neet-andel;Tønder;2021;12;;;;;Tal")
    seen = preview(upload).digest
    # A colleague saves another file of that source; now this one lacks what that had.
    load("neet-andel;Tønder;2020;12;;;;;Tal", "neet-andel;Haderslev;2020;12;;;;;Tal")
    with pytest.raises(PreviewOutdated):
        commit_upload(upload=upload, seen=seen, by=analyst, accepted="Set og godkendt")


def test_newer_years_only_are_no_gap(load, receive):
    load("neet-andel;Aabenraa;2020;11;;;;;Tal", "neet-andel;Aabenraa;2021;12;;;;;Tal")
    assert said(receive("neet-andel;Aabenraa;2022;11;;;;;Tal")) == []


@pytest.mark.parametrize("line", ["neet-andel;Tønder;2022;11;;;;;Tal", "neet-andel;Aabenraa;2022;11;;;;;Andre tal"])
def test_file_of_other_series_or_another_source_lacks_nothing(line, load, receive):
    load("neet-andel;Aabenraa;2020;11;;;;;Tal", "neet-andel;Haderslev;2020;11;;;;;Tal")
    assert said(receive(line)) == []


def test_file_with_titles_above_its_header_is_read_and_says_so(analyst, commit):
    data = "Udtræk fra Jobcentret;;;\r\n\r\nindikator;område;periode;værdi\r\nneet-andel;Aabenraa;2021;11\r\n"
    upload = receive_upload(data=data.encode(), file_name="titel.csv", by=analyst)
    assert (upload.status, upload.new) == (UploadStatus.READY, 1)
    assert (upload.reading["header_line"], upload.reading["skipped"]) == (3, 1)
    assert commit(upload).observations.get().line == 4
