from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.periods import month
from targets.assessment import assess, worst
from targets.derivation import Figure
from targets.spec import TargetSpec
from tests.pure import OTHER, TODAY, bounded, judge, outcome

SIDES = {"at_most": "at_least", "reduce": "increase", "lower": "higher"}
MIRROR = SIDES | {opposite: side for side, opposite in SIDES.items()}


@pytest.mark.parametrize(
    ("rule", "said", "strict", "verdict"),
    [
        ("at_most", "10", False, "met"),
        ("at_least", "10", False, "met"),
        ("at_most", "10", True, "missed"),
        ("at_least", "10", True, "missed"),
        ("at_most", "10.000001", False, "missed"),
        ("at_most", "9.999999", True, "met"),
        ("at_least", "9.999999", False, "missed"),
        ("at_least", "10.000001", True, "met"),
        ("at_most", "30/300", False, "met"),
        ("at_least", "1/10", True, "missed"),
    ],
)
def test_figure_on_or_beside_a_limit(rule, said, strict, verdict):
    assert judge(rule, {"2020Q1": said}, limit="10", strict=strict).verdict == verdict


def test_limit_of_zero_is_no_trouble():
    assert outcome("at_most", {"2020": "0"}, limit="0") == ("met", "inside_limit")
    assert outcome("at_most", {"2020": "0"}, limit="0", strict=True) == ("missed", "outside_limit")
    assert judge("at_least", {"2020": "-3"}, limit="0").margin == -3


BEFORE_MAY_2022 = {"limit": "800", "strict": True, "deadline": date(2022, 5, 1), "unit": "persons"}


@pytest.mark.parametrize(
    ("code", "said", "expected"),
    [
        ("2022M04", "800", ("missed", "outside_limit")),
        ("2022M04", "799", ("met", "inside_limit")),
        ("2022M03", "800", ("not_due", "before_deadline")),
        ("2022M03", "799", ("met", "inside_limit")),
        ("2022M05", "850", ("missed", "outside_limit")),
    ],
)
def test_deadline_short_of_it_is_not_due_only_before_it(code, said, expected):
    assert outcome("at_most", {code: said}, today=date(2022, 4, 30), period=code, **BEFORE_MAY_2022) == expected


def test_deadline_gone_by_without_its_figure_says_so():
    figures = {"2022M03": "800"}
    assert outcome("at_most", figures, **BEFORE_MAY_2022) == ("not_due", "deadline_figure_missing")
    assert outcome("at_most", figures, period="2022M03", **BEFORE_MAY_2022) == ("not_due", "before_deadline")


def test_deadline_outside_but_inside_the_tolerance_is_not_due_before_and_near_after():
    promised = {"limit": "80", "tolerance": "1", "deadline": date(2027, 1, 1)}
    assert judge("at_least", {"2025": "79.5"}, **promised).verdict == "not_due"
    assert judge("at_least", {"2026": "79.5"}, **promised).verdict == "near"


@pytest.mark.parametrize(("said", "verdict"), [("10", "met"), ("10.5", "near"), ("10.500001", "missed")])
def test_tolerance_outside_the_limit_but_inside_it_is_near(said, verdict):
    assert judge("at_most", {"2020": said}, limit="10", tolerance="0.5").verdict == verdict


@pytest.mark.parametrize(
    ("direction", "said", "verdict"),
    [
        ("lower", "4.9", "met"),
        ("lower", "5", "met"),
        ("lower", "5.1", "missed"),
        ("higher", "5.1", "met"),
        ("higher", "5", "met"),
        ("higher", "4.9", "missed"),
    ],
)
def test_hold_is_one_sided_in_the_good_direction(direction, said, verdict):
    figures = {"2020": "5", "2021": said}
    assert judge("hold", figures, direction=direction, baseline="period", baseline_period="2020").verdict == verdict


def test_hold_without_a_good_direction_is_not_enough():
    expected = ("not_enough", "direction_missing")
    assert outcome("hold", {"2021": "5"}, baseline_value="5") == expected
    assert outcome("no_worse_than", {"2021": "5"}, comparator=OTHER, other={"2021": "5"}) == expected


def test_hold_against_last_year_takes_the_same_season():
    promised = {"direction": "higher", "baseline": "last_year"}
    figures = {"2020Q1": "100", "2020Q4": "500", "2021Q1": "101"}
    assert judge("hold", figures, **promised).comparand == 100
    assert outcome("hold", {"2020Q4": "500", "2021Q1": "101"}, **promised) == ("not_enough", "last_year_missing")


