from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from extracts.periods import month, parse, quarter, rolling_year, year
from targets.derivation import Figure, combined, derived, over_span
from tests.pure import judge, outcome

QUARTERS = [quarter(2022, number) for number in (1, 2, 3, 4)]


def values(periods, texts):
    return {period: Figure(period, Decimal(text)) for period, text in zip(periods, texts, strict=True)}


def ratios(*pairs):
    """Four quarters of numerator and denominator; None leaves a quarter out."""
    return {
        period: Figure(period, None, Decimal(pair[0]), Decimal(pair[1]))
        for period, pair in zip(QUARTERS, pairs, strict=True)
        if pair
    }


# 1/10, 2/20, 3/30, 10/40 = 10, 10, 10 and 25 %: together 16/100 = 16 %, their mean 55/4 = 13,75 %.
UNEVEN = ratios((1, 10), (2, 20), (3, 30), (10, 40))


def test_exact_of_a_ratio_is_computed_from_its_parts_not_the_printed_value():
    figure = Figure(quarter(2020, 1), Decimal("26"), Decimal(59), Decimal(229))
    assert figure.is_ratio
    assert figure.exact == Fraction(5900, 229)


def test_exact_of_a_ratio_that_is_no_percentage_has_its_own_factor():
    assert Figure(QUARTERS[0], None, Decimal(3), Decimal(4), factor=1).exact == Fraction(3, 4)


def test_exact_of_a_value_is_that_value():
    assert Figure(QUARTERS[0], Decimal("11.6")).exact == Fraction(58, 5)
    assert Figure(QUARTERS[0], Decimal(0)).exact == 0


@pytest.mark.parametrize("state", ["suppressed", "not_available", "withdrawn"])
def test_exact_without_a_value_state_is_none_never_zero(state):
    assert Figure(QUARTERS[0], Decimal(5), state=state).exact is None


def test_exact_of_nothing_or_a_zero_denominator_is_none():
    assert Figure(QUARTERS[0]).exact is None
    assert Figure(QUARTERS[0], Decimal(0), Decimal(0), Decimal(0)).exact is None
    assert Figure(QUARTERS[0], None, Decimal(5), None).exact is None


@pytest.mark.parametrize(
    ("derivation", "exact"),
    [("ratio", Fraction(16)), ("mean", Fraction(55, 4)), ("sum", Fraction(55)), ("last", Fraction(25))],
)
def test_rolling_year_from_four_quarters_by_the_indicators_own_way(derivation, exact):
    figure = derived(rolling_year(2022, 4), UNEVEN, derivation)
    assert figure.exact == exact
    assert figure.period == rolling_year(2022, 4)
    assert figure.version is None


def test_rolling_year_by_ratio_has_the_parts_of_an_average_quarter():
    figure = derived(rolling_year(2022, 4), UNEVEN, "ratio")
    assert (figure.numerator, figure.denominator) == (4, 25)


def test_rolling_year_across_new_year_takes_the_four_that_end_there():
    periods = [quarter(2021, 3), quarter(2021, 4), quarter(2022, 1), quarter(2022, 2), quarter(2022, 3)]
    figure = derived(rolling_year(2022, 2), values(periods, ["1", "2", "3", "4", "100"]), "sum")
    assert figure.period == rolling_year(2022, 2)
    assert figure.exact == 10  # 1 + 2 + 3 + 4


def test_rolling_year_where_the_indicator_allows_none_is_none():
    assert derived(rolling_year(2022, 4), UNEVEN, "none") is None


@pytest.mark.parametrize("derivation", ["ratio", "mean", "sum", "last"])
def test_rolling_year_with_a_quarter_missing_is_none(derivation):
    assert derived(rolling_year(2022, 4), ratios((1, 10), None, (3, 30), (4, 40)), derivation) is None
    hidden = UNEVEN | {QUARTERS[1]: Figure(QUARTERS[1], state="suppressed")}
    assert derived(rolling_year(2022, 4), hidden, derivation) is None
    empty = UNEVEN | {QUARTERS[1]: Figure(QUARTERS[1], None, Decimal(0), Decimal(0))}
    assert derived(rolling_year(2022, 4), empty, derivation) is None


def test_rolling_year_by_ratio_needs_every_numerator_and_denominator():
    printed = UNEVEN | {QUARTERS[0]: Figure(QUARTERS[0], Decimal(10))}
    assert derived(rolling_year(2022, 4), printed, "ratio") is None


@pytest.mark.parametrize("mark", ["provisional", "invented"])
def test_combined_carries_a_mark_that_any_part_has(mark):
    plain = Figure(QUARTERS[0], Decimal(1))
    marked = Figure(QUARTERS[1], Decimal(2), **{mark: True})
    assert getattr(combined(year(2022), [plain, marked], "sum"), mark) is True
    assert getattr(combined(year(2022), [plain, plain], "sum"), mark) is False


def test_average_over_a_year_is_the_plain_average_of_its_quarters():
    figure = over_span(year(2022), values(QUARTERS, ["250", "260", "255", "259"]), "average")
    assert figure.exact == 256  # 1024 / 4
    assert figure.period == year(2022)


