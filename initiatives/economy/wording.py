"""Amounts, lines, days and differences of a business case in plain Danish. Pure."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from aabenraa_plan.formats import MONTHS, counted, danish_date, danish_number, decimals_in, listed, round_half_up
from initiatives.economy.case import COST, FINANCING, GAIN, INVESTMENT, NET, PROMISED, REALISED, SAVING, Case
from initiatives.economy.payback import Outcome, Payback
from initiatives.economy.printed import DIFFERENCE, Cell, Table
from initiatives.spans import Span

KRONER = {"thousand": 1000, "million": 1_000_000}
UNITS = {"thousand": "1.000 kr.", "million": "mio. kr."}
SHORT_UNITS = {"thousand": "t.kr.", "million": "mio. kr."}
DECIMALS = {"thousand": 0, "million": 1}
SIGNS = {COST: "+ er nettoudgift, − er gevinst", GAIN: "+ er gevinst, − er nettoudgift"}
KINDS = {INVESTMENT: "Investering", SAVING: "Besparelse", FINANCING: "Øvrig finansiering", NET: "Netto"}
SIDES = {PROMISED: "Lovet", REALISED: "Realiseret", DIFFERENCE: "Realiseret minus lovet"}
NO_FIGURE = "–"
AGREES, NOT_ADDED = "stemmer", "kan ikke lægges sammen"
EVENLY = "Dagen er regnet, som om beløbet i hver periode falder jævnt på dens dage."
THIRDS = ("i begyndelsen af", "midt i", "i slutningen af")


def in_unit(amount: Decimal, unit: str) -> Decimal:
    return amount / KRONER[unit]


def decimals_for(unit: str, amounts: Iterable[Decimal]) -> int:
    """What it takes to show every amount, in the unit, exactly; at least what the unit usually has."""
    return max([DECIMALS[unit], *map(decimals_in, amounts)])


def amount_text(amount: Decimal | None, unit: str, decimals: int) -> str:
    """Of kroner in the unit; a dash where there is no figure."""
    return NO_FIGURE if amount is None else danish_number(in_unit(amount, unit), decimals)


def with_unit(amount: Decimal, unit: str) -> str:
    """`12.450 t.kr.`, `16,7 mio. kr.`, with the decimals the amount takes."""
    found = in_unit(amount, unit)
    return f"{danish_number(found, decimals_for(unit, [found]))} {SHORT_UNITS[unit]}"


def frame_text(amount: Decimal, unit: str) -> str:
    """What was set aside: as it is read aloud where that is exact, else in the case's own unit."""
    return millions(amount) if decimals_in(in_unit(amount, "million")) <= 1 else with_unit(amount, unit)


def millions(amount: Decimal) -> str:
    """To be read aloud: `60,6 mio. kr.`, `68 mio. kr.`; below a hundred thousand in whole kroner."""
    if amount and abs(amount) < KRONER["million"] // 10:
        return f"{danish_number(amount)} kr."
    rounded = round_half_up(amount / KRONER["million"], 1)
    return f"{danish_number(rounded, decimals_in(rounded))} mio. kr."


def when(day: date) -> str:
    """`i slutningen af maj 2022`: an even course says no more than that."""
    return f"{THIRDS[min((day.day - 1) // 10, 2)]} {month_name(day)}"


def month_name(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def through(day: date) -> str:
    """`til og med maj 2018`, of the last day of a month."""
    return f"til og med {month_name(day)}"


def line_name(kind: str, payer: str, name: str) -> str:
    """`Investering, ØK`, `Øvrig finansiering, ØK: Virksomhedskonsulenter`."""
    head = ", ".join(part for part in (KINDS[kind], payer) if part)
    return f"{head}: {name}" if name else head


def gain_or_cost(net: Decimal) -> str:
    """Of a net with + as gain: `en gevinst på 42,8 mio. kr.`"""
    if not net:
        return "et resultat på 0 kr."
    return f"en {'gevinst' if net > 0 else 'nettoudgift'} på {millions(abs(net))}"


def payback_text(payback: Payback) -> str:
    """When the money is home, or how much is out, or that it is not known."""
    if payback.outcome == Outcome.UNKNOWN:
        return "Kan ikke regnes ud"
    stops = "" if payback.to_the_end else f", og efter {month_name(payback.until)} er der ikke tal nok"
    if payback.outcome == Outcome.HOME:
        return danish_date(payback.day) + stops
    if payback.outcome == Outcome.NEVER_OUT:
        return f"Har ikke været i minus {through(payback.until)}{stops}"
    return f"Ikke {through(payback.until)}: da mangler {millions(-payback.net)}{stops}"


def cell_word(cell: Cell) -> str:
    """`stemmer`, `afviger med 1`."""
    if cell.difference is None:
        return NOT_ADDED
    return AGREES if cell.agrees else f"afviger med {danish_number(abs(cell.difference), cell.decimals)}"


def printed_finding(table: Table) -> str:
    """`64 af 72 tal stemmer med de trykte, og 8 afviger med højst 1`."""
    cells = table.cells
    wrong = [cell for cell in cells if not cell.agrees]
    if not wrong:
        return f"Alle {danish_number(len(cells))} tal stemmer med de trykte"
    known = [abs(cell.difference) for cell in wrong if cell.difference is not None]
    most = f" med højst {danish_number(max(known), table.decimals)}" if len(known) == len(wrong) else ""
    right = f"{danish_number(len(cells) - len(wrong))} af {counted(len(cells), 'tal', 'tal')} stemmer med de trykte"
    return f"{right}, og {danish_number(len(wrong))} afviger{most}"


def lacks(case: Case) -> str:
    """Which parts of a net nothing is said of, or not by itself; "" where there are net amounts or all is told."""
    untold = kinds_with(case.spans_without, (INVESTMENT, SAVING))
    together = kinds_with(case.told_together, (INVESTMENT, SAVING, FINANCING, NET))
    said = [
        *([f"Der er ikke oplyst {untold}."] if untold else []),
        *([f"Der er kun ét samlet beløb til {together}, mens andre beløb er delt op."] if together else []),
    ]
    return f"{' '.join(said)} Derfor er nettobeløbet ukendt. Det er ikke 0." if said else ""


def kinds_with(spans_of: Callable[[str], list[Span]], kinds: Iterable[str]) -> str:
    """`investering for 2020 og 2021 og besparelse for 2021`: the kinds that have such spans."""
    found = [(KINDS[kind].lower(), spans) for kind in kinds if (spans := spans_of(kind))]
    return " og ".join(f"{name} for {listed([span.label for span in spans])}" for name, spans in found)
