"""The what-if page's tables: as the page shows them, and as they are exported. In 1.000 kr., + is net cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter

from aabenraa_plan.exports import ExportTable
from aabenraa_plan.formats import round_half_up
from initiatives.whatif.contacts import ContactYear, reduction
from initiatives.whatif.inputs import Input, Pair
from initiatives.whatif.method import CaseMoney, cumulative
from initiatives.whatif.wording import ROUNDED, SIGN, THOUSAND, exact, tkr

TO_THE_OERE = 5
"""Decimals of an amount in 1.000 kr.; a twelfth of a year's saving seldom ends sooner."""
TOTAL = "I alt"
NO_FIGURE = "–"
AMOUNTS = {"Investering": "investment", "Besparelse": "saving", "Øvrig finansiering": "financing", "Netto": "net"}
SO_FAR, OWN = "Lagt sammen", "Scenariet"
COMPARED = ("Besparelse", "Netto", SO_FAR)
"""What is held against another's."""
DIFFERENCES = ("Netto", SO_FAR)


@dataclass(frozen=True)
class Cell:
    """`is_first` of those under one heading."""

    group: str
    title: str
    text: str
    is_first: bool = False

    @property
    def label(self) -> str:
        """What it is on a screen too narrow for the headings; the scenario on the page needs no name."""
        return self.title if self.group == OWN else f"{self.group}: {self.title.lower()}"


@dataclass(frozen=True)
class Row:
    name: str
    cells: list[Cell]
    is_total: bool = False


@dataclass(frozen=True)
class Column:
    """A column of amounts, one for each span; the total of a cumulative one is its last."""

    group: str
    title: str
    amounts: list[Fraction]
    signed: bool = False
    is_first: bool = False

    @property
    def total(self) -> Fraction:
        return self.amounts[-1] if self.title == SO_FAR else sum(self.amounts, Fraction(0))

    def cell(self, amount: Fraction) -> Cell:
        return Cell(self.group, self.title, tkr(amount, signed=self.signed), self.is_first)


def amounts_of(rows: Sequence[CaseMoney], title: str) -> list[Fraction]:
    if title == SO_FAR:
        return cumulative([row.net for row in rows])
    return list(map(attrgetter(AMOUNTS[title]), rows))


def columns_of(rows: Sequence[CaseMoney], group: str, titles: Sequence[str]) -> list[Column]:
    return [Column(group, title, amounts_of(rows, title), is_first=title == titles[0]) for title in titles]


def differences(rows: Sequence[CaseMoney], less: Sequence[CaseMoney], group: str) -> list[Column]:
    pairs = ((title, amounts_of(rows, title), amounts_of(less, title)) for title in DIFFERENCES)
    less_by_title = {
        title: [mine - other for mine, other in zip(own, others, strict=True)] for title, own, others in pairs
    }
    return [
        Column(group, title, amounts, signed=True, is_first=title == DIFFERENCES[0])
        for title, amounts in less_by_title.items()
    ]


def result_columns(own: Sequence[CaseMoney], document: Sequence[CaseMoney]) -> list[Column]:
    """The scenario whole, beside what of the document can be held against it."""
    columns = columns_of(own, OWN, [*AMOUNTS, SO_FAR])
    if document:
        columns += columns_of(document, "Oplægget", COMPARED)
        columns += differences(own, document, "Forskel")
    return columns


def compared_columns(one: Sequence[CaseMoney], other: Sequence[CaseMoney]) -> list[Column]:
    """Two scenarios, A and B, and the second less the first."""
    columns = [*columns_of(one, "A", COMPARED), *columns_of(other, "B", COMPARED)]
    return columns + differences(other, one, "B minus A")


def groups_of(columns: Sequence[Column]) -> dict[str, int]:
    """How many columns stand under each heading."""
    return {
        group: sum(column.group == group for column in columns) for group in dict.fromkeys(c.group for c in columns)
    }


def shown(columns: Sequence[Column], rows: Sequence[CaseMoney]) -> list[Row]:
    spans = [
        Row(row.span.label, [column.cell(column.amounts[at]) for column in columns]) for at, row in enumerate(rows)
    ]
    return [*spans, Row(TOTAL, [column.cell(column.total) for column in columns], is_total=True)]


def exported(
    columns: Sequence[Column], rows: Sequence[CaseMoney], notes: Sequence[str], name="resultat", title="Resultat"
) -> ExportTable:
    header = ["Periode", *(f"{column.group}, {column.title.lower()} (1.000 kr.)" for column in columns)]
    spans = [[row.span.code, *(in_tkr(column.amounts[at]) for column in columns)] for at, row in enumerate(rows)]
    total = [TOTAL, *(in_tkr(column.total) for column in columns)]
    return ExportTable(name, title, header, [*spans, total], [*notes, f"{SIGN} {ROUNDED}"])


def in_tkr(amount: Fraction) -> Decimal:
    return round_half_up(amount / THOUSAND, TO_THE_OERE)


def inputs_table(inputs: Sequence[Input], notes: Sequence[str]) -> ExportTable:
    header = ["Forudsætning", "Værdi", "I oplægget", "Hvor fra"]
    rows = [[each.name, each.value, each.document, each.source] for each in inputs]
    return ExportTable("forudsaetninger", "Forudsætninger", header, rows, notes)


def pairs_table(pairs: Sequence[Pair], names: tuple[str, str]) -> ExportTable:
    rows = [[each.name, each.one, each.other, "ja" if each.differs else "nej"] for each in pairs]
    return ExportTable("forudsaetninger", "Forudsætninger", ["Forudsætning", *names, "Forskellig"], rows)


@dataclass(frozen=True)
class ContactRow:
    """A row of the document's table; figures as text, with a dash where there is none."""

    name: str
    cells: list[tuple[str, str]]
    differs: bool = False


CONTACTS = (
    "Ved årets begyndelse",
    "Til selvforsørgelse",
    "Til anden forsørgelse",
    "Skift af målgruppe",
    "I alt, regnet",
    "I alt, trykt",
    "Regnet minus trykt",
)


def figures_of(each: ContactYear) -> list[Decimal | None]:
    reductions = (each.leavers.self_support, each.leavers.other_support, each.leavers.target_group)
    return [each.contacts, *map(negative, reductions), each.left, each.printed, each.difference]


def negative(number: Decimal | None) -> Decimal | None:
    """Fewer contacts; 0 has no sign."""
    return -number if number else number


def sums_of(years: Sequence[ContactYear]) -> list[Decimal | None]:
    """The reductions alone can be added up: the rest are levels."""
    reductions = (reduction(years, name) for name in ("self_support", "other_support", "target_group"))
    return [None, *reductions, None, None, None]


def contact_rows(years: Sequence[ContactYear]) -> list[ContactRow]:
    rows = [(str(each.year), figures_of(each), bool(each.difference)) for each in years]
    return [
        ContactRow(name, [(title, figure(each, title)) for title, each in zip(CONTACTS, cells, strict=True)], differs)
        for name, cells, differs in [*rows, (TOTAL, sums_of(years), False)]
    ]


def figure(number: Decimal | None, title: str) -> str:
    if number is None:
        return NO_FIGURE
    text = exact(number)
    return f"+{text}" if title == CONTACTS[-1] and number > 0 else text


def contacts_table(years: Sequence[ContactYear], notes: Sequence[str]) -> ExportTable:
    rows = [[each.year, *figures_of(each)] for each in years]
    return ExportTable("kontaktforloeb", "Kontaktforløb", ["År", *CONTACTS], [*rows, [TOTAL, *sums_of(years)]], notes)
