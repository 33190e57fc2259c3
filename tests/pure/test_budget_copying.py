"""A budget copied to another year: what each percent does, and what is said of where a line is from."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.copying.lines import Adjustment, OldLine, adjusted, as_budget, source_of
from budget.lines import LineKey
from budget.variance import Priced

KEY = LineKey(1, "support", 1)
ORIGINAL = Priced(Decimal(51_085_000), Decimal(497))
ASSISTANCE = OldLine(KEY, ORIGINAL)
EFFORT = OldLine(LineKey(1, "effort", 1), Priced(Decimal(13_453_000)))


@pytest.mark.parametrize(
    ("prices", "persons", "amount", "number"),
    [
        # 51.085 × 1,02 = 52.106,7 → 52.107; 497 × 1,00 = 497.
        ("2", "0", 52_107_000, 497),
        # 51.085 × 1,03 = 52.617,55 → 52.618; 497 × 1,03 = 511,91 → 512.
        ("0", "3", 52_618_000, 512),
        # 51.085 × 1,02 × 1,03 = 53.669,901 → 53.670: once, and not 52.107 × 1,03 = 53.670,21.
        ("2", "3", 53_670_000, 512),
        # 51.085 × 0,985 = 50.318,725 → 50.319; 497 × 0,9 = 447,3 → 447; together 50.318,725 × 0,9 = 45.286,8525.
        ("-1.5", "0", 50_319_000, 497),
        ("-1.5", "-10", 45_287_000, 447),
        ("0", "0", 51_085_000, 497),
    ],
)
def test_amount_and_persons_are_rounded_once(prices, persons, amount, number):
    found = adjusted(ORIGINAL, Adjustment(Decimal(prices), Decimal(persons)))
    assert found == Priced(Decimal(amount), Decimal(number))


def test_amount_is_not_rounded_on_the_way():
    # 1.475 × 1,02 × 1,10 = 1.654,95 → 1.655; by way of 1.504,5 → 1.505 it would be 1.655,5 → 1.656.
    found = adjusted(Priced(Decimal(1_475_000), Decimal(10)), Adjustment(Decimal(2), Decimal(10)))
    assert found.amount == 1_655_000


def test_line_without_persons_follows_the_prices_alone():
    # 13.453 × 1,02 = 13.722,06 → 13.722.
    assert adjusted(EFFORT.figures, Adjustment(Decimal(2), Decimal(3))) == Priced(Decimal(13_722_000))
    assert adjusted(EFFORT.figures, Adjustment(persons=Decimal(3))) == EFFORT.figures


def test_what_no_percent_touches_keeps_its_oere_and_its_decimals():
    odd = Priced(Decimal("51085123.45"), Decimal("497.25"))
    assert adjusted(odd, Adjustment()) == odd
    # 51.085,12345 × 1,02 = 52.106,83 → 52.107; the persons stand.
    assert adjusted(odd, Adjustment(prices=Decimal(2))) == Priced(Decimal(52_107_000), Decimal("497.25"))


def test_half_a_thousand_is_rounded_up_and_a_negative_amount_away_from_zero():
    # 50 × 1,01 = 50,5 → 51; −50 × 1,01 = −50,5 → −51.
    assert adjusted(Priced(Decimal(50_000)), Adjustment(Decimal(1))).amount == 51_000
    assert adjusted(Priced(Decimal(-50_000)), Adjustment(Decimal(1))).amount == -51_000


@given(
    st.decimals(-(10**9), 10**9, places=2),
    st.decimals(0, 10**5, places=1),
    st.decimals(-99, 200, places=2),
    st.decimals(-99, 200, places=2),
)
def test_adjusted_figures_are_whole_and_never_further_off_than_half_a_unit(amount, persons, prices, people):
    found = adjusted(Priced(amount, persons), Adjustment(prices, people))
    exact = amount * (100 + prices) * (100 + people) / 10_000
    if prices or people:
        assert abs(found.amount - exact) <= 500 or (100 + prices) * (100 + people) == 10_000
    else:
        assert found.amount == amount
    if people:
        assert found.persons % 1 == 0
        assert abs(found.persons - persons * (100 + people) / 100) <= Decimal("0.5")


@pytest.mark.parametrize(
    ("line", "by", "by_hand", "own", "said"),
    [
        (ASSISTANCE, Adjustment(Decimal(2)), False, "", "Kopieret fra vedtaget budget 2023, pris +2 %"),
        (
            ASSISTANCE,
            Adjustment(Decimal("-1.50"), Decimal(3)),
            True,
            "",
            "Kopieret fra vedtaget budget 2023, pris −1,5 %, personer +3 %, rettet i hånden",
        ),
        (EFFORT, Adjustment(Decimal(2), Decimal(3)), False, "", "Kopieret fra vedtaget budget 2023, pris +2 %"),
        (EFFORT, Adjustment(persons=Decimal(3)), False, "", "Kopieret fra vedtaget budget 2023"),
        (ASSISTANCE, Adjustment(Decimal(2)), True, "Byrådet 8. oktober", "Byrådet 8. oktober"),
        (OldLine(KEY, ORIGINAL, True), Adjustment(), False, "", "Eksempeldata: Kopieret fra vedtaget budget 2023"),
        (OldLine(KEY, ORIGINAL, True), Adjustment(), False, "Byrådet", "Eksempeldata: Byrådet"),
    ],
)
def test_source_says_where_a_line_is_from_and_by_which_percent(line, by, by_hand, own, said):
    assert source_of("vedtaget budget 2023", by, line, by_hand=by_hand, own=own) == said


def test_file_has_the_columns_of_the_format_and_keeps_a_text_in_one_cell():
    line = {"year": "2024", "version": "vedtaget", "benefit_type": "Sygedagpenge", "amount": "70.061"}
    file = as_budget([line | {"kind": "forsørgelse", "source": 'A;\r\n "B"'}])
    assert file.decode().splitlines() == [
        "år;version;ydelse;art;program;helårspersoner;beløb i 1.000 kr.;kilde",
        '2024;vedtaget;Sygedagpenge;forsørgelse;;;70.061;"A; ""B"""',
    ]
