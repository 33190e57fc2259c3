"""The differences between two reports in the few sentences a reader needs. Pure."""

from collections import defaultdict

from aabenraa_plan.formats import counted, listed

UNCHANGED = "Intet er ændret."
TOTAL = "I alt"
WHOLE = {f"{TOTAL}, forsørgelse": "Forsørgelsen", f"{TOTAL}, indsats": "Indsatsen"}
NONE = "–"
COUNTED = {
    "revised": ("tal er rettet for en periode, der var med før", "tal er rettet for perioder, der var med før"),
    "earlier": ("målepunkt har fået rettet tidligere tal", "målepunkter har fået rettet tidligere tal"),
    "promise": ("krav er ændret", "krav er ændret"),
    "title": ("mål har skiftet navn", "mål har skiftet navn"),
    "final": ("tal er ikke længere foreløbigt", "tal er ikke længere foreløbige"),
    "provisional": ("tal er blevet foreløbigt", "tal er blevet foreløbige"),
    "comment": ("kommentar eller vurdering er ændret", "kommentarer og vurderinger er ændret"),
}


def summary(found: list[dict]) -> list[str]:
    """Status first, then newer figures, then everything else by count, and the money last."""
    if not found:
        return [UNCHANGED]
    said = [*turns(found), *newer(found), *(counts(found)), *comings(found), *money(found)]
    changed = sum(each["kind"] == "initiative" for each in found)
    said += [f"{counted(changed, 'oplysning', 'oplysninger')} om indsatser er ændret."] * bool(changed)
    return said


def turns(found: list[dict]) -> list[str]:
    """`Mål 2 og 5 er gået fra «ikke opfyldt» til «opfyldt».`"""
    moved = defaultdict(list)
    for each in found:
        if each["kind"] == "standing":
            moved[each["before"], each["after"]].append(each["where"])
    return [f"{named(who)} er gået fra «{old}» til «{new}»." for (old, new), who in moved.items()]


def named(goals: list[str]) -> str:
    """`Mål 2, 5 og 6`; a goal without a number by its name."""
    numbers = [goal.removeprefix("Mål ") for goal in goals if goal.startswith("Mål ")]
    others = [goal for goal in goals if not goal.startswith("Mål ")]
    text = listed([f"mål {listed(numbers)}"] * bool(numbers) + [other[0].lower() + other[1:] for other in others])
    return text[0].upper() + text[1:]


def newer(found: list[dict]) -> list[str]:
    """`Ingen mål har skiftet status; 2 har fået nyere tal (mål 1 og 4).`"""
    turned = {each["goal"] for each in found if each["kind"] == "standing"}
    fresh = {each["goal"]: each["where"] for each in found if each["kind"] == "figure" and each["goal"] not in turned}
    if not fresh:
        return []
    who = named(list(fresh.values()))
    inside = who[0].lower() + who[1:]
    if turned:
        count = counted(len(fresh), "andet mål har", "andre mål har")
        return [f"{count} fået nyere tal, men samme status ({inside})."]
    return [f"Ingen mål har skiftet status; {len(fresh)} har fået nyere tal ({inside})."]


def counts(found: list[dict]) -> list[str]:
    numbers = {kind: sum(each["kind"] == kind for each in found) for kind in COUNTED}
    return [f"{counted(number, *COUNTED[kind])}." for kind, number in numbers.items() if number]


def comings(found: list[dict]) -> list[str]:
    return [each["sentence"] for each in found if each["kind"] in ("added", "removed", "introduction")]


def money(found: list[dict]) -> list[str]:
    """The year where it is another one, else what the whole is expected to cost now, and how many lines."""
    years = [each["sentence"] for each in found if each["kind"] == "budget" and each["what"] == "år"]
    lines = lines_changed(found)
    counted_lines = [f"{counted(len(lines), 'budgetlinje er', 'budgetlinjer er')} ændret."] * bool(lines)
    return years or [*expected(found), *counted_lines]


def expected(found: list[dict]) -> list[str]:
    """`Forsørgelsen ventes nu at koste 440.783 t.kr. (før 441.004 t.kr.).`"""
    told = [each for each in found if each["kind"] == "budget" and each["what"] == "forventet regnskab"]
    return [
        f"{WHOLE[each['where']]} ventes nu at koste {each['after']} t.kr. (før {each['before']} t.kr.)."
        for each in told
        if each["where"] in WHOLE and NONE not in (each["before"], each["after"])
    ]


def lines_changed(found: list[dict]) -> set[str]:
    """The lines of the budget whose money is another; a sum is none."""
    where = {each["where"] for each in found if each["kind"] == "budget"}
    return {line for line in where if not line.startswith(TOTAL)}
