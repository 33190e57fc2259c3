"""What granted appropriation cases change in a year's budget, line by line."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Sum

from budget.lines import LineKey
from budget.models import Appropriation, AppropriationLine, CaseKind


@dataclass(frozen=True)
class Change:
    """What is added to a budget line, net kroner; `persons` is None where no case says anything of persons."""

    amount: Decimal
    persons: Decimal | None = None


def changes_of(year: int, as_of: datetime | None = None, decided_before: date | None = None) -> dict[LineKey, Change]:
    """What turns a year's adopted budget into the revised one, as known at a moment; `None` means now.

    With `decided_before` only what was decided before that day counts. Capital cases are left out: their lines are
    no part of the operating budget. A case that moves money and names no persons changes no persons.
    """
    cases = Appropriation.objects.granted(as_of).filter(year=year).exclude(kind=CaseKind.CAPITAL)
    if decided_before:
        cases = cases.filter(decided_on__lt=decided_before)
    lines = AppropriationLine.objects.filter(appropriation__in=cases).order_by()
    rows = lines.values_list("benefit_type", "kind", "programme").annotate(Sum("amount"), Sum("persons"))
    return {LineKey(*key): Change(amount, persons) for *key, amount, persons in rows}
