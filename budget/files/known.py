"""What the words in a line of `forbrug` or `budget` refer to; read once per file."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from budget.files.columns import folded
from budget.models import BenefitType, BudgetVersion, LineKind, Programme
from budget.months import BookedMonth, month_of
from extracts.cells import Cells, Findings
from extracts.periods import Kind, UnknownPeriod, parse

KINDS = {
    LineKind.SUPPORT: ("forsørgelse", "forsørgelsesudgifter"),
    LineKind.EFFORT: ("indsats", "beskæftigelsesindsats", "beskæftigelsesindsatser"),
}
VERSIONS = {
    BudgetVersion.ADOPTED: ("vedtaget", "vedtaget budget", "oprindeligt budget"),
    BudgetVersion.REVISED: ("korrigeret", "korrigeret budget"),
}
YEARS_AHEAD = 4
"""A budget covers the next year and three more; it is adopted in the year before."""


def by_spelling(spellings: dict[object, Iterable[str]]) -> dict[str, object]:
    return {folded(text): thing for thing, texts in spellings.items() for text in texts}


KIND_OF, VERSION_OF = by_spelling(KINDS), by_spelling(VERSIONS)


@dataclass
class Known:
    benefit_types: list[BenefitType]
    programmes: list[Programme]
    today: date
    findings: Findings = field(default_factory=Findings)

    def __post_init__(self):
        self.benefit_type_of = by_spelling({each: each.spellings for each in self.benefit_types})
        self.programme_of = by_spelling({each: each.spellings for each in self.programmes})
        self.ordinary = self.programme_of.get(folded(Programme.ORDINARY))

    @classmethod
    def load(cls):
        return cls(list(BenefitType.objects.all()), list(Programme.objects.all()), timezone.localdate())

    def benefit_type(self, cells: Cells) -> BenefitType | None:
        text = cells.text("benefit_type")
        found = self.benefit_type_of.get(folded(text))
        if found is None:
            names = [each.name for each in self.benefit_types]
            meant = self.findings.suggestion(text, names, " Se de tilladte værdier for formatet.")
            cells.report("benefit_type", f"Ydelsen findes ikke.{meant}")
        return found

    def programme(self, cells: Cells) -> Programme | None:
        """The ordinary one where the line names none."""
        text = cells.text("programme")
        if not text:
            return self.ordinary
        found = self.programme_of.get(folded(text))
        if found is None:
            names = [each.name for each in self.programmes]
            meant = self.findings.suggestion(text, names, " Se de tilladte værdier for formatet.")
            cells.report("programme", f"Programmet findes ikke.{meant}")
        return found

    def kind(self, cells: Cells, programme: Programme | None) -> LineKind | None:
        """Support where the line says nothing; support has no programme of its own."""
        text = cells.text("kind")
        found = KIND_OF.get(folded(text)) if text else LineKind.SUPPORT
        if found is None:
            cells.report("kind", "Skriv forsørgelse eller indsats.")
        elif found == LineKind.SUPPORT and programme and programme != self.ordinary:
            message = "Forsørgelse hører ikke til et program. Skriv art indsats, eller lad programmet være tomt."
            cells.report("programme", message)
        return found

    def month(self, cells: Cells) -> BookedMonth | None:
        try:
            found = month_of(cells.text("period"))
        except UnknownPeriod:
            cells.report("period", "Feltet er ikke en måned. Skriv fx 2023M05 eller maj 2023.")
            return None
        if found.start > self.today:
            cells.report("period", "Måneden er ikke begyndt endnu. Ret måneden.")
            return None
        return found

    def year(self, cells: Cells) -> int | None:
        try:
            found = parse(cells.text("year"))
        except UnknownPeriod:
            found = None
        if found is None or found.kind != Kind.YEAR:
            cells.report("year", "Feltet er ikke et år. Skriv fx 2023.")
            return None
        if found.start.year > self.today.year + YEARS_AHEAD:
            cells.report("year", f"Et budget rækker højst {YEARS_AHEAD} år frem. Ret året.")
            return None
        return found.start.year

    def version(self, cells: Cells) -> BudgetVersion | None:
        found = VERSION_OF.get(folded(cells.text("version")))
        if found is None:
            cells.report("version", "Skriv vedtaget eller korrigeret.")
        return found
