"""Near is outside the limit but inside a tolerance someone decided."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pure import OTHER, bounded, judge, outcome

POINTS = {"tolerance": "2"}
PERCENT = {"tolerance": "2", "tolerance_kind": "percent"}
VALUE = {"baseline": "value", "baseline_value": "50"}


# Of 50, 2 points are 48 to 52 and 2 % are 49 to 51; of 200, 196 to 204.
@pytest.mark.parametrize(
    ("rule", "said", "promised", "verdict"),
    [
        ("at_most", "50", {"limit": "50"} | POINTS, "met"),
        ("at_most", "52", {"limit": "50"} | POINTS, "near"),
        ("at_most", "52.01", {"limit": "50"} | POINTS, "missed"),
        ("at_least", "48", {"limit": "50"} | POINTS, "near"),
        ("at_least", "47.99", {"limit": "50"} | POINTS, "missed"),
        ("at_most", "51", {"limit": "50"} | PERCENT, "near"),
        ("at_most", "51.01", {"limit": "50"} | PERCENT, "missed"),
        ("at_least", "49", {"limit": "50"} | PERCENT, "near"),
        ("at_least", "48.99", {"limit": "50"} | PERCENT, "missed"),
        ("at_most", "204", {"limit": "200"} | PERCENT, "near"),
        ("at_most", "-49", {"limit": "-50"} | PERCENT, "near"),  # 2 % of −50 is 1, not −1
        ("at_most", "-48.99", {"limit": "-50"} | PERCENT, "missed"),
        ("at_most", "50", {"limit": "50", "strict": True} | POINTS, "near"),  # on a strict limit is outside
        ("at_most", "50", {"limit": "50", "strict": True}, "missed"),
        ("at_most", "50.01", {"limit": "50", "tolerance": "0"}, "missed"),
        ("reduce", "50", VALUE | POINTS, "near"),
        ("reduce", "52", VALUE | POINTS, "near"),
        ("reduce", "52.01", VALUE | POINTS, "missed"),
        ("increase", "49", VALUE | PERCENT, "near"),
        ("increase", "48.99", VALUE | PERCENT, "missed"),
        ("hold", "48", VALUE | POINTS | {"direction": "higher"}, "near"),
        ("hold", "51.01", VALUE | PERCENT | {"direction": "lower"}, "missed"),
        (
            "no_worse_than",
            "49",
            {"direction": "higher", "comparator": OTHER, "other": {"2021": "50"}} | PERCENT,
            "near",
        ),
        (
            "no_worse_than",
            "53",
            {"direction": "lower", "comparator": OTHER, "other": {"2021": "50"}} | POINTS,
            "missed",
        ),
    ],
)
def test_near_is_up_to_and_with_the_tolerance(rule, said, promised, verdict):
    assert judge(rule, {"2021": said}, **promised).verdict == verdict


@pytest.mark.parametrize(
    ("said", "verdict", "margin"),
    [
        ("49", "met", "0"),
        ("51", "met", "0"),
        ("50", "met", "1"),
        ("48.9", "missed", "-0.1"),
        ("51.1", "missed", "-0.1"),
    ],
)
def test_close_to_within_a_percentage_of_the_figure_aimed_at(said, verdict, margin):
    """50 ± 2 % is 49 to 51. The tolerance is the target itself: outside it there is no near."""
    answer = judge("close_to", {"2021": said}, limit="50", **PERCENT)
    assert (answer.verdict, answer.margin) == (verdict, Fraction(margin))


def test_close_to_with_a_tolerance_of_nothing_is_exactly_that():
    assert outcome("close_to", {"2021": "50"}, limit="50", tolerance="0") == ("met", "inside_limit")
    assert outcome("close_to", {"2021": "50.001"}, limit="50", tolerance="0") == ("missed", "outside_limit")


@pytest.mark.parametrize(
    ("code", "said", "verdict"),
    [
        ("2025", "80", "met"),
        ("2025", "79.5", "not_due"),
        ("2025", "70", "not_due"),
        ("2026", "79.5", "near"),
        ("2026", "78", "missed"),
    ],
)
@pytest.mark.parametrize("tolerance", [{"tolerance": "1"}, {"tolerance": "1.25", "tolerance_kind": "percent"}])
def test_before_the_deadline_there_is_no_near(code, said, verdict, tolerance):
    """1 point and 1,25 % of 80 are the same."""
    promised = {"limit": "80", "deadline": date(2027, 1, 1), **tolerance}
    assert judge("at_least", {code: said}, **promised).verdict == verdict


def test_close_to_before_its_deadline_is_not_due_and_missed_after():
    promised = {"limit": "100", "tolerance": "5", "deadline": date(2027, 1, 1)}
    assert outcome("close_to", {"2025": "94"}, **promised) == ("not_due", "before_deadline")
    assert outcome("close_to", {"2025": "96"}, **promised) == ("met", "inside_limit")
    assert outcome("close_to", {"2026": "94"}, **promised) == ("missed", "outside_limit")


quarters = st.integers(-200, 200).map(lambda number: Fraction(number, 4))
tolerances = st.integers(0, 40).map(lambda number: Fraction(number, 4))
rules = st.sampled_from(["at_most", "at_least"])
ORDER = ["missed", "near", "met"]


@bounded
@given(rules, quarters, quarters.filter(bool), tolerances)
def test_percent_is_that_share_of_the_limit_in_points(rule, value, limit, tolerance):
    percent = judge(rule, {"2021": str(float(value))}, limit=limit, tolerance=tolerance, tolerance_kind="percent")
    points = judge(rule, {"2021": str(float(value))}, limit=limit, tolerance=abs(limit) * tolerance / 100)
    assert (percent.verdict, percent.margin) == (points.verdict, points.margin)


@bounded
@given(rules, quarters, quarters, tolerances, tolerances)
def test_wider_tolerance_never_makes_a_verdict_worse_nor_met(rule, value, limit, one, other):
    said = {"2021": str(float(value))}
    narrow, wide = (judge(rule, said, limit=limit, tolerance=each) for each in sorted((one, other)))
    assert ORDER.index(narrow.verdict) <= ORDER.index(wide.verdict)
    assert (narrow.verdict == "met") == (wide.verdict == "met") == (narrow.margin >= 0)
    assert narrow.margin == wide.margin


@bounded
@given(quarters, quarters, tolerances)
def test_close_to_is_the_same_on_both_sides(aim, distance, tolerance):
    over, under = (
        judge("close_to", {"2021": str(float(value))}, limit=aim, tolerance=tolerance)
        for value in (aim + distance, aim - distance)
    )
    assert (over.verdict, over.margin) == (under.verdict, under.margin)
    assert (over.verdict == "met") == (abs(distance) <= tolerance)
