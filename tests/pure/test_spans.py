"""A target over a span of time: its average, its sum, or its end."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.periods import parse
from targets.derivation import over_span
from tests.pure import bounded, following, judge, known, outcome

# 60 + 62 + 58 + 65 = 245
QUARTERS = following("2021Q1", 60, 62, 58, 65)
MONTHS = following("2021M01", *[20] * 11, 25)  # 245 too
WITHOUT_Q3 = {code: said for code, said in QUARTERS.items() if code != "2021Q3"}
RUNNING = {"today": date(2021, 12, 31)}
SUM = {"scope": "sum", "span": "2021", "unit": "count"}
END = {"scope": "end", "span": "2021", "unit": "persons"}


@pytest.mark.parametrize(
    ("figures", "limit", "asked", "expected"),
    [
        (QUARTERS, "245", {}, ("met", "inside_limit")),
        (QUARTERS, "246", {}, ("missed", "outside_limit")),
        (QUARTERS, "245", {"strict": True}, ("missed", "outside_limit")),
        (QUARTERS, "250", {"tolerance": "5"}, ("near", "inside_tolerance")),
        (QUARTERS, "250", {"tolerance": "2", "tolerance_kind": "percent"}, ("near", "inside_tolerance")),
        (QUARTERS, "250", {"tolerance": "4.9"}, ("missed", "outside_limit")),
        (MONTHS, "245", {}, ("met", "inside_limit")),
        (WITHOUT_Q3, "1", {}, ("not_enough", "parts_missing")),
        (QUARTERS | {"2021Q3": "suppressed"}, "1", {}, ("not_enough", "parts_missing")),
        (WITHOUT_Q3, "1", RUNNING, ("not_due", "span_not_over")),
        (WITHOUT_Q3 | MONTHS, "245", {}, ("met", "inside_limit")),  # not all quarters, but all months
        (QUARTERS | {"2021": "300"}, "300", {}, ("met", "inside_limit")),  # the loaded year wins
        (WITHOUT_Q3 | {"2021": "300"}, "301", {}, ("missed", "outside_limit")),
        (QUARTERS | {"2021": "suppressed"}, "1", {}, ("not_enough", "suppressed")),
        (QUARTERS | {"2021": "withdrawn"}, "245", {}, ("met", "inside_limit")),  # taken back: as never loaded
        (following("2021H1", 122, 123), "245", {}, ("met", "inside_limit")),
        (following("2021H1", 122), "245", {}, ("not_enough", "parts_missing")),
    ],
)
def test_sum_over_a_span(figures, limit, asked, expected):
    assert outcome("at_least", figures, limit=limit, **SUM, **asked) == expected


@pytest.mark.parametrize(
    ("figures", "asked", "expected"),
    [
        # December 40, the fourth quarter 45: the finer figure that ends with the span counts.
        ({"2021M12": "40", "2021Q4": "45", "2021": "50"}, {}, ("met", 40)),
        ({"2021Q4": "45", "2021": "50"}, {}, ("missed", 45)),
        ({"2021": "50"}, {}, ("missed", 50)),
        ({"2021M12": "suppressed", "2021Q4": "39"}, {}, ("met", 39)),
        ({"2021M11": "30", "2022M01": "30"}, {}, ("not_enough", None)),
        ({"2021M11": "30"}, RUNNING, ("not_due", None)),
        ({"2021M12": "40"}, {"period": "2021"}, ("met", 40)),
        ({"2021M12": "suppressed"}, {}, ("not_enough", None)),
        ({"2021QMAT04": "45", "2021M12": "40"}, {}, ("met", 40)),
        ({"2020M12": "40"}, {}, ("no_data", None)),
    ],
)
def test_end_of_a_span_is_the_finest_figure_that_ends_with_it(figures, asked, expected):
    answer = judge("at_most", figures, limit="40", **END, **asked)
    assert (answer.verdict, answer.value) == expected


def test_end_of_a_span_without_its_figure_says_so():
    assert outcome("at_most", {"2021M11": "30"}, limit="40", **END) == ("not_enough", "end_missing")
    assert outcome("at_most", {"2021M12": "suppressed"}, limit="40", **END) == ("not_enough", "suppressed")
    assert judge("at_most", {"2021M11": "30"}, limit="40", **END).sentence == (
        "Målet gælder slutningen af 2021, og tallet derfra mangler."
    )


@pytest.mark.parametrize("scope", ["average", "sum", "end"])
@pytest.mark.parametrize(
    ("asked", "today", "expected"),
    [
        ("2021Q2", date(2021, 12, 31), ("not_due", "part_of_span")),
        ("2021Q2", date(2022, 1, 1), ("not_enough", "part_of_span")),
        ("2022Q1", date(2021, 12, 31), ("not_enough", "outside_span")),
        ("2020", date(2022, 1, 1), ("not_enough", "outside_span")),
        ("2022QMAT01", date(2022, 1, 1), ("not_enough", "outside_span")),
    ],
)
def test_period_that_is_not_the_span_is_not_judged(scope, asked, today, expected):
    promised = {"limit": "1", "scope": scope, "span": "2021"}
    assert outcome("at_least", QUARTERS, period=asked, today=today, **promised) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 1, 1), ("met", "inside_limit")),
        (date(2021, 7, 1), ("not_enough", "break_inside")),
        (date(2021, 2, 1), ("not_enough", "break_inside")),
        (date(2022, 1, 1), ("met", "inside_limit")),
    ],
)
@pytest.mark.parametrize("scope", ["average", "sum"])
def test_span_is_not_made_of_figures_from_before_and_after_a_break(scope, day, expected):
    promised = {"limit": "1", "scope": scope, "span": "2021", "breaks": (day,)}
    assert outcome("at_least", QUARTERS, **promised) == expected


def test_break_inside_a_span_is_no_hindrance_for_a_loaded_figure_or_the_end():
    since = {"breaks": (date(2021, 7, 1),), "limit": "1"}
    assert outcome("at_least", QUARTERS | {"2021": "245"}, **SUM, **since) == ("met", "inside_limit")
    assert outcome("at_least", QUARTERS, **END, **since) == ("met", "inside_limit")
    assert judge("at_least", QUARTERS, **SUM, **since).sentence == (
        "Målet gælder summen for hele 2021, men opgørelsen blev lagt om undervejs."
    )
    assert outcome("at_least", QUARTERS, **SUM, **since, **RUNNING) == ("not_due", "span_not_over")


def test_sentence_and_persons_of_a_span():
    # The mean is 245 / 4 = 61,25; from 62 down to at most 61 it takes a whole person less.
    promised = {"limit": "61", "scope": "average", "span": "2021", "unit": "persons"}
    answer = judge("at_most", QUARTERS, **promised)
    assert (answer.period, answer.margin, answer.needed) == (parse("2021"), Fraction(-1, 4), 1)
    assert answer.sentence == "61,3 personer i gennemsnit i 2021: 0,3 personer over loftet på 61 personer."


numbers = st.lists(st.integers(-60, 60), min_size=4, max_size=4)


@bounded
@given(numbers, st.integers(-60, 60))
def test_sum_and_average_of_a_span_say_the_same_of_the_same_level(levels, limit):
    figures = following("2021Q1", *levels)
    average = judge("at_least", figures, limit=limit, scope="average", span="2021")
    total = judge("at_least", figures, limit=4 * limit, scope="sum", span="2021")
    assert (average.verdict, 4 * average.margin) == (total.verdict, total.margin)


@bounded
@given(numbers, st.permutations(range(4)), st.sampled_from(["average", "sum"]))
def test_order_of_the_quarters_does_not_matter(levels, order, scope):
    here, there = (known(following("2021Q1", *each)) for each in (levels, [levels[place] for place in order]))
    assert over_span(parse("2021"), here, scope).exact == over_span(parse("2021"), there, scope).exact


@bounded
@given(numbers, st.integers(0, 3), st.sampled_from(["average", "sum"]))
def test_span_lacking_a_part_has_no_figure_whatever_the_others(levels, lacking, scope):
    figures = known(following("2021Q1", *levels))
    del figures[parse(f"2021Q{lacking + 1}")]
    assert over_span(parse("2021"), figures, scope) is None


@bounded
@given(numbers, st.integers(-60, 60), st.sampled_from(["average", "sum", "end"]))
def test_mirrored_span_mirrors_the_verdict(levels, limit, scope):
    promised = {"scope": scope, "span": "2021"}
    here = judge("at_least", following("2021Q1", *levels), limit=limit, **promised)
    there = judge("at_most", following("2021Q1", *(-level for level in levels)), limit=-limit, **promised)
    assert (here.verdict, here.margin) == (there.verdict, there.margin)
