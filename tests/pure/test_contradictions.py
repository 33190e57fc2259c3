"""Coarser figures made of finer ones, and loaded ones that say something else."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.periods import Kind, parse
from targets.derivation import FINER, Figure, contradictions, derived, figure_of_period, rounding
from tests.pure import bounded, following, known

MONTHS = following("2021M01", *range(1, 25))  # 1 to 12 in 2021, 13 to 24 in 2022
QUARTERS = following("2021Q1", *range(1, 9))
HALVES = following("2021H1", *range(1, 5))


def made(code, figures, derivation="sum", breaks=()):
    found = derived(parse(code), known(figures), derivation, breaks)
    return found and found.exact


@pytest.mark.parametrize(
    ("code", "figures", "total", "mean", "last"),
    [
        ("2021Q2", MONTHS, 15, 5, 6),  # 4 5 6
        ("2021H2", MONTHS, 57, "19/2", 12),  # 7 … 12
        ("2021H2", QUARTERS, 7, "7/2", 4),  # 3 4
        ("2022", HALVES, 7, "7/2", 4),  # 3 4
        ("2022", QUARTERS, 26, "13/2", 8),  # 5 6 7 8
        ("2021", MONTHS, 78, "13/2", 12),
        ("2022QMAT02", QUARTERS, 18, "9/2", 6),  # 3 4 5 6
        ("2022QMAT02", MONTHS, 150, "25/2", 18),  # 7 … 18
        ("2022MAT05", MONTHS, 138, "23/2", 17),  # 6 … 17
    ],
)
def test_every_kind_of_period_is_made_of_its_finer_parts(code, figures, total, mean, last):
    found = [made(code, figures, derivation) for derivation in ("sum", "mean", "last", "none")]
    assert found == [total, Fraction(mean), last, None]


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        ("2021M05", MONTHS),
        ("2022", {"2022QMAT04": "5"}),  # a rolling period is no part of another
        ("2022MAT05", QUARTERS),
        ("2022QMAT04", {"2022": "5"}),
        ("2021", following("2021Q1", 1, 2, 3)),
        ("2021", following("2021Q1", 1, 2, "suppressed", 4)),
        ("2021", following("2021Q1", 1, 2, "not_available", 4)),
        ("2021", following("2021Q1", 1, 2, "withdrawn", 4)),
        ("2021", following("2021Q1", 1, 2, "0/0", 4)),
        ("2021", {"2021Q1": "1", "2021Q2": "2", "2021H2": "3"}),  # kinds are not mixed
    ],
)
def test_nothing_is_made_where_a_part_is_missing(code, figures):
    assert made(code, figures) is None


def test_coarsest_parts_that_are_all_there_are_taken():
    assert made("2021", MONTHS | following("2021Q1", 100, 100, 100, 100)) == 400
    assert made("2021", MONTHS | following("2021Q1", 100, 100, 100)) == 78
    assert made("2021", MONTHS | following("2021H1", 1000, 1000)) == 2000
    assert made("2021", MONTHS | following("2021H1", 1000, "suppressed")) == 78


@pytest.mark.parametrize(
    ("day", "total"),
    [(date(2021, 1, 1), 10), (date(2021, 1, 2), None), (date(2021, 7, 1), None), (date(2022, 1, 1), 10)],
)
def test_nothing_is_made_across_a_break(day, total):
    assert made("2021", QUARTERS, breaks=(day,)) == total


# 1/10, 2/20, 3/30 and 10/40: 10, 10, 10 and 25 %. Together 16/100 = 16 %; the mean of the four is 13,75 %.
UNEVEN = {"2022Q1": "1/10", "2022Q2": "2/20", "2022Q3": "3/30", "2022Q4": "10/40"}


def test_ratio_of_sums_is_not_the_mean_of_percentages():
    assert made("2022", UNEVEN, "ratio") == 16
    assert made("2022", UNEVEN, "mean") == Fraction(55, 4)
    assert found(UNEVEN | {"2022": "13.75"}, "ratio") == ["2022"]
    assert found(UNEVEN | {"2022": "16"}, "ratio") == []
    assert found(UNEVEN | {"2022": "16/100"}, "ratio") == []
    assert found(UNEVEN | {"2022": "4/25"}, "ratio") == []
    assert found(UNEVEN | {"2022": "17/100"}, "ratio") == ["2022"]
    assert found(UNEVEN | {"2022": "13.75"}, "mean") == []


def found(figures, derivation="sum", breaks=()):
    return [each.loaded.period.code for each in contradictions(known(figures), derivation, breaks)]


def test_loaded_figure_wins_over_its_parts_and_the_contradiction_is_shown():
    figures = known(following("2021Q1", 10, 10, 10, 10) | {"2021": "50"})
    assert figure_of_period(parse("2021"), figures, "sum").exact == 50
    [each] = contradictions(figures, "sum")
    assert (each.loaded.exact, each.derived.exact) == (50, 40)


def test_loaded_figure_that_was_taken_back_does_not_stand_in_the_way_of_its_parts():
    figures = known(QUARTERS | {"2021": "withdrawn"})
    assert figure_of_period(parse("2021"), figures, "sum").exact == 10
    assert figure_of_period(parse("2021"), known(QUARTERS | {"2021": "suppressed"}), "sum").exact is None


@pytest.mark.parametrize("state", ["suppressed", "not_available", "withdrawn", "0/0"])
def test_what_has_no_value_contradicts_nothing(state):
    assert found(QUARTERS | {"2021": "99"}) == ["2021"]
    assert found(QUARTERS | {"2021": state}) == []
    assert found(QUARTERS | {"2021": "99", "2021Q2": state}) == []


def test_no_contradiction_where_the_indicator_allows_nothing_or_a_break_lies_between():
    """The half-year counts each person once: 264, though the quarters have 229 and 234."""
    half = {"2020Q1": "229", "2020Q2": "234", "2020H1": "264"}
    assert found(half, "none") == []
    assert found(half, "sum") == ["2020H1"]
    assert found(half, "sum", (date(2020, 4, 1),)) == []
    assert found(half, "sum", (date(2020, 7, 1),)) == ["2020H1"]


# Four quarters printed with one decimal may each be 0,05 off, their sum 0,2; the year's own one 0,05. Together 0,25.
@pytest.mark.parametrize(
    ("derivation", "parts", "loaded", "contradicts"),
    [
        ("sum", [1.1, 1.1, 1.1, 1.1], "4.6", False),  # 4,4 and 0,2 apart
        ("sum", [1.1, 1.1, 1.1, 1.1], "4.7", True),
        ("sum", [1.1, 1.1, 1.1, 1.1], "4.61", True),  # 0,21 apart, 0,2 + 0,005 allowed
        ("mean", [1.1, 1.1, 1.1, 1.1], "1.2", False),  # a mean is no further off than a part: 0,05 + 0,05
        ("mean", [1.1, 1.1, 1.1, 1.1], "1.21", True),  # 0,11 apart, 0,05 + 0,005 allowed
        ("last", [1.1, 1.1, 1.1, 1.1], "1.2", False),
        ("last", [1.1, 1.1, 1.1, 1.1], "1.3", True),
        ("sum", [10, 10, 10, 10], "42", False),  # whole numbers: 4 · 0,5 + 0,5 = 2,5
        ("sum", [10, 10, 10, 10], "43", True),
        ("sum", [10, 11.2, 9, 8.3], "39", False),  # 38,5: the series has a decimal, though 10,0 lost its own: 0,5 + 0,2
        ("sum", [10, 11.2, 9, 8.3], "40", True),
    ],
)
def test_rounding_is_no_contradiction(derivation, parts, loaded, contradicts):
    assert found(following("2021Q1", *parts) | {"2021": loaded}, derivation) == ["2021"] * contradicts


def test_contradictions_come_in_time_order_and_at_every_level():
    figures = QUARTERS | {"2022": "100", "2021": "100", "2021H1": "100", "2022QMAT02": "100", "2022QMAT03": "22"}
    assert found(figures) == ["2021H1", "2021", "2022QMAT02", "2022"]  # 4 + 5 + 6 + 7 = 22


def test_rounding_is_half_of_the_last_printed_decimal():
    for text, slack in [("26", "1/2"), ("25.8", "1/20"), ("25.76", "1/200"), ("100", "1/2"), ("0", "1/2")]:
        assert rounding(Figure(parse("2021"), Decimal(text))) == Fraction(slack)
    assert rounding(Figure(parse("2021"), None, Decimal(59), Decimal(229))) == 0


levels = st.lists(st.integers(-50, 50), min_size=12, max_size=12)
coarse = st.sampled_from(["2021Q3", "2021H1", "2021", "2021QMAT04", "2021MAT12"])


@bounded
@given(levels, coarse, st.sampled_from(["sum", "mean", "last"]))
def test_what_was_made_of_the_parts_never_contradicts_them(months, code, derivation):
    figures = known(following("2021M01", *months))
    whole = derived(parse(code), figures, derivation)
    assert contradictions(figures | {whole.period: whole}, derivation) == []


@bounded
@given(levels, coarse, st.integers(-50, 50))
def test_adding_a_constant_adds_it_to_the_mean_and_once_a_part_to_the_sum(months, code, constant):
    here, there = (following("2021M01", *each) for each in (months, [level + constant for level in months]))
    parts = len(parse(code).parts(Kind.MONTH))
    assert made(code, there, "mean") == made(code, here, "mean") + constant
    assert made(code, there, "last") == made(code, here, "last") + constant
    assert made(code, there, "sum") == made(code, here, "sum") + constant * parts


@bounded
@given(st.sampled_from(list(FINER)), st.integers(0, 11), levels)
def test_no_part_can_be_spared(kind, lacking, months):
    code = next(code for code in ("2021Q1", "2021H1", "2021", "2021QMAT04", "2021MAT12") if parse(code).kind == kind)
    figures = following("2021M01", *months)
    lost = parse("2021M01").shifted(lacking)
    del figures[lost.code]
    assert (made(code, figures) is None) == parse(code).contains(lost)


@bounded
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), min_size=4, max_size=4))
def test_ratio_of_sums_lies_between_the_lowest_and_the_highest_share(pairs):
    figures = following("2021Q1", *(f"{min(pair)}/{max(pair)}" for pair in pairs))
    shares = [figure.exact for figure in known(figures).values()]
    assert min(shares) <= made("2021", figures, "ratio") <= max(shares)
