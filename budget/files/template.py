"""What `forbrug` and `budget` offer to download: lines to fill in, and what the columns may hold."""

from collections.abc import Iterable
from datetime import date

from aabenraa_plan.formats import listed
from budget.files.columns import BUDGET, FORBRUG, Contract
from budget.models import BenefitType, BudgetVersion, LedgerEntry, LineKind, Programme
from extracts.kinds import Template
from extracts.periods import Kind, Period


def awaited_entries(today: date) -> list[list[str]]:
    """The header, and a line without figures for each benefit type and kind that the last whole month lacks."""
    month = Period(Kind.MONTH, today.replace(day=1)).shifted(-1).code
    known = set(LedgerEntry.objects.current().filter(period=month).values_list("benefit_type", "kind"))
    wanted = [(each, kind) for each in BenefitType.objects.all() for kind in LineKind if (each.pk, kind) not in known]
    lines = [{"benefit_type": each.name, "kind": kind.label, "period": month} for each, kind in wanted]
    return [FORBRUG.header, *(cells(FORBRUG, line) for line in lines)]


def awaited_lines(today: date) -> list[list[str]]:
    """The header, and a line without an amount for each benefit type and kind of the year's adopted budget."""
    same = {"year": str(today.year), "version": BudgetVersion.ADOPTED.label}
    lines = [
        same | {"benefit_type": each.name, "kind": kind.label}
        for each in BenefitType.objects.all()
        for kind in LineKind
    ]
    return [BUDGET.header, *(cells(BUDGET, line) for line in lines)]


def cells(contract: Contract, texts: dict[str, str]) -> list[str]:
    return [texts.get(name, "") for name in contract.titles]


def allowed_in_entries() -> list[list[str]]:
    return [
        ["kolonne", "skriv", "betydning"],
        *allowed_words(),
        ["måned", "2023M05", "Eksempel; kan også skrives maj 2023"],
        ["måned", "2023M13", "Supplementsperioden, hvor regnskabet for året lukkes"],
        ["brutto", "1.250.000,50", "Udgift i kroner: plus"],
        ["refusion", "−250.000", "Refusion fra staten i kroner: minus"],
        ["netto", "1.000.000,50", "Brutto og refusion lagt sammen"],
        ["netto", "..", "Tallet mangler"],
        ["foreløbig", "ja", "Tallet er foreløbigt"],
        ["foreløbig", "nej", "Tallet er endeligt"],
    ]


def allowed_in_lines() -> list[list[str]]:
    return [
        ["kolonne", "skriv", "betydning"],
        ["år", "2023", "Eksempel"],
        *(["version", version.label, ""] for version in BudgetVersion),
        *allowed_words(),
        ["beløb", "74.740.000", "Kroner; kald kolonnen «beløb i 1.000 kr.», hvis der skal stå 74.740"],
        ["beløb", "..", "Tallet mangler"],
    ]


def allowed_words() -> list[list[str]]:
    """What both formats may name."""
    return [
        *spelled("ydelse", BenefitType.objects.all()),
        *(["art", kind.label, "Gælder, når feltet er tomt" if kind == LineKind.SUPPORT else ""] for kind in LineKind),
        *spelled("program", Programme.objects.all()),
    ]


def spelled(column: str, things: Iterable[BenefitType | Programme]) -> list[list[str]]:
    return [[column, each.name, "Kan også skrives: " + listed([each.code, *each.aliases], "eller")] for each in things]


AN_ENTRY = {
    "benefit_type": "Sygedagpenge",
    "kind": "forsørgelse",
    "account": "5.57.71",
    "period": "2023M01",
    "gross": "1.000,00",
    "reimbursement": "400,00-",
    "net": "600,00",
    "persons": "5,5",
    "provisional": "nej",
    "source": "Eksempeldata",
}
A_LINE = {
    "year": "2023",
    "version": "vedtaget",
    "benefit_type": "Sygedagpenge",
    "kind": "forsørgelse",
    "persons": "494",
    "amount": "70.061.000",
    "source": "Eksempeldata",
}
ENTRIES = Template(awaited=awaited_entries, allowed=allowed_in_entries, example=cells(FORBRUG, AN_ENTRY))
LINES = Template(awaited=awaited_lines, allowed=allowed_in_lines, example=cells(BUDGET, A_LINE))
