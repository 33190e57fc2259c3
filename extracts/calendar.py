"""The data calendar: when a source publishes a period, and whether its figure has been received.

A publication lag is whole days counted from a period's `end` (the first day after it): with a
lag of 31 days the figure of March is out from 2 May. Nothing here knows what is measured.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from extracts.periods import MONTHS_IN, STEP, Kind, Period, first_of, month_number

GRACE = 14
"""Days from a figure's publication in which it may be uploaded without being late."""


class Status(StrEnum):
    RECEIVED = "received"
    LATE = "late"
    """Published more than `GRACE` days ago, and not received."""
    EXPECTED = "expected"
    """Published within the last `GRACE` days: to be uploaded now."""
    NOT_PUBLISHED = "not_published"
    """The period is over, the source is not out yet."""
    UNKNOWN = "unknown"
    """The period is over, nothing is received, and when the source publishes is not known."""


MOST_URGENT_FIRST = [Status.LATE, Status.EXPECTED, Status.UNKNOWN, Status.RECEIVED, Status.NOT_PUBLISHED]


@dataclass(frozen=True)
class Entry:
    """A period in the calendar; `published` is the first day its figure is out, None where not known."""

    period: Period
    status: Status
    published: date | None


def newest_ended(kind: Kind, today: date) -> Period:
    """The latest period of the kind that is over on the day: `end` is that day or an earlier one."""
    end = month_number(today) // STEP[kind] * STEP[kind]
    return Period(kind, first_of(end - MONTHS_IN[kind]))


def publication_day(period: Period, lag_days: int) -> date:
    """The first day the period's figure is out, `lag_days` days after its end."""
    return period.end + timedelta(days=lag_days)


def newest_published(kind: Kind, lag_days: int | None, today: date) -> Period | None:
    """The latest period of the kind whose figure is out on the day; None where the lag (days) is not known."""
    return None if lag_days is None else newest_ended(kind, today - timedelta(days=lag_days))


def next_publication(kind: Kind, lag_days: int | None, today: date) -> tuple[Period, date] | None:
    """The next period to be published and the day it is, always after today; None where the lag (days) is not known."""
    if lag_days is None:
        return None
    period = newest_published(kind, lag_days, today).shifted(1)
    return period, publication_day(period, lag_days)


def calendar(*, kind: Kind, lag_days: int | None, today: date, received: set[Period], first: Period) -> list[Entry]:
    """Every period of the kind from `first` to the newest that is over, oldest first.

    `lag_days` is in days, None where not known. A period received before it is over or before the
    source was thought to be out counts as received.
    """
    entries, period = [], first
    while period.end <= today:
        published = None if lag_days is None else publication_day(period, lag_days)
        entries.append(Entry(period, _status(published, today, period in received), published))
        period = period.shifted(1)
    return entries


def _status(published: date | None, today: date, received: bool) -> Status:
    if received:
        return Status.RECEIVED
    if published is None:
        return Status.UNKNOWN
    if published > today:
        return Status.NOT_PUBLISHED
    return Status.LATE if today - published > timedelta(days=GRACE) else Status.EXPECTED


def most_urgent(entries: Iterable[Entry]) -> Status | None:
    """One word for a whole series; None where no period is over yet."""
    return min((entry.status for entry in entries), key=MOST_URGENT_FIRST.index, default=None)
