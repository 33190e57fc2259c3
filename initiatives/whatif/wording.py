"""The what-if page's words. Amounts are kroner, shown in 1.000 kr.; + is net cost and − is gain. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from aabenraa_plan.formats import counted, danish_date, danish_number, decimals_in, listed, round_half_up
from initiatives.economy.payback import Outcome, Payback
from initiatives.economy.wording import month_name
from initiatives.spans import previous_month
from initiatives.whatif.contacts import ContactYear
from initiatives.whatif.method import Assumptions, CaseMoney, full_year_effect, payback

THOUSAND, MILLION = 1000, 1_000_000
SIGN = "+ er nettoudgift, − er gevinst."
ROUNDED = "Hvert tal er afrundet for sig."
OUTCOME_NAMES = {
    "self_support": "Til selvforsørgelse",
    "other_support": "Til anden forsørgelse",
    "target_group": "Skift af målgruppe",
}
FIXED = [
    "Besparelsen er personer × takst × (1 − refusion). Den, der går til anden forsørgelse, sparer kun forskellen på de "
    "to takster.",
    "En borger tæller de måneder, der er skrevet, i det år, han eller hun forlader ydelsen, og et helt år i hvert af "
    "de følgende. Nogle måneder af et år tæller så mange tolvtedele af årets virkning.",
    "De, der har forladt ydelsen, kommer ikke tilbage til den.",
    "Investeringen er uden refusion fra staten. Bliver den mindre, følger antallet af borgere ikke med af sig selv.",
    "Øvrig finansiering er, som oplægget har den: penge, der var sat af i forvejen eller kom udefra. Den gør "
    "nettoudgiften mindre, men er ingen besparelse.",
]
NO_OTHER_PRICE = (
    "Taksten på anden forsørgelse er ikke oplyst og regnes som 0. Koster den ydelse noget, er besparelsen for høj."
)
NO_TARGET_GROUP = "Der er intet tal for skift af målgruppe. De, der skifter, er stadig på ydelsen og sparer ikke noget."
TARGET_GROUP = "De, der skifter målgruppe, er stadig på ydelsen og sparer ikke noget."
SPREAD = "Oplægget har beløbet samlet for {}. Siden fordeler det ligeligt på månederne."
UNTOLD = (
    "Der er ikke oplyst investering for {}. Den regnes som 0. Koster indsatsen noget dér, er nettoudgiften for lav."
)


def tkr(amount: Fraction, *, signed: bool = False) -> str:
    """In 1.000 kr."""
    return danish_number(amount / THOUSAND, signed=signed)


def spoken(amount: Fraction) -> str:
    """`20,7 mio. kr.`, to be read aloud; below a million `412 t.kr.`, below a thousand `450 kr.`"""
    if round_half_up(abs(amount)) < THOUSAND:
        return f"{danish_number(amount)}\u00a0kr."
    if round_half_up(abs(amount) / THOUSAND) < THOUSAND:
        return f"{tkr(amount)}\u00a0t.kr."
    return f"{danish_number(amount / MILLION, 1)}\u00a0mio.\u00a0kr."


def exact(number: Decimal) -> str:
    return danish_number(number, decimals_in(number))


def price(kroner: Decimal) -> str:
    """A price as it is written in kroner: whole, or with two decimals."""
    return f"{danish_number(kroner, 2 if kroner % 1 else 0)}\u00a0kr."


def lead(name: str, assumed: Assumptions, rows: Sequence[CaseMoney]) -> str:
    """What the assumptions give, to be read aloud."""
    home = payback(rows)
    sentence = f"Med disse forudsætninger {effect_text(name, assumed)}, og {home_text(home, rows)}."
    if not any(row.financing for row in rows):
        return sentence
    return f"{sentence} {without_text(home, payback(rows, with_financing=False), rows)}"


def effect_text(name: str, assumed: Assumptions) -> str:
    effect = full_year_effect(assumed)
    if not round_half_up(effect):
        return f"sparer {name} ikke noget"
    if effect < 0:
        return f"koster {name} {spoken(-effect)} mere om året, når alle er ude af ydelsen"
    return f"sparer {name} {spoken(effect)} om året, når alle er ude af ydelsen"


def home_text(home: Payback, rows: Sequence[CaseMoney]) -> str:
    if home.day:
        return f"pengene er tjent hjem i {month_name(home.day)}"
    if home.outcome == Outcome.NOT_HOME:
        return f"pengene er ikke tjent hjem ved udgangen af {end_text(rows)}"
    return "der er på intet tidspunkt lagt penge ud"


def without_text(home: Payback, own: Payback, rows: Sequence[CaseMoney]) -> str:
    if own.day:
        return f"Uden den øvrige finansiering er de tjent hjem i {month_name(own.day)}."
    if own.outcome == Outcome.NOT_HOME:
        still = "heller ikke" if home.outcome == Outcome.NOT_HOME else "ikke"
        return f"Uden den øvrige finansiering er de {still} tjent hjem ved udgangen af {end_text(rows)}."
    return "Det gælder også uden den øvrige finansiering."


def end_text(rows: Sequence[CaseMoney]) -> str:
    """`2023`, `maj 2022`: where the case ends."""
    ends = rows[-1].span.ends
    last = previous_month(ends)
    return str(last.year) if ends.month == 1 else month_name(last)


def day_text(home: Payback, rows: Sequence[CaseMoney]) -> str:
    """When the money is home, as the table says it."""
    if home.day:
        return danish_date(home.day)
    return f"ikke inden udgangen af {end_text(rows)}" if home.outcome == Outcome.NOT_HOME else "ingen penge lagt ud"


def chart_title(own: Sequence[CaseMoney], document: Sequence[CaseMoney]) -> str:
    """The finding: when the money is home, beside the document."""
    home = payback(own)
    said = f"Pengene er tjent hjem {day_text(home, own)}" if home.day else capital(home_text(home, own))
    return f"{said}; efter oplægget {day_text(payback(document), document)}" if document else said


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def persons_by_year(assumed: Assumptions, outcome: str) -> str:
    """`268 (2019: 120, 2020: 94, 2021: 54)`; "" where there is no figure at all."""
    known = [(each.year, getattr(each, outcome)) for each in assumed.leavers if getattr(each, outcome) is not None]
    if not known:
        return ""
    total = exact(sum((number for _, number in known), Decimal(0)))
    years = [f"{year}: {exact(number)}" for year, number in known if number]
    return f"{total} ({', '.join(years)})" if years else total


def too_many(assumed: Assumptions, contacts: Decimal | None) -> str:
    """Where more leave than there were; "" else."""
    leaving = sum((each.persons for each in assumed.leavers), Fraction(0))
    if contacts is None or leaving <= contacts:
        return ""
    left = danish_number(leaving, 0 if leaving.denominator == 1 else 1)
    return f"Der er {left}, der forlader ydelsen, men kun {exact(contacts)} ved begyndelsen. Se tallene efter."


def notes_of(assumed: Assumptions, case: Sequence[CaseMoney]) -> list[str]:
    """What is to be said wherever the result is shown."""
    sent_on = any(each.other_support for each in assumed.leavers)
    changed = any(each.target_group is not None for each in assumed.leavers)
    return [
        *([NO_OTHER_PRICE] if sent_on and assumed.other_price is None else []),
        TARGET_GROUP if changed else NO_TARGET_GROUP,
        *(SPREAD.format(span.label) for span in dict.fromkeys(span for row in case for span in row.printed_for)),
        *([UNTOLD.format(listed(untold))] if (untold := investment_untold(case)) else []),
    ]


def investment_untold(case: Sequence[CaseMoney]) -> list[str]:
    return [row.span.label for row in case if "investment" in row.untold]


def price_hint(prices: Sequence[tuple[str, int, str]]) -> str:
    """What the budget itself sets aside for a full-year person, by benefit; "" where it has nothing.

    Prices are in 1.000 kr.
    """
    by_benefit: dict[str, list[str]] = {}
    for benefit, year, text in prices:
        by_benefit.setdefault(benefit, []).append(f"{text}\u00a0t.kr. i {year}")
    said = [f"{benefit}: {listed(texts)}." for benefit, texts in by_benefit.items()]
    if not said:
        return ""
    return f"Budgettets egen takst er netto: refusionen er allerede trukket fra. {' '.join(said)}"


def lacks_of(*, has_money: bool, has_saving: bool) -> list[str]:
    """What no document prints, so that nothing can be worked out."""
    return [
        *([] if has_money else ["Hvad der investeres hvert år: der er kun trykt nettobeløb."]),
        *([] if has_saving else ["Hvad der ventes sparet hvert år."]),
        "Hvor mange der ventes at forlade ydelsen hvert år, og hvor de går hen.",
        "Hvad en helårsperson på ydelsen koster, og hvor meget staten refunderer.",
        "Hvornår på året de forlader ydelsen.",
    ]


def contacts_title(years: Sequence[ContactYear], wrong: Sequence[ContactYear]) -> str:
    """The finding: whether the document's own row adds up."""
    if not wrong:
        return "Rækken «I alt» stemmer i alle år"
    names = listed([str(each.year) for each in wrong])
    return f"Rækken «I alt» afviger i {counted(len(wrong), 'år', 'år')} af {len(years)}: {names}"


def comparison_lead(names: Sequence[str], one: Sequence[CaseMoney], other: Sequence[CaseMoney]) -> str:
    """Which of two is the dearer over the whole case, and when the money of each is home."""
    totals = [sum((row.net for row in rows), Fraction(0)) for rows in (one, other)]
    gap = totals[1] - totals[0]
    first, second = (f"«{name}»" for name in names)
    span = f"til og med {end_text(one)}"
    if not round_half_up(gap):
        said = f"{first} og {second} giver det samme nettobeløb {span}."
    else:
        said = f"{second} er {spoken(abs(gap))} {'dyrere' if gap > 0 else 'billigere'} end {first} {span}."
    homes = [day_text(payback(rows), rows) for rows in (one, other)]
    if homes[0] == homes[1]:
        return f"{said} Tjent hjem i begge: {homes[0]}."
    return f"{said} Tjent hjem: {homes[0]} i {first}, {homes[1]} i {second}."
