"""One benefit type's months of a year: what was booked, what was expected, and what came after a month was closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from budget.ledger import MonthSum
from budget.models import BenefitType, ClosedMonth, LedgerEntry, LineKind
from budget.months import MONTHS, SUPPLEMENTARY, BookedMonth, month_of, months_of
from budget.reporting import LineStatus, YearStatus


@dataclass(frozen=True)
class BenefitMonth:
    """A month of the support line. `expected` is the budget's part by the line's phasing; `late` is how much the
    net figure has changed since the month was closed, None where it is open."""

    when: BookedMonth
    booked: MonthSum | None
    expected: Decimal | None
    effort: Decimal | None
    late: Decimal | None
    is_closed: bool


def benefit_months(benefit_type: BenefitType, status: YearStatus, as_of=None) -> list[BenefitMonth]:
    """The year's twelve months, and the supplementary period where anything is booked or closed in it."""
    support = next((line for line in status.support if line.benefit_type == benefit_type), None)
    effort = [line for line in status.effort if line.benefit_type == benefit_type]
    late = late_postings(benefit_type, status, as_of)
    closed = {each.month for each in status.closed}
    return [
        BenefitMonth(
            when=when,
            booked=support.months.get(when.number) if support else None,
            expected=expected_of(support, when.number),
            effort=effort_of(effort, when.number),
            late=late.get(when.number) if support and stands(support.months.get(when.number)) else None,
            is_closed=when.number in closed,
        )
        for when in months_of(status.year)
        if when.number <= MONTHS or SUPPLEMENTARY in status.uploaded | closed
    ]


def stands(booked: MonthSum | None) -> bool:
    """Whether there is a whole figure now to compare with the one at the closing."""
    return booked is not None and booked.is_whole


def expected_of(support: LineStatus | None, month: int) -> Decimal | None:
    if support is None or support.budget is None or month > MONTHS:
        return None
    share = support.phase.shares[month - 1]
    return support.budget * share.numerator / share.denominator


def effort_of(lines: Iterable[LineStatus], month: int) -> Decimal | None:
    known = [line.months[month].net for line in lines if month in line.months and line.months[month].net is not None]
    return sum(known, Decimal(0)) if known else None


def late_postings(benefit_type: BenefitType, status: YearStatus, as_of=None) -> dict[int, Decimal]:
    """By closed month: the support's net now less what it was when the month was closed; one query."""
    closings = {each.month: each for each in status.closed}
    first, last = date(status.year, 1, 1), date(status.year + 1, 1, 1)
    versions = LedgerEntry.objects.recorded_by(as_of).filter(
        benefit_type=benefit_type, kind=LineKind.SUPPORT, period_end__gt=first, period_end__lte=last, net__isnull=False
    )
    found = {month: Decimal(0) for month in closings}
    for entry in versions.only("period", "net", "recorded_at", "superseded_at"):
        month = month_of(entry.period).number
        if month in found:
            found[month] += entry.net * changed_since(closings[month], entry, as_of)
    return found


def changed_since(closing: ClosedMonth, entry: LedgerEntry, as_of) -> int:
    """1 for a version that came after the closing and stands, −1 for one that stood then and does not now."""
    stands_now = entry.superseded_at is None or (as_of is not None and entry.superseded_at > as_of)
    stood_then = entry.recorded_at <= closing.made_at and (
        entry.superseded_at is None or entry.superseded_at > closing.made_at
    )
    return stands_now - stood_then


def late_total(months: Iterable[BenefitMonth]) -> Decimal:
    return sum((month.late for month in months if month.late), Decimal(0))


def years_with_figures(benefit_type: BenefitType, as_of=None) -> set[int]:
    """The years in which anything is booked on the benefit type."""
    ends = LedgerEntry.objects.as_of(as_of).filter(benefit_type=benefit_type).order_by()
    return {month_of(code).year for code in ends.values_list("period", flat=True).distinct()}
