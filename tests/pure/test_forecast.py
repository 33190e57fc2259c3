"""Where a line ends, by each method."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.forecast import Booked, Choice, Forecast, Lack, Method, forecast_of

D = Decimal
QUARTER = Booked([D(6_000_000), D(5_700_000), D(6_120_000)], [D(520), D(510), D(530)])
# A year that used 30 % in its first quarter.
EARLY = (Fraction(1, 10),) * 3 + (Fraction(7, 90),) * 9
MONTHS = st.lists(
    st.tuples(st.decimals(1, 10_000_000, places=2), st.decimals(1, 2000, places=1)), min_size=1, max_size=11
)


def by(method, booked=QUARTER, season=EARLY) -> Forecast:
    return forecast_of(booked, season, Choice(method))


def test_run_rate_goes_on_as_before():
    # 17.820.000 · 12 / 3 = 71.280.000; persons (520 + 510 + 530) / 3 = 520.
    assert by(Method.RUN_RATE) == Forecast(Method.RUN_RATE, D("71280000.00"), Fraction(520))


def test_seasonal_divides_by_last_years_share():
    # 17.820.000 / 0,3 = 59.400.000.
    assert by(Method.SEASONAL).amount == D("59400000.00")


def test_persons_and_price_goes_on_with_the_latest_persons():
    # Price so far 2.400.000 / 240 = 10.000 a person and month. The latest three months have 60, 60 and 90: 70.
    # Eight months to come: 70 · 10.000 · 8 = 5.600.000. Persons (240 + 560) / 12 = 66,67.
    booked = Booked([D(300_000), D(600_000), D(600_000), D(900_000)], [D(30), D(60), D(60), D(90)])
    found = by(Method.PERSONS_PRICE, booked)
    assert found == Forecast(Method.PERSONS_PRICE, D("8000000.00"), Fraction(800, 12))


def test_forecast_is_rounded_once_to_the_oere():
    # 100 / 7 · 12 = 171,428571…
    booked = Booked([D(100), *[D(0)] * 6])
    assert by(Method.RUN_RATE, booked).amount == D("171.43")


def test_forecast_without_a_choice_takes_the_season_and_else_the_run_rate():
    assert forecast_of(QUARTER, EARLY).method == Method.SEASONAL
    assert forecast_of(QUARTER, None).method == Method.RUN_RATE


def test_own_figure_is_what_was_said():
    choice = Choice(Method.OWN, D(72_000_000), D(515))
    assert forecast_of(QUARTER, EARLY, choice) == Forecast(Method.OWN, D(72_000_000), D(515))
    assert forecast_of(Booked(lack=Lack.NOTHING_CLOSED), None, choice).amount == D(72_000_000)


def test_twelve_booked_months_leave_nothing_to_guess():
    year = Booked([D(100)] * 12, [D(10)] * 12)
    for method in (Method.RUN_RATE, Method.SEASONAL, Method.PERSONS_PRICE):
        assert by(method, year) == Forecast(Method.BOOKED, D(1200), Fraction(10))


def test_own_figure_stands_until_the_year_is_final():
    choice = Choice(Method.OWN, D(1300), D(11))
    assert forecast_of(Booked([D(100)] * 12), None, choice).amount == D(1300)
    assert forecast_of(Booked([D(100)] * 12, is_final=True), None, choice).amount == D(1200)


@pytest.mark.parametrize(
    ("booked", "season", "method", "lack"),
    [
        (Booked(lack=Lack.NOTHING_CLOSED), EARLY, Method.SEASONAL, Lack.NOTHING_CLOSED),
        (Booked(lack=Lack.MONTH_MISSING), EARLY, Method.RUN_RATE, Lack.MONTH_MISSING),
        (QUARTER, None, Method.SEASONAL, Lack.NO_SEASON),
        (Booked([D(100)]), EARLY, Method.PERSONS_PRICE, Lack.NO_PERSONS),
        (Booked([D(100)], [D(0)]), EARLY, Method.PERSONS_PRICE, Lack.NO_PERSONS),
    ],
)
def test_forecast_that_cannot_be_made_says_why(booked, season, method, lack):
    found = by(method, booked, season)
    assert (found.amount, found.persons, found.lack) == (None, None, lack)


def test_forecast_without_persons_has_an_amount_all_the_same():
    assert by(Method.RUN_RATE, Booked([D(100)])) == Forecast(Method.RUN_RATE, D("1200.00"), None)


@given(MONTHS)
def test_methods_agree_where_every_month_is_alike(months):
    net, persons = months[0]
    booked = Booked([net] * len(months), [persons] * len(months))
    even = (Fraction(1, 12),) * 12
    assert {by(method, booked, even).amount for method in (Method.RUN_RATE, Method.SEASONAL, Method.PERSONS_PRICE)} == {
        net * 12
    }


@given(MONTHS)
def test_persons_and_price_never_ends_below_what_is_booked(months):
    booked = Booked([net for net, _ in months], [persons for _, persons in months])
    assert by(Method.PERSONS_PRICE, booked).amount >= booked.total
