"""The median year-over-year drift, worked by hand."""

from datetime import date
from fractions import Fraction

import pytest

from extracts.periods import Kind, parse, year
from targets.projection import Record, hindrance, last_period, meets, project, record_of
from tests.pure import following, known

# Changes +3 −1 +5 +1 +8 −2 +4 0; in rising order −2 −1 0 1 3 4 5 8, the median (1 + 3) / 2 = 2.
NINE_YEARS = (50, 53, 52, 57, 58, 66, 64, 68, 68)
LAST = 2023


def figures_of(said):
    return sorted(known(said).values(), key=lambda figure: figure.period)


def yearly(*values):
    """Years up to the last known one."""
    return figures_of(following(str(LAST + 1 - len(values)), *values))


def test_one_year_ahead_each_change_is_a_future_and_the_median_the_centre():
    found = project(yearly(*NINE_YEARS), year(2024))
    assert (found.base, found.years, found.centre) == (year(2023), 1, 70)  # 68 + 2
    assert found.futures == (66, 67, 68, 69, 71, 72, 73, 76)  # 68 and each change
    # Of 8 futures the ends are number 0,1·9 = 0,9 and 0,9·9 = 8,1: 66 − 0,1·(67 − 66) and 76 + 0,1·(76 − 73).
    assert (found.low, found.high) == (Fraction("65.9"), Fraction("76.3"))


def test_range_of_nine_changes_is_the_lowest_and_the_highest_future():
    """Of 9 futures the ends are number 1 and number 9. The change from 68 to 76 is a second +8: the median is 3."""
    found = project(yearly(*NINE_YEARS, 76), year(2024))
    assert (found.low, found.centre, found.high) == (74, 79, 84)  # 76 − 2, 76 + 3, 76 + 8


def test_range_of_nineteen_changes_leaves_out_the_outermost_on_each_side():
    """Of 19 futures the ends are number 2 and number 18; the changes are 1 to 19."""
    changes = [10, 1, 19, 4, 16, 7, 13, 2, 18, 5, 15, 8, 12, 3, 17, 6, 14, 9, 11]
    levels = [sum(changes[:count]) for count in range(20)]
    found = project(yearly(*levels), year(2024))
    assert levels[-1] == 190
    assert (found.low, found.centre, found.high) == (192, 200, 208)


@pytest.mark.parametrize(("changes", "held"), [(10, 8), (20, 16), (30, 24)])
def test_range_holds_the_coming_change_four_times_out_of_five(changes, held):
    """Each of 1, 2, 3 … in turn is the change to come, and the others are known: 8 of 10, not 6, fall inside."""
    inside = 0
    for coming in range(1, changes + 1):
        others = [change for change in range(1, changes + 1) if change != coming]
        levels = [sum(others[:count]) for count in range(changes)]
        found = project(yearly(*levels), year(2024))
        inside += found.low <= levels[-1] + coming <= found.high
    assert inside == held


def test_two_years_ahead_the_drift_comes_twice_and_the_spread_widens_by_the_root_of_two():
    found = project(yearly(*NINE_YEARS), year(2025))
    assert (found.years, found.centre) == (2, 72)  # 68 + 2 · 2
    # Distances from the median −4 −3 −2 −1 1 2 3 6, each 1,414213 times as large.
    futures = "66.343148 67.757361 69.171574 70.585787 73.414213 74.828426 76.242639 80.485278"
    assert found.futures == tuple(map(Fraction, futures.split()))
    # 66,343148 − 0,1 · 1,414213 and 80,485278 + 0,1 · 4,242639
    assert (found.low, found.high) == (Fraction("66.2017267"), Fraction("80.9095419"))


def test_four_years_ahead_the_spread_is_exactly_twice_as_wide():
    found = project(yearly(*NINE_YEARS), year(2027))
    assert found.centre == 76  # 68 + 4 · 2
    assert found.futures == (68, 70, 72, 74, 78, 80, 82, 88)


