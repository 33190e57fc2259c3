"""Moving people between benefits: gross, reimbursement and net by month, and KIK II's method."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aabenraa_plan.formats import round_half_up
from budget.simulator.moves import SELF_SUPPORT, Money, Move, Origin, Price, Side, simulate
from budget.simulator.reimbursement import Ladder, NoRate, Step, flat
from budget.simulator.wording import NET_TWICE, NOT_ALIKE, lead, price_notes, price_text, spoken, weeks_text
from extracts.periods import Kind, Period
from tests.pure import bounded

STEPS = (Step(1, Decimal(80)), Step(5, Decimal(40)), Step(27, Decimal(30)), Step(53, Decimal(20)))
LADDER = (Ladder(date(2016, 1, 4), STEPS),)


def first(year, number):
    return Period(Kind.MONTH, date(year, number, 1))


def side(price, rates=LADDER):
    return Side(Fraction(price), rates)


def test_twenty_people_from_week_53_on_move_to_a_flex_job_in_july():
    # A month gross: 20 · 240.000 / 12 = 400.000 before, 20 · 180.000 / 12 = 300.000 after. Both are reimbursed
    # 20 %: −80.000 and −60.000, net 320.000 and 240.000. Six months save 6 · 80.000, twelve 12 · 80.000.
    found = simulate(Move(20, 53, first(2026, 7)), side(240_000), side(180_000))
    july = found.months[0]
    assert (july.before, july.after) == (Money(400_000, -80_000), Money(300_000, -60_000))
    assert (july.before.net, july.after.net, july.difference) == (320_000, 240_000, Money(-100_000, 20_000))
    assert found.rest_of_year.difference.net == -480_000
    assert found.full_year.difference == Money(-1_200_000, 240_000)
    assert found.full_year.difference.net == -960_000
    assert [month.period.code for month in found.months][:7:6] == ["2026M07", "2027M01"]
    assert found.months[-1].period.code == "2027M06"


def test_new_benefit_does_not_begin_the_ladder_again():
    # At week 53 the flex-job has 20 %, not the 80 % of a first month: net 80 % of 10.000.
    found = simulate(Move(1, 53, first(2026, 1)), side(0), side(120_000))
    assert [month.after.net for month in found.months] == [8_000] * 12


def test_weeks_accumulate_from_month_to_month():
    # From week 1, a month gross 5.200: the year has 4 weeks at 80 %, 22 at 40 %, 26 at 30 %: 1980/52 percent of
    # 62.400 is 23.760. The first month alone is 1000/13 percent of 5.200, or 4.000.
    found = simulate(Move(1, 1, first(2026, 1)), side(62_400), SELF_SUPPORT)
    assert found.months[0].before == Money(5_200, -4_000)
    assert found.full_year.before == Money(62_400, -23_760)
    assert [month.weeks for month in found.months][:4] == [0, Fraction(13, 3), Fraction(26, 3), 13]


def test_move_in_december_has_one_month_left_of_the_year():
    found = simulate(Move(12, 60, first(2026, 12)), side(100_000), SELF_SUPPORT)
    # 12 · 100.000 / 12 = 100.000 a month, net 80.000.
    assert (found.rest_of_year.difference.net, found.full_year.difference.net) == (-80_000, -960_000)


def test_self_support_costs_nothing_and_has_nothing_reimbursed():
    found = simulate(Move(5, 53, first(2026, 7)), side(120_000), SELF_SUPPORT)
    assert found.full_year.after == Money(0, 0)


def test_rates_that_change_after_the_turn_of_the_year_hold_from_their_day():
    # 12 persons at 10.000 a year: 10.000 a month gross. Six months at 20 %, then six at 50 %: 12.000 + 30.000.
    rates = (*LADDER, Ladder(date(2027, 1, 1), (Step(1, Decimal(50)),)))
    found = simulate(Move(12, 53, first(2026, 7)), side(10_000, rates), SELF_SUPPORT)
    assert found.rest_of_year.before == Money(60_000, -12_000)
    assert found.full_year.before == Money(120_000, -42_000)


def test_move_before_the_first_rates_has_no_answer():
    with pytest.raises(NoRate):
        simulate(Move(1, 53, first(2015, 12)), side(1), SELF_SUPPORT)


# KIK II's method: persons · the budget's unit price · (1 − 20 %). Its document prints 268 persons to self-support
# and 82 to other support, no unit price and no figure for a change of target group. The price used here is the one
# of the budget of 2021: 74.740.000 kr. / 715 persons = 104.531,4685… kr.
UNIT_PRICE = Fraction(74_740_000, 715)
TWENTY_PERCENT = flat(Decimal(20))


def test_kik_ii_saving_on_those_who_become_self_supporting():
    # A full year: 268 · 74.740.000 / 715 · 0,8 = 268 · 59.792.000 / 715 = 16.024.256.000 / 715 = 22.411.546,8531… kr.
    found = simulate(Move(268, 1, first(2021, 1)), side(UNIT_PRICE, TWENTY_PERCENT), SELF_SUPPORT)
    assert found.full_year.difference.net == Fraction(-16_024_256_000, 715)
    assert round_half_up(found.full_year.difference.net, 2) == Decimal("-22411546.85")
    # Gross 268 · 74.740.000 / 715 = 28.014.433,57 kr., of which the state no longer pays 20 %: 5.602.886,71 kr.
    assert round_half_up(found.full_year.difference.gross, 2) == Decimal("-28014433.57")
    assert round_half_up(found.full_year.difference.reimbursement, 2) == Decimal("5602886.71")


def test_kik_ii_saving_from_a_month_is_that_part_of_the_year():
    # From August five twelfths are left, as in the document's last column: 5/12 · 22.411.546,8531 = 9.338.144,52 kr.
    found = simulate(Move(268, 1, first(2021, 8)), side(UNIT_PRICE, TWENTY_PERCENT), SELF_SUPPORT)
    assert round_half_up(found.rest_of_year.difference.net, 2) == Decimal("-9338144.52")


def test_kik_ii_saving_on_those_who_move_to_other_support():
    # The document does not say which support. At ressourceforløbsydelse's price of 2021, 29.901.000 / 228 kr.:
    # 82 · (131.144,7368… − 104.531,4685…) · 0,8 = 82 · 26.613,2683… · 0,8 = +1.745.830,40 kr.: a further cost.
    other = side(Fraction(29_901_000, 228), TWENTY_PERCENT)
    found = simulate(Move(82, 1, first(2021, 1)), side(UNIT_PRICE, TWENTY_PERCENT), other)
    assert round_half_up(found.full_year.difference.net, 2) == Decimal("1745830.40")
    # At the price of udlændinge i program, 2.128.000 / 30 = 70.933,33… kr.: 82 · −33.598,1352… · 0,8.
    cheaper = side(Fraction(2_128_000, 30), TWENTY_PERCENT)
    found = simulate(Move(82, 1, first(2021, 1)), side(UNIT_PRICE, TWENTY_PERCENT), cheaper)
    assert round_half_up(found.full_year.difference.net, 2) == Decimal("-2204037.67")


def test_flat_average_gives_the_same_whatever_the_weeks():
    answers = {
        simulate(Move(10, week, first(2026, 3)), side(50_000, TWENTY_PERCENT), SELF_SUPPORT).full_year
        for week in (1, 27, 400)
    }
    assert len(answers) == 1


prices = st.fractions(min_value=0, max_value=2_000_000, max_denominator=1000)
percents = st.decimals(min_value=0, max_value=100, places=2)
rates = st.one_of(st.just(LADDER), percents.map(flat))
sides = st.builds(Side, prices, rates)
moves = st.builds(
    Move,
    st.integers(min_value=1, max_value=5000),
    st.integers(min_value=1, max_value=2600),
    st.builds(first, st.integers(min_value=2017, max_value=2098), st.integers(min_value=1, max_value=12)),
)


@bounded
@given(moves, sides, sides)
def test_net_is_gross_and_reimbursement_and_the_year_is_its_months(move, before, after):
    found = simulate(move, before, after)
    for money in (found.full_year.before, found.full_year.after, found.rest_of_year.difference):
        assert money.net == money.gross + money.reimbursement
    assert -found.full_year.before.gross <= found.full_year.before.reimbursement <= 0
    assert found.full_year.before.gross == move.persons * before.price
    assert sum(month.difference.net for month in found.months) == found.full_year.difference.net
    in_the_year = found.months[: 13 - move.first.start.month]
    assert sum(month.difference.net for month in in_the_year) == found.rest_of_year.difference.net


@bounded
@given(moves, sides)
def test_moving_to_the_same_benefit_at_the_same_price_saves_nothing(move, same):
    assert simulate(move, same, same).full_year.difference == Money(0, 0)


@bounded
@given(moves, prices, percents)
def test_flat_average_is_persons_times_price_times_what_is_not_reimbursed(move, price, percent):
    found = simulate(move, Side(price, flat(percent)), SELF_SUPPORT)
    assert found.full_year.difference.net == -move.persons * price * (1 - Fraction(percent) / 100)


def sentence(*, persons=20, month=7, before=240_000, after=180_000):
    found = simulate(Move(persons, 53, first(2026, month)), side(before), side(after))
    return lead(persons, "Sygedagpenge", "Fleksjob", found).replace("\u00a0", " ")


def test_lead_says_what_is_saved_in_the_rest_of_the_year_and_in_a_full_one():
    assert sentence() == (
        "20 borgere, der flytter fra sygedagpenge til fleksjob fra juli, sparer kommunen 480 t.kr. netto resten af "
        "2026 og 960 t.kr. på et helt år."
    )


def test_lead_of_one_person_who_costs_more():
    # 20.000 · 0,8 = 16.000 kr. a year, 8.000 in half of it.
    assert sentence(persons=1, before=100_000, after=120_000) == (
        "1 borger, der flytter fra sygedagpenge til fleksjob fra juli, koster kommunen 8 t.kr. mere netto resten af "
        "2026 og 16 t.kr. på et helt år."
    )


def test_lead_of_a_move_in_january_says_the_year_once():
    assert sentence(month=1).endswith("fra januar, sparer kommunen 960 t.kr. netto i hele 2026.")


def test_lead_of_a_move_that_changes_nothing():
    assert sentence(after=240_000).endswith("fra juli, ændrer ikke kommunens nettoudgift.")


def test_lead_where_the_full_year_turns_the_other_way():
    # 1 person, 12.000 kr. a year, 1.000 a month gross. Before: 0 % for six months, then 100 %: net 6.000 and 6.000.
    # After: 50 % always: net 3.000 and 6.000 … at 60 % not reimbursed: 3.600 and 7.200: saves 2.400, costs 1.200.
    changing = (*flat(Decimal(0)), Ladder(date(2027, 1, 1), (Step(1, Decimal(100)),)))
    found = simulate(Move(1, 1, first(2026, 7)), side(12_000, changing), side(12_000, flat(Decimal(40))))
    assert lead(1, "A", "B", found).replace("\u00a0", " ") == (
        "1 borger, der flytter fra a til b fra juli, sparer kommunen 2 t.kr. netto resten af 2026, men koster "
        "kommunen 1 t.kr. mere netto på et helt år."
    )


@pytest.mark.parametrize(
    ("amount", "text"),
    [(Fraction(999), "999 kr."), (Fraction(1999, 2), "1 t.kr."), (Fraction(1_023_500), "1.024 t.kr.")],
)
def test_amount_below_a_thousand_is_said_in_kroner(amount, text):
    assert spoken(amount).replace("\u00a0", " ") == text


def test_ladder_is_said_week_by_week():
    rows = [(weeks, percent.replace("\u00a0", " ")) for weeks, percent in weeks_text(STEPS)]
    assert rows == [
        ("Uge 1–4", "80 %"),
        ("Uge 5–26", "40 %"),
        ("Uge 27–52", "30 %"),
        ("Uge 53 og derefter", "20 %"),
    ]
    assert weeks_text((Step(1, Decimal("12.5")),)) == [("Alle uger", "12,5\u00a0%")]


def test_price_says_where_it_is_from_and_that_a_budget_s_is_net():
    budget = Price(UNIT_PRICE, Origin.BUDGET, 2021)
    assert price_text("Kontanthjælp", budget).replace("\u00a0", " ") == (
        "Kontanthjælp: 104,5 t.kr. om året pr. helårsperson (vedtaget budget 2021, netto)."
    )


def test_notes_on_prices_say_which_are_net_and_whether_they_are_alike():
    typed, ledger = Price(Fraction(1)), Price(Fraction(1), Origin.LEDGER, 2023)
    budget = Price(Fraction(1), Origin.BUDGET, 2021)
    assert price_notes([typed, ledger]) == []
    assert price_notes([budget, budget]) == [NET_TWICE]
    assert price_notes([budget, typed]) == [NET_TWICE, NOT_ALIKE]
