"""What differs between the goals of two reports. Pure."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import zip_longest

from reports.comparing.telling import measured_apart
from reports.payload.shapes import Difference

GOALS = "Mål"
TEXTS = {"happened": "hvad der skete", "why": "hvorfor", "next_step": "hvad der gøres nu"}
NOTHING = "–"
Change = tuple[str, str]
"""Before and after, as they are shown."""


def goal_changes(before: list[dict], after: list[dict]) -> list[dict]:
    """Of the goals alone, from one list of guideposts to another, whatever was said of a quarter."""
    return [asdict(each) for each in goals(before, after, same_quarter=False)]


def by_code(guideposts: list[dict]) -> dict[str, dict]:
    return {goal["code"]: goal for guidepost in guideposts for goal in guidepost["goals"]}


def goals(before: list[dict], after: list[dict], same_quarter: bool) -> Iterable[Difference]:
    earlier, later = by_code(before), by_code(after)
    for code, goal in later.items():
        if code in earlier:
            yield from goal_differences(earlier[code], goal, same_quarter)
        else:
            yield of_goal("added", goal, "mål", ("", goal["title"]), f"{name_of(goal)} er kommet til.")
    for code, goal in earlier.items():
        if code not in later:
            yield of_goal("removed", goal, "mål", (goal["title"], ""), f"{name_of(goal)} er ikke med længere.")


def name_of(goal: dict) -> str:
    return f"Mål {goal['number']}" if goal["number"] else f"Målet «{goal['title']}»"


def of_goal(kind: str, goal: dict, what: str, change: Change, sentence: str) -> Difference:
    return Difference(kind, GOALS, name_of(goal), what, *change, sentence, goal["code"])


def goal_differences(before: dict, after: dict, same_quarter: bool) -> Iterable[Difference]:
    name = name_of(after)
    if before["standing"] != after["standing"]:
        old, new = (goal["standing"]["word"].lower() for goal in (before, after))
        yield of_goal("standing", after, "status", (old, new), f"{name} er gået fra «{old}» til «{new}».")
    if before["title"] != after["title"]:
        old, new = before["title"], after["title"]
        yield of_goal("title", after, "navn", (old, new), f"{name} hed «{old}» og hedder nu «{new}».")
    for old, new in zip_longest(before["targets"], after["targets"]):
        yield from target_differences(after, old, new)
    if same_quarter:
        yield from word_differences(before, after)


def target_differences(goal: dict, before: dict | None, after: dict | None) -> Iterable[Difference]:
    name = name_of(goal)
    if before is None or after is None:
        kind, what = ("added", after) if before is None else ("removed", before)
        word = "kommet til" if before is None else "ikke med længere"
        yield of_goal(kind, goal, "krav", promised(before, after), f"{name}: kravet «{what['promise']}» er {word}.")
        return
    if before["promise"] != after["promise"]:
        old, new = promised(before, after)
        yield of_goal("promise", goal, "krav", (old, new), f"{name}: kravet var «{old}» og er nu «{new}».")
    if before["override"] != after["override"] and before["period"] == after["period"]:
        old, new = before["override"] or NOTHING, after["override"] or NOTHING
        yield of_goal("comment", goal, "vurdering", (old, new), f"{name}: en persons vurdering er ændret.")
    yield from figure_differences(goal, before, after)
    yield from earlier_figures(goal, before, after)


def promised(before: dict | None, after: dict | None) -> tuple[str, str]:
    return before["promise"] if before else "", after["promise"] if after else ""


def figure_differences(goal: dict, before: dict, after: dict) -> Iterable[Difference]:
    """A newer period's figure, or another figure for the same one, or the same one made final."""
    name, same_period = with_part(goal, after), before["period"] == after["period"]
    if before["number"]["value"] == after["number"]["value"] and same_period:
        yield from finality(goal, before, after)
        return
    values = measured_apart(before["number"], after["number"], after["unit"])
    old, new = (figure_text(*each) for each in zip((before, after), values, strict=True))
    if before["number"]["value"] is None or after["number"]["value"] is None:
        lost = "er ikke længere noget tal" if after["number"]["value"] is None else "er nu et tal"
        yield of_goal("figure", goal, "tal", (old, new), f"{name}: der {lost}{tail(after)}.")
    elif same_period:
        sentence = f"{name}: tallet for {after['period_label']} er rettet fra {values[0]} til {values[1]}."
        yield of_goal("revised", goal, "tal", (old, new), sentence)
    else:
        yield of_goal("figure", goal, "tal", (old, new), f"{name}: {old} blev til {new}.")


def with_part(goal: dict, target: dict) -> str:
    """`Mål 12 (Aktivitetsparate)`, where the goal has several demands."""
    return f"{name_of(goal)} ({target['title']})" if len(goal["targets"]) > 1 else name_of(goal)


def finality(goal: dict, before: dict, after: dict) -> Iterable[Difference]:
    if before["provisional"] != after["provisional"]:
        kind, now = ("provisional", "nu foreløbigt") if after["provisional"] else ("final", "ikke længere foreløbigt")
        words = tuple("foreløbigt" if each["provisional"] else "endeligt" for each in (before, after))
        sentence = f"{with_part(goal, after)}: tallet for {after['period_label']} er {now}."
        yield of_goal(kind, goal, "tal", words, sentence)


def tail(target: dict) -> str:
    return f": {figure_text(target, target['number']['text'])}" if target["number"]["value"] is not None else ""


def figure_text(target: dict, text: str) -> str:
    if target["number"]["value"] is None:
        return NOTHING
    return f"{text} i {target['period_label']}" if target["period"] else text


def earlier_figures(goal: dict, before: dict, after: dict) -> Iterable[Difference]:
    """Corrected figures of the drawing, beside the one that both reports judge; the newest by what it was."""
    known = points_of(before)
    revised = [
        (known[period], point)
        for period, point in points_of(after).items()
        if period in known and known[period]["number"]["value"] != point["number"]["value"]
        if not before["period"] == period == after["period"]
    ]
    if revised:
        old, new = max(revised, key=lambda pair: pair[1]["start"])
        first, last = measured_apart(old["number"], new["number"], after["unit"])
        one = f"tallet for {new['label']} er rettet fra {first} til {last}."
        several = f"{len(revised)} tidligere tal er rettet, senest for {new['label']} fra {first} til {last}."
        sentence = f"{with_part(goal, after)}: {several if len(revised) > 1 else one}"
        yield of_goal("earlier", goal, "tidligere tal", (first, last), sentence)


def points_of(target: dict) -> dict[str, dict]:
    return {point["period"]: point for point in target["chart"]["points"]} if target["chart"] else {}


def word_differences(before: dict, after: dict) -> Iterable[Difference]:
    """What is written of the goal."""
    if before["description"] != after["description"]:
        change, sentence = (before["description"], after["description"]), f"{name_of(after)}: beskrivelsen er ændret."
        yield of_goal("comment", after, "beskrivelse", change, sentence)
    earlier, later = before["comment"] or {}, after["comment"] or {}
    for key, what in TEXTS.items():
        old, new = earlier.get(key, ""), later.get(key, "")
        if old != new:
            yield of_goal("comment", after, what, (old, new), f"{name_of(after)}: kommentaren om {what} er ændret.")
