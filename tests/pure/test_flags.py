"""The flags of a figure: how final, how fresh, how certain."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.calendar import GRACE, publication_day
from extracts.periods import parse
from targets.derivation import Figure
from targets.flags import flags_of, within_chance
from targets.spec import TargetSpec
from tests.pure import bounded, figure, judge, known

MONTHLY = {"limit": "10", "frequency": "month", "lag_days": 75}


def raised(rule, figures, **promised):
    """The flags with their reasons and details, as the assessment carries them."""
    found = judge(rule, figures, **promised).flags
    return [(raised.flag, raised.detail) for raised in found]


def test_provisional_is_the_figures_own_mark():
    target, figure = TargetSpec("at_most"), Figure(parse("2026M03"), Fraction(1), provisional=True)
    assert [(each.flag, each.reason) for each in flags_of(target, figure, today=date(2026, 6, 1))] == [
        ("provisional", "marked")
    ]


# The figure of March ends 1 April and is out 75 days later, 15 June; two weeks of grace run to and with
# 29 June, and from 30 June it is late. That of April ends 1 May and is out 15 July.
@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 3, 31), []),  # March is not over
        (date(2026, 4, 1), [("awaiting_source", "marts 2026")]),
        (date(2026, 6, 14), [("awaiting_source", "marts 2026")]),
        (date(2026, 6, 15), []),  # it is out, and there is time to load it
        (date(2026, 6, 29), []),
        (date(2026, 6, 30), [("stale", "marts 2026")]),
        (date(2026, 7, 15), [("stale", "marts 2026")]),
        (date(2026, 7, 30), [("stale", "april 2026")]),
    ],
)
def test_fresh_awaiting_or_stale_by_the_day(today, expected):
    assert raised("at_most", {"2026M02": "9"}, today=today, **MONTHLY) == expected


def test_figure_that_came_early_awaits_the_one_after_it():
    """April is loaded on 1 June, before the source was thought to be out: what is awaited is May."""
    assert raised("at_most", {"2026M04": "9"}, today=date(2026, 6, 1), **MONTHLY) == [("awaiting_source", "maj 2026")]


@pytest.mark.parametrize("state", ["suppressed", "not_available"])
def test_newer_figure_without_a_value_is_loaded_all_the_same(state):
    """On 30 June the figure of February would be stale; that of March came, but says nothing."""
    figures = {"2026M02": "9", "2026M03": state}
    assert raised("at_most", figures, today=date(2026, 6, 30), **MONTHLY) == [("awaiting_source", "april 2026")]
    assert raised("at_most", figures | {"2026M03": "withdrawn"}, today=date(2026, 6, 30), **MONTHLY) == [
        ("stale", "marts 2026")
    ]


@pytest.mark.parametrize(
    ("lag", "grace_ends"), [(0, date(2026, 1, 15)), (90, date(2026, 4, 15)), (365, date(2027, 1, 15))]
)
def test_stale_a_day_after_the_grace_whatever_the_lag(lag, grace_ends):
    """The fourth quarter of 2025 ends 1 January 2026."""
    promised = {"limit": "10", "frequency": "quarter", "lag_days": lag}
    assert raised("at_most", {"2025Q3": "9"}, today=grace_ends, **promised) == []
    assert raised("at_most", {"2025Q3": "9"}, today=grace_ends + timedelta(1), **promised) == [
        ("stale", "4. kvartal 2025")
    ]


def test_freshness_needs_a_known_lag_and_no_asked_period():
    late = {"limit": "10", "frequency": "month", "today": date(2030, 1, 1)}
    assert raised("at_most", {"2026M02": "9"}, **late) == []
    assert raised("at_most", {"2026M02": "9"}, lag_days=75, period="2026M02", **late) == []
    assert raised("at_most", {"2026M02": "9"}, lag_days=75, **late)[0][0] == "stale"


def test_figure_at_the_deadline_is_never_stale():
    promised = {"deadline": date(2026, 3, 1)} | MONTHLY
    assert raised("at_most", {"2026M02": "9"}, today=date(2030, 1, 1), **promised) == []
    assert raised("at_most", {"2026M02": "9"}, today=date(2026, 4, 1), **promised) == []  # nor awaits March


def test_stale_before_the_deadline_names_the_last_figure_that_counts():
    """Later figures are loaded, but not that of April, which the deadline is about."""
    promised = {"deadline": date(2026, 5, 1), "today": date(2030, 1, 1)} | MONTHLY
    assert raised("at_most", {"2026M03": "9", "2026M06": "9"}, **promised) == [("stale", "april 2026")]


def test_deadline_inside_a_period_has_the_period_before_as_the_last_that_counts():
    promised = {"limit": "10", "frequency": "year", "lag_days": 31, "deadline": date(2026, 7, 1)}
    assert raised("at_most", {"2025": "11"}, today=date(2027, 6, 1), **promised) == []
    assert raised("at_most", {"2024": "11"}, today=date(2027, 6, 1), **promised) == [("stale", "2025")]


@pytest.mark.parametrize("scope", ["average", "sum", "end"])
def test_figure_of_a_span_that_is_over_is_never_stale(scope):
    figures = {f"2021Q{number}": "1" for number in (1, 2, 3, 4)}
    promised = {"limit": "10", "frequency": "quarter", "lag_days": 90, "scope": scope, "span": "2021"}
    assert raised("at_most", figures, **promised) == []


def test_figure_without_a_verdict_carries_its_flags_too():
    promised = {"baseline": "unknown", "frequency": "month", "lag_days": 75, "today": date(2026, 6, 30)}
    assert raised("increase", {"2026M02": "9"}, **promised) == [("stale", "marts 2026")]
    assert raised("increase", {"2026M02": "suppressed"}, **promised) == []


days = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1))


@bounded
@given(days, st.integers(min_value=0, max_value=400), st.sampled_from(["2023M05", "2023Q1", "2023H1", "2023"]))
def test_stale_is_what_the_calendar_calls_late(today, lag, code):
    period = parse(code)
    target = TargetSpec("at_most", frequency=period.kind.value, lag_days=lag)
    found = [each.flag for each in flags_of(target, figure(code, "1"), today=today)]
    coming = period.shifted(1)
    waited = (today - publication_day(coming, lag)).days
    assert (found == ["stale"]) == (waited > GRACE)
    assert (found == ["awaiting_source"]) == (waited < 0 and coming.end <= today)


# The median of 1 1 1 1 3 3 3 3 is (1 + 3) / 2 = 2.
EIGHT = [Fraction(size) for size in (3, 1, 3, 1, 3, 1, 3, 1)]


@pytest.mark.parametrize(
    ("said", "revisions", "flagged"),
    [
        ("10", EIGHT, True),
        ("11.9", EIGHT, True),
        ("8.1", EIGHT, True),  # met, but no further inside than figures are changed by
        ("12", EIGHT, False),  # as far as the median is not below it
        ("10", EIGHT[:7], False),
        ("10", [], False),
        ("10", [Fraction(0)] * 8, False),
    ],
)
def test_too_close_by_the_median_of_at_least_eight_revisions(said, revisions, flagged):
    found = raised("at_most", {"2026M02": said}, limit="10", revisions=revisions)
    assert found == [("too_close", "")] * flagged


@pytest.mark.parametrize(
    ("said", "flagged"),
    [("100", False), ("104", True), ("105", True), ("106.9", True), ("107", False), ("95", True), ("97.5", False)],
)
def test_too_close_of_close_to_is_by_the_ends_of_the_tolerance(said, flagged):
    """100 ± 5 and a median revision of 2: right on 100 is as far from missing as can be."""
    found = raised("close_to", {"2026": said}, limit="100", tolerance="5", revisions=EIGHT)
    assert found == [("too_close", "")] * flagged


# Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3: the score
# interval without continuity correction, as printed to four decimals. The last by hand: 5 of 10 is
# (10 + z² ± z·√(z² + 10)) / (2 · (10 + z²)) = (13,8415 ± 1,96 · 3,7204) / 27,6829 = 0,2366 and 0,7634.
@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (81, 263, "25.53", "36.62"),
        (15, 148, "6.24", "16.05"),
        (0, 20, "0.00", "16.11"),
        (1, 29, "0.61", "17.18"),
        (5, 10, "23.66", "76.34"),
    ],
)
def test_share_is_uncertain_inside_the_published_score_interval(count, of, low, high):
    step = Fraction("0.005")  # what printing to two decimals may hide
    share = figure("2020Q1", f"{count}/{of}")
    target = TargetSpec("at_least")
    low, high = Fraction(low), Fraction(high)
    assert within_chance(target, share, low + step)
    assert within_chance(target, share, high - step)
    assert not within_chance(target, share, high + step)
    if low:
        assert not within_chance(target, share, low - step)


def test_limit_outside_0_to_100_percent_is_not_a_matter_of_chance():
    share = figure("2020Q1", "20/20")
    assert within_chance(TargetSpec("at_least"), share, Fraction(100))
    assert not within_chance(TargetSpec("at_least"), share, Fraction(101))
    assert not within_chance(TargetSpec("at_least"), share, Fraction(-1))


@pytest.mark.parametrize(
    ("said", "promised", "detail"),
    [
        ("59/229", {}, ["229 borgere"]),  # 25,8 %; the interval of 59 of 229 reaches up to 31,8 %
        ("128/499", {}, ["499 borgere"]),
        ("129/500", {}, []),  # a register's share of 500 is no sample
        ("300/1200", {"is_survey": True}, ["1.200 svar"]),  # a survey is one, however large
        ("3000/12000", {"is_survey": True}, []),  # 25 % ± 0,8
        ("25.8", {"is_survey": True}, []),  # how many answered is not known
        ("59/229", {"unit": "persons"}, []),
    ],
)
def test_too_close_by_chance_is_for_surveys_and_small_shares(said, promised, detail):
    found = raised("at_least", {"2020Q1": said}, limit="27", **promised)
    assert found == [("too_close", each) for each in detail]


def test_chance_of_close_to_is_asked_at_both_ends_of_the_tolerance():
    """50 of 100 lies between 40,4 and 59,6 %: 50 ± 5 may be missed by chance, 50 ± 20 hardly."""
    assert raised("close_to", {"2020": "50/100"}, limit="50", tolerance="5") == [("too_close", "100 borgere")]
    assert raised("close_to", {"2020": "50/100"}, limit="50", tolerance="20") == []


def test_flags_come_in_the_order_they_are_shown():
    late = Figure(parse("2026M02"), Fraction(10), provisional=True)
    target = TargetSpec("at_most", limit=Fraction(10), frequency="month", lag_days=0)
    found = flags_of(target, late, today=date(2030, 1, 1), comparand=Fraction(10), revisions=EIGHT, known=known({}))
    assert [each.flag for each in found] == ["provisional", "stale", "too_close"]


@bounded
@given(st.integers(min_value=0, max_value=60), st.integers(min_value=1, max_value=60), st.integers(0, 100))
def test_chance_looks_the_same_from_the_other_side(count, of, limit):
    """The share of those who are and the share of those who are not are equally certain."""
    count = min(count, of)
    here = within_chance(TargetSpec("at_least"), figure("2020", f"{count}/{of}"), Fraction(limit))
    there = within_chance(TargetSpec("at_most"), figure("2020", f"{of - count}/{of}"), Fraction(100 - limit))
    assert here == there


@bounded
@given(st.integers(min_value=0, max_value=60), st.integers(min_value=1, max_value=60), st.integers(0, 100))
def test_same_share_of_more_persons_is_never_less_certain(count, of, limit):
    count = min(count, of)
    target, limit = TargetSpec("at_least", is_survey=True), Fraction(limit)
    assert within_chance(target, figure("2020", f"{count}/{of}"), limit) or not within_chance(
        target, figure("2020", f"{4 * count}/{4 * of}"), limit
    )


@bounded
@given(st.integers(-40, 40), st.integers(-40, 40), st.integers(-40, 40))
def test_closeness_is_not_moved_by_a_constant(value, limit, constant):
    here = raised("at_most", {"2020": str(value)}, limit=limit, revisions=EIGHT)
    there = raised("at_most", {"2020": str(value + constant)}, limit=limit + constant, revisions=EIGHT)
    assert here == there == [("too_close", "")] * (abs(value - limit) < 2)
