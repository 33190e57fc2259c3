"""What a file of outcomes would change: sums to confirm, sentences, and rows to look at."""

import pytest
from django.urls import reverse

from aabenraa_plan.models import Role
from extracts.actions import WarningsUnanswered, preview
from extracts.kinds import ChangeRow
from extracts.reverting import revert_upload
from initiatives.extract import OUTCOMES
from initiatives.files.effect import change_rows, effect, name_series
from tests.outcomes import START, WHOLE, committed, counts, figure, loaded, received, system
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def test_outcomes_above_the_size_of_the_cohort_must_be_confirmed():
    # 900 in the file and 269 + 81 + 7 known are 1.257 of 1.128 citizens.
    upload = received("KIK II;start;31.08.2018;fortsat på ydelse;900;;;x")
    assert [(problem["line"], problem["message"]) for problem in upload.warnings] == [
        (
            2,
            f"Udfaldene for {START} pr. 31. august 2018 er i alt 1.257 borgere, men holdet er på 1.128. "
            "Er antallene rigtige?",
        )
    ]
    with pytest.raises(WarningsUnanswered):
        committed(upload)


def test_outcomes_that_fill_the_cohort_exactly_or_on_two_days_need_no_word():
    upload = received(
        "KIK II;start;31.08.2018;selvforsørgende;269;;rettet tekst;x",
        "KIK II;start;30.09.2018;selvforsørgende;1128;;;x",
        "KIK II;start;31.10.2018;selvforsørgende;1128;;;x",
    )
    assert upload.warnings == []


def test_suppressed_outcome_counts_as_nobody_in_the_sum():
    upload = received("KIK II;start;30.09.2018;selvforsørgende;1128;;;x", "KIK II;start;30.09.2018;anden ydelse;*;;;x")
    assert upload.warnings == []


def test_file_that_lacks_a_cohort_is_compared_with_the_last_one_of_its_initiative():
    loaded("KIK II;start;30.09.2018;øvrige;1;;;x", "KIK II;tilgang;30.09.2018;øvrige;2;;;x")
    other = received("KIK;til-31-maj-2018;30.09.2018;øvrige;3;;;x")
    assert other.warnings == []
    later = received("KIK II;start;31.10.2018;øvrige;1;;;x")
    assert [problem["message"] for problem in later.warnings] == [
        "Det forrige udtræk havde også KIK II, tilgang til og med 31. august 2018: i øvrige målgrupper (2018-09-30). "
        "Mangler der noget i filen?"
    ]


def test_effect_says_what_a_count_becomes():
    loaded("KIK II;start;30.09.2018;selvforsørgende;395;;;x", "KIK II;start;30.09.2018;anden ydelse;*;;;x")
    upload = received(
        "KIK II;start;30.09.2018;selvforsørgende;408;;;x",
        "KIK II;start;30.09.2018;anden ydelse;3;;;x",
        "KIK II;start;31.08.2018;fortsat på ydelse;..;;;x",
        "KIK II;start;31.08.2018;anden ydelse;81;;rettet;x",
        "KIK II;start;30.09.2018;øvrige;2;;;x",
    )
    assert effect(preview(upload).diff) == [
        f"{START}: 408 er selvforsørgende pr. 30. september 2018 (før 395).",
        f"{START}: 3 er på anden forsørgelse pr. 30. september 2018 (før diskretioneret).",
        f"{START}: antallet, der er fortsat på kontant- eller uddannelseshjælp pr. 31. august 2018, er ikke oplyst "
        "(før 771).",
        f"{START}: 81 er på anden forsørgelse pr. 31. august 2018 (antallet er uændret, oplysningerne ændres).",
        f"{START}: 2 er i øvrige målgrupper pr. 30. september 2018.",
    ]


@pytest.mark.parametrize(("lines", "last"), [(6, "Desuden gemmes 1 andet tal."), (8, "Desuden gemmes 3 andre tal.")])
def test_effect_counts_what_it_does_not_say(lines, last):
    upload = received(*[f"KIK II;start;{day}.09.2018;selvforsørgende;1;;;x" for day in range(1, lines + 1)])
    said = effect(preview(upload).diff)
    assert (len(said), said[-1]) == (6, last)


