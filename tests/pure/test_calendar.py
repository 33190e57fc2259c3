"""When a source publishes, and what is then expected, late or not out yet."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts.calendar import (
    GRACE,
    Entry,
    Status,
    calendar,
    most_urgent,
    newest_ended,
    newest_published,
    next_publication,
    publication_day,
)
from extracts.periods import Kind, parse
from tests.pure import bounded

kinds = st.sampled_from(list(Kind))
lags = st.integers(min_value=0, max_value=800)
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 1, 1))


def statuses(lag_days, today, *received, first, kind=Kind.MONTH):
    found = calendar(
        kind=kind, lag_days=lag_days, today=today, received={parse(code) for code in received}, first=parse(first)
    )
    return {entry.period.code: entry.status.value for entry in found}


@pytest.mark.parametrize(
    ("kind", "today", "code"),
    [
        (Kind.MONTH, date(2026, 4, 30), "2026M03"),
        (Kind.MONTH, date(2026, 5, 1), "2026M04"),
        (Kind.QUARTER, date(2026, 3, 31), "2025Q4"),
        (Kind.QUARTER, date(2026, 4, 1), "2026Q1"),
        (Kind.HALF_YEAR, date(2026, 6, 30), "2025H2"),
        (Kind.HALF_YEAR, date(2026, 7, 1), "2026H1"),
        (Kind.YEAR, date(2026, 12, 31), "2025"),
        (Kind.YEAR, date(2027, 1, 1), "2026"),
        (Kind.ROLLING_YEAR, date(2026, 3, 31), "2025QMAT04"),
        (Kind.ROLLING_YEAR, date(2026, 4, 1), "2026QMAT01"),
        (Kind.ROLLING_12, date(2026, 4, 30), "2026MAT03"),
        (Kind.ROLLING_12, date(2026, 5, 1), "2026MAT04"),
    ],
)
def test_newest_ended_turns_on_the_first_day_after(kind, today, code):
    assert newest_ended(kind, today).code == code


@pytest.mark.parametrize(
    ("kind", "lag_days", "today", "code"),
    [
        # March ends 1 April; 75 days later is 15 June (29 days to 30 April, 31 in May, 15 in June).
        (Kind.MONTH, 75, date(2026, 6, 14), "2026M02"),
        (Kind.MONTH, 75, date(2026, 6, 15), "2026M03"),
        # The first quarter ends 1 April; 90 days later is 30 June.
        (Kind.QUARTER, 90, date(2026, 6, 29), "2025Q4"),
        (Kind.QUARTER, 90, date(2026, 6, 30), "2026Q1"),
        (Kind.ROLLING_YEAR, 90, date(2026, 6, 30), "2026QMAT01"),
        # 2024 ends 1 January 2025; 365 days later is 1 January 2026.
        (Kind.YEAR, 365, date(2025, 12, 31), "2023"),
        (Kind.YEAR, 365, date(2026, 1, 1), "2024"),
        (Kind.MONTH, 0, date(2026, 5, 1), "2026M04"),
    ],
)
def test_newest_published_turns_on_the_day_of_publication(kind, lag_days, today, code):
    assert newest_published(kind, lag_days, today).code == code


def test_newest_published_without_a_known_lag_is_unknown():
    assert newest_published(Kind.MONTH, None, date(2026, 5, 1)) is None
    assert next_publication(Kind.MONTH, None, date(2026, 5, 1)) is None


@pytest.mark.parametrize(
    ("kind", "lag_days", "today", "code", "day"),
    [
        # March comes on 15 June. On that day it is out, and April comes 75 days after 1 May.
        (Kind.MONTH, 75, date(2026, 6, 14), "2026M03", date(2026, 6, 15)),
        (Kind.MONTH, 75, date(2026, 6, 15), "2026M04", date(2026, 7, 15)),
        (Kind.YEAR, 365, date(2026, 5, 1), "2025", date(2027, 1, 1)),
        (Kind.ROLLING_12, 31, date(2026, 5, 1), "2026MAT03", date(2026, 5, 2)),
        # The period that still runs may be the next one.
        (Kind.QUARTER, 0, date(2026, 5, 1), "2026Q2", date(2026, 7, 1)),
    ],
)
def test_next_publication_is_the_first_one_after_today(kind, lag_days, today, code, day):
    period, published = next_publication(kind, lag_days, today)
    assert (period.code, published) == (code, day)


def test_calendar_tells_received_late_expected_and_not_published_apart():
    # With 31 days: January out 4 March, February out 1 April, March out 2 May, April out 1 June.
    # On 5 May February is 34 days old, March 3 days, April not out.
    assert statuses(31, date(2026, 5, 5), "2026M01", first="2026M01") == {
        "2026M01": "received",
        "2026M02": "late",
        "2026M03": "expected",
        "2026M04": "not_published",
    }


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (date(2026, 5, 1), "not_published"),
        (date(2026, 5, 2), "expected"),
        (date(2026, 5, 16), "expected"),  # 14 days after publication: the last day of grace
        (date(2026, 5, 17), "late"),
    ],
)
def test_calendar_gives_fourteen_days_of_grace(today, status):
    assert statuses(31, today, first="2026M03")["2026M03"] == status
    assert GRACE == 14


def test_calendar_without_a_lag_knows_only_what_is_received():
    assert statuses(None, date(2026, 7, 1), "2026Q1", first="2025Q4", kind=Kind.QUARTER) == {
        "2025Q4": "unknown",
        "2026Q1": "received",
        "2026Q2": "unknown",
    }


def test_calendar_counts_a_figure_that_came_early_as_received():
    assert statuses(365, date(2026, 1, 1), "2025", first="2025", kind=Kind.YEAR) == {"2025": "received"}


def test_calendar_of_rolling_years_steps_by_quarters():
    # 2026QMAT01 ends 1 April and is out 30 June: not yet on 1 June. 2025QMAT04 was out 1 April.
    found = statuses(90, date(2026, 6, 1), "2025QMAT03", first="2025QMAT03", kind=Kind.ROLLING_YEAR)
    assert found == {"2025QMAT03": "received", "2025QMAT04": "late", "2026QMAT01": "not_published"}


def test_calendar_of_rolling_months_steps_by_months():
    found = statuses(0, date(2026, 3, 1), first="2025MAT12", kind=Kind.ROLLING_12)
    assert found == {"2025MAT12": "late", "2026MAT01": "late", "2026MAT02": "expected"}


def test_calendar_before_its_first_period_is_over_is_empty():
    assert statuses(31, date(2026, 4, 30), first="2026M04") == {}
    assert most_urgent([]) is None


@pytest.mark.parametrize(
    ("found", "word"),
    [
        (["received", "not_published"], "received"),
        (["received", "unknown"], "unknown"),
        (["late", "expected", "received"], "late"),
        (["received", "expected"], "expected"),
        (["not_published"], "not_published"),
    ],
)
def test_most_urgent_status_speaks_for_the_series(found, word):
    entries = [Entry(parse("2026M01"), Status(status), None) for status in found]
    assert most_urgent(entries) == word


@bounded
@given(kinds, lags, days)
def test_newest_published_is_out_and_the_next_one_is_not(kind, lag_days, today):
    newest = newest_published(kind, lag_days, today)
    upcoming, day = next_publication(kind, lag_days, today)
    assert newest.kind == kind
    assert publication_day(newest, lag_days) <= today < day
    assert upcoming == newest.shifted(1)
    assert day == upcoming.end + timedelta(days=lag_days)


@bounded
@given(kinds, lags, days)
def test_newest_published_never_goes_back_in_time(kind, lag_days, today):
    assert newest_published(kind, lag_days, today) <= newest_published(kind, lag_days, today + timedelta(days=1))
    assert newest_published(kind, lag_days + 1, today) <= newest_published(kind, lag_days, today)
    assert newest_published(kind, 0, today) == newest_ended(kind, today)


@bounded
@given(kinds, st.none() | lags, days, st.sets(st.integers(min_value=0, max_value=12)))
def test_calendar_is_every_period_that_is_over_in_order(kind, lag_days, today, places):
    first = newest_ended(kind, today).shifted(-9)
    received = {first.shifted(place) for place in places}
    found = calendar(kind=kind, lag_days=lag_days, today=today, received=received, first=first)
    periods = [entry.period for entry in found]
    assert len(found) == 10
    assert all(later == earlier.shifted(1) for earlier, later in pairwise(periods))
    assert all(period.end <= today for period in periods)
    assert {entry.period for entry in found if entry.status == Status.RECEIVED} == received & set(periods)


@bounded
@given(kinds, lags, days)
def test_calendar_is_never_late_and_then_on_time(kind, lag_days, today):
    """With nothing received: first what is late, then what is expected, then what is not out."""
    first = newest_ended(kind, today).shifted(-30)
    found = calendar(kind=kind, lag_days=lag_days, today=today, received=set(), first=first)
    order = [Status.LATE, Status.EXPECTED, Status.NOT_PUBLISHED]
    places = [order.index(entry.status) for entry in found]
    assert places == sorted(places)
    for entry in found:
        waited = (today - entry.published).days
        assert (entry.status == Status.LATE) == (waited > GRACE)
        assert (entry.status == Status.NOT_PUBLISHED) == (waited < 0)
