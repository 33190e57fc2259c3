"""The preview's lines of ledger entries and budget lines, in words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from budget.models import BenefitType, BudgetVersion, LineKind, Programme
from budget.months import month_of
from budget.wording import exact_kroner
from extracts.diffing import Change
from extracts.kinds import ChangeRow
from extracts.models import State

BETWEEN = " · "


def ledger_change_rows(changes: Sequence[Change]) -> list[ChangeRow]:
    names = Names()
    return [
        change_row(change, "net", names.entry(change.row.key[:-1]), month_of(change.row.key[-1]).label)
        for change in changes
    ]


def budget_change_rows(changes: Sequence[Change]) -> list[ChangeRow]:
    names = Names()
    return [
        change_row(change, "amount", names.line(change.row.key[:-1]), str(change.row.key[-1])) for change in changes
    ]


def ledger_series(series: Iterable[tuple]) -> dict[tuple, str]:
    """What each key but for its month is called."""
    names = Names()
    return {key: BETWEEN.join(names.entry(key)) for key in series}


def budget_series(series: Iterable[tuple]) -> dict[tuple, str]:
    """What each key but for its year is called."""
    names = Names()
    return {key: BETWEEN.join(names.line(key)) for key in series}


class Names:
    """What the numbers in a key are called; two queries."""

    def __init__(self):
        self.benefit_types = dict(BenefitType.objects.values_list("pk", "name"))
        self.programmes = {each.pk: each for each in Programme.objects.all()}

    def entry(self, key: tuple) -> tuple[str, str]:
        """The benefit type and the account of a ledger entry, whatever its month."""
        benefit_type, kind, programme, account = key
        return self.benefit_types[benefit_type], BETWEEN.join(filter(None, [account, *self.kind(kind, programme)]))

    def line(self, key: tuple) -> tuple[str, str]:
        """The benefit type and the rest of a budget line, whatever its year."""
        benefit_type, kind, programme, version = key
        words = [BudgetVersion(version).label, *self.kind(kind, programme)]
        return self.benefit_types[benefit_type], BETWEEN.join(words)

    def kind(self, kind: str, programme: int) -> list[str]:
        """With the programme where it is not the ordinary one."""
        ordinary = self.programmes[programme].code == Programme.ORDINARY
        return [LineKind(kind).label, *([] if ordinary else [self.programmes[programme].name])]


def change_row(change: Change, figure: str, place: tuple[str, str], period: str) -> ChangeRow:
    subject, part = place
    known = change.before if change.before and change.before.state != State.WITHDRAWN else None
    before, after = getattr(known, figure, None), change.row.content[figure]
    return ChangeRow(
        subject=subject,
        part=part,
        period=period,
        before=shown(before, known.state) if known else "–",
        after=shown(after, change.row.content["state"]),
        delta=delta(before, after) if known else "ny",
        line=change.row.line,
        invented=change.row.content.get("invented", False),
    )


def shown(amount: Decimal | None, state: str) -> str:
    """An amount to read, or the word for why there is none; never 0 for a missing one."""
    return State(state).label if amount is None else exact_kroner(amount)


def delta(before: Decimal | None, after: Decimal | None) -> str:
    if before is None or after is None:
        return "ændret"
    return exact_kroner(after - before, signed=True) if after != before else "oplysninger"
