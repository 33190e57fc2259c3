"""Promises in files of outcomes: kept where a file does not speak of them, told where it changes them."""

from datetime import date
from decimal import Decimal

import pytest

from extracts.actions import preview
from initiatives.files.effect import change_rows, effect
from initiatives.models import Outcome
from tests.outcomes import WHOLE, errors, loaded, received

pytestmark = pytest.mark.django_db
ALL = "KIK II, alle til og med 31. august 2018"
LINE = "KIK II;alle;31.08.2018;selvforsørgende;{}"
BARE = "indsats;hold;statusdato;udfald;antal"


def promise(code="selvforsoergelse"):
    found = Outcome.objects.current().get(cohort__code="alle", outcome_type__code=code)
    return found.persons, found.promised, found.promised_on


def said(*lines, header=WHOLE):
    diff = preview(received(*lines, header=header)).diff
    return effect(diff), [row.delta for row in change_rows(diff.writes)]


def test_file_without_the_columns_keeps_what_was_promised():
    loaded(LINE.format(410), header=BARE)
    assert promise() == (410, 26, date(2019, 1, 31))
    assert received(LINE.format(410), header=BARE).unchanged == 1


def test_file_with_a_promise_and_no_day_keeps_the_day_that_is_known():
    loaded(LINE.format("408;30"), "KIK II;alle;31.08.2018;øvrige;16;", header=f"{BARE};lovet")
    assert promise() == (408, 30, date(2019, 1, 31))
    assert promise("oevrige-maalgrupper") == (16, None, None)


@pytest.mark.parametrize(
    ("cells", "sentence", "delta"),
    [
        (
            "408;30;31.01.2019",
            f"{ALL}: 408 er selvforsørgende pr. 31. august 2018 (antallet er uændret); "
            "løftet ændres fra 26 pr. 31. januar 2019 til 30 pr. 31. januar 2019.",
            "løftet ændres fra 26 pr. 31. januar 2019 til 30 pr. 31. januar 2019",
        ),
        (
            "410;26;31.12.2018",
            f"{ALL}: 410 er selvforsørgende pr. 31. august 2018 (før 408); "
            "løftet på 26 gælder den 31. december 2018 (før den 31. januar 2019).",
            "+2",
        ),
        (
            "408;;",
            f"{ALL}: 408 er selvforsørgende pr. 31. august 2018 (antallet er uændret); "
            "løftet på 26 pr. 31. januar 2019 slettes.",
            "løftet på 26 pr. 31. januar 2019 slettes",
        ),
    ],
)
def test_changed_promise_is_told_before_it_is_saved(cells, sentence, delta):
    assert said(f"KIK II;alle;31.08.2018;selvforsørgende;{cells};nej;;x") == ([sentence], [delta])


def test_new_promise_is_told_with_the_count():
    (sentence,), (delta,) = said("KIK II;start;30.09.2018;selvforsørgende;300;320;;nej;;x")
    assert sentence.endswith(": 300 er selvforsørgende pr. 30. september 2018; løftet er 320.")
    assert delta == "ny"


def test_promise_columns_that_look_wrong_must_be_confirmed():
    upload = received(
        "KIK II;start;30.09.2018;selvforsørgende;300;1.200;31.12.2018;nej;;x",
        "KIK II;start;30.09.2018;anden ydelse;90;100;30.06.2018;nej;;x",
        "KIK II;alle;31.08.2018;selvforsørgende;408;;;nej;;x",
        header=WHOLE,
    )
    assert [(problem["line"], problem["column"], problem["message"]) for problem in upload.warnings] == [
        (
            2,
            "lovet",
            "Der er lovet 1.200 borgere af KIK II, start 1. februar 2018, men holdet er på 1.128. "
            "Er kolonnerne antal og lovet byttet om?",
        ),
        (
            3,
            "lovet pr.",
            "Løftet gælder 30. juni 2018, men tallet er først opgjort 30. september 2018. Er dagen rigtig?",
        ),
        (4, "lovet", "Feltet er tomt, så løftet på 26 slettes. Skriv løftet igen, hvis det stadig gælder."),
    ]


def test_promise_on_the_status_date_or_of_everyone_needs_no_word():
    line = "KIK II;start;30.09.2018;selvforsørgende;300;1.128;30.09.2018;nej;;x"
    assert received(line, header=WHOLE).warnings == []


def test_promises_that_cannot_be_read_are_refused():
    upload = received(
        "KIK II;start;30.09.2018;selvforsørgende;300;-1;;nej;;x",
        "KIK II;start;30.09.2018;anden ydelse;90;20 %;;nej;;x",
        "KIK II;start;30.09.2018;øvrige;90;1,5;31.02.2019;nej;;x",
        "KIK II;start;30.09.2018;fortsat på ydelse;90;;31.01.2019;nej;;x",
        header=WHOLE,
    )
    assert [(line, column) for line, column, _ in errors(upload)] == [
        *((2, "lovet"), (3, "lovet"), (4, "lovet"), (4, "lovet pr."), (5, "lovet pr.")),
    ]
    assert "Der står en dag, men intet løfte. Skriv antallet i kolonnen lovet." in [said for *_, said in errors(upload)]


@pytest.mark.parametrize("title", ["lovet", "lovet pr."])
def test_wide_file_with_a_promise_is_told_to_be_long(title):
    upload = received("KIK II;start;30.09.2018;300;20", header=f"indsats;hold;statusdato;selvforsørgende;{title}")
    assert errors(upload) == [
        (
            1,
            title,
            "Et løfte hører til ét udfald. Brug kolonnerne udfald, antal og lovet, med en linje for hvert udfald.",
        )
    ]


def test_wide_file_keeps_what_was_promised():
    loaded("KIK II;alle;31.08.2018;410", header="indsats;hold;statusdato;selvforsørgende")
    assert promise() == (Decimal(410), 26, date(2019, 1, 31))
