"""The simulator's words. Amounts are kroner, shown in 1.000 kr.; − is a saving and + a further cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from aabenraa_plan.formats import MONTHS, counted, danish_date, danish_number, decimals_in, round_half_up
from budget.simulator.moves import Comparison, Move, Origin, Price, Simulation
from budget.simulator.reimbursement import Step

SIGN = "−\u00a0er besparelse, +\u00a0er merudgift"
UNIT = (
    "Forskellen er efter minus før. Netto er brutto + refusion, og refusion er et minus. Hvert tal er afrundet for sig."
)
THOUSAND = 1000
SELF_SUPPORT = "Selvforsørgelse: koster ikke kommunen noget, og der er ingen refusion."
ACROSS = "Ugerne tælles på tværs af ydelser: et skift, også til fleksjob, begynder ikke forfra på trappen."
FIXED = [
    "En måned er 52/12 uger og en tolvtedel af årets pris.",
    "Alle bliver, hvor de er: ingen forlader den nye ydelse, og ingen ville have forladt den gamle.",
    "Kun forsørgelse er med, ikke indsats, løn i jobcenteret eller skat.",
]
NET_TWICE = (
    "Budgettets pris er netto: refusionen er allerede trukket fra. Her trækkes den fra en gang til, så beløbet "
    "normalt bliver for lavt. Skriv bruttoprisen, hvis du kender den."
)
NOT_ALIKE = "Den ene pris er netto og den anden brutto, så de kan ikke sammenlignes. Skriv begge priser brutto."


@dataclass(frozen=True)
class Line:
    """One row of the table: before, after and the difference."""

    name: str
    before: Fraction
    after: Fraction

    @property
    def difference(self) -> Fraction:
        return self.after - self.before


def lines_of(span: Comparison) -> list[Line]:
    before, after = span.before, span.after
    return [
        Line("Brutto", before.gross, after.gross),
        Line("Refusion", before.reimbursement, after.reimbursement),
        Line("Netto", before.net, after.net),
    ]


def tkr(amount: Fraction, decimals: int = 0, *, signed: bool = False) -> str:
    """In 1.000 kr."""
    return danish_number(amount / THOUSAND, decimals, signed=signed)


def spoken(amount: Fraction) -> str:
    """`412 t.kr.`; below a thousand `450 kr.`"""
    if abs(round_half_up(amount)) < THOUSAND:
        return f"{danish_number(amount)}\u00a0kr."
    return f"{tkr(amount)}\u00a0t.kr."


def in_sentence(name: str) -> str:
    """`Sygedagpenge` as it stands inside a sentence."""
    return name[:1].lower() + name[1:]


def lead(persons: int, source: str, target: str, found: Simulation) -> str:
    """What the move does, to be read aloud."""
    month = found.months[0].period
    people = counted(persons, "borger", "borgere")
    who = (
        f"{people}, der flytter fra {in_sentence(source)} til {in_sentence(target)} "
        f"fra {MONTHS[month.start.month - 1]}, "
    )
    year, rest, full = found.year, found.rest_of_year.difference.net, found.full_year.difference.net
    if month.start.month == 1:
        return f"{who}{effect(full)} i hele {year}."
    if not sign(rest) and not sign(full):
        return f"{who}{effect(full)}."
    if sign(rest) == sign(full):
        return f"{who}{effect(rest)} resten af {year} og {spoken(abs(full))} på et helt år."
    return f"{who}{effect(rest)} resten af {year}, men {effect(full)} på et helt år."


def sign(amount: Fraction) -> int:
    """−1, 0 or 1; what is less than half a krone is nothing."""
    rounded = round_half_up(amount)
    return (rounded > 0) - (rounded < 0)


def effect(net: Fraction) -> str:
    if not sign(net):
        return "ændrer ikke kommunens nettoudgift"
    return f"sparer kommunen {spoken(-net)} netto" if net < 0 else f"koster kommunen {spoken(net)} mere netto"


def weeks_assumed(move: Move, average: Decimal | None) -> list[str]:
    """When they move; and in which week, or that the weeks do not matter."""
    day = danish_date(move.first.start)
    if average is None:
        return [f"Borgerne er i uge {move.week} på offentlig forsørgelse, når de flytter {day}.", ACROSS]
    return [f"Borgerne flytter {day}.", f"Staten betaler {percent_text(average)} i alle uger."]


def price_text(name: str, price: Price) -> str:
    """What the price is and where it is from."""
    source = {
        Origin.TYPED: "skrevet på siden",
        Origin.LEDGER: f"bruttoforbruget {price.year} delt med helårspersonerne",
        Origin.BUDGET: f"vedtaget budget {price.year}, netto",
    }[price.origin]
    return f"{name}: {tkr(price.amount, 1)}\u00a0t.kr. om året pr. helårsperson ({source})."


def price_notes(prices: Sequence[Price]) -> list[str]:
    """What is to be said where a price is the budget's, and where only one is."""
    net = {price.origin == Origin.BUDGET for price in prices}
    return [NET_TWICE] * (True in net) + [NOT_ALIKE] * (len(net) > 1)


def weeks_text(steps: Sequence[Step]) -> list[tuple[str, str]]:
    """The ladder's rows: `Uge 1–4` and `80 %`."""
    percents = [percent_text(step.percent) for step in steps]
    if len(steps) == 1:
        return [("Alle uger", percents[0])]
    spans = [f"Uge {step.from_week}–{after.from_week - 1}" for step, after in pairwise(steps)]
    return list(zip([*spans, f"Uge {steps[-1].from_week} og derefter"], percents, strict=True))


def percent_text(percent: Decimal) -> str:
    """With the decimals it has."""
    return f"{danish_number(percent, decimals_in(percent))}\u00a0%"
