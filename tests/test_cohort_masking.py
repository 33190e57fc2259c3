"""A small group cannot be worked out from anything that a reader who may not upload can reach."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import timezone

from aabenraa_plan.models import Role
from extracts.reverting import revert_upload
from initiatives.cohorts.reporting import cohort_statuses, statuses_of
from initiatives.models import Cohort, Initiative, Outcome, PrintedShare
from tests.cohorts import in_reach
from tests.outcomes import loaded, system
from tests.reading import page_text

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
STILL, SELF, OTHER, REST = (
    *("fortsat på kontant- eller uddannelseshjælp", "selvforsørgende"),
    *("på anden forsørgelse", "i øvrige målgrupper"),
)
START, ARRIVALS, ALL = "start 1. februar 2018", "tilgang til og med 31. august 2018", "alle til og med 31. august 2018"


@pytest.fixture
def reader(as_role):
    return as_role(Role.APPROVER)


def rows_of(client):
    """The exported figures by cohort and outcome, and the sums by cohort."""
    file = client.get("/indsatser/kik-ii/", {"hent": "csv", "tabel": "udfald"}).content.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(StringIO(file), delimiter=";") if row["Udfald"]]
    figures = {(row["Hold"], row["Udfald"]): row["Antal borgere"] for row in rows}
    return figures, {row["Hold"]: int(row["Lagt sammen"]) for row in rows}


def test_subtraction_leaves_the_two_hidden_figures_of_the_arrivals_open(reader):
    figures, sums = rows_of(reader)
    assert [key for key, count in figures.items() if not count] == [
        *((START, OTHER), (START, REST), (ARRIVALS, OTHER), (ARRIVALS, REST)),
    ]
    shown = {key: int(count) for key, count in figures.items() if count}
    # 1.128 − 771 − 269 = 88 and 357 − 207 − 139 = 11 are left of the parts; 83 and 16 are the whole's.
    left = {part: sums[part] - shown[part, STILL] - shown[part, SELF] for part in (START, ARRIVALS)}
    assert (left, shown[ALL, OTHER], shown[ALL, REST]) == ({START: 88, ARRIVALS: 11}, 83, 16)
    possible = [
        other
        for other in range(358)
        for rest in range(358)
        if other + rest == left[ARRIVALS] and (83 - other) + (16 - rest) == left[START] and other <= 83 and rest <= 16
    ]
    assert possible == list(range(12))


def test_nothing_in_reach_depends_on_the_hidden_figures(reader):
    # 4 and 7 for 2 and 9: still 11 together. 79 and 9 for 81 and 7: still 88. So each outcome of all is as it was.
    printed = in_reach(reader)
    counts = {("tilgang", OTHER): 4, ("tilgang", REST): 7, ("start", OTHER): 79, ("start", REST): 9}
    loaded(*[f"KIK II;{cohort};31.08.2018;{kind};{count};;talt om;Egen" for (cohort, kind), count in counts.items()])
    found = in_reach(reader)
    assert found.keys() == printed.keys()
    assert [where for where in printed if printed[where] != found[where]] == []


def test_analyst_sees_the_small_group_and_is_told_that_others_do_not(as_role):
    page = page_text(as_role(Role.ANALYST), "/indsatser/kik-ii/")
    assert "På anden forsørgelse 81 7,2 % 2 0,6 % 83 5,6 % 4 pr. 31. januar 2019 79 flere end lovet" in page
    assert "Du kan se grupper på færre end 5 borgere." in page
    assert "skjult" not in page.replace("er de skjult sammen", "")


@pytest.mark.parametrize("role", [Role.MANAGER, Role.APPROVER, Role.ADMINISTRATOR])
def test_everyone_without_the_right_to_upload_sees_it_hidden_with_a_word_why(role, as_role):
    page = page_text(as_role(role), "/indsatser/kik-ii/")
    assert "På anden forsørgelse skjult skjult 83 5,6 % 4 pr. 31. januar 2019" in page
    assert "I øvrige målgrupper skjult skjult 16 1,1 %" in page
    assert "Skjult: en gruppe på færre end 5 borgere vises ikke" in page


def test_limit_is_a_setting(reader, settings):
    settings.SMALL_GROUP_BELOW = 2
    assert all(rows_of(reader)[0].values())
    settings.SMALL_GROUP_BELOW = 17
    # 16 of the whole is small too, and 11 of the arrivals are too few to hide in: 139 more are hidden.
    figures, _ = rows_of(reader)
    assert {kind for (_, kind), count in figures.items() if not count} == {SELF, OTHER, REST}


def test_hidden_figure_is_not_told_by_its_own_page(reader):
    hidden = Outcome.objects.get(cohort__code="tilgang", outcome_type__code="anden-forsoergelse")
    page = page_text(reader, f"/indsatser/udfald/{hidden.pk}/")
    assert "Antallet er skjult: en gruppe på færre end 5 borgere vises ikke" in page
    assert "Linje i filen" not in page


def test_superseded_version_is_not_found_by_those_who_see_no_small_groups(reader, as_role):
    old = Outcome.objects.get(cohort__code="start", outcome_type__code="selvforsoergelse")
    loaded("KIK II;start;31.08.2018;selvforsørgende;270;;;x")
    assert reader.get(f"/indsatser/udfald/{old.pk}/").status_code == 404
    assert "Tallet er ændret 1 gang." in page_text(as_role(Role.ANALYST), f"/indsatser/udfald/{old.pk}/")


def test_looking_back_shows_todays_figures_where_small_groups_are_hidden(as_role):
    loaded(
        *(f"KIK II;tilgang;31.08.2018;{OTHER};12;;;x", f"KIK II;alle;31.08.2018;{OTHER};93;;;x"),
        *(f"KIK II;tilgang;31.08.2018;{STILL};197;;;x", f"KIK II;alle;31.08.2018;{STILL};968;;;x"),
    )
    yesterday = (timezone.now() - timedelta(microseconds=1)).isoformat()
    later = page_text(as_role(Role.MANAGER), "/indsatser/kik-ii/", som_set=yesterday)
    # 12 is no small group; but it was 2 once, and the 93 is today's.
    assert "På anden forsørgelse skjult skjult 93" in later
    assert "Antallene her er dagens, også når siden ser tilbage" in later


def test_looking_back_shows_an_analyst_what_was_known(as_role):
    first = Outcome.objects.latest("recorded_at").recorded_at.isoformat()
    loaded(f"KIK II;tilgang;31.08.2018;{OTHER};12;;;x")
    page = page_text(as_role(Role.ANALYST), "/indsatser/kik-ii/", som_set=first)
    assert "På anden forsørgelse 81 7,2 % 2 0,6 %" in page


def test_figure_that_was_taken_back_leaves_no_trace(reader):
    upload = loaded(f"KIK II;start;31.12.2018;{OTHER};3;;;x")
    revert_upload(upload=upload, by=system())
    assert "31. december 2018" not in page_text(reader, "/indsatser/kik-ii/")


def kik_ii(**options):
    return cohort_statuses(Initiative.objects.get(code="kik-ii"), moment=None, **options)


def test_part_of_a_part_hides_the_whole_family():
    Cohort.objects.filter(initiative__code="kik-ii", code="alle").update(
        whole=Cohort.objects.create(
            initiative=Initiative.objects.get(code="kik-ii"), code="helhed", name="helhed", size=2000, source="x"
        )
    )
    rows = kik_ii(sees_small=False)
    assert all(row.size_masked and row.size is None for row in rows)
    assert all(figure.masked for row in rows for status in row.statuses for figure in status.figures)
    assert not any(row.hides_something for row in kik_ii(sees_small=True))


def test_whole_of_another_initiative_hides_its_parts():
    other = Cohort.objects.get(initiative__code="kik", code="til-31-maj-2018")
    Cohort.objects.filter(initiative__code="kik-ii", code="start").update(whole=other)
    rows = {row.code: row for row in kik_ii(sees_small=False)}
    assert (rows["start"].size_masked, rows["alle"].size_masked) == (True, False)


def test_page_of_cohorts_that_are_hidden_altogether_says_so(reader):
    Cohort.objects.filter(initiative__code="kik-ii", code="alle").update(size=3)
    page = page_text(reader, "/indsatser/kik-ii/")
    assert "Antallene er skjult, fordi grupperne er små." in page
    assert "Fortsat på kontant- eller uddannelseshjælp skjult skjult skjult Selvforsørgende" in page
    # Promises of every outcome add up to the size.
    assert "1.117 pr. 31. januar 2019" not in page
    assert "Lagt sammen skjult skjult skjult" in page and "Antal i kilden skjult skjult skjult" in page
    assert "outcome--band" not in reader.get("/indsatser/kik-ii/").content.decode()


def test_what_was_written_of_a_hidden_figure_is_hidden_with_it(reader):
    loaded(f"KIK II;tilgang;31.08.2018;{OTHER};3;;to flyttede;Optalt: tre borgere")
    reached = "".join(in_reach(reader).values())
    assert "to flyttede" not in reached and "tre borgere" not in reached


def test_remark_on_a_cohort_whose_size_is_hidden_is_hidden_with_it(reader):
    Cohort.objects.filter(code="tilgang").update(size=4, note="fire borgere")
    assert "fire borgere" not in "".join(in_reach(reader).values())


def test_figure_that_was_taken_back_and_loaded_again_is_shown(reader):
    line = f"KIK II;start;31.12.2018;{OTHER};30;;;x"
    revert_upload(upload=loaded(line), by=system())
    loaded(line)
    assert "31. december 2018" in page_text(reader, "/indsatser/kik-ii/")


def test_figure_that_becomes_small_hides_the_day_that_was_seen(reader):
    lines = [f"KIK II;tilgang;31.12.2018;{kind};{count};;;x" for kind, count in ((STILL, 50), (SELF, 40), (REST, 12))]
    loaded(*lines)
    assert [rows_of_day(reader)[kind] for kind in (STILL, SELF, REST)] == ["50", "40", "12"]
    loaded(lines[2].replace(";12;", ";3;"))
    # The sum was seen with them: 102. Of the new one, 93, it would say what became of the 12.
    assert rows_of_day(reader) == {STILL: "", SELF: "", REST: "", "Lagt sammen": {""}}


def rows_of_day(client):
    """What the file says of the arrivals on the last day of 2018."""
    file = client.get("/indsatser/kik-ii/", {"hent": "csv", "tabel": "udfald"}).content.decode("utf-8-sig")
    rows = [
        row
        for row in csv.DictReader(StringIO(file), delimiter=";")
        if row["Opgjort pr."] in ("31.12.2018", "2018-12-31")
    ]
    return {row["Udfald"]: row["Antal borgere"] for row in rows} | {"Lagt sammen": {row["Lagt sammen"] for row in rows}}


def test_circle_of_wholes_hides_the_whole_family():
    cohorts = Cohort.objects.filter(initiative__code="kik-ii")
    cohorts.filter(code="alle").update(whole=cohorts.get(code="start"))
    assert all(row.size_masked for row in kik_ii(sees_small=False))


def test_size_below_the_limit_is_hidden_with_the_parts_and_the_whole_stays():
    cohorts = Cohort.objects.filter(initiative__code="kik-ii")
    cohorts.filter(code="tilgang").update(size=4)
    rows = {row.code: row for row in kik_ii(sees_small=False)}
    assert (rows["tilgang"].size_masked, rows["start"].size_masked, rows["alle"].size) == (True, True, 1485)
    assert [figure.persons for figure in rows["alle"].statuses[0].figures] == [978, 408, 83, 16]
    assert [status.total for status in rows["start"].statuses] == [None]


def test_printed_share_of_a_small_group_is_hidden_with_its_base():
    # 5 % of 57 are 3.
    PrintedShare.objects.filter(cohort__code="integration-2013").update(percent=5)
    rows = {row.code: row for row in cohort_statuses(Initiative.objects.get(code="kik"), sees_small=False, moment=None)}
    (share,), (other,) = rows["integration-2013"].shares, rows["integration-2014"].shares
    assert (share.percent, share.base, share.promised, share.masked) == (None, None, 50, True)
    assert (other.percent, other.base, other.masked) == (64, 105, False)


def test_printed_shares_are_hidden_where_a_figure_of_the_cohort_is():
    loaded(
        "KIK;til-31-maj-2018;31.08.2018;anden ydelse;2;;;x", "KIK;til-31-maj-2018;31.08.2018;skiftet målgruppe;9;;;x"
    )
    rows = cohort_statuses(Initiative.objects.get(code="kik"), sees_small=False, moment=None)
    assert {share.masked for row in rows if row.code == "til-31-maj-2018" for share in row.shares} == {True}


@pytest.mark.parametrize("sees_small", [True, False])
def test_three_queries_whatever_there_is(sees_small, django_assert_num_queries):
    few = Initiative.objects.filter(code="kik")
    many = Initiative.objects.all()
    loaded(*[f"KIK II;start;{day}.09.2018;selvforsørgende;300;;;x" for day in range(1, 4)])
    for initiatives in (list(few), list(many)):
        with django_assert_num_queries(3):
            statuses_of(initiatives, sees_small=sees_small, moment=None)
