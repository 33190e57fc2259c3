"""Ledger entries to look at twice: far outside what the same account has shown, or booked in two ways at once."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from aabenraa_plan.formats import counted
from budget.models import LedgerEntry
from budget.months import month_of
from budget.wording import kroner
from extracts.diffing import Change, Diff
from extracts.history import ENOUGH, far_outside
from extracts.models import State
from extracts.problems import Problem, warning

ACCOUNT = LedgerEntry.KEY.index("account")
Series = dict[tuple, dict[str, Decimal]]
"""Net by month, of everything that names a figure but the month."""


def history_warnings(diff: Diff) -> list[Problem]:
    series = known_series({key[0] for key in diff.writes.batch().keys})
    found = [outlier(change, series.get(change.row.key[:-1], {})) for change in diff.writes]
    return [problem for problem in found if problem] + booked_twice(diff, series)


def known_series(benefit_types: set[int]) -> Series:
    """The current figures of the benefit types; one query."""
    series: Series = defaultdict(dict)
    entries = LedgerEntry.objects.current().filter(benefit_type__in=benefit_types, state=State.VALUE)
    for *rest, month, net in entries.order_by().values_list(*LedgerEntry.KEY, "net"):
        series[tuple(rest)][month] = net
    return series


def outlier(change: Change, months: dict[str, Decimal]) -> Problem | None:
    *_, month = change.row.key
    net = change.row.content["net"]
    others = [amount for code, amount in months.items() if code != month]
    known = net is not None and len(others) >= ENOUGH
    found = far_outside(net, min(others), max(others)) if known else None
    if not found:
        return None
    side, bound = found
    others = f"kontoens andre måneder ({'højst' if side == 'højere' else 'mindst'} {kroner(bound)})"
    message = f"{kroner(net)} ligger langt {side} end {others}. Er det rigtigt?"
    return warning(message, line=change.row.line, column="netto")


def booked_twice(diff: Diff, series: Series) -> list[Problem]:
    """One warning where a month has figures both with and without an account: they would be added up."""
    known = ((*rest, month) for rest, months in series.items() for month in months)
    ways = ways_of([*known, *diff.rows.keys])
    lines = [change.row.line for change in diff.writes if len(ways[without_account(change.row.key)]) > 1]
    if not lines:
        return []
    months = sorted({month_of(key[-1]) for key, found in ways.items() if len(found) > 1})
    message = (
        f"I {counted(len(months), 'måned', 'måneder')} (først {months[0].label}) har samme ydelse tal både med og "
        "uden konto. De lægges sammen. Er det to gange de samme penge?"
    )
    return [warning(message, line=lines[0], column="konto")]


def ways_of(keys: Iterable[tuple]) -> dict[tuple, set[bool]]:
    """Whether what a key names but for the account is booked with one, without one, or both."""
    ways = defaultdict(set)
    for key in keys:
        ways[without_account(key)].add(bool(key[ACCOUNT]))
    return ways


def without_account(key: tuple) -> tuple:
    return key[:ACCOUNT] + key[ACCOUNT + 1 :]