@pytest.mark.parametrize(
    ("limit", "higher", "strict", "odds"),
    [
        ("70", True, False, "4/8"),  # 71, 72, 73 and 76
        ("69", True, False, "5/8"),  # and the 69 itself
        ("69", True, True, "4/8"),
        ("69", False, False, "4/8"),  # 66, 67, 68 and 69
        ("69", False, True, "3/8"),
        ("76", True, False, "1/8"),
        ("76", True, True, "0"),
        ("65.95", False, False, "0"),  # inside the range, but below every future
        ("100", False, True, "1"),
    ],
)
def test_odds_are_the_share_of_the_futures_that_meets_the_limit(limit, higher, strict, odds):
    found = project(yearly(*NINE_YEARS), year(2024))
    assert found.odds(Fraction(limit), higher=higher, strict=strict) == Fraction(odds)


def test_seven_changes_are_too_few():
    assert project(yearly(*NINE_YEARS[1:]), year(2024)) is None
    assert hindrance(yearly(*NINE_YEARS[1:]), year(2024)) == "too_few_changes"
    assert project([], year(2024)) is None
    assert hindrance([], year(2024)) == "too_few_changes"


def test_gap_in_the_series_costs_the_change_into_it_and_the_change_out_of_it():
    ten = following("2014", 45, *NINE_YEARS)
    assert project(figures_of(ten), year(2024)).futures[0] == 66
    del ten["2018"]
    assert len(ten) == 9
    assert project(figures_of(ten), year(2024)) is None  # 9 − 2 = 7 changes


# The same four quarters each year, one, two, three and four higher than the year before: 8 changes.
SEASONS = following("2021Q1", 10, 20, 30, 40, 11, 22, 33, 44, 12, 24, 36, 48)


@pytest.mark.parametrize(
    ("code", "base", "centre"),
    [
        ("2024Q1", "2023Q1", "14.5"),  # 12 + 2,5, the median of 1 1 2 2 3 3 4 4
        ("2024Q4", "2023Q4", "50.5"),  # 48 + 2,5
        ("2025Q1", "2023Q1", "17"),  # 12 + 2 · 2,5
    ],
)
def test_quarter_is_projected_from_the_newest_of_the_same_season(code, base, centre):
    found = project(figures_of(SEASONS), parse(code))
    assert (found.base, found.centre) == (parse(base), Fraction(centre))


def test_base_two_years_back_where_last_years_quarter_is_not_out_yet():
    """The year from the fourth quarter of 2020 is made up of 39, so that there still are 8 changes."""
    figures = {"2020Q4": "39", **{code: said for code, said in SEASONS.items() if code != "2023Q4"}}
    found = project(figures_of(figures), parse("2024Q4"))
    assert (found.base, found.years) == (parse("2022Q4"), 2)
    assert found.centre == 48  # 44 + 2 · 2; the changes are 1 1 1 2 2 3 3 4


def test_months_need_twenty_of_them_and_keep_to_their_season():
    winter_and_summer = [100, 90, 80, 70, 60, 50, 50, 60, 70, 80, 90, 100]
    twenty = following("2022M01", *winter_and_summer, *(level - 5 for level in winter_and_summer[:8]))
    assert project(figures_of(twenty), parse("2024M02")).centre == 80  # 85 − 5
    assert project(figures_of(twenty), parse("2024M06")).centre == 40  # 45 − 5
    del twenty["2023M08"]
    assert project(figures_of(twenty), parse("2024M02")) is None


def test_season_that_was_never_measured_cannot_be_projected():
    springs = {f"{number}Q1": str(number) for number in range(2010, 2024)}
    assert project(figures_of(springs), parse("2024Q1")).centre == 2024
    assert project(figures_of(springs), parse("2024Q4")) is None
    assert hindrance(figures_of(springs), parse("2024Q4")) == "season_missing"