@pytest.mark.parametrize(
    ("rule", "said", "verdict"),
    [
        ("reduce", "21.1", "missed"),
        ("reduce", "21.099999", "met"),
        ("increase", "21.1", "missed"),
        ("increase", "21.100001", "met"),
    ],
)
def test_reduce_and_increase_are_strict(rule, said, verdict):
    assert judge(rule, {"2022": said}, baseline_period="2021", baseline_value="21.1").verdict == verdict


@pytest.mark.parametrize(
    ("direction", "there", "verdict"),
    [("lower", "5", "met"), ("lower", "4.9", "missed"), ("higher", "5", "met"), ("higher", "5.1", "missed")],
)
def test_no_worse_than_another_area_in_the_same_period(direction, there, verdict):
    promised = {"direction": direction, "comparator": OTHER}
    answer = judge("no_worse_than", {"2021Q1": "5"}, other={"2021Q1": there, "2021Q2": "0"}, **promised)
    assert answer.verdict == verdict


@pytest.mark.parametrize("other", [{}, {"2020Q4": "5"}, {"2021": "5"}, {"2021Q1": "suppressed"}, {"2021Q1": "0/0"}])
def test_no_worse_than_without_the_others_figure_is_not_enough(other):
    promised = {"direction": "lower", "comparator": OTHER, "other": other}
    assert outcome("no_worse_than", {"2021Q1": "5"}, **promised) == ("not_enough", "comparator_missing")


@pytest.mark.parametrize(
    ("said", "verdict", "margin"), [("100", "met", 5), ("105", "met", 0), ("95", "met", 0), ("94", "missed", -1)]
)
def test_close_to_is_two_sided_within_its_tolerance(said, verdict, margin):
    answer = judge("close_to", {"2023": said}, limit="100", tolerance="5")
    assert (answer.verdict, answer.margin) == (verdict, margin)


def test_close_to_without_a_decided_tolerance_is_not_enough():
    assert outcome("close_to", {"2023": "100"}, limit="100") == ("not_enough", "tolerance_missing")


@pytest.mark.parametrize(
    ("completed_on", "today", "expected"),
    [
        (date(2021, 12, 31), TODAY, ("met", "done_in_time")),
        (date(2022, 1, 1), TODAY, ("missed", "done_late")),
        (None, date(2021, 12, 31), ("not_due", "before_deadline")),
        (None, date(2022, 1, 1), ("no_data", "not_recorded")),
    ],
)
def test_milestone_is_done_in_time_or_late_or_silent(completed_on, today, expected):
    assert outcome("milestone", {}, today=today, completed_on=completed_on, deadline=date(2022, 1, 1)) == expected


def test_narrative_is_never_computed():
    assert outcome("narrative", {"2023": "59.5"}) == ("narrative", "in_words")


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2021, 1, 1), "met"),  # the new definition holds for both periods
        (date(2021, 7, 1), "not_enough"),
        (date(2022, 1, 1), "not_enough"),
        (date(2022, 12, 1), "not_enough"),
        (date(2023, 1, 1), "met"),
    ],
)
def test_break_between_baseline_and_figure_is_not_enough(day, verdict):
    promised = {"baseline_period": "2021", "breaks": (day,)}
    answer = judge("reduce", {"2021": "21.1", "2022": "20"}, **promised)
    assert answer.verdict == verdict
    assert answer.reason == ("break_between" if verdict == "not_enough" else "inside_limit")


@pytest.mark.parametrize(
    ("said", "reason"), [("suppressed", "suppressed"), ("not_available", "not_available"), ("0/0", "zero_denominator")]
)
def test_figure_that_cannot_be_used_is_not_enough_with_the_reason(said, reason):
    answer = judge("at_most", {"2020M05": said}, limit="10")
    assert (answer.verdict, answer.reason, answer.figure, answer.margin) == ("not_enough", reason, None, None)


def test_latest_period_with_a_figure_is_judged_by_default():
    figures = {"2020M03": "12", "2020M05": "9", "2020M04": "13", "2020M06": "suppressed"}
    assert judge("at_most", figures, limit="10").period == month(2020, 5)
    assert judge("at_most", figures, limit="10", period="2020M04").verdict == "missed"
    assert outcome("at_most", figures, limit="10", period="2020M07") == ("no_data", "no_figure")
    assert outcome("at_most", {}, limit="10") == ("no_data", "no_figure")


def test_baselines_own_period_is_not_judged_against_itself():
    promised = {"baseline_period": "2021", "baseline_value": "21.1"}
    assert outcome("reduce", {"2021": "21.1"}, **promised) == ("no_data", "is_baseline")
    assert outcome("reduce", {"2020": "19"}, **promised) == ("no_data", "is_baseline")


