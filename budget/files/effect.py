"""What a commit of ledger entries or budget lines would change: the totals, in sentences."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import Substr

from aabenraa_plan.formats import counted, listed
from budget.models import BenefitType, BudgetLine, BudgetVersion, ClosedMonth, LedgerEntry
from budget.wording import kroner
from extracts.diffing import Change, Diff

MOST_NAMED = 5
Changes = dict[Hashable, dict[int, Decimal]]
"""By what is added up (a year, a version of it): how much each benefit type changes."""


def ledger_effect(diff: Diff) -> list[str]:
    """What the net spending of each year becomes, and which closed months the file books in."""
    changes = changes_of(diff, "net", total=lambda key: key[-1][:4])
    entries = LedgerEntry.objects.current().annotate(year=Substr("period", 1, 4)).filter(year__in=changes)
    known = dict(entries.order_by().values("year").annotate(total=Sum("net")).values_list("year", "total"))
    return sentences(changes, known, title=lambda year: f"Nettoforbruget i {year}") + late_postings(diff)


def late_postings(diff: Diff) -> list[str]:
    """One sentence where the file books in closed months; nothing where it does not."""
    closed = {month.when.code: month.when for month in ClosedMonth.objects.known_at()}
    found = [change.row.key[-1] for change in diff.writes if change.row.key[-1] in closed]
    if not found:
        return []
    months = listed([closed[code].label for code in sorted(set(found))])
    count = counted(len(found), "linje er bogført i en lukket måned", "linjer er bogført i lukkede måneder")
    return [f"{count} ({months}): efterposteringer, som ændrer årets forventede regnskab."]


def budget_effect(diff: Diff) -> list[str]:
    """What each version of each year's budget becomes."""
    changes = changes_of(diff, "amount", total=lambda key: (key[-1], key[-2]))
    lines = BudgetLine.objects.current().filter(year__in={year for year, _ in changes})
    totals = lines.order_by().values("year", "version").annotate(total=Sum("amount"))
    known = {(year, version): total for year, version, total in totals.values_list("year", "version", "total")}
    return sentences(changes, known, title=budget_title)


def budget_title(total: tuple[int, str]) -> str:
    year, version = total
    return f"{BudgetVersion(version).label.capitalize()} budget {year}"


def changes_of(diff: Diff, figure: str, *, total: Callable[[tuple], Hashable]) -> Changes:
    """How much the file's rows, laid over the current figures, change the total that each belongs to."""
    found: Changes = defaultdict(lambda: defaultdict(Decimal))
    for change in diff.writes:
        benefit_type, *_ = change.row.key
        found[total(change.row.key)][benefit_type] += difference(change, figure)
    return found


def difference(change: Change, figure: str) -> Decimal:
    """A figure that is missing, before or after, counts for nothing in a total."""
    before = getattr(change.before, figure, None)
    return (change.row.content[figure] or Decimal(0)) - (before or Decimal(0))


def sentences(changes: Changes, known: dict[Hashable, Decimal | None], title: Callable) -> list[str]:
    names = dict(BenefitType.objects.values_list("pk", "name"))
    return [
        sentence(title(key), known.get(key), {names[pk]: change for pk, change in changes[key].items() if change})
        for key in sorted(changes)
    ]


def sentence(title: str, before: Decimal | None, changes: dict[str, Decimal]) -> str:
    """`Nettoforbruget i 2023 stiger med 1.250 t.kr. til 46.250 t.kr. (Sygedagpenge +900 t.kr., …).`"""
    change = sum(changes.values(), Decimal(0))
    after = (before or Decimal(0)) + change
    if before is None:
        return f"{title} bliver {kroner(after)}"
    if not change:
        moved = " Beløb flytter mellem ydelser." if changes else ""
        return f"{title} er uændret {kroner(after)}{moved}"
    verb = "stiger" if change > 0 else "falder"
    return f"{title} {verb} med {kroner(abs(change))} til {kroner(after)} ({named(changes)})."


def named(changes: dict[str, Decimal]) -> str:
    """The largest changes first; the smallest only counted."""
    largest = sorted(changes.items(), key=lambda each: abs(each[1]), reverse=True)
    words = [f"{name} {kroner(change, signed=True)}" for name, change in largest[:MOST_NAMED]]
    rest = len(largest) - MOST_NAMED
    return ", ".join([*words, *([f"{rest} andre"] if rest > 0 else [])])
