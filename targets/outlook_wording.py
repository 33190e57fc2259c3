"""The outlook and the flags of a figure in Danish sentences. Pure."""

from aabenraa_plan.formats import counted, danish_number
from extracts.periods import Kind
from targets.wording import amount, distance, last_day

OUTLOOK_WORDS = {
    "on_track": "på vej",
    "at_risk": "i risiko",
    "off_track": "bagud",
    "cannot_say": "udsigten kendes ikke",
}
STEPS = {
    Kind.MONTH: ("hver måned", "måneder"),
    Kind.QUARTER: ("hvert kvartal", "kvartaler"),
    Kind.HALF_YEAR: ("hvert halvår", "halvår"),
    Kind.YEAR: ("hvert år", "år"),
    Kind.ROLLING_YEAR: ("hvert kvartal", "kvartaler"),
    Kind.ROLLING_12: ("hver måned", "måneder"),
}
WEIGHED = {
    "likely_but_behind": "Men tallet er bagud i forhold til stien.",
    "unlikely_but_ahead": "Men tallet er foran stien.",
}
TOO_FEW = "Der er færre end otte år-til-år-ændringer at fremskrive af."
FLAG_WORDS = {
    "provisional": "foreløbigt",
    "stale": "forældet",
    "awaiting_source": "afventer kilden",
    "revised_since_signed": "ændret siden rapporten",
    "too_close": "for tæt på til at afgøre",
}
FLAG_SENTENCES = {
    "marked": "Tallet er foreløbigt: kilden kan stadig ændre det.",
    "newer_published": "Tallet er forældet: {detail} er udgivet, men ikke indlæst.",
    "nothing_newer_published": "Afventer kilden: {detail} er ikke udgivet endnu.",
    "newer_version": "Tallet er ændret, siden rapporten blev underskrevet.",
    "within_usual_revision": "For tæt på til at afgøre: afstanden er mindre, end tallet plejer at blive rettet med.",
    "within_chance": "For tæt på til at afgøre: af {detail} svar eller borgere kan forskellen være tilfældig.",
}
MOST_DECIMALS = 2


def flag_sentence(raised) -> str:
    return FLAG_SENTENCES[raised.reason].format(detail=raised.detail)


def outlook_sentence(prospect, target) -> str:
    """What the outlook rests on: the projection with its odds, the path, and what is needed to get there."""
    said = [projected(prospect, target) if prospect.projection else TOO_FEW, against_path(prospect, target)]
    said += [WEIGHED.get(prospect.reason, ""), needed_per_period(prospect, target)]
    return " ".join(filter(None, said))


def projected(prospect, target) -> str:
    found, unit = prospect.projection, target.unit
    low, centre, high = (amount(number, unit, MOST_DECIMALS) for number in (found.low, found.centre, found.high))
    met = int(prospect.odds * len(found.futures))
    return (
        f"Fremskrevet til {found.period.label}: {centre}, og mellem {low} og {high} i fire ud af fem tilfælde. "
        f"{met} af {counted(len(found.futures), 'fremskrivning', 'fremskrivninger')} når målet."
    )


def against_path(prospect, target) -> str:
    if prospect.expected is None:
        return ""
    gap = distance(prospect.figure.exact - prospect.expected, target.unit, MOST_DECIMALS)
    place = "bagud" if prospect.behind_path else "foran"
    where = f"Stien siger {amount(prospect.expected, target.unit, MOST_DECIMALS)} ved udgangen af perioden: "
    return where + ("tallet er præcis på den." if prospect.on_path else f"tallet er {gap} {place}.")


def needed_per_period(prospect, target) -> str:
    """`Målet nås med 0,4 procentpoint hvert år til udgangen af 2026 (3 år).`, in persons where there are any."""
    if not prospect.per_period:
        return ""
    each, several = STEPS[prospect.figure.period.kind]
    step = distance(prospect.per_period, target.unit, MOST_DECIMALS)
    if prospect.persons:
        step += f" ({danish_number(prospect.persons)} borgere)" if target.unit == "percent" else ""
    left = f"{danish_number(prospect.periods_left)} {several}"
    return f"Det kræver i gennemsnit {step} {each} i de {left} til {last_day(target.deadline)}."


def record_sentence(record) -> str:
    """How the projection's range did on the past."""
    if not record.tried:
        return "Fremskrivningen kan ikke prøves på fortiden endnu: serien er for kort."
    return (
        f"Prøvet på fortiden lå tallet inden for fremskrivningens spænd "
        f"{danish_number(record.held)} af {counted(record.tried, 'gang', 'gange')}."
    )
