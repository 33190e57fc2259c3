"""A verdict in one Danish sentence. Pure; rounds only here, and never so that a miss looks like a hit."""

from datetime import timedelta
from fractions import Fraction

from aabenraa_plan.formats import MONTHS, danish_date, danish_number, round_half_up

NARRATIVE = "Målet har intet tal. Det vurderes i ord, og ingen har vurderet det endnu."
NO_TOLERANCE = "Der er ikke besluttet en tolerance."
UNITS = {
    "percent": (" %", " %"),
    "persons": (" person", " personer"),
    "hours": (" time", " timer"),
    "kroner": (" kr.", " kr."),
    "rank": ("", ""),
    "count": ("", ""),
}
DISTANCES = UNITS | {"percent": (" procentpoint", " procentpoint"), "rank": (" plads", " pladser")}
"""What follows a number of the unit: for one, and for any other."""
USUAL_DECIMALS = {"percent": 2}
MOST_DECIMALS = 6
ANY_CHANGE = {
    "reduce": "Ethvert fald tæller: det er ikke besluttet, hvor stort det skal være.",
    "increase": "Enhver stigning tæller: det er ikke besluttet, hvor stor den skal være.",
}

VERDICT_WORDS = {
    "met": "opfyldt",
    "near": "tæt på",
    "missed": "ikke opfyldt",
    "no_data": "mangler tal",
    "not_enough": "kan ikke vurderes",
    "not_due": "fristen er ikke nået",
    "narrative": "vurderes i ord",
}

WHY_NOT = {
    "no_figure": "Der er ikke indlæst tal{period}.",
    "suppressed": "Tallet{period} er diskretioneret: gruppen er for lille til at blive vist.",
    "not_available": "Kilden har ikke oplyst et tal{period}.",
    "zero_denominator": "Nævneren{period} er 0, så der kan ikke regnes en andel.",
    "baseline_missing": "{value}Udgangspunktet kendes ikke, så udviklingen kan ikke vurderes endnu.",
    "last_year_missing": "{value}Tallet for året før mangler, så niveauet kan ikke sammenlignes.",
    "is_baseline": "{value}Det er udgangspunktet. Der er ikke indlæst et nyere tal at sammenligne med det.",
    "before_baseline": "{value}Det er fra før udgangspunktet. Der er ikke indlæst et nyere tal end udgangspunktet.",
    "period_kind": "{value}Perioden kan ikke sammenlignes med udgangspunktets: år mod år, kvartal mod samme kvartal.",
    "break_between": "{value}Opgørelsen er lagt om siden udgangspunktet, så tallene kan ikke sammenlignes.",
    "comparator_missing": "{value}Der mangler et tal for {comparator} i samme periode at sammenligne med.",
    "tolerance_missing": "{value}Det er ikke besluttet, hvor langt fra {limit} der er tæt nok på.",
    "direction_missing": "{value}Det er ikke besluttet, om målepunktet helst skal op eller ned.",
    "parts_missing": "Målet gælder {scope} {span}, og der mangler tal for nogle af perioderne.",
    "end_missing": "Målet gælder {scope} {span}, og tallet derfra mangler.",
    "break_inside": "Målet gælder {scope} {span}, men opgørelsen blev lagt om undervejs.",
    "span_not_over": "Målet gælder {scope} {span}, som ikke er slut endnu.",
    "part_of_span": "{value}Målet gælder {scope} {span}.",
    "outside_span": "{value}Målet gælder {span} og kan ikke vurderes på andre perioder.",
}
SCOPES = {"average": "gennemsnittet for hele", "sum": "summen for hele", "end": "slutningen af"}
JUDGED_SCOPES = {"average": " i gennemsnit", "sum": " i alt"}
PROMISED_SCOPES = {"average": "i gennemsnit for", "sum": "i alt i", "end": "ved slutningen af"}
MILESTONES = {
    "done_in_time": "Gennemført {done}, inden fristen: {last_day}.",
    "done_late": "Gennemført {done}, efter fristen: {last_day}.",
    "before_deadline": "Skal være gennemført inden {last_day}.",
    "not_recorded": "Fristen var {last_day}. Det er ikke registreret, om det blev gennemført.",
}


