"""Will a target with a deadline be reached: the path, the projection's odds, what is needed."""

from datetime import date
from fractions import Fraction

import pytest

from extracts.periods import parse, year
from targets.outlook import expected_by, weighed
from targets.spec import PathPoint, TargetSpec
from tests.pure import OTHER, following, judge

END_OF_2026 = date(2027, 1, 1)
IN_2024 = date(2024, 6, 1)
# Changes +3 −1 +5 +1 +8 −2 +4 0, the median 2: for 2024 the futures 66 67 68 69 71 72 73 76 (test_projection).
NINE_YEARS = following("2015", 50, 53, 52, 57, 58, 66, 64, 68, 68)
IN_A_YEAR = {"deadline": date(2025, 1, 1), "today": IN_2024}


def prospect(rule, figures, **promised):
    return judge(rule, figures, **promised).prospect


def said(rule, figures, **promised):
    found = prospect(rule, figures, **promised)
    return found and (found.outlook, found.reason)


@pytest.mark.parametrize(
    ("odds", "behind", "word", "reason"),
    [
        ("1", None, "on_track", "likely"),
        ("2/3", None, "on_track", "likely"),
        ("2/3", False, "on_track", "likely"),
        ("2/3", True, "at_risk", "likely_but_behind"),
        ("1", True, "at_risk", "likely_but_behind"),
        ("5/8", None, "at_risk", "even_odds"),
        ("1/2", False, "at_risk", "even_odds"),
        ("1/2", True, "at_risk", "even_odds"),
        ("3/8", None, "at_risk", "even_odds"),
        ("1/3", None, "off_track", "unlikely"),
        ("1/3", True, "off_track", "unlikely"),
        ("0", True, "off_track", "unlikely"),
        ("1/3", False, "at_risk", "unlikely_but_ahead"),
        ("0", False, "at_risk", "unlikely_but_ahead"),
    ],
)
def test_weighed_lets_the_odds_speak_and_the_path_soften_them(odds, behind, word, reason):
    assert weighed(Fraction(odds), behind) == (word, reason)


@pytest.mark.parametrize(
    ("rule", "limit", "strict", "odds", "word"),
    [
        ("at_least", "67", False, "7/8", "on_track"),
        ("at_least", "69", False, "5/8", "at_risk"),
        ("at_least", "69", True, "4/8", "at_risk"),
        ("at_least", "72.5", False, "2/8", "off_track"),
        ("at_most", "72.5", False, "6/8", "on_track"),
        ("at_most", "66", False, "1/8", "off_track"),
        ("at_most", "66", True, "0", "off_track"),
    ],
)
def test_outlook_by_the_odds_at_the_deadline(rule, limit, strict, odds, word):
    found = prospect(rule, NINE_YEARS, limit=limit, strict=strict, **IN_A_YEAR)
    assert (found.odds, found.outlook, found.projection.period) == (Fraction(odds), word, year(2024))


@pytest.mark.parametrize(
    ("rule", "baseline", "odds"),
    # strict: the 68 among the futures is neither lower nor higher than 68
    [("reduce", "68", "2/8"), ("increase", "68", "5/8"), ("hold", "68", "6/8")],
)
def test_outlook_against_a_frozen_baseline(rule, baseline, odds):
    promised = {"baseline": "value", "baseline_value": baseline, "baseline_period": "2022", "direction": "higher"}
    assert prospect(rule, NINE_YEARS, **promised, **IN_A_YEAR).odds == Fraction(odds)


@pytest.mark.parametrize(
    ("rule", "promised"),
    [
        ("no_worse_than", {"direction": "higher", "comparator": OTHER, "other": {"2023": "70"}}),
        ("hold", {"direction": "higher", "baseline": "last_year"}),
        ("increase", {"baseline": "last_year"}),
    ],
)
def test_limit_that_moves_on_till_the_deadline_gives_no_odds(rule, promised):
    """What 2024 is compared with is another area's 2024 or a year before the deadline that nobody knows."""
    found = prospect(rule, NINE_YEARS, **promised, deadline=END_OF_2026, today=IN_2024)
    assert (found.outlook, found.reason) == ("cannot_say", "limit_moves")
    assert (found.odds, found.projection, found.per_period, found.persons) == (None, None, None, None)


