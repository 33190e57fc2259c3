"""What is booked, added up by line and month; one query for a year and the one before it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Q, Sum

from budget.forecast import Booked, Lack
from budget.lines import LINE, LineKey
from budget.models import LedgerEntry, LineKind
from budget.months import MONTHS, SUPPLEMENTARY, month_of
from budget.phasing import Shares, seasonal_shares
from extracts.models import State


@dataclass(frozen=True)
class MonthSum:
    """A line's month over all its accounts. Gross and reimbursement are None where an entry does not say them.

    `gaps` counts the entries that say that their figure is missing.
    """

    net: Decimal | None = None
    gross: Decimal | None = None
    reimbursement: Decimal | None = None
    persons: Decimal | None = None
    gaps: int = 0
    invented: bool = False
    provisional: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether every entry has its figure."""
        return self.net is not None and not self.gaps


NOTHING_BOOKED = MonthSum(net=Decimal(0), gross=Decimal(0), reimbursement=Decimal(0))
"""A month that was uploaded and holds no entry of an effort: an amount of 0, and persons unknown."""


@dataclass(frozen=True)
class Ledger:
    """The months of one year by line and number, 1 to 13. A month that nobody has uploaded is not there."""

    year: int
    sums: dict[LineKey, dict[int, MonthSum]] = field(default_factory=dict)

    @property
    def uploaded(self) -> set[int]:
        """The months that hold an entry of any line."""
        return {month for months in self.sums.values() for month in months}

    @cached_property
    def with_effort(self) -> set[int]:
        """The months that hold an entry of any effort."""
        return {month for key, months in self.sums.items() if key.kind == LineKind.EFFORT for month in months}

    def months(self, key: LineKey) -> dict[int, MonthSum]:
        """The line's months, in order; none at all where nothing was ever booked on it.

        Support is paid every month, so a month without it is missing. Effort may well have nothing in a month
        that others have something in: then nothing was booked.
        """
        found = self.sums.get(key, {})
        if found and key.kind == LineKind.EFFORT:
            found = dict.fromkeys(self.with_effort, NOTHING_BOOKED) | found
        return dict(sorted(found.items()))

    def season(self, key: LineKey) -> Shares | None:
        """How the line's whole year was spread, where all of it is known."""
        months = self.months(key)
        whole = all(month.is_whole for month in months.values())
        return seasonal_shares({number: month.net for number, month in months.items()}) if whole else None

    def booked(self, key: LineKey, through: int, *, expects_nothing: bool = False) -> Booked:
        """The line's months up to and with the last closed one; why they cannot be used where one is missing.

        `expects_nothing` is said of a budget of 0: an effort that nothing was ever booked on then has spent 0.
        So it has once the year is final.
        """
        if not through:
            return Booked(lack=Lack.NOTHING_CLOSED)
        is_final, numbers = through == SUPPLEMENTARY, range(1, min(through, MONTHS) + 1)
        months = self.months(key)
        if not months and key.kind == LineKind.EFFORT and (expects_nothing or is_final):
            months = dict.fromkeys(self.with_effort, NOTHING_BOOKED)
        if not months:
            return Booked(lack=Lack.NOTHING_BOOKED)
        last = months.get(SUPPLEMENTARY, NOTHING_BOOKED) if is_final else NOTHING_BOOKED
        closed = [months.get(number) for number in numbers]
        if not all(month and month.is_whole for month in [*closed, last]):
            return Booked(lack=Lack.MONTH_MISSING)
        net, persons = [month.net for month in closed], [month.persons for month in closed]
        net[-1] += last.net
        return Booked(net, None if None in persons else persons, is_final)

    def invented(self, key: LineKey) -> bool:
        return any(month.invented for month in self.sums.get(key, {}).values())

    def provisional(self, key: LineKey, through: int) -> bool:
        """Whether a figure up to and with the month, or any where none is closed, may still change at its source."""
        months = self.sums.get(key, {}).items()
        return any(month.provisional for number, month in months if not through or number <= through)


def ledgers(year: int, as_of=None) -> tuple[Ledger, Ledger]:
    """The year's ledger and that of the year before, as known at a moment; one query."""
    first, last = date(year - 1, 1, 1), date(year + 1, 1, 1)
    entries = LedgerEntry.objects.as_of(as_of).filter(period_end__gt=first, period_end__lte=last)
    sums: dict[int, dict] = {year - 1: defaultdict(dict), year: defaultdict(dict)}
    for row in grouped(entries):
        when = month_of(row["period"])
        sums[when.year][LineKey(*(row[name] for name in LINE))][when.number] = month_sum(row)
    return Ledger(year, dict(sums[year])), Ledger(year - 1, dict(sums[year - 1]))


def grouped(entries):
    return (
        entries.order_by()
        .values(*LINE, "period")
        .annotate(
            net_sum=Sum("net"),
            gross_sum=Sum("gross"),
            reimbursement_sum=Sum("reimbursement"),
            persons_sum=Sum("persons"),
            count=Count("pk", filter=Q(state=State.VALUE)),
            with_gross=Count("gross"),
            with_reimbursement=Count("reimbursement"),
            gaps=Count("pk", filter=~Q(state=State.VALUE)),
            made_up=Count("pk", filter=Q(invented=True)),
            not_final=Count("pk", filter=Q(provisional=True)),
        )
    )


def month_sum(row: Mapping) -> MonthSum:
    complete = {name: row[f"with_{name}"] == row["count"] and not row["gaps"] for name in ("gross", "reimbursement")}
    return MonthSum(
        net=row["net_sum"],
        gross=row["gross_sum"] if complete["gross"] else None,
        reimbursement=row["reimbursement_sum"] if complete["reimbursement"] else None,
        persons=row["persons_sum"],
        gaps=row["gaps"],
        invented=row["made_up"] > 0,
        provisional=row["not_final"] > 0,
    )
