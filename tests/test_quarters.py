"""Goals by quarter: how each stood when the quarter ended."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from aabenraa_plan.models import Role
from targets.models import Judgement, Target
from targets.quarterly.table import quarter_page
from tests.quarters import FLEX, by_quarter, cells, moment, target_of, verdicts

pytestmark = pytest.mark.django_db


def test_resource_courses_of_2020_stand_in_their_quarters_and_the_half_year_does_not():
    # 59/229 = 25,76 %, 60/234 = 25,64 %; the half-year 68/264 ends with the second quarter, which is the usual kind.
    assert verdicts("bp21", "6", since=2020) == {"2020Q1": ("missed", "2020Q1"), "2020Q2": ("missed", "2020Q2")}
    first, second, third = list(cells("bp21", "6", since=2020).values())[:3]
    assert (first.value, second.value, third.value) == ("25,76\u00a0%", "25,64\u00a0%", "")
    assert first.sentence.startswith(
        "25,76\u00a0% i 1. kvartal 2020: 9,24 procentpoint under målet på mindst 35\u00a0%."
    )
    assert (first.standing.word, first.standing.symbol, first.note) == ("Ikke opfyldt", "✖", "")


def test_quarter_without_a_figure_is_empty_and_neither_missed_nor_zero(load):
    load(f"{FLEX};2021M03;9;;;;;x")
    found = cells("bp21", "5")
    assert (found["2021Q1"].standing.code, found["2021Q1"].note) == ("met", "marts")
    assert [
        (cell.standing.code, cell.standing.word, cell.value) for code, cell in found.items() if code != "2021Q1"
    ] == [("empty", "Intet nyt tal", "")] * 5


@pytest.mark.parametrize(("last", "verdict"), [("799", "met"), ("800", "missed")])
def test_recipients_below_800_before_may_2022(last, verdict, load):
    code = "kontant-uddannelseshjaelp;Aabenraa"
    months = ("2022M03;800", f"2022M04;{last}", "2022M06;700", "2022M09;900")
    load(*[f"{code};{month};;;;;x" for month in months])
    # March: not due yet; April is the last month that counts, so June and September judge nothing.
    assert verdicts("bp21", "4", since=2021) == {"2022Q1": ("not_due", "2022M03"), "2022Q2": (verdict, "2022M04")}
    assert cells("bp21", "4", since=2021)["2022Q3"].standing.word == "Efter fristen"


def test_plan_that_has_ended_is_shown_until_its_last_deadline():
    window = by_quarter("bp21").window
    assert [window.quarters[0].code, window.quarters[-1].code] == ["2021Q1", "2022Q2"]
    assert (window.earlier, window.later) == (2020, 2022)


def test_yearly_figure_stands_in_the_fourth_quarter(load):
    load("borgertilfredshed;Aabenraa;2023;84,9;;;;;x")
    assert verdicts("bp23", "16", today=date(2024, 5, 1)) == {"2023Q4": ("missed", "2023")}
    assert cells("bp23", "16", today=date(2024, 5, 1))["2023Q4"].note == "år"


def test_goal_against_a_year_is_judged_on_the_four_quarters_up_to_each(load):
    # 2022Q4 … 2023Q3 of 9250: (1950 + 1900 + 1850 + 1800) / 4 = 1875 = 20,27 % against 21,1 % in 2021.
    figures = zip(("2022Q4", "2023Q1", "2023Q2", "2023Q3"), (1950, 1900, 1850, 1800), strict=True)
    load(*[f"offentlig-forsoergelse-andel;Aabenraa;{code};;{count};9250;;;x" for code, count in figures])
    assert verdicts("bp23", "1", today=date(2023, 11, 1)) == {
        "2023Q1": ("not_enough", "2023Q1"),
        "2023Q2": ("not_enough", "2023Q2"),
        "2023Q3": ("met", "2023QMAT03"),
    }
    assert cells("bp23", "1", today=date(2023, 11, 1))["2023Q3"].value == "20,27\u00a0%"


def test_baseline_itself_is_shown_as_the_starting_point(load):
    load("offentlig-forsoergelse-andel;Aabenraa;2021;21,1;;;;;x")
    cell = cells("bp23", "1", since=2021)["2021Q4"]
    assert (cell.standing.code, cell.standing.word, cell.value) == ("no_data", "Udgangspunktet", "21,1\u00a0%")


def test_average_of_2021_stands_once_where_the_year_ends(load):
    load(*[f"jobafklaring-fuldtidspersoner;Aabenraa;2021M{number:02d};{250 + number};;;;;x" for number in range(1, 13)])
    # 250 + 78 / 12 = 256,5: above 256.
    assert verdicts("bp21", "8") == {"2021Q4": ("missed", "2021")}
    found = cells("bp21", "8")
    assert (found["2021Q4"].value, found["2021Q2"].standing.word) == ("256,5 personer", "Opgøres for hele 2021")
    assert verdicts("bp21", "8", 2) == {}


def test_milestone_stands_in_the_quarter_of_its_deadline_until_it_is_done():
    assert verdicts("bp21", "1") == {"2021Q4": ("no_data", None)}
    assert cells("bp21", "1")["2021Q4"].standing.word == "Ikke registreret"
    assert cells("bp21", "1")["2021Q3"].standing.word == "Intet nyt"


@pytest.mark.parametrize(
    ("day", "found"), [("2021-05-20", {"2021Q2": ("met", None)}), ("2022-02-03", {"2022Q1": ("missed", None)})]
)
def test_milestone_that_was_done_stands_in_the_quarter_of_the_day(day, found, users):
    words = {"reason": "Rapporten er drøftet.", "made_by": users[Role.MANAGER]}
    Judgement.objects.create(target=target_of("bp21", "1"), verdict="met", done_on=day, **words)
    assert verdicts("bp21", "1") == found


@pytest.fixture
def words(users):
    """Three words on a goal judged in words; each ended the one before, and the last was taken back."""

    def given(verdict, made, ended):
        target, by = target_of("bp23", "15"), users[Role.MANAGER]
        day = {"made_at": moment(*made), "ended_at": moment(*ended)}
        return Judgement.objects.create(target=target, verdict=verdict, reason="Se notatet.", made_by=by, **day)

    given("met", (2024, 2, 10), (2024, 5, 10))
    given("near", (2024, 5, 10), (2024, 8, 1))
    given("missed", (2024, 8, 1), (2024, 8, 5))


def test_word_stands_in_the_quarter_it_was_given_in_unless_it_was_taken_back(words):
    later = date(2024, 11, 1)
    assert verdicts("bp23", "15", today=later) == {"2024Q1": ("met", None), "2024Q2": ("near", None)}
    cell = cells("bp23", "15", today=later)["2024Q1"]
    assert (cell.sentence, cell.remark) == ("Vurderet i ord af leder 10. februar 2024: opfyldt.", "Se notatet.")


def test_word_is_known_from_the_moment_it_was_given(words):
    looking_back = {"today": date(2024, 7, 2), "as_of": moment(2024, 7, 1)}
    assert verdicts("bp23", "15", **looking_back) == {"2024Q1": ("met", None), "2024Q2": ("near", None)}
    assert verdicts("bp23", "15", today=date(2024, 7, 2), as_of=moment(2024, 4, 1)) == {"2024Q1": ("met", None)}


@pytest.fixture
def amended():
    """From July 2021 at most 12 % instead of 10 %."""
    first = target_of("bp21", "5")
    decided = {"valid_from": date(2021, 7, 1), "decided_on": date(2021, 6, 1), "reason": "Flere visiteres."}
    return Target.objects.create(
        **{name: getattr(first, name) for name in ("goal", "indicator", "area", "rule", "source")},
        **decided,
        version=2,
        limit=Decimal(12),
    )


def test_each_quarter_is_judged_by_the_version_in_force(amended, load):
    load(f"{FLEX};2021M06;11;;;;;x", f"{FLEX};2021M09;11;;;;;x")
    assert verdicts("bp21", "5") == {"2021Q2": ("missed", "2021M06"), "2021Q3": ("met", "2021M09")}
    [row] = [row for row in quarter_page(by_quarter("bp21")).rows if row.goal.code == "5"]
    assert (row.promise, row.amended) == ("Højst 12 %", True)


def test_amendment_is_not_known_before_it_was_recorded(amended, load):
    load(f"{FLEX};2021M09;11;;;;;x")
    known = timezone.now()
    Target.objects.filter(pk=amended.pk).update(recorded_at=known + timedelta(days=1))
    assert verdicts("bp21", "5", as_of=known)["2021Q3"] == ("missed", "2021M09")


def test_figures_are_those_known_at_the_moment(load):
    first = load(f"{FLEX};2021M03;11;;;;;x").committed_at
    load(f"{FLEX};2021M03;9;;;;;x")
    assert verdicts("bp21", "5")["2021Q1"] == ("met", "2021M03")
    assert verdicts("bp21", "5", as_of=first)["2021Q1"] == ("missed", "2021M03")
    assert verdicts("bp21", "5", as_of=moment(2020, 1, 1)) == {}


def test_suppressed_figure_is_not_enough_and_a_withdrawn_one_nothing(load):
    load(f"{FLEX};2021M03;*;;;;;x")
    assert verdicts("bp21", "5")["2021Q1"] == ("not_enough", "2021M03")
    assert cells("bp21", "5")["2021Q1"].value == ""


def test_cell_is_marked_where_an_invented_or_provisional_figure_or_a_person_stands_behind_it(load, users):
    load(f"{FLEX};2021M03;9;;;ja;;eksempeldata", f"{FLEX};2021M06;9;;;;;x")
    words = {"period": "2021M06", "verdict": "missed", "reason": "Tallet er for lavt.", "made_by": users[Role.MANAGER]}
    Judgement.objects.create(target=target_of("bp21", "5"), **words)
    found = cells("bp21", "5")
    assert [mark.code for mark in found["2021Q1"].marks] == ["invented", "provisional"]
    assert [mark.code for mark in found["2021Q2"].marks] == ["override"]
    assert found["2021Q2"].standing.code == "met"
    assert "leder vurderer: ikke opfyldt" in found["2021Q2"].remark


def test_verdict_that_rests_on_an_invented_comparison_is_marked(load):
    code = "sygedagpenge-jobafklaring-andel"
    load(f"{code};Aabenraa;2023Q1;3,9;;;;;x", f"{code};RAR Sydjylland;2023Q1;3,4;;;;;eksempeldata")
    [mark] = cells("bp23", "4", today=date(2023, 5, 1))["2023Q1"].marks
    assert mark.code == "invented"


def test_goals_come_in_the_plans_order_with_a_row_per_demand():
    rows = quarter_page(by_quarter("bp23", today=date(2024, 5, 1))).rows
    assert [row.goal.number for row in rows] == [None, *range(1, 13), 12, 13, 14, 15, 16]
    assert [row.is_first for row in rows if row.goal.number == 12] == [True, False]
    assert all(row.part for row in rows if row.goal.number == 12)
    assert not any(row.part for row in rows if row.goal.number == 11)
