"""Every rule once more: which figure and which level it takes, and what must hold of it whatever the figures."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.periods import parse
from targets.assessment import assess
from targets.derivation import Figure
from targets.spec import TargetSpec, Word
from tests.pure import OTHER, TODAY, bounded, following, judge, outcome

ORDER = ["missed", "not_due", "near", "met"]
QUARTERS = following("2021Q1", 10, 12, 14, 16)  # 13 on average


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ({"2020Q2": "1", "2020H1": "2"}, "2020Q2"),  # they end together: the finer one
        ({"2020M06": "0", "2020Q2": "1", "2020H1": "2"}, "2020M06"),
        ({"2020Q2": "1", "2020H2": "2"}, "2020H2"),
        ({"2020": "1", "2021M01": "2"}, "2021M01"),
        ({"2020QMAT04": "1", "2020": "2"}, "2020"),
        ({"2020Q3": "1", "2020Q4": "suppressed"}, "2020Q3"),
        ({"2020Q3": "1", "2020Q4": "withdrawn"}, "2020Q3"),
        ({"2020Q3": "not_available", "2020Q4": "suppressed"}, "2020Q4"),
    ],
)
def test_latest_figure_of_a_mixed_series_is_the_one_that_ends_last(figures, code):
    assert judge("at_most", figures, limit="1").period == parse(code)


def test_limit_is_held_against_the_latest_quarter_though_its_path_starts_from_a_year():
    """Only a rule against a baseline needs a year to compare with a year."""
    promised = {"limit": "14", "baseline_period": "2020", "baseline_value": "20", "derivation": "mean"}
    answer = judge("at_most", QUARTERS, **promised)
    assert (answer.period, answer.value, answer.verdict) == (parse("2021Q4"), 16, "missed")
    against_it = judge("reduce", QUARTERS, **promised | {"limit": "0"})
    assert (against_it.period, against_it.value, against_it.verdict) == (parse("2021QMAT04"), 13, "met")


@pytest.mark.parametrize("asked", [None, "2021Q4", "2021QMAT04"])
def test_loaded_rolling_year_wins_over_its_four_quarters(asked):
    promised = {"baseline_period": "2020", "baseline_value": "14", "derivation": "mean"}
    answer = judge("reduce", QUARTERS | {"2021QMAT04": "15"}, period=asked, **promised)
    assert (answer.period, answer.value, answer.verdict) == (parse("2021QMAT04"), 15, "missed")


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("2021", "19 % i 2021. Det er udgangspunktet. Der er ikke indlæst et nyere tal at sammenligne med det."),
        ("2020", "19 % i 2020. Det er fra før udgangspunktet. Der er ikke indlæst et nyere tal end udgangspunktet."),
    ],
)
def test_figure_that_is_no_newer_than_the_baseline_says_which_it_is(code, sentence):
    assert judge("reduce", {code: "19"}, baseline_period="2021", baseline_value="21").sentence == sentence


@pytest.mark.parametrize(
    ("rule", "direction", "now", "verdict"),
    [
        ("reduce", "none", "99", "met"),
        ("reduce", "none", "100", "missed"),
        ("increase", "none", "101", "met"),
        ("increase", "none", "100", "missed"),
        ("hold", "lower", "100", "met"),
        ("hold", "lower", "101", "missed"),
        ("hold", "higher", "100", "met"),
        ("hold", "higher", "99", "missed"),
    ],
)
@pytest.mark.parametrize(
    "baseline",
    [
        {"baseline": "period", "baseline_period": "2022Q3"},
        {"baseline": "last_year"},
        {"baseline": "value", "baseline_value": "100"},
    ],
)
def test_rules_against_a_baseline_whichever_way_it_is_given(rule, direction, now, verdict, baseline):
    figures = {"2022Q3": "100", "2023Q2": "5000", "2023Q3": now}
    answer = judge(rule, figures, direction=direction, **baseline)
    assert (answer.verdict, answer.comparand) == (verdict, 100)


def test_rules_against_last_year_stop_at_a_break():
    figures = {"2022Q3": "100", "2023Q3": "99"}
    for day, expected in [(date(2022, 7, 1), "met"), (date(2023, 7, 1), "not_enough"), (date(2023, 10, 1), "met")]:
        assert judge("reduce", figures, baseline="last_year", breaks=(day,)).verdict == expected


def test_no_worse_than_takes_the_others_year_made_of_quarters():
    promised = {"direction": "lower", "comparator": OTHER, "derivation": "mean"}
    assert judge("no_worse_than", {"2021": "13"}, other=QUARTERS, **promised).verdict == "met"
    assert judge("no_worse_than", {"2021": "13.1"}, other=QUARTERS, **promised).verdict == "missed"
    promised |= {"breaks": (date(2021, 7, 1),)}
    assert outcome("no_worse_than", {"2021": "13"}, other=QUARTERS, **promised) == ("not_enough", "comparator_missing")


@pytest.mark.parametrize("verdict", ["met", "near", "missed", "not_enough"])
def test_narrative_is_the_persons_word(verdict):
    word = Word(verdict, "Fordi det er sagt", "Anne Leder", date(2024, 5, 2), parse("2024Q1"))
    answer = judge("narrative", {"2024Q1": "59.5"}, word=word)
    assert (answer.verdict, answer.reason, answer.period) == (verdict, "in_words", parse("2024Q1"))
    assert answer.sentence.startswith("Vurderet i ord af Anne Leder 2. maj 2024: ")
    assert (answer.value, answer.margin, answer.outlook, answer.flags) == (None, None, None, ())


values = st.integers(-60, 60).map(lambda number: Fraction(number, 4))
targets = st.builds(
    TargetSpec,
    rule=st.sampled_from(["at_most", "at_least", "reduce", "increase", "hold", "no_worse_than"]),
    direction=st.sampled_from(["lower", "higher"]),
    limit=values,
    strict=st.booleans(),
    tolerance=st.none() | st.just(Fraction(2)),
    deadline=st.sampled_from([None, date(2024, 1, 1), date(2030, 1, 1)]),
    comparator=st.just(OTHER),
    baseline=st.just("value"),
    baseline_value=values,
)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 1, 1))


def on(target, value):
    period = parse("2023")
    series = {"Aabenraa": {period: Figure(period, value)}, OTHER: {period: Figure(period, target.limit)}}
    return assess(target, series, TODAY)


def wants_more(target):
    return target.rule in ("at_least", "increase") or (
        target.rule in ("hold", "no_worse_than") and target.direction == "higher"
    )


@bounded
@given(targets, values, values)
def test_better_figure_never_gets_a_worse_verdict(target, one, other):
    worse, better = sorted((one, other), reverse=not wants_more(target))
    here, there = on(target, worse), on(target, better)
    assert ORDER.index(here.verdict) <= ORDER.index(there.verdict)
    assert here.margin <= there.margin


@bounded
@given(targets, values, st.sampled_from([Fraction(1, 3), Fraction(7)]))
def test_another_unit_of_measure_changes_only_the_margins_size(target, value, factor):
    tolerance = None if target.tolerance is None else target.tolerance * factor
    numbers = {"limit": target.limit * factor, "baseline_value": target.baseline_value * factor}
    here, there = on(target, value), on(replace(target, tolerance=tolerance, **numbers), value * factor)
    assert (there.verdict, there.margin) == (here.verdict, here.margin * factor)


@bounded
@given(targets, values)
def test_reduce_and_increase_are_never_both_kept_and_the_holds_meet_on_the_level(target, value):
    kept = {
        name: on(replace(target, **promised, strict=False, deadline=None), value).verdict == "met"
        for name, promised in {
            "reduce": {"rule": "reduce"},
            "increase": {"rule": "increase"},
            "hold low": {"rule": "hold", "direction": "lower"},
            "hold high": {"rule": "hold", "direction": "higher"},
        }.items()
    }
    assert kept["reduce"] != kept["hold high"]
    assert kept["increase"] != kept["hold low"]
    assert (kept["hold low"] and kept["hold high"]) == (value == target.baseline_value)


@bounded
@given(values, values, st.integers(0, 20))
def test_close_to_is_kept_exactly_where_at_most_and_at_least_its_ends_are(value, aim, tolerance):
    said = {"2023": str(float(value))}
    close = judge("close_to", said, limit=aim, tolerance=tolerance)
    low = judge("at_least", said, limit=aim - tolerance)
    high = judge("at_most", said, limit=aim + tolerance)
    assert (close.verdict == "met") == (low.verdict == high.verdict == "met")
    assert close.margin == min(low.margin, high.margin)


@bounded
@given(st.none() | days, days, days, days)
def test_milestone_is_only_its_day_its_deadline_and_today(done, deadline, today, later):
    answer = judge("milestone", {"2023": "5"}, completed_on=done, deadline=deadline, today=today)
    if done is not None:
        assert answer.verdict == ("met" if done < deadline else "missed")
        assert answer == judge("milestone", {}, completed_on=done, deadline=deadline, today=later)
    else:
        assert answer.verdict == ("not_due" if today < deadline else "no_data")
    assert (answer.margin, answer.value, answer.versions) == (None, None, ())


@bounded
@given(st.dictionaries(st.sampled_from(["2020", "2021Q1", "2023M05"]), st.sampled_from(["5", "suppressed"])), days)
def test_narrative_never_listens_to_figures(figures, today):
    said = Word("near", "Fordi", "Anne Leder", date(2024, 5, 2))
    for word in (None, said):
        assert judge("narrative", figures, word=word, today=today) == judge("narrative", {}, word=word)
