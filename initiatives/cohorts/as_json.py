"""Cohorts for programs: every count as it is. The command line belongs to those who see small groups."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from aabenraa_plan.formats import plain_number, round_half_up
from initiatives.cohorts.reporting import CohortRow, CohortStatus, Figure, Share
from initiatives.cohorts.rows import first_day


def cohorts_as_list(rows: Sequence[CohortRow]) -> list[dict]:
    """A cohort on each of its status dates; one that was never counted once, without a date."""
    return [entry for row in rows for entry in entries_of(row)]


def entries_of(row: CohortRow) -> list[dict]:
    if not row.statuses:
        return [uncounted_entry(row)]
    printed_on = first_day([row])
    return [status_entry(row, status, printed=status.day == printed_on) for status in row.statuses]


def status_entry(row: CohortRow, status: CohortStatus, *, printed: bool) -> dict:
    """Printed shares stand at the status that the page holds them against: documents date them in words."""
    shares = {share.kind.code: share for share in row.shares} if printed else {}
    outcomes = [outcome_entry(figure, status, shares.get(figure.kind.code)) for figure in status.figures]
    return entry(row, status.day, status.total, outcomes, status.sources)


def uncounted_entry(row: CohortRow) -> dict:
    sources = [share.source for share in row.shares] or [row.source]
    return entry(row, None, row.size, [share_entry(share) for share in row.shares], list(dict.fromkeys(sources)))


def entry(row: CohortRow, day: date | None, total: int | None, outcomes: list[dict], sources: list[str]) -> dict:
    return {
        "name": row.name,
        "date": day.isoformat() if day else None,
        "total": total,
        "size": row.size,
        "outcomes": outcomes,
        "source": " · ".join(sources),
    }


def outcome_entry(figure: Figure, status: CohortStatus, share: Share | None) -> dict:
    """`share` is of the sum of the cohort's outcomes, in percent with two decimals; `printed_share` the document's."""
    return {
        "outcome": figure.kind.code,
        "count": figure.persons,
        "promised": figure.promised,
        "promised_on": figure.promised_on.isoformat() if figure.promised_on else None,
        "share": percent(figure.persons, status.total),
        "printed_share": plain_number(share.percent) if share else None,
    }


def share_entry(share: Share) -> dict:
    """Only a share is known, of it and of what was promised."""
    return {
        "outcome": share.kind.code,
        "count": None,
        "promised": None,
        "promised_on": None,
        "share": None,
        "printed_share": plain_number(share.percent),
    }


def percent(part: int | None, whole: int | None) -> str | None:
    """As text, like every number with decimals that the commands print."""
    return None if part is None or not whole else str(round_half_up(Fraction(100 * part, whole), 2))