def test_fewer_than_eight_changes_cannot_say():
    eight = dict(list(NINE_YEARS.items())[1:])
    assert said("at_least", eight, limit="67", **IN_A_YEAR) == ("cannot_say", "too_few_changes")
    assert said("at_least", NINE_YEARS, limit="67", **IN_A_YEAR) == ("on_track", "likely")


@pytest.mark.parametrize("code", ["2015", "2019"])
@pytest.mark.parametrize("state", ["suppressed", "not_available", "0/0"])
def test_figure_that_cannot_be_used_is_no_change(code, state):
    assert said("at_least", NINE_YEARS | {code: state}, limit="67", **IN_A_YEAR) == ("cannot_say", "too_few_changes")


@pytest.mark.parametrize(
    ("day", "reason"),
    [(date(2017, 1, 1), "too_few_changes"), (date(2024, 7, 1), "break_ahead"), (date(2025, 1, 1), "likely")],
)
def test_break_before_or_ahead_says_why_nothing_is_projected(day, reason):
    assert prospect("at_least", NINE_YEARS, limit="67", breaks=(day,), **IN_A_YEAR).reason == reason


@pytest.mark.parametrize(
    "promised",
    [
        {"deadline": None},
        {"deadline": date(2024, 1, 1)},  # 2023 is the last year that counts
        {"deadline": date(2024, 12, 31)},  # no whole year is left
        {"deadline": date(2025, 1, 1), "today": date(2025, 1, 1)},  # the deadline has passed
        {"deadline": date(2025, 1, 1), "period": "2023"},  # of an asked period only its verdict
        {"deadline": date(2025, 1, 1), "scope": "end", "span": "2023"},
    ],
)
def test_no_outlook_where_there_is_nothing_left_to_come(promised):
    assert prospect("at_least", NINE_YEARS, limit="67", **{"today": IN_2024} | promised) is None


def test_no_outlook_for_close_to_or_without_a_verdict():
    assert prospect("close_to", NINE_YEARS, limit="67", tolerance="1", **IN_A_YEAR) is None
    assert prospect("increase", NINE_YEARS, baseline="unknown", **IN_A_YEAR) is None
    assert prospect("at_least", {}, limit="67", **IN_A_YEAR) is None
    assert prospect("milestone", {}, **IN_A_YEAR) is None


def by(day, *points, path="linear"):
    return expected_by(TargetSpec("at_least", path=path, path_points=points), day)


# 100 to 465 over the 365 days of 2021: 1 a day.
RISING = (PathPoint(date(2021, 1, 1), Fraction(100)), PathPoint(date(2022, 1, 1), Fraction(465)))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 12, 31), None),
        (date(2021, 1, 1), 100),
        (date(2021, 2, 1), 131),
        (date(2021, 3, 1), 159),  # 31 + 28
        (date(2021, 7, 1), 281),  # 181 days
        (date(2021, 12, 31), 464),
        (date(2022, 1, 1), 465),
        (date(2030, 1, 1), 465),
    ],
)
def test_linear_path_runs_by_days(day, expected):
    assert by(day, *RISING) == expected


def test_linear_path_is_an_exact_fraction_in_a_leap_year():
    # 76,4 to 80 from 2023 to the end of 2026 is 365 + 366 + 365 + 365 = 1461 days; 731 of them by the end of 2024.
    points = (PathPoint(date(2023, 1, 1), Fraction("76.4")), PathPoint(END_OF_2026, Fraction(80)))
    assert by(date(2025, 1, 1), *points) == Fraction("76.4") + Fraction("3.6") * Fraction(731, 1461)


LISTED = (PathPoint(date(2024, 1, 1), Fraction(77)), PathPoint(date(2025, 1, 1), Fraction(78)))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 12, 31), None),
        (date(2024, 1, 1), 77),
        (date(2024, 12, 31), 77),
        (date(2025, 1, 1), 78),
        (date(2026, 1, 1), 78),
    ],
)
def test_listed_path_holds_each_milestone_until_the_next(day, expected):
    assert by(day, *LISTED, path="listed") == expected


def test_without_a_path_nothing_is_expected():
    assert by(date(2024, 1, 1), path="") is None


