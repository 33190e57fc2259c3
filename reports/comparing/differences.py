"""What differs between two reports of one plan, thing by thing: payloads as JSON → dicts like `Difference`. Pure."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import zip_longest

from reports.payload.shapes import Difference

GOALS, BUDGET, INITIATIVES, WORDS = "Mål", "Budget", "Indsatser", "Tekst"
MONEY = {"revised": "korrigeret budget", "spent": "forbrug", "forecast": "forventet regnskab"}
TEXTS = {"happened": "hvad der skete", "why": "hvorfor", "next_step": "hvad der gøres nu"}
NOTHING = "–"
Change = tuple[str, str]
"""Before and after, as they are shown."""


def differences(before: dict, after: dict) -> list[dict]:
    """In the order of the report. Words that belong to a quarter are compared only within one."""
    same_quarter = before["quarter"]["code"] == after["quarter"]["code"]
    found = [*goals(before["guideposts"], after["guideposts"], same_quarter)]
    found += budgets(before["budget"], after["budget"])
    found += initiatives(before["initiatives"], after["initiatives"])
    if same_quarter and before["introduction"] != after["introduction"]:
        said = ("Lederens sammenfatning", "tekst", before["introduction"], after["introduction"])
        found.append(Difference("introduction", WORDS, *said, "Lederens sammenfatning er ændret."))
    return [asdict(each) for each in found]


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
        yield from comment_differences(after, before["comment"] or {}, after["comment"] or {})


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


def promised(before: dict | None, after: dict | None) -> tuple[str, str]:
    return before["promise"] if before else "", after["promise"] if after else ""


def figure_differences(goal: dict, before: dict, after: dict) -> Iterable[Difference]:
    """A newer period's figure, or another figure for the same one."""
    name, old, new = name_of(goal), figure_text(before), figure_text(after)
    part = f" ({after['title']})" if len(goal["targets"]) > 1 else ""
    if before["number"]["value"] == after["number"]["value"] and before["period"] == after["period"]:
        return
    if before["number"]["value"] is None or after["number"]["value"] is None:
        lost = "er ikke længere noget tal" if after["number"]["value"] is None else "er nu et tal"
        yield of_goal("figure", goal, "tal", (old, new), f"{name}{part}: der {lost}{tail(after)}.")
    elif before["period"] == after["period"]:
        values = f"fra {before['number']['text']} til {after['number']['text']}"
        sentence = f"{name}{part}: tallet for {after['period_label']} er rettet {values}."
        yield of_goal("revised", goal, "tal", (old, new), sentence)
    else:
        yield of_goal("figure", goal, "tal", (old, new), f"{name}{part}: {old} blev til {new}.")


def tail(target: dict) -> str:
    return f": {figure_text(target)}" if target["number"]["value"] is not None else ""


def figure_text(target: dict) -> str:
    if target["number"]["value"] is None:
        return NOTHING
    return f"{target['number']['text']} i {target['period_label']}" if target["period"] else target["number"]["text"]


def comment_differences(goal: dict, before: dict, after: dict) -> Iterable[Difference]:
    for key, what in TEXTS.items():
        old, new = before.get(key, ""), after.get(key, "")
        if old != new:
            yield of_goal("comment", goal, what, (old, new), f"{name_of(goal)}: kommentaren om {what} er ændret.")


def budgets(before: dict | None, after: dict | None) -> Iterable[Difference]:
    if before is None or after is None or before["year"] != after["year"]:
        years = [f"budget {found['year']}" if found else NOTHING for found in (before, after)]
        if years[0] != years[1]:
            now = f"nu {years[1]}" if after else "ikke længere et budget"
            yield Difference("budget", BUDGET, "Budgettet", "år", *years, f"Rapporten viser {now}.")
        return
    for kind in ("support", "effort"):
        yield from money_differences(before[kind], after[kind])


def money_differences(before: list[dict], after: list[dict]) -> Iterable[Difference]:
    earlier = {(row["name"], row["part"]): row for row in before}
    for row in after:
        old = earlier.pop((row["name"], row["part"]), None)
        if old is None:
            yield Difference("added", BUDGET, line_name(row), "linje", "", line_name(row), f"{line_name(row)} er ny.")
        else:
            yield from row_differences(old, row)
    for row in earlier.values():
        sentence = f"{line_name(row)} er ikke med længere."
        yield Difference("removed", BUDGET, line_name(row), "linje", line_name(row), "", sentence)


def line_name(row: dict) -> str:
    return f"{row['name']}, {row['part']}" if row["part"] else row["name"]


def row_differences(before: dict, after: dict) -> Iterable[Difference]:
    for key, what in MONEY.items():
        if before[key]["value"] != after[key]["value"]:
            old, new = before[key]["text"], after[key]["text"]
            sentence = f"{line_name(after)}: {what} er gået fra {old} til {new} (1.000 kr.)."
            yield Difference("budget", BUDGET, line_name(after), what, old, new, sentence)


def initiatives(before: list[dict], after: list[dict]) -> Iterable[Difference]:
    earlier = {each["code"]: each for each in before}
    for each in after:
        old = earlier.pop(each["code"], None)
        if old is None:
            yield of_initiative(
                "added", each, "indsats", ("", each["name"]), f"Indsatsen {each['name']} er kommet til."
            )
        else:
            yield from initiative_differences(old, each)
    for each in earlier.values():
        sentence = f"Indsatsen {each['name']} er ikke med længere."
        yield of_initiative("removed", each, "indsats", (each["name"], ""), sentence)


def of_initiative(kind: str, each: dict, what: str, change: Change, sentence: str) -> Difference:
    return Difference(kind, INITIATIVES, each["name"], what, *change, sentence)


def initiative_differences(before: dict, after: dict) -> Iterable[Difference]:
    name = after["name"]
    for key, what in (("status", "status"), ("sentence", "resultat")):
        if before[key] != after[key]:
            old, new = before[key], after[key]
            yield of_initiative("initiative", after, what, (old, new), f"{name}: {what} er ændret.")