def test_effect_of_a_file_with_nothing_new_is_nothing():
    upload = received("KIK II;start;31.08.2018;selvforsørgende;269", header="indsats;hold;dato;udfald;antal")
    assert effect(preview(upload).diff) == []


def test_figure_that_was_taken_back_is_new_again():
    revert_upload(upload=loaded("KIK II;start;30.09.2018;selvforsørgende;395;;;x"), by=system())
    diff = preview(received("KIK II;start;30.09.2018;selvforsørgende;400;;;x")).diff
    assert effect(diff) == [f"{START}: 400 er selvforsørgende pr. 30. september 2018."]
    (row,) = change_rows(diff.writes)
    assert (row.before, row.after, row.delta) == ("–", "400", "ny")


def test_change_rows_show_what_stands_and_what_it_becomes():
    upload = received(
        "KIK II;start;31.08.2018;selvforsørgende;265;;;eksempeldata",
        "KIK II;start;31.08.2018;anden ydelse;*;;;x",
        "KIK II;start;31.08.2018;øvrige;7;ja;;x",
        "KIK II;tilgang;30.09.2018;selvforsørgende;1.100;;;x",
    )
    rows = change_rows(preview(upload).diff.writes[:4])
    arrivals = "KIK II, tilgang til og med 31. august 2018"
    assert rows == [
        ChangeRow(START, "selvforsørgende", "31. august 2018", "269", "265", "−4", 2, True),
        ChangeRow(START, "på anden forsørgelse", "31. august 2018", "81", "diskretioneret", "ændret", 3, False),
        ChangeRow(START, "i øvrige målgrupper", "31. august 2018", "7", "7", "oplysninger", 4, False),
        ChangeRow(arrivals, "selvforsørgende", "30. september 2018", "–", "1.100", "ny", 5, False),
    ]


def test_upload_page_shows_the_effect_and_the_columns_of_outcomes(as_role):
    upload = received("KIK II;start;31.08.2018;selvforsørgende;265;;;x")
    page = text_of(as_role(Role.ANALYST).get(reverse("upload", args=[upload.pk])))
    assert f"{START}: 265 er selvforsørgende pr. 31. august 2018 (før 269)." in page
    assert "Hold Udfald Periode Nu Bliver" in page
    assert f"{START} selvforsørgende 31. august 2018 269 265 −4 2" in page


def test_series_are_named_by_cohort_and_outcome():
    fact = figure()
    series = (fact.cohort_id, fact.outcome_type_id)
    assert name_series([series]) == {series: f"{START}: selvforsørgende"}


def test_roles_are_the_columns_of_the_format_and_know_what_may_stand_in_them():
    assert ";".join(role.title for role in OUTCOMES.roles) == WHOLE
    assert [role.title for role in OUTCOMES.roles if role.required] == WHOLE.split(";")[:5]
    known = {role.title: role.known() for role in OUTCOMES.roles if role.known}
    assert known["indsats"]["kik-ii"] == "KIK II"
    assert known["hold"]["start"] == START
    assert known["udfald"]["selvforsoergelse"] == "selvforsørgende"


def test_preview_costs_as_many_queries_with_six_lines_as_with_one(django_assert_max_num_queries):
    taken = []
    for lines in (1, 6):
        upload = received(*[f"KIK II;start;{day}.09.2018;selvforsørgende;1;;;x" for day in range(1, lines + 1)])
        with django_assert_max_num_queries(20) as queries:
            diff = preview(upload).diff
            effect(diff)
            change_rows(diff.writes)
        taken.append(len(queries))
    assert taken[0] == taken[1]


def test_reverted_upload_brings_the_earlier_count_back():
    upload = loaded("KIK II;start;31.08.2018;selvforsørgende;270;;;x")
    assert counts("kik-ii", "start")["selvforsoergelse"] == 270
    revert_upload(upload=upload, by=system())
    assert counts("kik-ii", "start")["selvforsoergelse"] == 269
