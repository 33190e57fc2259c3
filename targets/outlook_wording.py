"""The outlook and the flags of a figure in Danish sentences. Pure."""

from fractions import Fraction
from itertools import pairwise
from math import ceil

from aabenraa_plan.formats import counted, danish_number
from extracts.periods import Kind
from targets.wording import amount, distance, last_day, telling_decimals

OUTLOOK_WORDS = {
    "on_track": "på vej",
    "at_risk": "i risiko",
    "off_track": "bagud",
    "cannot_say": "udsigten kendes ikke",
}
STEPS = {
    Kind.MONTH: ("hver måned", "måned", "måneder"),
    Kind.QUARTER: ("hvert kvartal", "kvartal", "kvartaler"),
    Kind.HALF_YEAR: ("hvert halvår", "halvår", "halvår"),
    Kind.YEAR: ("hvert år", "år", "år"),
    Kind.ROLLING_YEAR: ("hvert kvartal", "kvartal", "kvartaler"),
    Kind.ROLLING_12: ("hver måned", "måned", "måneder"),
}
UNSAID = {
    "too_few_changes": "Der er færre end otte år-til-år-ændringer at fremskrive af.",
    "season_missing": "Der er intet tal fra samme tid på året at fremskrive fra.",
    "break_ahead": "Opgørelsen lægges om inden fristen, så der kan ikke fremskrives.",
    "limit_moves": "Det tal, der skal sammenlignes med ved fristen, kendes ikke endnu.",
}
FLAG_WORDS = {
    "provisional": "foreløbigt",
    "stale": "forældet",
    "awaiting_source": "afventer kilden",
    "revised_since_signed": "ændret siden rapporten",
    "too_close": "usikker afgørelse",
}
FLAG_SENTENCES = {
    "marked": "Tallet er foreløbigt: kilden kan stadig ændre det.",
    "newer_published": "Tallet er forældet: {detail} er udgivet, men ikke indlæst.",
    "nothing_newer_published": "Afventer kilden: {detail} er ikke udgivet endnu.",
    "newer_version": "Tallet er ændret siden rapporten for {detail}.",
    "within_usual_revision": "Afgørelsen er usikker: afstanden er mindre, end tallet plejer at blive rettet med.",
    "within_chance": "Afgørelsen er usikker: blandt {detail} kan så lille en forskel være tilfældig.",
}
MOST_DECIMALS = 2
PROJECTED_DECIMALS = 1
"""A projection is no surer than that; more are shown only where two numbers would read the same."""
EACH_FUTURE = "Hver fremskrivning bygger på en af de ændringer, tallet har haft fra et år til det næste."


def flag_sentence(raised) -> str:
    return FLAG_SENTENCES[raised.reason].format(detail=raised.detail)


def outlook_sentence(prospect, target, *, record=None) -> str:
    """What the outlook rests on: the projection with its odds, the path, and what is needed to get there.

    `record`: how the range did on the past, for where the odds stand beside and need not be said again.
    """
    if prospect.projection:
        grounds = f"{EACH_FUTURE} {record_sentence(record)}" if record else odds_sentence(prospect)
        said = [projected(prospect, target), grounds]
    else:
        said = [UNSAID[prospect.reason]]
    said.append(against_path(prospect, target))
    said.append(needed_per_period(prospect, target))
    return " ".join(filter(None, said))


def projected(prospect, target) -> str:
    found, unit, limit = prospect.projection, target.unit, prospect.comparand.value
    ends = shown_range(prospect, unit)
    pairs = [*pairwise(ends), *((end, limit) for end in ends)]
    most = max(telling_decimals(one, other, unit, PROJECTED_DECIMALS) for one, other in pairs)
    low, centre, high = (amount(number, unit, most) for number in ends)
    spread = f"{centre}, med et spænd fra {low} til {high}"
    if found.futures[0] == found.futures[-1]:
        spread = f"{centre}, for alle år-til-år-ændringer har været lige store"
    return f"Fremskrevet til {found.period.label}: {spread}."


