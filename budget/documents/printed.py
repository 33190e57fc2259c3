"""The totals that a plan's budget prints, held against the sums of our lines. Read only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Sum

from aabenraa_plan.exports import ExportTable
from aabenraa_plan.formats import counted, danish_number, decimals_in
from budget.models import BudgetLine, BudgetVersion, LineKind, PrintedTotal, Programme
from budget.wording import NO_FIGURE

PERSONS, SUPPORT, EFFORT = "persons", LineKind.SUPPORT.value, LineKind.EFFORT.value
LABELS = {PERSONS: "Helårspersoner", SUPPORT: "Forsørgelse", EFFORT: "Indsats i alt"}
AGREES, DIFFERS, NOT_LOADED = "stemmer", "afviger", "ikke indlæst"


def exact_text(number: Decimal | None) -> str:
    """With the decimals it takes: a difference is never hidden by rounding."""
    return NO_FIGURE if number is None else danish_number(number, decimals_in(number))


@dataclass(frozen=True)
class PrintedRow:
    """A total as it is computed and as it is printed: full-year persons, or net kroner.

    `computed` is None where the budget has no such line.
    """

    label: str
    computed: Decimal | None
    printed: Decimal
    source: str
    in_persons: bool = False

    @property
    def agrees(self) -> bool:
        return self.computed == self.printed

    @property
    def word(self) -> str:
        if self.computed is None:
            return NOT_LOADED
        return AGREES if self.agrees else DIFFERS

    @property
    def unit(self) -> str:
        return "personer" if self.in_persons else "1.000 kr."

    def shown(self, figure: Decimal | None) -> Decimal | None:
        """In the unit that the row is shown in."""
        return figure if figure is None or self.in_persons else figure.scaleb(-3)

    @property
    def computed_text(self) -> str:
        return exact_text(self.shown(self.computed))

    @property
    def printed_text(self) -> str:
        return exact_text(self.shown(self.printed))


def compare_printed(year: int, as_of: datetime | None = None) -> list[PrintedRow]:
    """Every total that is printed for the year's adopted budget, beside ours as known at a moment; `None` means now."""
    printed = {each.figure: each for each in PrintedTotal.objects.filter(year=year)}
    if not printed:
        return []
    sums, programmes = computed_totals(year, as_of), list(Programme.objects.all())
    labels = {
        PERSONS: LABELS[PERSONS],
        SUPPORT: LABELS[SUPPORT],
        **{f"{EFFORT}:{each.code}": f"Indsats · {each.name}" for each in programmes},
        EFFORT: LABELS[EFFORT],
    }
    return [
        PrintedRow(label, sums.get(figure), printed[figure].amount, printed[figure].source, figure == PERSONS)
        for figure, label in labels.items()
        if figure in printed
    ]


def computed_totals(year: int, as_of: datetime | None) -> dict[str, Decimal]:
    """The adopted lines added up as the plans do: persons of support alone, effort by programme and together."""
    lines = BudgetLine.objects.as_of(as_of).filter(year=year, version=BudgetVersion.ADOPTED, amount__isnull=False)
    groups = lines.order_by().values_list("kind", "programme__code")
    sums: dict[str, Decimal] = {}
    for kind, programme, amount, persons in groups.annotate(Sum("amount"), Sum("persons")):
        parts = {kind: amount, f"{kind}:{programme}": amount}
        if kind == SUPPORT and persons is not None:
            parts[PERSONS] = persons
        for figure, part in parts.items():
            sums[figure] = sums.get(figure, Decimal(0)) + part
    return sums


def printed_finding(rows: Sequence[PrintedRow]) -> str:
    """`Alle 4 summer stemmer med planen`, for the title of the table."""
    wrong = sum(not row.agrees for row in rows)
    if not wrong:
        return f"Alle {len(rows)} summer stemmer med planen"
    return f"{danish_number(wrong)} af {counted(len(rows), 'sum', 'summer')} stemmer ikke med planen"


def printed_export(rows: Sequence[PrintedRow]) -> ExportTable:
    header = ["Sum", "Enhed", "Lagt sammen", "Trykt i planen", "Stemmer", "Kilde"]
    cells = [
        [row.label, row.unit, row.shown(row.computed), row.shown(row.printed), row.word, row.source] for row in rows
    ]
    return ExportTable("trykte-summer", "Trykte summer", header, cells, ["Vedtaget budget, netto."])