def decimals_for(number: Fraction, unit: str, most: int | None = None) -> int:
    """The decimals that say a number exactly, at most `most` (by default two for a percentage, else one)."""
    most = USUAL_DECIMALS.get(unit, 1) if most is None else most
    return next((decimals for decimals in range(most) if Fraction(number) * 10**decimals % 1 == 0), most)


def amount(number: Fraction, unit: str, most: int | None = None) -> str:
    """`11,6 %`, `1.495 personer`, `1 person`."""
    return danish_number(number, decimals_for(number, unit, most)) + UNITS[unit][abs(number) != 1]


def distance(number: Fraction, unit: str, most: int | None) -> str:
    return danish_number(abs(number), decimals_for(number, unit, most)) + DISTANCES[unit][abs(number) != 1]


def telling_decimals(value: Fraction, comparand: Fraction, unit: str, fewest: int | None = None) -> int:
    """Enough decimals that two different numbers do not read the same, nor their distance as nothing."""
    decimals = USUAL_DECIMALS.get(unit, 1) if fewest is None else fewest
    while value != comparand and decimals < MOST_DECIMALS:
        apart = round_half_up(value, decimals) != round_half_up(comparand, decimals)
        if apart and round_half_up(value - comparand, decimals):
            break
        decimals += 1
    return decimals


def sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def judged(assessment, target, comparand) -> str:
    """`11,6 % i maj 2020: 1,6 procentpoint over loftet på 10 %.` and what would have been enough."""
    value, unit = assessment.value, target.unit
    most = telling_decimals(value, comparand.value, unit)
    place, gap = name_of(target, comparand, most), value - comparand.value
    relation = f"{distance(gap, unit, most)} {'over' if gap > 0 else 'under'} {place}" if gap else f"præcis på {place}"
    over = JUDGED_SCOPES.get(target.scope, "")
    said = [sentence(f"{amount(value, unit, most)}{over} i {assessment.period.label}: {relation}")]
    if assessment.reason == "before_deadline":
        said.append(f"Målet skal være nået inden {last_day(target.deadline)}.")
    if assessment.reason == "deadline_figure_missing":
        said.append(f"Fristen var {last_day(target.deadline)}, men der er ikke indlæst tal for den endnu.")
    if assessment.needed and target.scope == "each" and assessment.verdict in ("missed", "near", "not_due"):
        said.append(enough(assessment, comparand))
    if target.rule == "hold" and target.tolerance is None:
        said.append(NO_TOLERANCE)
    if target.rule in ANY_CHANGE and assessment.verdict == "met":
        said.append(ANY_CHANGE[target.rule])
    return " ".join(said)


def enough(assessment, comparand) -> str:
    """`22 flere borgere havde været nok.`; while there is still time: `Der skal være 22 flere borgere.`"""
    who = f"{danish_number(assessment.needed)} {'flere' if comparand.higher else 'færre'} borgere"
    if assessment.needed == 1:
        who = f"1 borger {'mere' if comparand.higher else 'færre'}"
    return f"Der skal være {who}." if assessment.reason == "before_deadline" else f"{who} havde været nok."


def name_of(target, comparand, most: int) -> str:
    limit = amount(comparand.value, target.unit, most)
    match target.rule:
        case "at_most":
            return f"grænsen (målet er under {limit})" if target.strict else f"loftet på {limit}"
        case "at_least":
            return f"grænsen (målet er over {limit})" if target.strict else f"målet på mindst {limit}"
        case "close_to":
            return f"målet på {limit}"
        case "no_worse_than":
            return f"niveauet i {target.comparator} ({limit})"
    about = "cirka " if target.baseline_approximate else ""
    when = f" ({comparand.period.label})" if comparand.period else ""
    return f"udgangspunktet på {about}{limit}{when}"


