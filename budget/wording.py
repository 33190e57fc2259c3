"""The words of the budget's pages and previews. Amounts are net kroner; + is overspending."""

from decimal import Decimal
from fractions import Fraction

from aabenraa_plan.formats import danish_number, decimals_in, round_half_up
from budget.forecast import Forecast, Lack, Method
from budget.phasing import Origin

THOUSAND, MILLION = 1000, 1_000_000
NO_FIGURE = "–"
SIGN = "Netto i 1.000 kr. + er merforbrug, − er mindreforbrug."
INVENTED = "Tabellen rummer eksempeldata: opdigtede tal, der kun viser, hvordan siden virker."
METHODS = {
    Method.RUN_RATE: "tempo",
    Method.SEASONAL: "sæson",
    Method.PERSONS_PRICE: "personer × pris",
    Method.OWN: "eget skøn",
    Method.BOOKED: "bogført",
}
LACKS = {
    Lack.NOTHING_CLOSED: "ingen måned er lukket",
    Lack.NOTHING_BOOKED: "intet er bogført",
    Lack.MONTH_MISSING: "tal mangler for en lukket måned",
    Lack.NO_SEASON: "sidste års tal mangler",
    Lack.NO_PERSONS: "helårspersoner mangler",
}
ORIGINS = {
    Origin.OWN: "egen fordeling",
    Origin.LAST_YEAR: "sidste års sæson",
    Origin.TWELFTHS: "tolvtedele",
}


def kroner(amount: Decimal, *, signed: bool = False) -> str:
    """`1.250 t.kr.`; below a thousand `450 kr.`"""
    if abs(amount) < THOUSAND:
        return f"{danish_number(amount, signed=signed)} kr."
    return f"{thousands(amount, signed=signed)} t.kr."


def exact_kroner(amount: Decimal, *, signed: bool = False) -> str:
    """`1.250.000 kr.`, with the øre where there are any."""
    return f"{danish_number(amount, 2 if amount % 1 else 0, signed=signed)} kr."


def thousands(amount: Decimal | None, decimals: int = 0, *, signed: bool = False) -> str:
    """`1.250`, in 1.000 kr.; a dash where there is no figure."""
    return NO_FIGURE if amount is None else danish_number(amount.scaleb(-3), decimals, signed=signed)


def millions(amount: Decimal) -> str:
    """`6,5 mio. kr.`, to be read aloud; below a million `412 t.kr.`"""
    return f"{danish_number(amount.scaleb(-6), 1)} mio. kr." if abs(amount) >= MILLION else kroner(amount)


def persons_text(persons: Decimal | Fraction | None) -> str:
    return NO_FIGURE if persons is None else danish_number(persons)


def percent_text(share: Fraction | None) -> str:
    return NO_FIGURE if share is None else f"{danish_number(share * 100, 1)}\u00a0%"


def price_text(price: Fraction | None) -> str:
    """A unit price in 1.000 kr. with two decimals."""
    return NO_FIGURE if price is None else danish_number(price / THOUSAND, 2)


def method_text(forecast: Forecast) -> str:
    """How the forecast was made, or why there is none."""
    return LACKS[forecast.lack] if forecast.lack else METHODS[forecast.method]


def choice_text(choice) -> str:
    """`Eget skøn: 71.500 t.kr.`"""
    amount = "" if choice.amount is None else f": {danish_number(choice.amount / THOUSAND)} t.kr."
    return f"{choice.get_method_display()}{amount}"


def shares_text(phasing) -> str:
    """The twelve percentages, January first."""
    return " · ".join(danish_number(share, min(2, decimals_in(share))) for share in phasing.shares) + " %"


def reads_as_nothing(amount: Decimal) -> bool:
    """Whether it is shown as 0 in 1.000 kr."""
    return not round_half_up(amount.scaleb(-3))
