"""Where a figure of the budget came from: all its versions, and the entries that a month is added up of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from django.utils.timezone import localtime

from aabenraa_plan.exports import ExportTable
from aabenraa_plan.formats import counted, danish_moment, danish_number, plain_number
from budget.models import BenefitType, BudgetLine, LedgerEntry, LineKind, Programme
from budget.months import BookedMonth
from budget.reporting import added, added_if_all
from budget.wording import NO_FIGURE, exact_kroner
from extracts.models import Fact, State

AMOUNTS = ("gross", "reimbursement", "net")
IN_KRONER = "Beløb i kroner, som de står i filen. Brutto er udgiften; refusion er en indtægt og står med minus."
NET_KRONER = "Beløb i kroner, netto, som det står i filen eller regnet om fra 1.000 kr."
IN_THOUSANDS = (
    "Beløb i 1.000 kr. Brutto er udgiften; refusion er en indtægt og står med minus. Hvert tal er afrundet for sig, "
    "så en sum kan afvige med 1. Summen mangler (–), hvor en post ikke oplyser tallet."
)


def with_names(facts):
    return facts.select_related("benefit_type", "programme").with_upload()


def versions_of(fact: Fact, moment: datetime | None):
    """Every version of the figure that was written by then; `None` means now."""
    same = type(fact).objects.filter(**{name: getattr(fact, name) for name in fact.LOOKUP})
    return with_names(same.recorded_by(moment))


def part_name(fact: LedgerEntry | BudgetLine) -> str:
    """`forsørgelse`, `indsats`, `indsats · KIK II`."""
    programme = "" if fact.programme.code == Programme.ORDINARY else f" · {fact.programme.name}"
    return LineKind(fact.kind).label + programme


def entry_name(entry: LedgerEntry) -> str:
    """`Sygedagpenge, forsørgelse, konto 5.57.71, maj 2023`."""
    account = f"konto {entry.account}" if entry.account else "uden konto"
    return ", ".join([entry.benefit_type.name, part_name(entry), account, entry.when.label])


def line_name(line: BudgetLine) -> str:
    """`Sygedagpenge, forsørgelse, vedtaget budget 2023`."""
    return f"{line.benefit_type.name}, {part_name(line)}, {line.get_version_display()} budget {line.year}"


def changes_sentence(count: int) -> str:
    if not count:
        return "Tallet var ikke indlæst på det tidspunkt."
    return f"Tallet er ændret {counted(count - 1, 'gang', 'gange')}." if count > 1 else "Tallet er ikke ændret siden."


def entry_facts(entry: LedgerEntry, moment: datetime | None) -> list[tuple[str, str]]:
    figures = [
        ("Netto", figure(entry, entry.net)),
        ("Brutto", kroner(entry.gross)),
        ("Refusion", kroner(entry.reimbursement)),
        ("Helårspersoner", number(entry.persons)),
    ]
    return [*figures, *came_from(entry, moment)]


def line_facts(line: BudgetLine, moment: datetime | None) -> list[tuple[str, str]]:
    figures = [("Beløb, netto", figure(line, line.amount)), ("Helårspersoner", number(line.persons))]
    return [*figures, *came_from(line, moment)]


def came_from(fact: Fact, moment: datetime | None) -> list[tuple[str, str]]:
    """The file, the line, who and when, and what was said with the figure."""
    upload = fact.upload
    facts = [
        ("Fil", upload.file_name),
        ("Linje i filen", str(fact.line)),
        ("Indlæst af", str(upload.uploaded_by)),
        ("Indlæst", danish_moment(localtime(fact.recorded_at))),
        ("Til", until_text(fact.superseded_at, moment)),
        ("Måde", upload.get_origin_display()),
    ]
    facts += [(term, text) for term, text in (("Kilde", fact.source), ("Bemærkning", fact.note)) if text]
    if fact.provisional:
        facts.append(("Foreløbigt", "Tallet er foreløbigt."))
    if fact.invented:
        facts.append(("Bemærk", "Tallet er eksempeldata, ikke et rigtigt tal."))
    return facts


def figure(fact: Fact, amount: Decimal | None) -> str:
    """The amount, or the word for why there is none."""
    return State(fact.state).label if amount is None else exact_kroner(amount)


def kroner(amount: Decimal | None) -> str:
    return NO_FIGURE if amount is None else exact_kroner(amount)


def number(found: Decimal | None) -> str:
    """With the decimals it has."""
    return NO_FIGURE if found is None else danish_number(found, len(plain_number(found).partition(".")[2]))


@dataclass(frozen=True)
class Sums:
    """Entries added up. A sum is None where an entry does not say its part: it would be taken for the whole."""

    gross: Decimal | None
    reimbursement: Decimal | None
    net: Decimal | None
    persons: Decimal | None
    missing: int
    """Entries that say that their figure is missing; they count for nothing."""


@dataclass(frozen=True)
class Group:
    """The entries of one kind and programme, by account."""

    name: str
    entries: list[LedgerEntry]
    sums: Sums


def month_entries(benefit_type: BenefitType, month: BookedMonth, moment: datetime | None) -> list[LedgerEntry]:
    """What is booked in the month, as known at a moment; support first, then by programme and account."""
    known = LedgerEntry.objects.as_of(moment).filter(benefit_type=benefit_type, period_end=month.end, period=month.code)
    order = {kind.value: place for place, kind in enumerate(LineKind)}
    return sorted(with_names(known), key=lambda entry: (order[entry.kind], entry.programme.position, entry.account))


def grouped(entries: Iterable[LedgerEntry]) -> list[Group]:
    """In the order they come in."""
    groups = [(name, list(found)) for name, found in groupby(entries, key=part_name)]
    return [Group(name, found, sums_of(found)) for name, found in groups]


def sums_of(entries: Sequence[LedgerEntry]) -> Sums:
    told = [entry for entry in entries if entry.state == State.VALUE]
    return Sums(
        *(added_if_all([getattr(entry, name) for entry in told]) if told else None for name in AMOUNTS),
        persons=added([entry.persons for entry in told]),
        missing=len(entries) - len(told),
    )


def month_sentence(entries: Sequence[LedgerEntry], sums: Sums) -> str:
    """`Netto 1.250 t.kr., lagt sammen af 3 poster. 1 post mangler tal.`"""
    if not entries:
        return "Der er ikke indlæst noget forbrug."
    missing = f" {counted(sums.missing, 'post mangler', 'poster mangler')} tal." if sums.missing else ""
    if sums.net is None:
        return f"Beløbet kendes ikke.{missing}"
    told = counted(len(entries) - sums.missing, "post", "poster")
    return f"Netto {exact_kroner(sums.net)}, lagt sammen af {told}.{missing}"


MONTH_HEADER = (
    *("Art", "Program", "Konto", "Brutto (1.000 kr.)", "Refusion (1.000 kr.)", "Netto (1.000 kr.)", "Helårspersoner"),
    *("Tal mangler", "Foreløbigt", "Eksempeldata", "Kilde", "Fil", "Linje"),
)


def month_export(title: str, entries: Sequence[LedgerEntry], sums: Sums) -> ExportTable:
    total = ("I alt", None, None, *(thousand(getattr(sums, name)) for name in AMOUNTS), sums.persons, *[None] * 6)
    rows = [month_row(entry) for entry in entries]
    return ExportTable("poster", title, MONTH_HEADER, [*rows, total] if rows else [], [IN_THOUSANDS])


def month_row(entry: LedgerEntry) -> tuple:
    amounts = [thousand(getattr(entry, name)) for name in AMOUNTS]
    said = ("" if entry.state == State.VALUE else State(entry.state).label, yes(entry.provisional), yes(entry.invented))
    place = (entry.source, entry.upload.file_name, entry.line)
    kind = LineKind(entry.kind).label
    return (kind, entry.programme.name, entry.account, *amounts, entry.persons, *said, *place)


def thousand(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.scaleb(-3)


def yes(found: bool) -> str:
    return "ja" if found else "nej"


VERSION_HEADER = (
    "Tal mangler",
    "Foreløbigt",
    "Eksempeldata",
    "Gjaldt fra",
    "Til",
    "Indlæst af",
    "Kilde",
    "Fil",
    "Linje",
)
FIGURE_HEADERS = {
    LedgerEntry: ("Brutto (kr.)", "Refusion (kr.)", "Netto (kr.)", "Helårspersoner"),
    BudgetLine: ("Helårspersoner", "Beløb (kr.)"),
}
UNITS = {LedgerEntry: IN_KRONER, BudgetLine: NET_KRONER}


def versions_export(title: str, model: type, versions: Iterable[Fact], moment: datetime | None) -> ExportTable:
    """All versions with their exact figures."""
    header = (*FIGURE_HEADERS[model], *VERSION_HEADER)
    return ExportTable("udgaver", title, header, [version_row(each, moment) for each in versions], [UNITS[model]])


def version_row(fact: Fact, moment: datetime | None) -> tuple:
    figures = [getattr(fact, name) for name in fact.FIGURES]
    lacking = "" if fact.state == State.VALUE else State(fact.state).label
    since, until = danish_moment(localtime(fact.recorded_at)), until_text(fact.superseded_at, moment)
    where = (str(fact.upload.uploaded_by), fact.source, fact.upload.file_name, fact.line)
    return (*figures, lacking, yes(fact.provisional), yes(fact.invented), since, until, *where)


def until_text(superseded_at: datetime | None, moment: datetime | None) -> str:
    """Until when a version stood; what came after the moment looked back to is not known yet."""
    stands = superseded_at is None or (moment is not None and superseded_at > moment)
    return "gælder nu" if stands else danish_moment(localtime(superseded_at))
