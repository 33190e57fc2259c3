"""A set of assumptions in words, each beside the document's own and with where it is from. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from initiatives.whatif.method import Assumptions
from initiatives.whatif.wording import exact, persons_by_year, price

NO_FIGURE = "intet tal"
NOT_KNOWN = "ikke oplyst, regnes som 0"


class Origin(StrEnum):
    """Where an assumption of the document's own scenario is from."""

    PRINTED = "Trykt i oplægget"
    OURS = "Vores: oplægget trykker den ikke"
    UNKNOWN = "Oplægget har intet tal"


@dataclass(frozen=True)
class Kind:
    """An assumption: how it reads, and where the document's own is from where there is one."""

    name: str
    text: Callable[[Assumptions], str]
    origin: Origin


@dataclass(frozen=True)
class Input:
    name: str
    value: str
    document: str
    """The document's own; "" where no document has a scenario."""
    source: str
    is_ours: bool
    changed: bool


def persons_text(outcome: str) -> Callable[[Assumptions], str]:
    return lambda assumed: persons_by_year(assumed, outcome) or NO_FIGURE


def other_price(assumed: Assumptions) -> str:
    return NOT_KNOWN if assumed.other_price is None else price(assumed.other_price)


KINDS = [
    Kind("Borgere til selvforsørgelse", persons_text("self_support"), Origin.PRINTED),
    Kind("Borgere til anden forsørgelse", persons_text("other_support"), Origin.PRINTED),
    Kind("Borgere, der skifter målgruppe", persons_text("target_group"), Origin.UNKNOWN),
    Kind("Takst for ydelsen, de forlader, om året", lambda assumed: price(assumed.unit_price), Origin.OURS),
    Kind("Takst for anden forsørgelse, om året", other_price, Origin.UNKNOWN),
    Kind("Statens refusion", lambda assumed: f"{exact(assumed.reimbursement)}\u00a0%", Origin.PRINTED),
    Kind("Måneder i det første år", lambda assumed: exact(assumed.first_year_months), Origin.OURS),
    Kind(
        "Investering i forhold til oplægget",
        lambda assumed: f"{exact(assumed.investment_percent)}\u00a0%",
        Origin.PRINTED,
    ),
]


def inputs_of(
    assumed: Assumptions, *, document: Assumptions | None, start: Assumptions | None, start_name: str
) -> list[Input]:
    """`start` is the saved scenario the reader began with."""
    return [input_of(kind, assumed, document, start, start_name) for kind in KINDS]


def input_of(kind: Kind, assumed: Assumptions, document, start, start_name: str) -> Input:
    value, printed, began = (kind.text(each) if each else "" for each in (assumed, document, start))
    if value == printed:
        return Input(kind.name, value, printed, kind.origin.value, kind.origin == Origin.OURS, False)
    source = f"Scenariet «{start_name}»" if value == began else "Skrevet på siden"
    return Input(kind.name, value, printed, source, True, bool(printed))


@dataclass(frozen=True)
class Pair:
    """An assumption of two scenarios."""

    name: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        return self.one != self.other


def pairs_of(one: Assumptions, other: Assumptions) -> list[Pair]:
    return [Pair(kind.name, kind.text(one), kind.text(other)) for kind in KINDS]