@pytest.mark.parametrize(
    ("rule", "path_value", "behind", "reason"),
    [
        ("at_least", "67", False, "likely"),
        ("at_least", "68", False, "likely"),  # exactly on the path is not behind it
        ("at_least", "68.1", True, "likely_but_behind"),
        ("at_most", "67", True, "unlikely"),
        ("at_most", "68", False, "unlikely_but_ahead"),
        ("at_most", "69", False, "unlikely_but_ahead"),
    ],
)
def test_path_is_read_at_the_end_of_the_figures_period(rule, path_value, behind, reason):
    """68 in 2023, so by 1 January 2024; of the futures 7 of 8 are at least 67, and 1 of 8 at most 66."""
    limit = {"at_least": "67", "at_most": "66"}[rule]
    points = (PathPoint(date(2024, 1, 1), Fraction(path_value)),)
    found = prospect(rule, NINE_YEARS, limit=limit, path="listed", path_points=points, **IN_A_YEAR)
    assert (found.expected, found.behind_path, found.reason) == (Fraction(path_value), behind, reason)
    assert found.on_path is (path_value == "68")


def test_before_the_path_begins_the_figure_is_neither_behind_nor_ahead():
    points = (PathPoint(date(2024, 1, 2), Fraction(80)),)
    found = prospect("at_least", NINE_YEARS, limit="67", path="listed", path_points=points, **IN_A_YEAR)
    assert (found.expected, found.behind_path, found.outlook) == (None, None, "on_track")


def test_needed_per_period_of_a_ratio_is_in_points_and_in_persons():
    # 35 − 5900/229 = 2115/229 points over the three quarters that are left, and 22 persons over three.
    promised = {"limit": "35", "deadline": date(2021, 1, 1), "today": date(2020, 6, 1)}
    found = prospect("at_least", {"2020Q1": "59/229"}, **promised)
    assert (found.periods_left, found.per_period, found.persons) == (3, Fraction(705, 229), Fraction(22, 3))


@pytest.mark.parametrize(
    ("said_now", "strict", "per_period"),
    [
        ("810", False, "5/2"),  # 10 over 4 months
        ("810", True, "11/4"),  # 11: 800 is not below 800
        ("800", True, "1/4"),  # on the strict limit one is still needed
        ("800", False, None),
        ("799", True, None),
    ],
)
def test_needed_per_period_of_a_count_is_enough_for_the_verdict(said_now, strict, per_period):
    promised = {"limit": "800", "strict": strict, "unit": "persons", "deadline": date(2022, 5, 1)}
    found = prospect("at_most", {"2021M12": said_now}, today=date(2022, 2, 1), **promised)
    assert found.periods_left == 4
    assert found.per_period == found.persons == (per_period and Fraction(per_period))


def test_needed_per_period_on_a_strict_limit_without_persons_is_any_step():
    found = prospect("increase", {"2023": "93"}, baseline_value="93", unit="count", **IN_A_YEAR)
    assert (found.per_period, found.persons) == (0, None)


def test_target_already_met_before_its_deadline_still_has_an_outlook():
    """68 is below 70, but so are only half of the futures."""
    answer = judge("at_most", NINE_YEARS, limit="70", **IN_A_YEAR)
    assert (answer.verdict, answer.outlook, answer.prospect.per_period) == ("met", "at_risk", None)


# Every quarter of 2014 is 25, of 2015 26, and so on to 34 in 2023.
QUARTERS = {f"{2014 + step // 4}Q{step % 4 + 1}": str(25 + step // 4) for step in range(40)}


def test_rolling_year_made_of_quarters_is_projected_from_rolling_years_made_of_quarters():
    """Against a year the figure is the mean of four quarters: 34 at the end of 2023, one more a year, 37 in 2026."""
    promised = {"baseline_value": "36", "baseline_period": "2013", "derivation": "mean", "deadline": END_OF_2026}
    found = prospect("increase", QUARTERS, **promised, today=IN_2024)
    assert found.figure.period == parse("2023QMAT04")
    assert (found.projection.period, found.projection.base) == (parse("2026QMAT04"), parse("2023QMAT04"))
    assert (found.projection.centre, found.odds, found.outlook) == (37, 1, "on_track")
    assert found.periods_left == 12
    assert found.history[0].period == parse("2014QMAT04")


def test_only_figures_of_the_judged_ones_kind_are_projected():
    """Nine years and a later quarter: the quarter is the latest figure, and has no changes of its own."""
    figures = NINE_YEARS | {"2024Q1": "68"}
    assert said("at_least", figures, limit="67", **IN_A_YEAR) == ("cannot_say", "too_few_changes")
