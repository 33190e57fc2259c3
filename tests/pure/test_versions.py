"""A target that was amended: each period is judged by the version that was in force when it began."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.periods import parse
from targets.assessment import assess, assess_versions
from targets.derivation import Figure
from targets.spec import TargetSpec, Word
from tests.pure import OTHER, TODAY, bounded, following, known, spec

FIRST = spec("at_most", limit="10")
SECOND = spec("at_most", limit="8", valid_from=date(2022, 1, 1))
THIRD = spec("at_least", limit="5", valid_from=date(2023, 7, 1))
NINE = dict.fromkeys(("2021Q3", "2021Q4", "2022Q1", "2022Q2", "2023Q2", "2023Q3"), "9")


def judged(versions, figures, code=None, today=TODAY):
    """Which version judged (from 1) and how."""
    position, found = assess_versions(versions, {"Aabenraa": known(figures)}, today, parse(code) if code else None)
    return position + 1, found.verdict


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("2021Q3", (1, "met")),
        ("2021Q4", (1, "met")),
        ("2022Q1", (2, "missed")),
        ("2023Q2", (2, "missed")),
        ("2023Q3", (3, "met")),
        (None, (3, "met")),
        ("2021Q1", (1, "no_data")),
        ("2022Q3", (2, "no_data")),
        ("2024Q1", (3, "no_data")),
    ],
)
def test_each_period_keeps_the_version_it_began_under(code, expected):
    assert judged([FIRST, SECOND, THIRD], NINE, code) == expected


@pytest.mark.parametrize(
    ("code", "version"),
    [
        ("2021M12", 1),
        ("2022M01", 2),  # begins on the very day
        ("2021Q4", 1),
        ("2022Q1", 2),
        ("2021", 1),
        ("2022", 2),
        ("2021QMAT04", 1),
        ("2022QMAT01", 1),  # ends under the second, but began under the first
        ("2022QMAT03", 1),
        ("2022QMAT04", 2),
    ],
)
def test_period_that_begins_on_the_day_has_the_new_version(code, version):
    assert judged([FIRST, SECOND], {code: "9"}, code)[0] == version
    assert judged([FIRST, SECOND], {code: "9"})[0] == version


def test_period_that_began_before_an_amendment_keeps_the_old_one_though_it_ends_after():
    midyear = replace(SECOND, valid_from=date(2022, 7, 1))
    assert judged([FIRST, midyear], {"2022": "9"}) == (1, "met")
    assert judged([FIRST, midyear], {"2022H2": "9"}) == (2, "missed")
    assert judged([FIRST, midyear], {"2022": "9", "2022H2": "9"}) == (2, "missed")


def test_without_figures_the_version_in_force_today_says_so():
    assert judged([FIRST, SECOND, THIRD], {}) == (3, "no_data")
    assert judged([FIRST, SECOND, THIRD], {}, today=date(2023, 6, 30)) == (2, "no_data")
    assert judged([FIRST, SECOND, THIRD], {}, today=date(2023, 7, 1)) == (3, "no_data")
    assert judged([FIRST, SECOND, THIRD], {}, today=date(2021, 12, 31)) == (1, "no_data")


def test_figure_without_a_value_is_judged_by_the_version_of_its_period():
    assert judged([FIRST, SECOND, THIRD], {"2022Q1": "suppressed"}) == (2, "not_enough")
    assert judged([FIRST, SECOND, THIRD], {"2022Q1": "suppressed"}, "2022Q1") == (2, "not_enough")


def test_amendment_that_is_decided_but_not_in_force_changes_nothing_yet():
    coming = replace(SECOND, valid_from=date(2027, 1, 1))
    assert judged([FIRST, coming], NINE) == (1, "met")
    assert judged([FIRST, coming], {}) == (1, "no_data")


def test_two_versions_from_the_same_day_leave_the_newer_in_force():
    corrected = replace(SECOND, limit=Fraction(9))
    assert judged([FIRST, SECOND, corrected], NINE, "2022Q1") == (3, "met")
    assert judged([FIRST, SECOND, corrected], NINE, "2021Q4") == (1, "met")


def test_span_of_the_new_version_is_due_when_it_is_in_force():
    over_2024 = spec("at_most", limit="8", scope="average", span="2024", valid_from=date(2024, 1, 1))
    assert judged([FIRST, over_2024], NINE, today=date(2023, 12, 31)) == (1, "met")
    assert judged([FIRST, over_2024], NINE, today=date(2024, 1, 1)) == (2, "no_data")
    assert judged([FIRST, over_2024], NINE, "2021Q3", today=date(2024, 1, 1)) == (1, "met")


@pytest.mark.parametrize("rule", ["narrative", "milestone"])
def test_rule_without_figures_leaves_earlier_periods_with_their_verdict(rule):
    later = TargetSpec(rule, deadline=date(2025, 1, 1), valid_from=date(2024, 1, 1))
    own_verdict = {"narrative": "narrative", "milestone": "no_data"}[rule]
    assert judged([FIRST, later], NINE, "2022Q1") == (1, "met")
    assert judged([FIRST, later], NINE, "2024Q1") == (2, own_verdict)
    assert judged([FIRST, later], NINE) == (2, own_verdict)
    assert judged([FIRST, later], NINE, today=date(2023, 12, 31)) == (1, "met")


def test_person_s_word_on_a_period_before_the_amendment_is_no_verdict_on_it():
    word = Word("missed", "Fordi", "Leder", date(2024, 5, 1), parse("2024"))
    later = TargetSpec("narrative", word=word, valid_from=date(2024, 1, 1))
    assert judged([FIRST, later], NINE, "2022Q1") == (1, "met")
    assert judged([FIRST, later], NINE) == (2, "missed")


def test_older_version_does_not_judge_a_figure_from_the_newer_ones_time():
    """The second looks at nothing after its deadline; what the first is left with ends before the second began."""
    second = spec("at_most", limit="8", deadline=date(2022, 4, 1), valid_from=date(2022, 1, 1))
    figures = {"2021Q4": "9", "2022Q3": "11"}
    assert judged([FIRST, second], figures) == (1, "met")
    assert judged([FIRST, second], figures | {"2022Q1": "7"}) == (2, "met")


def test_four_quarters_that_began_before_the_amendment_are_judged_by_the_old_one():
    """Both compare with a year. The newest four quarters began in January, the amendment in July."""
    old = spec("reduce", baseline_period="2020", baseline_value="12", derivation="mean")
    new = replace(old, baseline_value=Fraction(8), valid_from=date(2022, 7, 1))
    figures = following("2021Q1", *[9] * 8)
    position, found = assess_versions([old, new], {"Aabenraa": known(figures)}, TODAY)
    assert (position, found.period, found.verdict) == (0, parse("2022QMAT04"), "met")


codes = st.sampled_from(
    ["2020", "2021Q1", "2021Q4", "2021M12", "2021", "2022Q1", "2022QMAT02", "2022", "2023M07", "2023H2", "2024"]
)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 1, 1)).map(lambda day: day.replace(day=1))
values = st.integers(-10, 10).map(Fraction)
terms = st.builds(
    TargetSpec,
    rule=st.sampled_from(
        ["at_most", "at_least", "reduce", "increase", "hold", "no_worse_than", "close_to", "milestone", "narrative"]
    ),
    direction=st.sampled_from(["lower", "higher"]),
    limit=values,
    strict=st.booleans(),
    tolerance=st.none() | st.just(Fraction(2)),
    deadline=st.sampled_from([date(2022, 1, 1), date(2023, 1, 1), date(2027, 1, 1)]),
    baseline=st.sampled_from(["value", "last_year"]),
    baseline_value=st.none() | values,
    baseline_period=st.none() | st.sampled_from(["2020", "2021Q1"]).map(parse),
    comparator=st.just(OTHER),
    derivation=st.sampled_from(["none", "mean"]),
    scope=st.just("each") | st.sampled_from(["average", "end"]),
    span=st.just(parse("2022")),
    valid_from=days,
)
figures = st.dictionaries(codes.map(parse), values)


def versions_of(targets):
    """Oldest first; the first has no day it is valid from."""
    ordered = sorted(targets, key=lambda target: target.valid_from)
    return [replace(ordered[0], valid_from=None), *ordered[1:]]


def series_of(own):
    loaded = {period: Figure(period, value) for period, value in own.items()}
    return {"Aabenraa": loaded, OTHER: loaded}


@bounded
@given(terms, figures, st.none() | codes.map(parse), days)
def test_one_version_is_a_plain_assessment(target, own, asked, today):
    only = replace(target, valid_from=None)
    assert assess_versions([only], series_of(own), today, asked) == (0, assess(only, series_of(own), today, asked))


@bounded
@given(st.lists(terms, min_size=1, max_size=3), terms, figures, codes.map(parse), days)
def test_later_version_never_changes_the_verdict_on_a_period_that_began_before_it(targets, later, own, asked, today):
    versions = versions_of(targets)
    after = max(asked.start, *(each.valid_from or date.min for each in versions))
    later = replace(later, valid_from=max(later.valid_from, after.replace(year=after.year + 1)))
    series = series_of(own)
    assert asked.start < later.valid_from
    assert assess_versions([*versions, later], series, today, asked) == assess_versions(versions, series, today, asked)


@bounded
@given(st.lists(terms, min_size=1, max_size=4), figures, days)
def test_judged_period_began_under_the_version_that_judged_it(targets, own, today):
    versions = versions_of(targets)
    position, found = assess_versions(versions, series_of(own), today)
    began = found.period.start if found.period else today
    assert position == 0 or began >= versions[position].valid_from
    if found.figure and position + 1 < len(versions):
        assert began < versions[position + 1].valid_from