@pytest.mark.parametrize(
    ("baseline", "code", "expected"),
    [
        ("2021", "2022Q1", ("not_enough", "period_kind")),
        ("2021", "2022M12", ("not_enough", "period_kind")),
        ("2021Q1", "2022Q2", ("not_enough", "period_kind")),
        ("2021Q1", "2022Q1", ("met", "inside_limit")),
        ("2021", "2022QMAT02", ("met", "inside_limit")),
        ("2021QMAT04", "2022", ("met", "inside_limit")),
    ],
)
def test_baseline_is_compared_with_the_same_kind_of_period(baseline, code, expected):
    assert outcome("reduce", {code: "20"}, baseline_period=baseline, baseline_value="21.1") == expected


def test_worst_is_the_one_word_for_a_goal():
    in_order = ["missed", "near", "not_enough", "no_data", "not_due", "met"]
    assert [worst(in_order[position:]) for position in range(6)] == in_order


quarters_of_a_whole = st.integers(min_value=-80, max_value=80).map(lambda number: Fraction(number, 4))
promises = st.builds(
    TargetSpec,
    rule=st.sampled_from(["at_most", "at_least", "reduce", "increase", "hold", "close_to", "no_worse_than"]),
    direction=st.sampled_from(["lower", "higher"]),
    limit=quarters_of_a_whole,
    strict=st.booleans(),
    tolerance=st.none() | st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(3)]),
    deadline=st.sampled_from([None, date(2020, 6, 1), date(2027, 1, 1)]),
    comparator=st.just(OTHER),
)


def judged_on(target, value, **changes):
    """The target on one value; its limit serves as baseline and as the other area's figure too."""
    period, target = month(2020, 5), replace(target, **changes)
    series = {"Aabenraa": {period: Figure(period, value)}, OTHER: {period: Figure(period, target.limit)}}
    return assess(replace(target, baseline_value=target.limit), series, TODAY)


@bounded
@given(promises, quarters_of_a_whole, quarters_of_a_whole)
def test_adding_a_constant_to_figures_and_limit_changes_nothing(target, value, constant):
    here, there = judged_on(target, value), judged_on(target, value + constant, limit=target.limit + constant)
    assert (there.verdict, there.reason, there.margin) == (here.verdict, here.reason, here.margin)


@bounded
@given(promises, quarters_of_a_whole)
def test_mirroring_figures_limit_direction_and_rule_changes_nothing(target, value):
    mirrored = {"rule": MIRROR.get(target.rule, target.rule), "direction": MIRROR[target.direction]}
    here, there = judged_on(target, value), judged_on(target, -value, limit=-target.limit, **mirrored)
    assert (there.verdict, there.reason, there.margin) == (here.verdict, here.reason, here.margin)


@bounded
@given(promises, quarters_of_a_whole)
def test_margin_is_positive_only_where_the_target_is_met(target, value):
    answer = judged_on(target, value)
    if answer.margin is not None and answer.margin != 0:
        assert (answer.margin > 0) == (answer.verdict == "met")


codes = st.sampled_from(["2021Q1", "2021Q2", "2021Q3", "2021Q4", "2021M05", "2021", "2022", "2022QMAT02"])
unusable = st.dictionaries(codes, st.sampled_from(["suppressed", "not_available", "0/0", "5/0"]))


@bounded
@given(promises, unusable, st.none() | codes, st.sampled_from(["each", "average"]), codes)
def test_without_a_usable_figure_no_verdict_is_made_up(target, figures, asked, scope, baseline_period):
    promised = {name: value for name, value in vars(target).items() if value is not None}
    promised |= {"scope": scope, "span": "2021", "baseline_period": baseline_period, "baseline_value": "5"}
    answer = judge(figures=figures, period=asked, other={"2021": "5"}, **promised | {"derivation": "sum"})
    assert answer.verdict in ("no_data", "not_enough", "not_due")
    assert (answer.value, answer.margin, answer.comparand, answer.needed) == (None, None, None, None)
    assert answer.sentence


@bounded
@given(
    st.sampled_from(["at_most", "at_least"]),
    st.integers(min_value=0, max_value=40),
    st.sampled_from([0, 1, 7, 40]),
    st.integers(min_value=0, max_value=100),
    st.booleans(),
)
def test_needed_that_many_meet_it_and_one_less_does_not(rule, count, group, limit, strict):
    """A group of 0 stands for a plain count of persons."""
    step = 1 if rule == "at_least" else -1

    def with_more(persons):
        said = str(count + step * persons) + (f"/{group}" if group else "")
        return judge(rule, {"2020Q1": said}, limit=limit, strict=strict, unit="percent" if group else "persons")

    needed = with_more(0).needed
    assert with_more(needed).verdict == "met"
    assert needed == 0 or with_more(needed - 1).verdict == "missed"
