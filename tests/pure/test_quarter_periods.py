"""Which quarters are shown, and which figure stands in each."""

from dataclasses import replace
from datetime import date

import pytest

from extracts.periods import parse
from targets.quarterly.periods import judged_periods, promised_until, quarter_before, quarter_of, window_of
from tests.pure import known, spec


def shown(**asked):
    """First and last code of the window, how many quarters, and the years to begin with for the rest."""
    given = {"first": "2021Q1", "last": "2026Q3", "newest": "2026Q3", "oldest": "2021Q1"} | asked
    window = window_of(since=given.pop("since", None), **{name: parse(code) for name, code in given.items()})
    codes = [period.code for period in window.quarters]
    return codes[0], codes[-1], len(codes), window.earlier, window.later


def stands(*specs, **figures):
    """Quarter → the period judged in it, as codes; figures as `q2020Q1="59/229"`."""
    found = judged_periods(specs, known({code[1:]: text for code, text in figures.items()}))
    return {quarter.code: period.code for quarter, period in found.items()}


def test_quarter_of_a_day_and_of_the_end_of_something():
    assert [quarter_of(date(2026, number, 15)).code for number in (1, 3, 4, 12)] == [
        *("2026Q1", "2026Q1", "2026Q2", "2026Q4"),
    ]
    assert quarter_before(date(2026, 1, 1)).code == "2025Q4"
    assert quarter_before(date(2022, 5, 1)).code == "2022Q2"


def test_window_holds_the_newest_sixteen():
    # 23 quarters from 2021Q1 to 2026Q3; the last 16 begin in 2022Q4, and the years before begin in 2021.
    assert shown() == ("2022Q4", "2026Q3", 16, 2021, None)


def test_window_of_a_young_plan_holds_them_all():
    assert shown(first="2026Q1", oldest="2026Q2") == ("2026Q1", "2026Q3", 3, None, None)


def test_window_offers_the_years_with_figures_from_before_the_plan():
    assert shown(first="2023Q1", oldest="2020Q2") == ("2023Q1", "2026Q3", 15, 2020, None)
    assert shown(first="2023Q1", oldest="2020Q2", since=2020) == ("2020Q1", "2023Q4", 16, None, 2024)


def test_window_of_a_plan_that_has_ended_stops_with_it_and_offers_what_came_later():
    assert shown(last="2022Q2") == ("2021Q1", "2022Q2", 6, None, 2022)
    assert shown(last="2022Q2", since=2024) == ("2024Q1", "2026Q3", 11, 2021, None)


@pytest.mark.parametrize("since", [1990, 2020, 2027])
def test_window_from_a_year_without_anything_is_the_usual_one(since):
    assert shown(since=since) == ("2022Q4", "2026Q3", 16, 2021, None)


def test_window_of_a_plan_that_has_not_begun_is_empty():
    quarters = {"newest": parse("2026Q3"), "last": parse("2026Q3"), "oldest": parse("2026Q3")}
    assert window_of(first=parse("2027Q1"), **quarters).quarters == []


def test_plan_promises_until_its_end_or_the_last_deadline_or_span():
    assert promised_until(date(2022, 1, 1), []).code == "2021Q4"
    assert promised_until(date(2022, 1, 1), [spec("at_most", limit="1", deadline=date(2022, 5, 1))]).code == "2022Q2"
    assert promised_until(date(2022, 1, 1), [spec("at_most", scope="sum", span="2022")]).code == "2022Q4"


def test_figure_stands_in_the_quarter_its_period_ends_in():
    found = stands(spec("at_most", limit="10"), q2024="9", q2024H1="9", q2025M01="9", q2025M02="8", q2025QMAT02="7")
    assert found == {"2024Q4": "2024", "2024Q2": "2024H1", "2025Q1": "2025M02", "2025Q2": "2025QMAT02"}


def test_of_two_that_end_together_the_indicators_own_frequency_wins():
    both = {"q2020Q2": "60/234", "q2020H1": "68/264"}
    assert stands(spec("at_least", limit="35", frequency="quarter"), **both) == {"2020Q2": "2020Q2"}
    assert stands(spec("at_least", limit="35", frequency="half_year"), **both) == {"2020Q2": "2020H1"}
    assert stands(spec("at_least", limit="35", frequency="month"), **both) == {"2020Q2": "2020Q2"}


def test_later_figure_wins_over_one_of_the_usual_frequency():
    figures = {"q2024M02": "9", "q2024Q1": "8"}
    assert stands(spec("at_most", limit="10", frequency="month"), **figures) == {"2024Q1": "2024Q1"}


def test_target_held_against_a_year_is_judged_on_the_year():
    target = spec("reduce", baseline="period", baseline_period="2021", baseline_value="21.1", frequency="quarter")
    assert stands(target, q2024Q4="20", q2024="20.5") == {"2024Q4": "2024"}


def test_hidden_figure_stands_only_where_the_quarter_has_no_other():
    target = spec("at_most", limit="10", frequency="month")
    assert stands(target, q2024M02="9", q2024M03="suppressed") == {"2024Q1": "2024M02"}
    assert stands(target, q2024M03="suppressed") == {"2024Q1": "2024M03"}
    assert stands(target, q2024M03="withdrawn") == {}


def test_after_the_deadline_nothing_is_judged_unless_nothing_came_before():
    target = spec("at_most", limit="800", deadline=date(2022, 5, 1), frequency="month")
    late = {"q2022M05": "810", "q2022M09": "820"}
    assert stands(target, q2022M04="799", **late) == {"2022Q2": "2022M04"}
    assert stands(target, **late) == {"2022Q2": "2022M05", "2022Q3": "2022M09"}


def test_deadline_is_that_of_the_version_in_force():
    first = spec("at_most", limit="800", deadline=date(2022, 5, 1), frequency="month")
    second = replace(first, deadline=date(2023, 1, 1), valid_from=date(2022, 5, 1))
    figures = {"q2022M04": "810", "q2022M06": "805", "q2023M01": "790"}
    assert stands(first, second, **figures) == {"2022Q2": "2022M06"}


def test_span_is_judged_once_where_it_ends():
    first = spec("at_most", limit="256", scope="average", span="2021")
    second = replace(first, span=parse("2022"), valid_from=date(2022, 1, 1))
    assert stands(first, second, q2021M01="250") == {"2021Q4": "2021", "2022Q4": "2022"}