@pytest.mark.parametrize(
    ("day", "counted"),
    [
        (date(2014, 1, 1), 8),
        (date(2015, 1, 1), 8),  # the new definition holds from the first figure on
        (date(2015, 7, 1), None),  # the first year is partly the old one: 7 changes are left
        (date(2017, 1, 1), None),
        (date(2023, 7, 1), None),  # the newest figure is itself of two definitions
        (date(2024, 1, 1), None),  # what is projected would be of the new one
        (date(2024, 7, 1), None),
        (date(2025, 1, 1), 8),  # after all that is said
    ],
)
def test_break_shortens_the_history_and_is_not_projected_across(day, counted):
    found = project(yearly(*NINE_YEARS), year(2024), (day,))
    assert (found and len(found.futures)) == counted


def test_break_ahead_is_named_as_the_hindrance():
    nine = yearly(*NINE_YEARS)
    assert hindrance(nine, year(2024), (date(2024, 1, 1),)) == "break_ahead"
    assert hindrance(nine, year(2024), (date(2017, 1, 1),)) == "too_few_changes"


def test_record_counts_the_past_figures_that_fell_inside_the_range():
    """After the first nine years (to 2021) came 76 and 70.

    Seen from 2021 the range of 2022 is 65,9 to 76,3: 76 held. Seen from 2022 that of 2023 is 74 to 84
    (as above, from 9 changes): 70 did not. Two years ahead only 2023 can be tried, seen from 2021:
    66,2 to 80,9, and 70 held. Earlier years have fewer than 8 changes before them.
    """
    figures = yearly(*NINE_YEARS, 76, 70)
    assert record_of(figures, project(figures, year(2024))) == Record(tried=2, held=1)
    assert record_of(figures, project(figures, year(2025))) == Record(tried=1, held=1)
    assert record_of(yearly(*NINE_YEARS), project(yearly(*NINE_YEARS), year(2024))) == Record(tried=0, held=0)


def test_record_of_a_straight_line_is_that_it_always_held():
    """The range has no width, and the figure lies on it: from the tenth year on there are 8 changes before it."""
    figures = yearly(*range(13))
    assert record_of(figures, project(figures, year(2024))) == Record(tried=4, held=4)


def test_record_does_not_look_back_across_a_break():
    figures, since = yearly(1, 2, *NINE_YEARS, 76, 70), (date(2013, 1, 1),)
    assert record_of(figures, project(figures, year(2024), since), since) == Record(tried=2, held=1)


@pytest.mark.parametrize(
    ("like", "deadline", "last"),
    [
        ("2023", date(2027, 1, 1), "2026"),
        ("2023", date(2026, 12, 31), "2025"),
        ("2026", date(2027, 1, 1), "2026"),
        ("2022M03", date(2022, 5, 1), "2022M04"),
        ("2022M03", date(2022, 5, 16), "2022M04"),
        ("2025QMAT03", date(2027, 1, 1), "2026QMAT04"),
    ],
)
def test_last_period_is_over_by_the_deadline(like, deadline, last):
    assert last_period(parse(like), deadline) == parse(last)


def test_one_wild_year_on_a_straight_line_moves_nothing_but_the_range():
    found = project(yearly(10, 11, 12, 13, 1000, 15, 16, 17, 18, 19, 20, 21), year(2024))
    assert found.centre == 22


@pytest.mark.parametrize(
    ("value", "higher", "strict", "met"),
    [
        (1, True, False, True),
        (1, False, False, True),
        (1, True, True, False),
        (1, False, True, False),
        (2, True, True, True),
        (2, False, False, False),
    ],
)
def test_meets_is_the_rule_of_the_verdict(value, higher, strict, met):
    assert meets(Fraction(value), Fraction(1), higher, strict) is met


@pytest.mark.parametrize("kind", [Kind.HALF_YEAR, Kind.ROLLING_YEAR, Kind.ROLLING_12])
def test_every_kind_of_period_is_projected_a_year_at_a_time(kind):
    first = {"half_year": "2015H1", "rolling_year": "2015QMAT01", "rolling_12": "2015MAT01"}[kind]
    figures = figures_of(following(first, *range(30)))
    newest = figures[-1].period
    found = project(figures, newest.shifted(1))
    a_year = {Kind.HALF_YEAR: 2, Kind.ROLLING_YEAR: 4, Kind.ROLLING_12: 12}[kind]
    assert (found.base, found.centre) == (newest.shifted(1 - a_year), 30)
