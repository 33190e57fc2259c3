"""Groups of municipalities: the ratio of sums, never a mean of percentages; with and without the own area."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.periods import parse
from targets.comparing.groups import formed, group_series
from targets.derivation import Figure
from tests.pure import bounded
from tests.pure.comparing import JULY, LONG_TERM, NAMES, NEIGHBOURS, PAIR, at, by_area, fields, series_of


def test_group_of_shares_is_the_ratio_of_the_sums_not_the_mean_of_percentages():
    # 10/100 and 45/90 = 10 % and 50 %: together 55/190 = 28,95 %; their mean would be 30 %.
    found = by_area({"Aabenraa": "10/100", "Tønder": "45/90"}, groups=PAIR)["Par"]
    assert found.exact == Fraction(550, 19)
    assert (found.figure.numerator, found.figure.denominator) == (55, 190)
    assert found.together.loaded is False


def test_group_of_the_neighbours_in_the_real_extract():
    # (105 + 193 + 53) / (589 + 778 + 248) = 351 / 1615 = 21,73 %; the mean of the three shares is 21,34 %.
    found = by_area(LONG_TERM, groups={"Naboer": NEIGHBOURS})
    assert found["Naboer"].exact == Fraction(35100, 1615)
    assert "Naboer uden Aabenraa" not in found


def test_group_of_counts_is_the_sum():
    # 629 + 492 = 1.121
    assert by_area({"Aabenraa": "629", "Tønder": "492"}, unit="persons", groups=PAIR)["Par"].exact == 1121


@pytest.mark.parametrize(
    ("texts", "unit", "reason", "known"),
    [
        ({"Aabenraa": "1/10"}, "percent", "members_missing", 1),
        ({"Aabenraa": "1/10", "Tønder": "suppressed"}, "percent", "members_missing", 1),
        ({"Aabenraa": "1/10", "Tønder": "0/0"}, "percent", "members_missing", 1),
        ({"Aabenraa": "1/10", "Tønder": "2.5"}, "percent", "parts_missing", 2),
        ({"Aabenraa": "34", "Tønder": "33"}, "rank", "rank", 2),
    ],
)
def test_group_is_not_formed_and_says_why(texts, unit, reason, known):
    found = by_area(texts, unit=unit, groups=PAIR)["Par"]
    assert (found.exact, found.reason) == (None, reason)
    assert (found.together.known, found.together.size) == (known, 2)


def test_group_whose_members_are_not_known_is_never_formed():
    found = by_area({"Aabenraa": "1/10"}, groups={"Region": ()})
    assert found["Region"].reason == "members_unknown"
    assert by_area({"Region": "2/10"}, groups={"Region": ()})["Region"].exact == 20


def test_loaded_group_wins_and_a_contradiction_is_kept():
    members = {"Aabenraa": "10/100", "Tønder": "45/90"}
    agrees = by_area(members | {"Par": "28.9"}, groups=PAIR)["Par"]
    differs = by_area(members | {"Par": "28.8"}, groups=PAIR)["Par"]
    # 55/190 = 28,947…: 28,9 can be it rounded, 28,8 cannot.
    assert (agrees.exact, agrees.together.loaded, agrees.together.contradicts) == (Fraction(289, 10), True, None)
    assert (differs.exact, differs.together.contradicts) == (Fraction(144, 5), Fraction(550, 19))


def test_hidden_group_stays_hidden_but_one_not_given_is_formed():
    members = {"Aabenraa": "10/100", "Tønder": "45/90"}
    assert by_area(members | {"Par": "suppressed"}, groups=PAIR)["Par"].reason == "suppressed"
    assert by_area(members | {"Par": "not_available"}, groups=PAIR)["Par"].exact == Fraction(550, 19)


def test_loaded_group_without_the_own_area_is_the_difference_of_the_parts():
    # 1.443/14.075 without 128/1.588 = 1.315/12.487 = 10,53 %.
    found = by_area({"Aabenraa": "128/1588", "Par": "1443/14075"}, groups=PAIR)["Par uden Aabenraa"]
    assert (found.figure.numerator, found.figure.denominator) == (1315, 12487)
    assert found.together.loaded is True


def test_loaded_count_without_the_own_area_is_the_difference():
    found = by_area({"Aabenraa": "128", "Par": "1443"}, unit="persons", groups=PAIR)["Par uden Aabenraa"]
    assert found.exact == 1315


def test_formed_group_without_the_own_area_is_the_other_members():
    found = by_area({"Aabenraa": "10/100", "Tønder": "45/90"}, groups=PAIR)["Par uden Aabenraa"]
    assert found.exact == 50
    alone = by_area({"Tønder": "45/90"}, groups=PAIR)
    assert (alone["Par"].exact, alone["Par uden Aabenraa"].exact) == (None, 50)


@pytest.mark.parametrize(
    ("texts", "unit", "reason"),
    [
        ({"Aabenraa": "9", "Par": "10"}, "percent", "parts_missing"),
        ({"Par": "10/100"}, "percent", "own_missing"),
        ({"Aabenraa": "20/90", "Par": "10/100"}, "percent", "own_above_whole"),
        ({"Aabenraa": "10/100", "Par": "10/100"}, "percent", "own_above_whole"),
        ({"Aabenraa": "20", "Par": "10"}, "persons", "own_above_whole"),
    ],
)
def test_group_without_the_own_area_says_why_it_cannot_be_told(texts, unit, reason):
    found = by_area(texts, unit=unit, groups=PAIR)["Par uden Aabenraa"]
    assert (found.exact, found.reason) == (None, reason)


def test_group_without_anything_has_no_row_without_the_own_area():
    assert "Par uden Aabenraa" not in by_area({"Aabenraa": "1/10"}, groups=PAIR)


def test_kroner_may_be_negative_without_the_own_area():
    assert by_area({"Aabenraa": "20", "Par": "10"}, unit="kroner", groups=PAIR)["Par uden Aabenraa"].exact == -10


def test_change_of_a_group_compares_formed_with_formed_only():
    now, then = {"Aabenraa": "60", "Tønder": "50"}, {"Aabenraa": "40", "Tønder": "60"}
    assert by_area(now, unit="persons", groups=PAIR, earlier=then)["Par"].change == 10  # 100 → 110
    loaded = by_area(now, unit="persons", groups=PAIR, earlier=then | {"Par": "90"})["Par"]
    assert (loaded.exact, loaded.change) == (110, None)


def test_group_series_holds_the_periods_in_which_every_member_has_its_parts():
    known = series_of(
        Aabenraa={"2026M05": "10/100", "2026M06": "10/100", "2026M07": "10/100"},
        Tønder={"2026M05": "suppressed", "2026M06": "20", "2026M07": "45/90", "2026M08": "1/10"},
    )
    found = group_series(known, ["Aabenraa", "Tønder"])
    assert {period.code: each.exact for period, each in found.items()} == {"2026M07": Fraction(550, 19)}
    assert group_series(known, ["Aabenraa", "Vejle"]) == {}
    assert group_series(known, []) == {}


def test_group_carries_the_marks_and_the_versions_of_its_members():
    parts = [
        Figure(parse(JULY), None, 1, 10, provisional=True, version=7),
        Figure(parse(JULY), None, 2, 10, invented=True, version=8),
    ]
    made = formed(dict(zip(PAIR["Par"], parts, strict=True)), PAIR["Par"], "percent").figure
    assert (made.provisional, made.invented, made.version, made.made_of) == (True, True, None, (7, 8))


@bounded
@given(fields)
def test_ratio_of_sums_lies_between_the_smallest_and_the_largest_ratio(texts):
    members = at(texts)
    made = formed(members, list(texts), "percent").figure.exact
    ratios = [each.exact for each in members.values()]
    assert min(ratios) <= made <= max(ratios)


@bounded
@given(fields, st.sampled_from(NAMES))
def test_missing_member_never_yields_a_figure(texts, missing):
    known = {name: said for name, said in texts.items() if name != missing}
    assert formed(at(known), NAMES, "percent").figure is None