def shown_range(prospect, unit: str) -> tuple[Fraction, Fraction, Fraction]:
    """Low, middle and high of the projection, kept where the unit can go: no fewer than none, no more than all.

    The odds are left as they are: a future beyond the possible lies on the same side of the limit.
    """
    found, latest = prospect.projection, prospect.figure.exact
    least = min(Fraction(0), latest)
    most = max(Fraction(100), latest) if unit == "percent" else None
    ends = [max(least, end) for end in (found.low, found.centre, found.high)]
    return tuple(ends if most is None else [min(most, end) for end in ends])


def odds_sentence(prospect) -> str:
    """`3 af 12 fremskrivninger når målet.`; nothing where nothing can be projected."""
    if prospect.odds is None:
        return ""
    count = len(prospect.projection.futures)
    return f"{int(prospect.odds * count)} af {counted(count, 'fremskrivning', 'fremskrivninger')} når målet."


def against_path(prospect, target) -> str:
    if prospect.expected is None:
        return ""
    exact, expected = prospect.figure.exact, prospect.expected
    most = telling_decimals(exact, expected, target.unit)
    gap = distance(exact - expected, target.unit, most)
    place = "bagud" if prospect.behind_path else "foran"
    when = last_day(prospect.figure.period.end)
    where = f"For at følge vejen til målet skulle tallet være {amount(expected, target.unit, most)} ved {when}. "
    return where + ("Det er præcis der." if prospect.on_path else f"Det er {gap} {place}.")


def needed_per_period(prospect, target) -> str:
    """`Målet kræver en stigning på i gennemsnit 0,4 procentpoint hvert år fra 2023 til udgangen af 2026 (3 år).`"""
    if prospect.per_period is None:
        return ""
    each, one, several = STEPS[prospect.figure.period.kind]
    left = f"({counted(prospect.periods_left, one, several)})"
    time = f"fra {prospect.figure.period.label} til {last_day(target.deadline)} {left}."
    change = "en stigning" if prospect.comparand.higher else "et fald"
    if not prospect.per_period:
        return f"Målet kræver {change}, uanset hvor lille, {time}"
    step = f"{change} på {'i gennemsnit ' * (prospect.periods_left > 1)}{step_of(prospect, target)}"
    return f"Målet kræver {step} {each + ' ' if prospect.periods_left > 1 else ''}{time}"


def step_of(prospect, target) -> str:
    """How much each period must bring, in persons too where there are any; what is shown is enough.

    With one period left it is the distance to the target, so it reads as the verdict's sentence says it.
    """
    if prospect.periods_left == 1:
        most = telling_decimals(prospect.figure.exact, prospect.comparand.value, target.unit)
        step = distance(prospect.per_period, target.unit, most)
    else:
        step = distance(rounded_up(prospect.per_period, MOST_DECIMALS), target.unit, MOST_DECIMALS)
    if target.unit == "persons":
        return step
    step = f"mere end {step}" if prospect.comparand.strict else step
    if not prospect.persons:
        return step
    persons = rounded_up(prospect.persons, 1)
    count = danish_number(persons, 0 if persons.denominator == 1 else 1)
    return f"{step} ({count} {'borger' if persons == 1 else 'borgere'})"


def rounded_up(number: Fraction, decimals: int) -> Fraction:
    return Fraction(ceil(number * 10**decimals), 10**decimals)


def record_sentence(record) -> str:
    """How the projection's range did on the past."""
    if not record.tried:
        return "Fremskrivningen kan ikke prøves på fortiden endnu: serien er for kort."
    return (
        f"Spændet skal holde fire ud af fem gange. Prøvet på fortiden holdt det "
        f"{danish_number(record.held)} af {counted(record.tried, 'gang', 'gange')}."
    )
