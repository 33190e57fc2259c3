"""Promises and how they went, in plain Danish. Pure; figures stand as they were written, with all their decimals."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from aabenraa_plan.formats import as_sentence, counted, danish_date, danish_number, decimals_in
from initiatives.following.promises import Judged, Measured, Promised
from targets.spec import WORST_FIRST, Verdict
from targets.wording import VERDICT_WORDS, last_day

PERCENT = "%"
SPREAD_DECIMALS = 1
ONE_OF = {
    "borgere": "borger",
    "personer": "person",
    "unge": "ung",
    "sager": "sag",
    "jobordrer": "jobordre",
    "virksomheder": "virksomhed",
    "samtaler": "samtale",
    "forløb": "forløb",
}
"""Units of one; any other is written as it stands."""
NOT_MEASURED = "Ingen har skrevet ind, hvad der blev målt."
NOT_YET = "Der er ikke målt noget endnu."
MARGIN_SIGN = "+ er bedre end lovet"
PLACES = {"at_most": "loftet på {}", "at_least": "målet på mindst {}"}
WORDS = {"at_most": "højst {}", "at_least": "mindst {}", "about": "omkring {}"}


def amount(number: Decimal, unit: str) -> str:
    """`35 borgere`, `1 borger`, `90 %`."""
    name = ONE_OF.get(unit, unit) if abs(number) == 1 else unit
    return f"{danish_number(number, decimals_in(number))} {name}"


def promised_text(promised: Promised) -> str:
    """`højst 35 borgere`, `mindst 200 flere jobordrer`, `omkring 45 sager, 15 pr. konsulent (delt på 3)`."""
    if promised.rule == "increase":
        return rise(promised)
    text = WORDS[promised.rule].format(amount(promised.value, promised.unit))
    return f"{text}, {spread(promised)}" if promised.per else text


def rise(promised: Promised) -> str:
    number = danish_number(promised.value, decimals_in(promised.value))
    if promised.unit == PERCENT:
        return f"en stigning på mindst {number} procentpoint"
    return f"mindst {number} flere {promised.unit}"


def spread(promised: Promised) -> str:
    """`15 pr. konsulent (delt på 3)`: worked out here, because the source prints the total."""
    each = Fraction(promised.value) / promised.per
    number = danish_number(each, 0 if each.denominator == 1 else SPREAD_DECIMALS)
    return f"{number} pr. {promised.per_unit} (delt på {promised.per})"


def margin_text(judged: Judged) -> str:
    """`+2`, `−1,6`, `0`; "" where there is none."""
    return "" if judged.margin is None else danish_number(judged.margin, decimals_in(judged.margin), signed=True)


def measured_text(promised: Promised, measured: Measured) -> str:
    return f"{amount(measured.value, promised.unit)} pr. {danish_date(measured.day)}"


def sentence(promised: Promised, judged: Judged) -> str:
    """What was measured against what was promised, or what is missing to say so."""
    if judged.measured is None:
        said = NOT_YET if judged.verdict == Verdict.NOT_DUE else NOT_MEASURED
        return " ".join([said, *also_missing(promised, judged)])
    found = measured_text(promised, judged.measured)
    match judged.reason:
        case "tolerance_missing":
            return f"{found}, og lovet var {amount_promised(promised)}. {undecided(promised)}"
        case "baseline_missing":
            return f"{found}, og lovet var {rise(promised)}. Udgangspunktet er ikke oplyst, så det kan ikke vurderes."
        case "deadline_figure_missing":
            return f"{found}. Fristen var {last_day(promised.due.end)}, og der er intet tal derfra."
        case "before_deadline":
            return f"{relation(promised, judged, found)} {deadline(promised)}"
    return relation(promised, judged, found)


def relation(promised: Promised, judged: Judged, found: str) -> str:
    """`33 borgere pr. 1. marts 2022: 2 under loftet på 35 borgere.`"""
    if not judged.margin:
        return f"{found}: præcis {place(promised)}."
    gap = danish_number(abs(judged.margin), decimals_in(judged.margin))
    gap += " procentpoint" if promised.unit == PERCENT else ""
    above = (judged.margin > 0) != (promised.rule == "at_most")
    return f"{found}: {gap} {'over' if above else 'under'} {place(promised)}."


def place(promised: Promised) -> str:
    if promised.rule != "increase":
        return PLACES[promised.rule].format(amount(promised.value, promised.unit))
    goal = amount(promised.baseline + promised.value, promised.unit)
    return f"målet på {goal}, som er {rise(promised)} end udgangspunktet"


def also_missing(promised: Promised, judged: Judged) -> list[str]:
    """What a figure alone would not mend."""
    if judged.verdict == Verdict.NOT_DUE:
        return [deadline(promised)]
    said = [f"Fristen var {last_day(promised.due.end)}."] if promised.due else []
    if promised.rule == "about":
        said.append(undecided(promised))
    if promised.rule == "increase" and promised.baseline is None:
        said.append("Udgangspunktet er heller ikke oplyst.")
    return said


def deadline(promised: Promised) -> str:
    return f"Løftet skal være holdt inden {last_day(promised.due.end)}."


def undecided(promised: Promised) -> str:
    return f"Det er ikke besluttet, hvor tæt på {amount_promised(promised).removeprefix('omkring ')} der er tæt nok."


def amount_promised(promised: Promised) -> str:
    return WORDS[promised.rule].format(amount(promised.value, promised.unit))


def lead(sentences: Sequence[str], verdicts: Sequence[Verdict]) -> str:
    """The one promise's sentence, or how many of several have which word; "" where nothing was promised."""
    if len(verdicts) < 2:
        return "".join(sentences)
    if len(set(verdicts)) == 1:
        return f"{'Begge' if len(verdicts) == 2 else f'Alle {len(verdicts)}'} løfter {worded(verdicts[0])}."
    return tally(verdicts)


def tally(verdicts: Sequence[Verdict]) -> str:
    """`1 løfte er ikke opfyldt, og 2 løfter mangler tal.`, the worst first."""
    found = Counter(verdicts)
    return as_sentence(
        [f"{counted(found[each], 'løfte', 'løfter')} {worded(each)}" for each in WORST_FIRST if each in found]
    )


def worded(verdict: Verdict) -> str:
    """The verdict as it reads after a count: `er ikke opfyldt`, `mangler tal`."""
    if verdict == Verdict.NOT_DUE:
        return "har en frist, der ikke er nået"
    word = VERDICT_WORDS[verdict]
    return f"er {word}" if verdict in (Verdict.MET, Verdict.MISSED) else word
