"""The differences between two reports in the few sentences a reader needs. Pure."""

from collections import defaultdict

from aabenraa_plan.formats import counted, listed

UNCHANGED = "Intet er ændret."
COUNTED = {
    "revised": ("tal er rettet for en periode, der var med før", "tal er rettet for perioder, der var med før"),
    "promise": ("krav er ændret", "krav er ændret"),
    "title": ("mål har skiftet navn", "mål har skiftet navn"),
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
    turned = {each["goal"] for each in found if each["kind"] == "standing"}
    fresh = {each["goal"] for each in found if each["kind"] == "figure"} - turned
    if not fresh:
        return []
    return [f"{counted(len(fresh), 'mål har', 'mål har')} fået nyere tal, uden at status er ændret."]


def counts(found: list[dict]) -> list[str]:
    numbers = {kind: sum(each["kind"] == kind for each in found) for kind in COUNTED}
    return [f"{counted(number, *COUNTED[kind])}." for kind, number in numbers.items() if number]


def comings(found: list[dict]) -> list[str]:
    return [each["sentence"] for each in found if each["kind"] in ("added", "removed", "introduction")]


def money(found: list[dict]) -> list[str]:
    """Of sums the sentence itself, of lines how many."""
    told = [each for each in found if each["kind"] == "budget"]
    lines = {each["where"] for each in told if each["where"] != "I alt"}
    if not told:
        return []
    years = [each["sentence"] for each in told if each["what"] == "år"]
    return years or [f"{counted(len(lines), 'budgetlinje er', 'budgetlinjer er')} ændret."]
