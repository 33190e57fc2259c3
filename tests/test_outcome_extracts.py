"""Files of the profile `udfald`: what is read, what is refused, and what can be downloaded to fill in."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from extracts.actions import receive_upload
from extracts.examining import examine
from extracts.models import Upload, UploadStatus
from initiatives.extract import OUTCOMES
from initiatives.models import Outcome, OutcomeType
from tests.outcomes import HEADER, PRINTED, WHOLE, WIDE, counts, errors, loaded, received

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "line"),
    [(HEADER, "KIK II;start;31.12.2018;selvforsørgende;300;;;x"), (WIDE, "KIK II;start;31.12.2018;300;90;x")],
)
def test_file_is_recognised_by_its_columns(header, line, receive):
    upload = receive(line, header=header)
    assert (upload.profile, upload.errors) == ("udfald", [])


def test_figures_are_read_under_every_spelling():
    upload = loaded(
        "KIK II;start 1. februar 2018;31.12.2018;selvforsørgende;300;;;Egen opgørelse",
        "kik-ii;start;31. december 2018;Anden forsørgelse;90;;;Egen opgørelse",
    )
    assert (upload.new, upload.changed) == (2, 0)
    assert counts("kik-ii", "start", date(2018, 12, 31)) == {"selvforsoergelse": 300, "anden-forsoergelse": 90}


def test_wide_file_gives_the_figures_of_the_long_one():
    loaded("KIK II;start;31.12.2018;300;..;Egen", "KIK II;tilgang;31.12.2018;*;1.004;Egen", header=WIDE)
    again = received(
        *("KIK II;start;2018-12-31;selvforsørgende;300;Egen", "KIK II;start;2018-12-31;anden ydelse;..;Egen"),
        *("KIK II;tilgang;2018-12-31;selvforsørgende;*;Egen", "KIK II;tilgang;2018-12-31;anden ydelse;1004;Egen"),
        header="indsats;hold;statusdato;udfald;antal;kilde",
    )
    assert (again.new, again.changed, again.unchanged) == (0, 0, 4)
    assert counts("kik-ii", "start", date(2018, 12, 31)) == {
        "selvforsoergelse": 300,
        "anden-forsoergelse": "not_available",
    }
    assert counts("kik-ii", "tilgang", date(2018, 12, 31)) == {
        "selvforsoergelse": "suppressed",
        "anden-forsoergelse": 1004,
    }


def test_small_groups_are_kept_as_they_are():
    loaded(
        *("KIK II;start;31.12.2018;selvforsørgende;1;;;x", "KIK II;start;31.12.2018;anden ydelse;4;;;x"),
        "KIK II;start;31.12.2018;øvrige målgrupper;0;;;x",
    )
    assert counts("kik-ii", "start", date(2018, 12, 31)) == {
        "selvforsoergelse": 1,
        "anden-forsoergelse": 4,
        "oevrige-maalgrupper": 0,
    }


def test_every_error_of_a_file_is_reported_at_once():
    upload = received(
        "KIK III;start;31.12.2018;selvforsørgende;1;;;x",
        "KIK II;strat;31.12.2018;selvforsørgene;1;;;x",
        "KIK II;start;31.12.18;selvforsørgende;1,5;måske;;x",
        "KIK II;start;31.01.2018;selvforsørgende;-1;;;x",
        "IPS;start;31.12.2018;;;;;x",
        "KIK II;start;31.12.2018;selvforsørgende;47 %;;;x",
    )
    assert upload.status == UploadStatus.BLOCKED
    assert errors(upload) == [
        (2, "indsats", "Indsatsen findes ikke. Mente du «KIK II»?"),
        (3, "hold", "Holdet findes ikke under KIK II. Mente du «start»?"),
        (3, "udfald", "Udfaldet findes ikke. Mente du «selvforsørgende»?"),
        (4, "antal", "Antallet skal være et helt antal personer. Skriv tusinder med punktum, fx 1.461."),
        (4, "foreløbig", "Skriv ja eller nej."),
        (4, "statusdato", "Datoen kan ikke læses. Skriv fx 31.08.2018, 31. august 2018 eller 2018-08-31."),
        (5, "antal", "Antallet kan ikke være negativt."),
        (5, "statusdato", "Statusdatoen ligger før den dag, holdet begynder (1. februar 2018). Ret datoen."),
        (6, "antal", "Antallet mangler. Skriv 0, hvis ingen borgere har udfaldet, eller .. hvis antallet ikke kendes."),
        (6, "hold", "IPS har ingen hold endnu, så der kan ikke indlæses udfald."),
        (6, "udfald", "Udfaldet findes ikke. Feltet er tomt."),
        (7, "antal", "Udfald opgøres i personer, ikke i procent. Skriv antallet."),
    ]


def test_status_date_in_the_future_is_refused():
    tomorrow = timezone.localdate() + timedelta(days=1)
    upload = received(f"KIK II;start;{tomorrow};selvforsørgende;1;;;x")
    assert errors(upload) == [(2, "statusdato", "Statusdatoen er ikke kommet endnu. Ret datoen.")]


@pytest.mark.parametrize(("day", "owed"), [("01.01.0001", "31.12.2020"), ("31.12.2018", "31.12.9999")])
def test_days_of_other_times_are_refused(day, owed):
    upload = received(f"BIR;alle;{day};selvforsørgende;1;2;{owed};;;x", header=WHOLE)
    assert "Årstallet skal være mellem 1990 og 2099. Ret datoen." in {message for _, _, message in errors(upload)}


def test_cohort_without_a_first_day_begins_with_its_initiative():
    line = "KIK;alle til og med 31. maj 2018;{};selvforsørgende;1;;;x"
    upload = received(line.format("31.12.2015"), line.format("01.01.2016"))
    assert [(at, column) for at, column, _ in errors(upload)] == [(2, "statusdato")]


def test_same_figure_twice_is_refused():
    upload = received("KIK II;start;31.12.2018;selvforsørgende;1;;;x", "kik-ii;start;2018-12-31;selvforsørgelse;2;;;x")
    assert errors(upload) == [
        (3, "", "Samme hold, statusdato og udfald står også på linje 2. Behold den ene."),
    ]


def test_wide_file_names_line_and_column_of_each_problem_once():
    upload = received(
        *("KIK II;start;31.12.2018;1,5;2;x", "KIK II;midt;31.12.2018;1;2;x"),
        *("KIK II;tilgang;31.12.2018;;3;x", "KIK II;alle;31.12.2018;4;5;x", "KIK II;alle;31.12.2018;4;5;x"),
        header=WIDE,
    )
    assert [(line, column) for line, column, _ in errors(upload)] == [
        *((2, "selvforsørgende"), (3, "hold"), (4, "selvforsørgende"), (6, "")),
    ]


def test_wide_file_with_a_misspelt_outcome_is_told_what_it_may_mean():
    upload = received("KIK II;start;31.12.2018;1", header="indsats;hold;statusdato;selvforsørgene")
    ((line, column, message),) = errors(upload)
    assert (line, column) == (1, "selvforsørgene")
    assert message.startswith("Kolonnen er ukendt. Mente du «selvforsørgende»? Tilladte kolonner: indsats;hold;")


def test_new_outcome_is_a_row_and_no_change_of_the_program():
    OutcomeType.objects.create(
        code="uddannelse", name="i uddannelse", position=8, aliases=["SU"], meaning="Får statens uddannelsesstøtte."
    )
    loaded("KIK II;start;31.12.2018;su;12;;;x")
    assert counts("kik-ii", "start", date(2018, 12, 31)) == {"uddannelse": 12}


def test_column_that_a_file_lacks_is_not_compared():
    loaded("KIK II;start;31.12.2018;selvforsørgende;300;ja;talt i hånden;Egen")
    again = received("KIK II;start;31.12.2018;selvforsørgende;300", header="indsats;hold;dato;udfald;antal")
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)


def test_figure_from_an_invented_source_is_marked():
    loaded("KIK II;start;31.12.2018;selvforsørgende;300;;;eksempeldata: opdigtet")
    assert Outcome.objects.get(status_date=date(2018, 12, 31)).invented


def test_upload_of_outcomes_is_reached_from_the_upload():
    upload = loaded("KIK II;start;31.12.2018;selvforsørgende;300;;;x")
    assert Upload.objects.get(pk=upload.pk).outcomes.get().persons == Decimal(300)


def test_file_with_a_cpr_number_is_refused(analyst):
    # An impossible date: nobody has this number.
    line = "KIK II;start;31.12.2018;selvforsørgende;1;;300275-1234;x"
    examined = examine(f"{HEADER}\n{line}".encode(), profile="udfald")
    assert examined.blocked and not examined.keep


TEMPLATE = OUTCOMES.own.template


def test_template_has_a_line_for_each_outcome_that_has_been_counted():
    header, *lines = TEMPLATE.awaited(date(2026, 2, 10))
    assert header == WHOLE.split(";")
    assert len(lines) == PRINTED
    assert lines[0] == ["KIK", "alle til og med 31. maj 2018", "", "fortsat aktivitetsparate", *[""] * 6]


def test_template_uploaded_unchanged_is_refused_and_filled_in_is_read(analyst):
    header, line, *_ = TEMPLATE.awaited(date(2026, 2, 10))

    def received(cells):
        data = "\n".join(";".join(row) for row in (header, cells)).encode()
        return receive_upload(data=data, file_name="skabelon.csv", by=analyst, profile="udfald")

    assert [column for _, column, _ in errors(received(line))] == ["antal", "statusdato"]
    filled = received([*line[:2], "31.08.2018", line[3], "440", "", "", "", "", "Egen opgørelse"])
    assert (filled.status, filled.new) == (UploadStatus.READY, 1)


def test_allowed_values_are_all_read():
    header, *rows = TEMPLATE.allowed()
    assert header == ["kolonne", "skriv", "betydning", "indsats"]
    assert ["hold", "start 1. februar 2018", "Kan også skrives: start", "KIK II"] in rows
    kinds = [row[1] for row in rows if row[0] == "udfald"]
    assert len(kinds) == 7
    upload = received(*[f"KIK II;start;31.12.2018;{kind};1;;;x" for kind in kinds])
    assert upload.errors == []


def test_hopeless_file_keeps_its_first_errors_and_is_refused(monkeypatch, analyst):
    monkeypatch.setattr("extracts.cells.MOST_PROBLEMS", 3)
    lines = [f"Ukendt {number};start;31.08.2018;selvforsørgende;1;;;x" for number in range(5)]
    upload = receive_upload(data="\n".join([HEADER, *lines]).encode(), file_name="u.csv", by=analyst)
    assert (upload.status, [problem["line"] for problem in upload.errors]) == ("blocked", [2, 3, 4])
