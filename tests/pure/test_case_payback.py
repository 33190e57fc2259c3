"""The day the money is home, worked by hand."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initiatives.economy.case import COST, GAIN
from initiatives.economy.payback import Outcome, payback_of
from tests.business_cases import KIK_II_LINES, case, kijos, kik, kik_ii, million, thousand


def test_kik_ii_is_home_at_the_end_of_may_2022():
    # 5.395 is left when 2022 begins, and January to May (151 days) brings 5.418: 5395/5418 · 151 = 150,36 days,
    # in the 151st day, 31 May.
    found = payback_of(kik_ii(), "promised")
    assert (found.outcome, found.day, found.to_the_end) == (Outcome.HOME, date(2022, 5, 31), True)


def test_kik_ii_without_what_others_pay_is_home_in_2023():
    # 14.958 is left at the end of May 2022 and 14.958 − 7.003 = 7.955 at the end of the year; 2023 brings 14.087:
    # 7955/14087 · 365 = 206,12 days, in the 207th day of the year, 26 July.
    found = payback_of(kik_ii(), "promised", with_financing=False)
    assert (found.outcome, found.day) == (Outcome.HOME, date(2023, 7, 26))


def test_kik_is_not_home_when_what_is_printed_ends():
    found = payback_of(kik(), "promised")
    assert (found.outcome, found.net) == (Outcome.NOT_HOME, million("-22.7"))
    assert (found.until, found.to_the_end, found.day) == (date(2018, 5, 31), False, None)


def test_kik_was_never_out_of_money_as_it_went():
    found = payback_of(kik(), "realised")
    assert (found.outcome, found.net, found.until) == (Outcome.NEVER_OUT, million("42.8"), date(2018, 5, 31))


def test_kijos_has_no_payback():
    assert payback_of(kijos(), "promised").outcome == Outcome.UNKNOWN
    assert payback_of(kik_ii(), "realised").outcome == Outcome.UNKNOWN


def test_realised_is_known_as_far_as_it_is_told():
    # 2018 as promised and nothing after: 2.577 is out on 31 December 2018.
    found = payback_of(kik_ii({line: amounts[:1] for line, amounts in KIK_II_LINES.items()}), "realised")
    assert (found.outcome, found.net, found.to_the_end) == (Outcome.NOT_HOME, thousand(-2577), False)
    assert found.until == date(2018, 12, 31)


@pytest.mark.parametrize(
    ("investments", "savings", "day"),
    [
        # Home exactly when the span ends: its last day.
        ((10, 0), (0, -10), date(2021, 12, 31)),
        # Half of 2021: 182,5 days, in the 183rd, 2 July.
        ((10, 0), (0, -20), date(2021, 7, 2)),
        # A thousandth of 365 days: in the first.
        ((1, 0), (0, -1000), date(2021, 1, 1)),
        # Out again in 2022 and home for good in 2023: 5 of 10, in the 183rd day.
        ((10, 0, 15, 0), (0, -20, 0, -10), date(2023, 7, 2)),
    ],
)
def test_day_is_where_an_even_course_reaches_0_for_good(investments, savings, day):
    assert payback_of(case(COST, investment=investments, saving=savings), "promised").day == day


def test_money_that_is_out_again_when_the_case_ends_is_not_home():
    found = payback_of(case(COST, investment=(10, 0, 15), saving=(0, -12, 0)), "promised")
    assert (found.outcome, found.day, found.net) == (Outcome.NOT_HOME, None, -13)


def test_sign_turns_the_amounts_and_not_the_day():
    cost = case(COST, investment=(10, 0), saving=(0, -20))
    gain = case(GAIN, investment=(-10, 0), saving=(0, 20))
    assert payback_of(cost, "promised") == payback_of(gain, "promised")


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=6))
def test_day_is_in_the_case_and_only_where_it_ends_at_0_or_better(years):
    found = case(COST, investment=[out for out, _ in years], saving=[-back for _, back in years])
    payback = payback_of(found, "promised")
    net = sum(back - out for out, back in years)
    assert (payback.outcome == Outcome.NOT_HOME) == (net < 0)
    assert (payback.day is not None) == (payback.outcome == Outcome.HOME)
    assert payback.day is None or date(2020, 1, 1) < payback.day < date(2020 + len(years), 1, 1)
