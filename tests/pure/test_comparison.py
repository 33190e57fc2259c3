"""The own area beside others: ranks, differences, groups as ratio of sums, and changes of what has no rank."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.comparing.comparison import Kind, change_series, change_since, place
from tests.pure import bounded, figure
from tests.pure.comparing import (
    LONG_TERM,
    NAMES,
    NEIGHBOURS,
    PAIR,
    UNEMPLOYED,
    at,
    by_area,
    fields,
    ranks,
    rows,
    series_of,
)


def test_rank_is_one_for_the_lowest_where_lower_is_better():
    found = ranks(UNEMPLOYED | {"Hele landet": "3"})
    assert found == {"Tønder": 1, "Aabenraa": 2, "Haderslev": 3, "Sønderborg": 4, "Kolding": 5}


def test_rank_is_one_for_the_highest_where_higher_is_better_or_nothing_is():
    expected = {"Kolding": 1, "Sønderborg": 2, "Haderslev": 3, "Aabenraa": 4, "Tønder": 5}
    assert ranks(UNEMPLOYED, direction="higher") == expected
    assert ranks(UNEMPLOYED, direction="none") == expected


def test_equal_figures_share_a_rank_and_the_next_place_is_left_out():
    # July 2025: Haderslev and Sønderborg both 2,5 %.
    found = ranks({"Aabenraa": "2.3", "Haderslev": "2.5", "Sønderborg": "2.5", "Kolding": "2.6"})
    assert found == {"Aabenraa": 1, "Haderslev": 2, "Sønderborg": 2, "Kolding": 4}


def test_equal_shares_of_different_parts_share_a_rank():
    assert ranks({"Aabenraa": "1/3", "Tønder": "2/6", "Kolding": "1/4"}) == {"Kolding": 1, "Aabenraa": 2, "Tønder": 2}


def test_rows_stand_by_rank_then_country_then_groups_then_what_has_no_figure():
    found = rows(UNEMPLOYED | {"Hele landet": "3", "Vejle": "suppressed"}, groups={"Naboer": NEIGHBOURS})
    names = ["Tønder", "Aabenraa", "Haderslev", "Sønderborg", "Kolding", "Hele landet", "Vejle", "Naboer"]
    assert [row.area for row in found] == names


def test_kinds_of_areas():
    found = by_area(LONG_TERM, groups={"Naboer": NEIGHBOURS, **PAIR})
    kinds = {name: row.kind for name, row in found.items()}
    assert kinds == {
        "Aabenraa": Kind.OWN,
        "Haderslev": Kind.NEIGHBOUR,
        "Sønderborg": Kind.NEIGHBOUR,
        "Tønder": Kind.NEIGHBOUR,
        "Kolding": Kind.OTHER,
        "Hele landet": Kind.COUNTRY,
        "Naboer": Kind.GROUP,
        "Par": Kind.GROUP,
        "Par uden Aabenraa": Kind.REST,
    }


@pytest.mark.parametrize(
    ("direction", "standings"),
    [("lower", ("better", "worse")), ("higher", ("worse", "better")), ("none", ("", ""))],
)
def test_difference_is_the_areas_figure_minus_the_own(direction, standings):
    found = by_area(UNEMPLOYED | {"Hele landet": "3"}, direction=direction)
    # 1,5 − 2 and 3 − 2.
    assert (found["Tønder"].difference, found["Hele landet"].difference) == (Fraction(-1, 2), 1)
    assert (found["Tønder"].standing, found["Hele landet"].standing) == standings
    assert (found["Aabenraa"].difference, found["Aabenraa"].standing) == (None, "")


def test_same_figure_as_the_own_stands_the_same():
    assert by_area({"Aabenraa": "2", "Tønder": "2.0"})["Tønder"].standing == "same"


@pytest.mark.parametrize(
    ("said", "reason"),
    [("suppressed", "suppressed"), ("not_available", "not_available"), ("withdrawn", "missing"), ("", "missing")],
)
def test_area_without_a_figure_is_last_never_ranked_and_never_zero(said, reason):
    last = rows({"Aabenraa": "2", "Tønder": "3", "Haderslev": said})[-1]
    assert (last.area, last.rank, last.exact, last.difference, last.reason) == ("Haderslev", None, None, None, reason)


def test_own_area_without_a_figure_leaves_the_others_ranked_without_a_difference():
    found = by_area({"Haderslev": "2", "Tønder": "3"})
    assert (found["Aabenraa"].reason, found["Haderslev"].rank, found["Tønder"].rank) == ("missing", 1, 2)
    assert found["Tønder"].difference is None


def test_zero_denominator_is_no_figure():
    found = by_area({"Aabenraa": "1/10", "Tønder": "0/0"})["Tønder"]
    assert (found.rank, found.reason) == (None, "zero_denominator")


@pytest.mark.parametrize(
    ("said", "few"),
    [("19/1000", True), ("20/100", False), ("50/99", True), ("0/5000", True), ("7.5", False), ("suppressed", False)],
)
def test_share_of_few_persons_is_marked_where_its_parts_are_known(said, few):
    assert by_area({"Aabenraa": "50/200", "Tønder": said})["Tønder"].few is few


def test_count_of_few_is_no_share_and_gets_no_mark():
    assert by_area({"Aabenraa": "3"}, unit="persons")["Aabenraa"].few is False


@pytest.mark.parametrize("unit", ["persons", "count", "hours", "kroner"])
def test_counts_are_not_ranked_but_told_by_their_change_on_a_year(unit):
    # Unemployed full-time persons, July 2025 to July 2026: 619 → 548 = −71/619; 87.564 → 91.583.
    now, then = {"Aabenraa": "548", "Hele landet": "91583"}, {"Aabenraa": "619", "Hele landet": "87564"}
    found = by_area(now, unit=unit, earlier=then)
    assert found["Aabenraa"].change == Fraction(-7100, 619)
    assert found["Hele landet"].change == Fraction(401900, 87564)
    assert (found["Aabenraa"].rank, found["Hele landet"].difference) == (None, None)


def test_shares_and_ranks_have_no_change_in_percent():
    for unit in ("percent", "rank"):
        assert by_area({"Aabenraa": "2"}, unit=unit, earlier={"Aabenraa": "3"})["Aabenraa"].change is None


def test_change_since_zero_a_missing_figure_or_across_a_break_is_unknown():
    now, then = figure("2026M06", "548"), figure("2025M06", "645")
    assert change_since(now, then) == Fraction(-9700, 645)
    assert change_since(now, figure("2025M06", "0")) is None
    assert change_since(now, figure("2025M06", "suppressed")) is None
    assert change_since(None, then) is None
    # The reform of 1 July 2025 parts June 2026 from June 2025, but not July 2026 from July 2025.
    reform = (date(2025, 7, 1),)
    assert change_since(now, then, reform) is None
    assert change_since(figure("2026M07", "548"), figure("2025M07", "619"), reform) == Fraction(-7100, 619)


def test_change_from_a_negative_amount_has_the_sign_of_the_movement():
    assert change_since(figure("2026", "-50"), figure("2025", "-100")) == 50


def test_change_series_holds_each_period_with_a_figure_a_year_before():
    known = series_of(Aabenraa={"2024M07": "50", "2025M06": "645", "2025M07": "100", "2026M06": "548"})["Aabenraa"]
    codes = {period.code: each.exact for period, each in change_series(known).items()}
    assert codes == {"2025M07": 100, "2026M06": Fraction(-9700, 645)}
    assert list(change_series(known, (date(2025, 7, 1),))) == []


@bounded
@given(fields, st.randoms(use_true_random=False))
def test_order_of_the_areas_changes_nothing(texts, random):
    shuffled = list(texts.items())
    random.shuffle(shuffled)
    groups = {"Alle": tuple(NAMES)}
    assert rows(dict(shuffled), groups=groups) == rows(texts, groups=groups)


@bounded
@given(fields)
def test_mirrored_direction_reverses_the_ranks(texts):
    lower, higher = ranks(texts, direction="lower"), ranks(texts, direction="higher")
    exacts = {name: each.exact for name, each in at(texts).items()}
    for name, exact in exacts.items():
        equal = sum(other == exact for other in exacts.values())
        assert lower[name] + higher[name] == len(exacts) + 2 - equal


@bounded
@given(fields)
def test_rows_come_in_order_and_the_best_is_number_one(texts):
    found = rows(texts)
    assert found == sorted(found, key=place)
    assert min(ranks(texts).values()) == 1
