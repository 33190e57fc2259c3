"""FACTS.md "Worked answers" that concern targets, through `manage.py assess --json`."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def assess(*arguments):
    out = StringIO()
    call_command("assess", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("goal", ["5", "fleksjobledighed"])
def test_flex_job_unemployment_of_may_2020_is_missed_by_1_6_points(goal):
    [row] = assess("--plan", "bp21", "--goal", goal, "--period", "2020M05")
    assert row == {
        "plan": "bp21",
        "goal": "5",
        "indicator": "fleksjobledighed",
        "area": "Aabenraa",
        "period": "2020M05",
        "rule": "at_most",
        "comparand": "10",
        "value": "11.6",
        "margin": "-1.6",
        "verdict": "missed",
        "reason": "outside_limit",
        "sentence": "11,6 % i maj 2020: 1,6 procentpoint over loftet på 10 %.",
        "needed": None,
        "outlook": None,
        "flags": [],
        "version": 1,
    }


@pytest.mark.parametrize(
    ("period", "value", "margin", "needed", "says"),
    [
        ("2020Q1", "25.764192", "-9.235808", 22, "25,76 % i 1. kvartal 2020: 9,24 procentpoint under"),
        ("2020Q2", "25.641026", "-9.358974", 22, "25,64 % i 2. kvartal 2020: 9,36 procentpoint under"),
        ("2020H1", "25.757576", "-9.242424", 25, "25,76 % i 1. halvår 2020: 9,24 procentpoint under"),
    ],
)
def test_resource_course_activity_of_2020_is_missed(period, value, margin, needed, says):
    # 35 % of 229 = 80,15 → 81, 81 - 59 = 22; of 234 = 81,9 → 82 - 60 = 22; of 264 = 92,4 → 93 - 68 = 25.
    [row] = assess("--plan", "bp21", "--goal", "6", "--period", period)
    assert (row["value"], row["margin"], row["needed"], row["verdict"]) == (value, margin, needed, "missed")
    assert row["sentence"] == f"{says} målet på mindst 35 %. {needed} flere borgere havde været nok."


@pytest.mark.parametrize("spelling", ["1. kvt. 2020", "1. kvartal 2020", "2020K1"])
def test_period_may_be_spelled_as_in_a_file(spelling):
    [row] = assess("--plan", "bp21", "--goal", "6", "--period", spelling)
    assert row["period"] == "2020Q1"


def test_value_exactly_on_a_limit_is_met(load):
    load("fleksjobledighed;Aabenraa;2021M05;10;;;;;x", "ressourceforloeb-aktivitet;Aabenraa;2021Q1;;35;100;;;x")
    [at_most] = assess("--plan", "bp21", "--goal", "5", "--period", "2021M05")
    [at_least] = assess("--plan", "bp21", "--goal", "6", "--period", "2021Q1")
    assert (at_most["verdict"], at_most["margin"]) == ("met", "0")
    assert (at_least["verdict"], at_least["margin"], at_least["needed"]) == ("met", "0.000000", 0)


@pytest.mark.parametrize(
    ("period", "value", "verdict", "needed"),
    [
        ("2022M04", "800", "missed", 1),
        ("2022M04", "799", "met", 0),
        ("2022M03", "800", "not_due", 1),
        ("2022M03", "799", "met", 0),
    ],
)
def test_recipients_below_800_before_may_2022(period, value, verdict, needed, load):
    load(f"kontant-uddannelseshjaelp;Aabenraa;{period};{value};;;;;x")
    [row] = assess("--plan", "bp21", "--goal", "4", "--period", period)
    assert (row["verdict"], row["value"], row["needed"]) == (verdict, value, needed)


def test_unnumbered_labour_force_goal_is_not_due_before_2026(load):
    load("erhvervsfrekvens;Aabenraa;2024;78,9;;;;;x", "erhvervsfrekvens;Aabenraa;2025;79,2;;;;;x")
    [row] = assess("--plan", "bp23", "--goal", "erhvervsfrekvens")
    assert (row["period"], row["verdict"], row["margin"], row["comparand"]) == ("2025", "not_due", "-0.8", "80")


def test_hold_without_decided_tolerance_is_one_sided_and_says_so(load):
    load("flygtninge-beskaeftigelse;Aabenraa;2024H1;38;;;;;x", "flygtninge-beskaeftigelse;Aabenraa;2024H2;50;;;;;x")
    [below] = assess("--plan", "bp23", "--goal", "5", "--period", "2024H1")
    [above] = assess("--plan", "bp23", "--goal", "5", "--period", "2024H2")
    assert (below["verdict"], below["comparand"], below["margin"]) == ("missed", "38.1", "-0.1")
    assert above["verdict"] == "met"
    assert below["sentence"].endswith("Der er ikke besluttet en tolerance.")


def test_goal_of_one_year_is_compared_with_four_whole_quarters(load):
    # (1950 + 1900 + 1850 + 1800) / (4 × 9250) = 7500 / 37000 = 20,27 %, against 21,1 % in 2021.
    quarters = zip(range(1, 5), (1950, 1900, 1850, 1800), strict=True)
    load(*[f"offentlig-forsoergelse-andel;Aabenraa;2024Q{number};;{count};9250;;;x" for number, count in quarters])
    [row] = assess("--plan", "bp23", "--goal", "1")
    assert (row["period"], row["value"], row["verdict"]) == ("2024QMAT04", "20.270270", "met")
    assert row["needed"] == 0
    [alone] = assess("--plan", "bp23", "--goal", "1", "--period", "2024Q1")
    assert (alone["verdict"], alone["reason"]) == ("not_enough", "period_kind")


def test_persons_needed_over_a_year_are_full_year_persons(load):
    # 4 × 2000/9250 = 21,62 %; 21,1 % of 9250 = 1951,75, and below it at most 1951: 2000 - 1951 = 49.
    load(*[f"offentlig-forsoergelse-andel;Aabenraa;2024Q{number};;2000;9250;;;x" for number in range(1, 5)])
    [row] = assess("--plan", "bp23", "--goal", "1")
    assert (row["verdict"], row["needed"]) == ("missed", 49)


def test_three_quarters_are_not_enough_against_a_year(load):
    load(*[f"offentlig-forsoergelse-andel;Aabenraa;2024Q{number};;1900;9250;;;x" for number in range(1, 4)])
    [row] = assess("--plan", "bp23", "--goal", "1")
    assert (row["period"], row["verdict"], row["reason"]) == ("2024Q3", "not_enough", "period_kind")


def test_target_with_a_deadline_is_judged_on_the_deadlines_figure_not_a_later_one(load):
    load("kontant-uddannelseshjaelp;Aabenraa;2022M04;790;;;;;x", "kontant-uddannelseshjaelp;Aabenraa;2022M06;810;;;;;x")
    [row] = assess("--plan", "bp21", "--goal", "4")
    assert (row["period"], row["verdict"]) == ("2022M04", "met")


def test_no_worse_than_compares_with_the_other_area_in_the_same_period(load):
    code = "sygedagpenge-jobafklaring-andel"
    load(f"{code};Aabenraa;2024Q1;3,9;;;;;x")
    [alone] = assess("--plan", "bp23", "--goal", "4")
    assert (alone["verdict"], alone["reason"], alone["value"]) == ("not_enough", "comparator_missing", "3.9")
    load(f"{code};RAR Sydjylland;2024Q1;3,4;;;;;x")
    [both] = assess("--plan", "bp23", "--goal", "4")
    assert (both["verdict"], both["comparand"], both["margin"]) == ("missed", "3.4", "-0.5")


def test_average_of_2021_needs_the_whole_year(load):
    lines = [f"jobafklaring-fuldtidspersoner;Aabenraa;2021M{month:02d};{250 + month};;;;;x" for month in range(1, 13)]
    load(*lines[:11])
    first = assess("--plan", "bp21", "--goal", "jobafklaring-fuldtidspersoner")[0]
    assert (first["verdict"], first["reason"], first["value"]) == ("not_enough", "parts_missing", None)
    load(lines[11])
    # 250 + (1 + … + 12) / 12 = 256,5: above 256.
    full = assess("--plan", "bp21", "--goal", "jobafklaring-fuldtidspersoner")[0]
    assert (full["verdict"], full["period"], full["value"], full["margin"]) == (
        "missed",
        "2021",
        "256.500000",
        "-0.500000",
    )


def test_goal_without_figures_is_no_data_and_never_zero():
    [row] = assess("--plan", "bp23", "--goal", "16")
    assert (row["verdict"], row["value"], row["margin"], row["needed"]) == ("no_data", None, None, None)


def test_goal_with_unknown_baseline_is_not_enough(load):
    load("neet-andel;Aabenraa;2024;10,5;;;;;x", "personlig-assistance-landsandel;Aabenraa;2024H1;2,1;;;;;x")
    [known] = assess("--plan", "bp23", "--goal", "11")
    [unknown] = assess("--plan", "bp23", "--goal", "3")
    assert (known["verdict"], known["comparand"]) == ("met", "11")
    assert "cirka 11 %" in known["sentence"]
    assert (unknown["verdict"], unknown["reason"]) == ("not_enough", "baseline_missing")


def test_as_of_gives_the_verdict_as_known_then(load):
    first = load("borgertilfredshed;Aabenraa;2023;84;;;;;x").committed_at
    load("borgertilfredshed;Aabenraa;2023;86;;;;;x")
    arguments = ["--plan", "bp23", "--goal", "16"]
    assert assess(*arguments)[0]["verdict"] == "met"
    assert assess(*arguments, "--as-of", first.isoformat())[0]["verdict"] == "missed"
    assert assess(*arguments, "--as-of", "2020-01-01")[0]["verdict"] == "no_data"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--plan", "bp99"],
        ["--plan", "bp21", "--goal", "99"],
        ["--plan", "bp21", "--period", "snart"],
        ["--plan", "bp21", "--as-of", "i går"],
    ],
)
def test_assess_with_unknown_words_is_wrong_use(arguments):
    with pytest.raises(CommandError) as refused:
        assess(*arguments)
    assert refused.value.returncode == 2
