"""What a business case saves under a set of assumptions: the document's row, and every assumption moved by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aabenraa_plan.formats import round_half_up
from initiatives.economy.payback import Outcome
from initiatives.spans import span_of
from initiatives.whatif.method import (
    Assumptions,
    CaseMoney,
    Leavers,
    by_year,
    cumulative,
    full_year_effect,
    payback,
    saving_in,
    worked_out,
)

SPANS = ["2018M06-2018M12", "2019", "2020", "2021", "2022M01-2022M05", "2022M06-2022M12", "2023"]
# The document, in 1.000 kr.: both offices' investment, its saving, all other financing.
INVESTMENT = [11661, 19673, 16155, 9209, 3915, 5057, 6587]
SAVING = [0, -5039, -13223, -18779, -8614, -12060, -20674]
FINANCING = [9084, 1726, 1726, 1726, 719, 1007, 1726]
DOCUMENT = [
    CaseMoney(span_of(code), *(Fraction(amount * 1000) for amount in amounts))
    for code, *amounts in zip(SPANS, INVESTMENT, SAVING, FINANCING, strict=True)
]


def left(year, own, other, group=None):
    return Leavers(year, *(None if each is None else Decimal(each) for each in (own, other, group)))


PRINTED = Assumptions(
    unit_price=Decimal("73835.71"),
    other_price=None,
    reimbursement=Decimal(20),
    first_year_months=Decimal("6.5"),
    investment_percent=Decimal(100),
    leavers=(left(2019, 120, 37), left(2020, 94, 29), left(2021, 54, 16)),
)
UNROUNDED = replace(
    PRINTED, leavers=(left(2019, "120.6", "36.9"), left(2020, "93.8", "28.7"), left(2021, "53.6", "16.4"))
)


def kroner(amount) -> str:
    return str(round_half_up(amount, 2))


def savings(assumed) -> list[int]:
    """In 1.000 kr., span by span."""
    return [int(round_half_up(saving_in(span_of(code), assumed) / 1000)) for code in SPANS]


def test_unrounded_persons_give_the_document_s_savings_to_the_thousand():
    # 20.674 × (0,45 × 6,5/12) = 5.039,3; × (0,45 + 0,35 × 6,5/12) = 13.222,7; × (0,80 + 0,20 × 6,5/12) = 18.778,9;
    # × 5/12 = 8.614,2; × 7/12 = 12.059,8.
    assert savings(UNROUNDED) == [0, -5039, -13223, -18779, -8614, -12060, -20674]


def test_printed_persons_give_nearly_the_document_s_savings():
    # 157, 123 and 70 persons of 59.068,568 kr. net each: 157 × 6,5/12 = 5.023; (157 + 123 × 6,5/12) = 13.209; …
    assert savings(PRINTED) == [0, -5023, -13209, -18779, -8614, -12060, -20674]


def test_budget_s_unit_price_for_those_to_self_support():
    # 268 × 74.740.000/715 × (1 − 20 %); the price is kept to the øre in a scenario, so it is worked out here whole.
    assumed = replace(PRINTED, unit_price=Fraction(74_740_000, 715), leavers=(left(2019, 268, None),))
    assert kroner(full_year_effect(assumed)) == "22411546.85"


@pytest.mark.parametrize(
    ("change", "saved"),
    [
        # 350 × 73.835,71 × 0,80
        ({}, "20673998.80"),
        # 350 × 73.835,71 × 0,75
        ({"reimbursement": Decimal(25)}, "19381873.88"),
        ({"reimbursement": Decimal(100)}, "0.00"),
        # 350 × 104.531,47 × 0,80
        ({"unit_price": Decimal("104531.47")}, "29268811.60"),
        # 20.673.998,80 − 82 × 50.000 × 0,80
        ({"other_price": Decimal(50000)}, "17393998.80"),
        # ten more in 2019: 360 × 73.835,71 × 0,80
        ({"leavers": (left(2019, 130, 37), left(2020, 94, 29), left(2021, 54, 16))}, "21264684.48"),
        # a change of target group saves nothing
        ({"leavers": (left(2019, 120, 37, 20), left(2020, 94, 29), left(2021, 54, 16))}, "20673998.80"),
        ({"leavers": ()}, "0.00"),
        # neither when in the year they leave nor how much is invested changes what a full year saves
        ({"first_year_months": Decimal(12), "investment_percent": Decimal(50)}, "20673998.80"),
    ],
)
def test_each_assumption_changes_the_full_year_by_what_is_worked_out_by_hand(change, saved):
    assert kroner(full_year_effect(replace(PRINTED, **change))) == saved


@pytest.mark.parametrize(
    ("months", "saved"),
    # 157 × 59.068,568 kr. in 2019, of which so many twelfths.
    [("0", "0.00"), ("3", "-2318441.29"), ("6.5", "-5023289.47"), ("12", "-9273765.18")],
)
def test_months_of_the_first_year_count_in_the_year_they_leave(months, saved):
    assumed = replace(PRINTED, first_year_months=Decimal(months))
    assert kroner(saving_in(span_of("2019"), assumed)) == saved
    # From 2022 on all are out, and everybody counts whole.
    assert kroner(saving_in(span_of("2023"), assumed)) == "-20673998.80"


def test_other_price_above_the_unit_price_makes_it_dearer():
    # 82 × (73.835,71 − 100.000) × 0,80
    assumed = replace(PRINTED, other_price=Decimal(100000), leavers=(left(2019, None, 82),))
    assert kroner(full_year_effect(assumed)) == "-1716377.42"


def test_part_of_the_investment_is_made_and_the_financing_stays():
    half = worked_out(DOCUMENT, replace(UNROUNDED, investment_percent=Decimal(50)))
    # 2019: 19.673.000 / 2; 1.726.000 as before.
    assert (half[1].investment, half[1].financing) == (9_836_500, 1_726_000)


def test_cumulative_net_of_the_document_is_the_sum_of_its_parts():
    totals = [int(total / 1000) for total in cumulative([row.net for row in DOCUMENT])]
    # 2.577 + 12.908 + 1.206 − 11.296 − 5.418 = −23, where the document prints −24; − 8.010 − 15.813 after it.
    assert totals == [2577, 15485, 16691, 5395, -23, -8033, -23846]


def test_payback_is_the_day_within_the_span():
    # 5.395 of 5.418 in the 151 days of January to May 2022: 150,4, so the 151st day.
    assert payback(DOCUMENT).day == date(2022, 5, 31)
    # 7.955 of 14.087 in the 365 days of 2023: 206,1, so the 207th day.
    assert payback(DOCUMENT, with_financing=False).day == date(2023, 7, 26)


def test_printed_persons_pay_back_a_day_later():
    # 6,4 t.kr. are left at the end of May 2022, of 8.010 in the 214 days to the end of the year.
    assert payback(worked_out(DOCUMENT, PRINTED)).day == date(2022, 6, 1)


def test_payback_of_what_never_comes_home_or_was_never_out():
    nobody = worked_out(DOCUMENT, replace(PRINTED, leavers=()))
    assert (payback(nobody).outcome, payback(nobody).day) == (Outcome.NOT_HOME, None)
    free = worked_out(DOCUMENT, replace(PRINTED, investment_percent=Decimal(0)))
    assert (payback(free).outcome, payback(free).day) == (Outcome.NEVER_OUT, None)


def test_amount_of_several_years_is_spread_over_their_months():
    [first, second] = by_year([CaseMoney(span_of("2018M07-2019M12"), investment=Fraction(1800))])
    # Six and twelve of eighteen months.
    assert (first.span.code, first.investment) == ("2018M07-2018M12", 600)
    assert (second.span.code, second.investment) == ("2019", 1200)
    assert first.printed_for == second.printed_for == (span_of("2018M07-2019M12"),)
    assert by_year(DOCUMENT) == DOCUMENT


def test_spans_that_overlap_count_every_day_once():
    # 400 for two years and 100 more for the first: 200 + 100 and 200, and a saving of 100 a year, not of 200.
    case = by_year(
        [
            CaseMoney(span_of("2024"), Fraction(100), Fraction(-50)),
            CaseMoney(span_of("2024-2025"), Fraction(400), untold=frozenset({"saving"})),
            CaseMoney(span_of("2025"), Fraction(0), Fraction(-700)),
        ]
    )
    assert [(each.span.code, each.investment, each.saving) for each in case] == [
        ("2024", 300, -50),
        ("2025", 200, -700),
    ]
    assumed = replace(PRINTED, unit_price=Decimal(125), leavers=(left(2023, 1, None),))
    assert [each.saving for each in worked_out(case, assumed)] == [-100, -100]


def test_span_in_the_middle_of_another_parts_it():
    # 120 over twelve months, 10 more in the three from March on.
    case = by_year([CaseMoney(span_of("2024"), Fraction(120)), CaseMoney(span_of("2024M03-2024M05"), Fraction(10))])
    assert [(each.span.code, each.investment) for each in case] == [
        ("2024M01-2024M02", 20),
        ("2024M03-2024M05", 40),
        ("2024M06-2024M12", 70),
    ]


def test_time_between_two_spans_has_its_saving_and_an_investment_nobody_tells():
    case = by_year([CaseMoney(span_of("2024"), Fraction(500)), CaseMoney(span_of("2026"), Fraction(0))])
    assert [(each.span.code, sorted(each.untold)) for each in case] == [
        ("2024", []),
        ("2025", ["investment", "saving"]),
        ("2026", []),
    ]
    assumed = replace(PRINTED, unit_price=Decimal(125), leavers=(left(2023, 1, None),))
    assert [each.saving for each in worked_out(case, assumed)] == [-100, -100, -100]


@given(
    persons=st.integers(0, 3000),
    price=st.decimals(0, 500_000, places=2),
    reimbursement=st.integers(0, 100),
    months=st.decimals(0, 12, places=1),
    first=st.integers(2018, 2023),
)
@settings(max_examples=40, deadline=None)
def test_spans_of_a_year_add_up_and_the_last_year_is_a_full_one(persons, price, reimbursement, months, first):
    assumed = Assumptions(price, None, Decimal(reimbursement), months, Decimal(100), (left(first, persons, None),))
    parts = [saving_in(span_of(code), assumed) for code in ("2022M01-2022M05", "2022M06-2022M12", "2022")]
    assert parts[0] + parts[1] == parts[2] <= 0
    assert saving_in(span_of("2024"), assumed) == -full_year_effect(assumed)
    assert full_year_effect(assumed) == persons * Fraction(price) * (100 - reimbursement) / 100
