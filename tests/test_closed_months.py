"""Closing months, what is archived then, and how it is scored when the year is over."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from aabenraa_plan.refusals import NotPossible
from budget.actions import close_months, reopen_month
from budget.models import ArchivedForecast, ClosedMonth
from budget.scoring import scores_of
from tests.ledgers import LATE, SICKNESS, close, even_year, line_of, load_ledger

pytestmark = pytest.mark.django_db
D = Decimal


def test_closing_a_month_archives_what_every_line_was_expected_to_end_at(quarter):
    # January: 6.000.000 · 12; February: 11.700.000 · 6 = 70.200.000; March 17.820.000 · 4 = 71.280.000.
    kept = ArchivedForecast.objects.order_by("closing__month").values_list("closing__month", "forecast", "booked")
    assert list(kept) == [
        (1, D(72_000_000), D(6_000_000)),
        (2, D(70_200_000), D(11_700_000)),
        (3, D(71_280_000), D(17_820_000)),
    ]


def test_late_posting_leaves_the_archived_forecasts_alone(quarter):
    load_ledger(LATE)
    assert ArchivedForecast.objects.get(closing__month=3).forecast == D(71_280_000)


@pytest.mark.parametrize(
    ("year", "through", "message"),
    [
        (2023, 3, "Marts 2023 er allerede lukket."),
        (2023, 4, "Der er ikke bogført noget i april 2023. Indlæs månedens forbrug, før den lukkes. Intet er lukket."),
        (2026, 12, "Der er ikke bogført noget i januar 2026."),
    ],
)
def test_closing_what_cannot_be_closed_says_why_and_closes_nothing(quarter, year, through, message):
    with pytest.raises(NotPossible, match=message):
        close(year, through)
    assert ClosedMonth.objects.count() == 3


def test_month_that_is_not_over_cannot_be_closed():
    load_ledger(*even_year(2026, 100, months=11))
    with pytest.raises(NotPossible, match=r"November 2026 kan tidligst lukkes den 1\. december 2026\. Intet er lukket"):
        close(2026, 11)
    assert not ClosedMonth.objects.exists()


def test_reopened_month_no_longer_counts_and_can_be_closed_again(quarter, by):
    reopen_month(year=2023, month=3, by=by, reason="Fejl i indlæsningen")
    with pytest.raises(NotPossible, match="Kun den sidste lukkede måned kan åbnes igen, og februar 2023 er den sidste"):
        reopen_month(year=2023, month=3, by=by, reason="Et klik til")
    assert line_of(2023, "sygedagpenge").forecast.amount == D(70_200_000)
    load_ledger(LATE)
    close(2023, 3)
    archived = ArchivedForecast.objects.filter(closing__month=3).order_by("pk").values_list("forecast", flat=True)
    assert list(archived) == [D(71_280_000), D(71_700_000)]


def test_scores_say_how_far_off_the_forecasts_were():
    # 100 a month to September, then 200: accounts 900 + 600 = 1.500. After March, June and September the run
    # rate said 1.200: 300 too little, 20 %.
    load_ledger(*even_year(2023, 100, months=9), *even_year(2023, 200)[9:])
    close(2023, 13)
    line = scores_of(2023).lines[0]
    assert [(score.months_before, score.error, score.share) for score in line.scores] == [
        (before, D(-300), Fraction(-1, 5)) for before in (3, 6, 9)
    ]
    assert scores_of(2023).lines[-1].actual == D(1500)


def test_first_forecast_of_a_month_is_the_one_that_is_scored(by):
    load_ledger(*even_year(2023, 100, months=9), *even_year(2023, 200)[9:])
    close(2023, 13)
    for month in range(13, 2, -1):
        reopen_month(year=2023, month=month, by=by, reason="Rettelse")
    load_ledger("Sygedagpenge;;1;2023M03;400;0;400;10;Prøve")
    close(2023, 13)
    # The accounts are 1.800 now; after March 1.200 was expected, and not what a later correction makes of it.
    assert [score.forecast for score in scores_of(2023).lines[0].scores] == [D(1200)] * 3


def test_forecast_made_long_after_its_month_is_marked_as_hindsight():
    load_ledger(*even_year(2023, 100))
    close(2023, 13)
    assert all(score.is_hindsight for score in scores_of(2023).lines[0].scores)
    assert scores_of(2023).has_hindsight


def test_effort_whose_figure_was_missing_was_not_expected_to_cost_nothing():
    effort = [f"Sygedagpenge;indsats;2;2023M{month:02d};100;0;100;;Prøve" for month in range(1, 13)]
    effort[1] = "Sygedagpenge;indsats;2;2023M02;..;..;..;;Prøve"
    load_ledger(*even_year(2023, 100), *effort)
    close(2023, 9)
    load_ledger("Sygedagpenge;indsats;2;2023M02;100;0;100;;Prøve")
    close(2023, 13)
    found = {(line.name, line.part): line.scores for line in scores_of(2023).lines}
    assert found["Sygedagpenge", "Indsats"] == [None, None, None]
    assert scores_of(2023).lines[-1].scores == [None, None, None]


def test_effort_that_began_late_was_expected_to_cost_nothing():
    others = [f"Jobafklaring;indsats;2;2023M{month:02d};10;0;10;;Prøve" for month in range(1, 13)]
    load_ledger(*even_year(2023, 100), *others, "Sygedagpenge;indsats;2;2023M11;500;0;500;;Prøve")
    close(2023, 13)
    found = {(line.name, line.part): line.scores for line in scores_of(2023).lines}
    assert [score.error for score in found["Sygedagpenge", "Indsats"]] == [D(-500)] * 3


def test_supplementary_period_cannot_be_closed_before_february(by):
    load_ledger(*even_year(2023, 100))
    with pytest.raises(NotPossible, match=r"Supplementsperioden 2023 kan tidligst lukkes den 1\. februar 2024"):
        close_months(year=2023, through=13, by=by, today=date(2024, 1, 31))
    assert len(close_months(year=2023, through=13, by=by, today=date(2024, 2, 1))) == 13


def test_forecast_beyond_all_measure_closes_nothing():
    # January's share of last year is 0,01 kr. of 110.000.000: 6.000.000 now would be 66.000 billion.
    lines = [f"Sygedagpenge;;1;2022M{month:02d};{amount};0;{amount};10;Prøve" for month, amount in YEAR_OF_DUST]
    load_ledger(*lines, *SICKNESS)
    close(2022, 12)
    with pytest.raises(NotPossible, match="Forventningen til Sygedagpenge, forsørgelse er urimeligt stor"):
        close(2023, 1)
    assert not ClosedMonth.objects.filter(year=2023).exists()


YEAR_OF_DUST = [(1, "0,01"), *((month, "10.000.000") for month in range(2, 13))]


def test_scores_of_an_open_year_are_not_given(quarter):
    assert scores_of(2023).lines == []
