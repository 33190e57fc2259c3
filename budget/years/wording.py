"""What a year's page says first: where the budget ends, what matters most, and whether it is people or price."""

from collections.abc import Sequence
from decimal import Decimal

from aabenraa_plan.formats import counted, danish_number, round_half_up
from budget.reporting import LineStatus, YearStatus
from budget.wording import exact_kroner, millions, percent_text, persons_text, reads_as_nothing, thousands
from budget.years.rows import Row

MOST_DECIMALS = 5
UNTIL = "Der er endnu ingen forventning til, hvor året ender:"


def lead(status: YearStatus, support: Sequence[Row], effort: Sequence[Row]) -> str:
    """The page's answer, to be read aloud."""
    *rows, total = support
    if total.deviation is not None and total.revised is not None:
        return " ".join([ending(status, total), *foremost(rows, total), *effort_said(status, effort)])
    if not status.is_budgeted:
        return without_budget(status, total)
    return f"{set_aside(status.year, total, effort)} {why_unknown(status, rows)}".strip()


def ending(status: YearStatus, total: Row) -> str:
    """`Forsørgelsen i 2023 ventes at koste 6,5 mio. kr. mere end budgettet (1,5 %).`"""
    what = f"Forsørgelsen i {status.year} {costs(status)}"
    if reads_as_nothing(total.deviation):
        return f"{what} det, der er i budgettet."
    share = danish_number(abs(total.deviation) * 100 / total.revised, 1) if total.revised > 0 else ""
    percent = f" ({share} %)" if share else ""
    return f"{what} {more_or_less(total.deviation)} end budgettet{percent}."


def costs(status: YearStatus) -> str:
    """An account is no longer expected."""
    return "kostede" if status.is_final else "ventes at koste"


def without_budget(status: YearStatus, total: Row) -> str:
    spent = (
        "Intet er bogført til forsørgelse."
        if total.spent is None
        else f"Der er bogført {millions(total.spent)} til forsørgelse."
    )
    return f"{status.year} har intet budget at holde forbruget op mod. {spent}"


def more_or_less(amount: Decimal) -> str:
    return f"{millions(abs(amount))} {'mere' if amount > 0 else 'mindre'}"


def foremost(rows: Sequence[Row], total: Row) -> list[str]:
    """The benefit type that moves the sum most in its own direction."""
    same = [row for row in rows if row.deviation and row.deviation * total.deviation > 0]
    if not same or len(rows) < 2:
        return []
    most = max(same, key=lambda row: abs(row.deviation))
    return [f"{most.name} alene: {more_or_less(most.deviation)}."]


def effort_said(status: YearStatus, effort: Sequence[Row]) -> list[str]:
    if not effort or effort[-1].deviation is None:
        return []
    deviation = effort[-1].deviation
    if reads_as_nothing(deviation):
        return [f"Indsatsen {costs(status)} det, der er i budgettet."]
    return [f"Indsatsen {costs(status)} {more_or_less(deviation)}."]


def set_aside(year: int, total: Row, effort: Sequence[Row]) -> str:
    if total.revised is None:
        return f"Der er intet budget til forsørgelse i {year}."
    people = f" til {persons_text(total.budget_persons)} helårspersoner" if total.budget_persons else ""
    helped = f" og {millions(effort[-1].revised)} til indsats" if effort and effort[-1].revised else ""
    return f"Budgettet for {year} er {millions(total.revised)} i forsørgelse{people}{helped}."


def why_unknown(status: YearStatus, rows: Sequence[Row]) -> str:
    if not status.uploaded:
        return "Der er ikke indlæst forbrug for året."
    if status.month is None:
        return f"{UNTIL} ingen måned er lukket."
    lacking = [row.name for row in rows if row.forecast is None]
    if not lacking:
        return ""
    until = "Regnskabet kan ikke gøres op:" if status.is_final else UNTIL
    return f"{until} {counted(len(lacking), 'ydelse', 'ydelser')} mangler tal ({', '.join(lacking)})."


def split_finding(total: Row) -> str:
    """`Afvigelsen på +6.493 t.kr. er +4.120 t.kr. fra antallet og +2.373 t.kr. fra prisen.`"""
    if total.deviation is None:
        return "Er det mennesker eller pris?"
    decimals = telling_decimals(total)
    whole = f"Afvigelsen på {thousands(total.deviation, decimals, signed=True)} t.kr."
    if total.volume is None:
        return f"{whole} kan ikke deles i mængde og pris, fordi helårspersoner mangler"
    volume, price = (thousands(part, decimals, signed=True) for part in (total.volume, total.price))
    return f"{whole} er {volume} t.kr. fra antallet af helårspersoner og {price} t.kr. fra prisen pr. helårsperson"


def telling_decimals(total: Row) -> int:
    """The fewest decimals with which the two parts are seen to make the whole."""
    parts = (total.deviation, total.volume, total.price)
    if None in parts:
        return 0
    for decimals in range(MOST_DECIMALS):
        whole, volume, price = (round_half_up(part.scaleb(-3), decimals) for part in parts)
        if volume + price == whole:
            return decimals
    return MOST_DECIMALS


def used_finding(total: Row, status: YearStatus) -> str:
    """`76,1 % af budgettet er brugt efter september 2023; 75,0 % var ventet`"""
    if total.share is None:
        return "Budgettet for hver ydelse"
    when = f" efter {status.month.label}" if status.month else ""
    expected = f"; {percent_text(total.expected_share)} var ventet" if total.expected_share is not None else ""
    return f"{percent_text(total.share)} af budgettet til forsørgelse er brugt{when}{expected}"


def status_text(status: YearStatus) -> str:
    """`Forbrug og forventning efter september 2023.`"""
    if not status.uploaded:
        return "Året har kun et budget endnu." if status.is_budgeted else "Året har hverken budget eller forbrug."
    if status.month is None:
        return "Ingen måned er lukket. Forbruget er alt, hvad der er bogført i året."
    if status.is_final:
        return f"Regnskab {status.year}."
    said = f"Forbrug og forventning efter {status.month.label}"
    return f"{said}. Budgettet er det, der gælder nu." if status.looks_back else f"{said}."


def stated_differences(status: YearStatus) -> list[str]:
    """Where a file's revised budget is another than the adopted one with its appropriations."""
    lines = {line.key: line for line in status.lines}
    return [difference(lines[key], amount) for key, amount in status.stated.items() if lines[key].budget != amount]


def difference(line: LineStatus, stated: Decimal) -> str:
    ours = "findes ikke." if line.budget is None else f"er {exact_kroner(line.budget)}"
    return (
        f"{line.benefit_type}, {line.title.lower()}: økonomisystemets korrigerede budget er {exact_kroner(stated)}, "
        f"men vedtaget budget med bevillinger {ours} Mangler der en bevillingssag?"
    )