def test_average_over_a_year_uses_months_where_quarters_are_not_all_there():
    months = values([month(2022, number) for number in range(1, 13)], [str(number) for number in range(1, 13)])
    assert over_span(year(2022), months, "average").exact == Fraction(13, 2)  # 78 / 12
    one_quarter = months | values(QUARTERS[:1], ["1000"])
    assert over_span(year(2022), one_quarter, "average").exact == Fraction(13, 2)


def test_average_over_a_year_with_a_part_missing_or_hidden_is_none():
    three = values(QUARTERS[:3], ["1", "2", "3"])
    assert over_span(year(2022), three, "average") is None
    assert over_span(year(2022), three | {QUARTERS[3]: Figure(QUARTERS[3], state="not_available")}, "average") is None
    assert over_span(year(2022), {}, "average") is None


def test_average_over_a_quarter_takes_its_three_months():
    months = values([month(2022, number) for number in (1, 2, 3)], ["1", "2", "6"])
    assert over_span(quarter(2022, 1), months, "average").exact == 3  # 9 / 3


def test_average_over_a_month_is_that_month_or_none():
    """A month has no finer part: it is itself, or there is nothing to average."""
    assert over_span(month(2022, 5), {}, "average") is None
    assert over_span(month(2022, 5), values([month(2022, 5)], ["7"]), "average").exact == 7


AVERAGE_OF_2021 = {"limit": "256", "scope": "average", "span": "2021", "unit": "persons"}
# 250 + 260 + 255 + 259 = 1024 = 4 · 256
FOUR_QUARTERS = {"2021Q1": "250", "2021Q2": "260", "2021Q3": "255", "2021Q4": "259"}
THREE_QUARTERS = {code: said for code, said in FOUR_QUARTERS.items() if code != "2021Q3"}
RUNNING = {"today": date(2021, 12, 31)}


@pytest.mark.parametrize(
    ("figures", "asked", "expected"),
    [
        (FOUR_QUARTERS, {}, ("met", "inside_limit")),
        (FOUR_QUARTERS, {"period": "2021"}, ("met", "inside_limit")),
        (FOUR_QUARTERS | {"2021Q4": "260"}, {}, ("missed", "outside_limit")),
        (FOUR_QUARTERS | {"2021": "257"}, {}, ("missed", "outside_limit")),  # a loaded year wins
        (THREE_QUARTERS, {}, ("not_enough", "parts_missing")),
        (FOUR_QUARTERS | {"2021Q3": "suppressed"}, {}, ("not_enough", "parts_missing")),
        (THREE_QUARTERS, RUNNING, ("not_due", "span_not_over")),
        (FOUR_QUARTERS, {"period": "2021Q1"} | RUNNING, ("not_due", "part_of_span")),
        (FOUR_QUARTERS, {"period": "2021Q1"}, ("not_enough", "part_of_span")),
        (FOUR_QUARTERS, {"period": "2022Q1"}, ("not_enough", "outside_span")),
        ({}, {}, ("no_data", "no_figure")),
        ({"2020Q4": "1"}, {}, ("no_data", "no_figure")),
    ],
)
def test_average_over_a_span(figures, asked, expected):
    assert outcome("at_most", figures, **AVERAGE_OF_2021, **asked) == expected


UNEVEN_CODES = {"2022Q1": "1/10", "2022Q2": "2/20", "2022Q3": "3/30", "2022Q4": "10/40"}


@pytest.mark.parametrize(("level", "verdict"), [("17", "met"), ("16", "missed"), ("15", "missed")])
def test_rolling_year_of_four_quarters_meets_a_years_baseline_by_ratio_of_sums(level, verdict):
    promised = {"baseline_period": "2021", "baseline_value": level, "derivation": "ratio"}
    answer = judge("reduce", UNEVEN_CODES, **promised)
    assert (answer.verdict, answer.value, answer.period) == (verdict, 16, parse("2022QMAT04"))
    assert judge("reduce", UNEVEN_CODES, period="2022Q4", **promised).value == 16


def test_rolling_year_is_not_made_across_a_break_or_a_gap_or_against_the_indicators_will():
    promised = {"baseline_period": "2021", "baseline_value": "17", "derivation": "ratio"}
    kind = ("not_enough", "period_kind")
    assert outcome("reduce", UNEVEN_CODES, **promised | {"breaks": (date(2022, 7, 1),)}) == kind
    assert outcome("reduce", UNEVEN_CODES, **promised | {"derivation": "none"}) == kind
    assert outcome("reduce", {**UNEVEN_CODES, "2022Q2": "suppressed"}, **promised) == kind


def test_rolling_year_asked_for_by_the_period_it_was_reported_for_is_the_same_answer():
    promised = {"baseline_period": "2021", "baseline_value": "17", "derivation": "ratio"}
    by_default = judge("reduce", UNEVEN_CODES, **promised)
    assert judge("reduce", UNEVEN_CODES, period=by_default.period.code, **promised) == by_default
