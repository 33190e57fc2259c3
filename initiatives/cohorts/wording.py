"""Cohorts in words. Every number here is one the reader may see."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from aabenraa_plan.formats import counted, danish_date, danish_number, decimals_in
from initiatives.cohorts.reporting import HIDDEN_WORD, CohortRow, CohortStatus, Figure, Share

NO_FIGURE = "–"
ONE_DECIMAL = 1
INVENTED = "Mærket eksempeldata: opdigtede tal, som kun viser, hvordan siden virker."
ALL_HIDDEN = "Antallene er skjult, fordi grupperne er små."
NOT_COUNTED = "Der er ingen opgørelse af, hvad der blev af borgerne."


def why_hidden(below: int) -> str:
    return (
        f"Skjult: en gruppe på færre end {danish_number(below)} borgere vises ikke, og heller ikke de tal, man kunne "
        "regne den ud af."
    )


def hidden_from_others(below: int) -> str:
    """Said to those who see small groups, where there are some."""
    return (
        f"Du kan se grupper på færre end {danish_number(below)} borgere. For dem, der ikke må indlæse udtræk, er de "
        "skjult sammen med de tal, man kunne regne dem ud af."
    )


def no_look_back(below: int) -> str:
    """Said where somebody who may not see small groups looks back."""
    return (
        "Antallene her er dagens, også når siden ser tilbage: af to udgaver kunne en gruppe på færre end "
        f"{danish_number(below)} borgere regnes ud."
    )


def sentence_case(text: str) -> str:
    """`Alle til og med …`: names of cohorts and outcomes are written to stand in a sentence."""
    return text[:1].upper() + text[1:]


def persons_text(persons: int | None, *, masked: bool = False) -> str:
    if masked:
        return HIDDEN_WORD
    return NO_FIGURE if persons is None else danish_number(persons)


def share_text(part: int | None, whole: int | None) -> str:
    """`68,4 %`; "" where either is not known."""
    return "" if part is None or not whole else f"{danish_number(Fraction(100 * part, whole), ONE_DECIMAL)} %"


def percent_text(percent: Decimal | None) -> str:
    """As it is printed."""
    return NO_FIGURE if percent is None else f"{danish_number(percent, decimals_in(percent))} %"


def difference_text(persons: int | None, promised: int | None) -> str:
    """`139 færre end lovet`: in words, because more is good of one outcome and bad of another."""
    if persons is None or promised is None:
        return ""
    more = persons - promised
    return f"{danish_number(abs(more))} {'flere' if more > 0 else 'færre'} end lovet" if more else "som lovet"


def promise_text(figure: Figure | None) -> str:
    """`1.117 pr. 31. januar 2019`."""
    if figure is None or figure.promised is None:
        return NO_FIGURE
    return f"{danish_number(figure.promised)} pr. {danish_date(figure.promised_on)}"


def entry_text(row: CohortRow) -> str:
    """When its citizens came in; the last day is one before the first that is too late."""
    last = row.entered_before and row.entered_before - timedelta(days=1)
    if row.entered_from and last:
        if row.entered_from == last:
            return danish_date(last)
        return f"{danish_date(row.entered_from)} til {danish_date(last)}"
    if last:
        return f"til og med {danish_date(last)}"
    return f"fra {danish_date(row.entered_from)}" if row.entered_from else "ikke oplyst"


def standing_sentence(status: CohortStatus, size: int | None) -> str:
    """«978 af 1.485 borgere var fortsat på … den 31. august 2018; lovet var 1.117 den 31. januar 2019.»"""
    figure = next((each for each in status.figures if each.persons is not None), None)
    if figure is None:
        return ALL_HIDDEN if any(each.masked for each in status.figures) else NOT_COUNTED
    return f"{standing_clause(figure, status, size)}{promised_clause(figure)}."


def standing_clause(figure: Figure, status: CohortStatus, size: int | None) -> str:
    whole = status.total if status.total is not None else size
    who = counted(figure.persons, "borger", "borgere")
    if whole is not None:
        who = f"{danish_number(figure.persons)} af {counted(whole, 'borger', 'borgere')}"
    return f"{who} var {figure.kind} den {danish_date(status.day)}"


def promised_clause(figure: Figure) -> str:
    if figure.promised is None:
        return ""
    return f"; lovet var {danish_number(figure.promised)} den {danish_date(figure.promised_on)}"


def shares_sentence(shares: Sequence[Share]) -> str:
    """How many of the shares that something was promised of are at or above the promise."""
    told = [share for share in shares if share.percent is not None and share.promised is not None]
    if not told:
        return ""
    reached = sum(share.percent >= share.promised for share in told)
    who = f"{danish_number(reached)} af {counted(len(told), 'hold', 'hold')}"
    if reached == len(told) > 1:
        who = f"Alle {danish_number(reached)} hold"
    return f"{who}, der kun er trykt en andel for, nåede {promised_share(told)}."


def promised_share(shares: Sequence[Share]) -> str:
    """`de lovede 50 % selvforsørgende`, where the same was promised of all of them."""
    promises = {(share.promised, str(share.kind)) for share in shares}
    if len(promises) > 1:
        return "den lovede andel"
    ((percent, kind),) = promises
    return f"de lovede {danish_number(percent, decimals_in(percent))}\u00a0% {kind}"


def change_title(statuses: Sequence[CohortStatus]) -> str:
    """«Fortsat på …: fra 978 til 640 mellem 31. august 2018 og 31. december 2019», of the first outcome shown twice."""
    first, last = statuses[0], statuses[-1]
    for figure in first.figures:
        later = last.of(figure.kind.code)
        if figure.persons is not None and later is not None and later.persons is not None:
            span = f"fra {danish_date(first.day)} til {danish_date(last.day)}"
            return f"{sentence_case(str(figure.kind))}: {moved(figure.persons, later.persons)} {span}"
    return "Udviklingen i de tal, der kan vises"


def moved(before: int, after: int) -> str:
    if before == after:
        return f"{danish_number(after)} både først og sidst,"
    return f"{danish_number(before)} blev til {danish_number(after)}"


def promises_title(figures: Sequence[Figure]) -> str:
    """The outcome farthest from its promise: «408 er selvforsørgende; lovet var 26»."""
    told = [figure for figure in figures if figure.promised is not None and figure.persons is not None]
    if not told:
        return "Det lovede; antallene er skjult"
    farthest = max(told, key=lambda figure: abs(figure.persons - figure.promised))
    return f"{danish_number(farthest.persons)} er {farthest.kind}; lovet var {danish_number(farthest.promised)}"


def not_yet_due(figures: Sequence[Figure], day: date) -> str:
    """A promise that holds for a later day is not broken yet."""
    days = sorted({f.promised_on for f in figures if f.promised_on is not None and f.promised_on > day})
    if not days:
        return ""
    return f"Opgjort den {danish_date(day)}. Det lovede gælder først den {danish_date(days[-1])}."


def flow_title(status: CohortStatus, size: int | None) -> str:
    figure = next((each for each in status.figures if each.persons is not None), None)
    return standing_clause(figure, status, size) if figure else ALL_HIDDEN


def addition(status: CohortStatus) -> str:
    """«448 + 474 + 124 + 390 + 25 = 1.461»; "" where a figure is missing."""
    if status.total is None or any(figure.persons is None for figure in status.figures):
        return ""
    terms = " + ".join(danish_number(figure.persons) for figure in status.figures)
    return f"{terms} = {danish_number(status.total)}"


def size_difference(row: CohortRow, status: CohortStatus) -> str:
    if status.total is None or row.size is None or status.total == row.size:
        return ""
    total, size, name = danish_number(status.total), danish_number(row.size), sentence_case(row.name)
    return f"{name}: udfaldene giver tilsammen {total} borgere, men kilden siger, at holdet er på {size}."


def parts_sentence(whole: CohortRow, parts: Sequence[CohortRow], day: date) -> str:
    """Whether the parts add up to the whole in each outcome where all of them are shown."""
    status = whole.on(day)
    counted_parts = [part.on(day) for part in parts]
    if status is None or None in counted_parts:
        return ""
    wrong = [
        f"{figure.kind}: {danish_number(sum(found))} mod {danish_number(figure.persons)}"
        for figure in status.figures
        if figure.persons is not None
        and (found := shown_parts(counted_parts, figure.kind.code)) is not None
        and sum(found) != figure.persons
    ]
    names = f"«{sentence_case(whole.name)}» er de andre hold tilsammen: læg det ikke oveni."
    return f"{names} Delene giver et andet tal: {'; '.join(wrong)}." if wrong else names


def shown_parts(statuses: Sequence[CohortStatus], code: str) -> list[int] | None:
    found = [status.of(code) for status in statuses]
    counts = [figure.persons for figure in found if figure is not None]
    return counts if len(counts) == len(statuses) and None not in counts else None