def why_not(reason: str, target, figure, asked, today) -> str:
    """Why there is no verdict; where there is no figure at all, also what would be missing even with one."""
    period = figure.period if figure else asked
    known = figure is not None and figure.exact is not None
    if reason == "is_baseline" and figure.period.end < target.baseline_period.end:
        reason = "before_baseline"
    said = WHY_NOT[reason].format(
        period=f" for {period.label}" if period else "",
        value=sentence(f"{amount(figure.exact, target.unit)} i {figure.period.label}") + " " if known else "",
        comparator=target.comparator,
        limit=amount(target.limit, target.unit) if target.limit is not None else "",
        span=target.span.label if target.span else "",
        scope=SCOPES.get(target.scope, ""),
    )
    return " ".join([said, *also_missing(target, today)]) if reason == "no_figure" else said


def also_missing(target, today) -> list[str]:
    """What a figure alone would not mend: an unknown baseline, an undecided tolerance, a deadline gone by."""
    said = []
    if target.baseline == "unknown" and target.baseline_value is None:
        said.append("Udgangspunktet kendes heller ikke.")
    if target.rule == "close_to" and target.tolerance is None:
        said.append(
            f"Det er heller ikke besluttet, hvor langt fra {amount(target.limit, target.unit)} der er tæt nok på."
        )
    if target.deadline and today >= target.deadline:
        said.append(f"Fristen var {last_day(target.deadline)}.")
    return said


def in_words(word) -> str:
    return f"Vurderet i ord af {word.by} {danish_date(word.day)}: {VERDICT_WORDS[word.verdict]}."


def milestone(reason: str, target) -> str:
    done = danish_date(target.completed_on) if target.completed_on else ""
    return MILESTONES[reason].format(done=done, last_day=last_day(target.deadline))


def last_day(deadline) -> str:
    """A half-open deadline as people say it: the end of the day, month or year before it."""
    day = deadline - timedelta(days=1)
    if deadline.day != 1:
        return f"udgangen af {danish_date(day)}"
    return f"udgangen af {day.year}" if deadline.month == 1 else f"udgangen af {MONTHS[day.month - 1]} {day.year}"


def promise(target) -> str:
    """The target in words for lists: `Højst 10 %`, `Højst som RAR Sydjylland`."""
    limit = amount(target.limit, target.unit) if target.limit is not None else ""
    match target.rule:
        case "at_most":
            text = f"Under {limit}" if target.strict else f"Højst {limit}"
        case "at_least":
            text = f"Over {limit}" if target.strict else f"Mindst {limit}"
        case "close_to":
            text = f"Tæt på {limit}"
        case "no_worse_than":
            text = f"Ikke {'lavere' if target.direction == 'higher' else 'højere'} end {target.comparator}"
        case "milestone":
            text = "Gennemføres"
        case "narrative":
            return "Vurderes i ord"
        case _:
            text = baseline_promise(target)
    if target.scope != "each":
        text += f" {PROMISED_SCOPES[target.scope]} {target.span.label}"
    if target.deadline:
        text += f" inden {last_day(target.deadline)}"
    return text


def baseline_promise(target) -> str:
    verb = {"reduce": "Lavere end", "increase": "Højere end"}.get(target.rule)
    if target.rule == "hold":
        verb = "Mindst" if target.direction == "higher" else "Højst"
    if target.baseline == "last_year":
        return f"{verb} samme niveau som året før" if target.rule == "hold" else f"{verb} året før"
    if target.baseline_value is None:
        return f"{verb} udgangspunktet (ikke oplyst i planen)"
    about = "cirka " if target.baseline_approximate else ""
    return f"{verb} {about}{amount(target.baseline_value, target.unit)}"
