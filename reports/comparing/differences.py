"""What differs between two reports of one plan, thing by thing: payloads as JSON → dicts like `Difference`. Pure."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from aabenraa_plan.formats import danish_date
from reports.comparing.goal_differences import NOTHING, Change, goals
from reports.comparing.telling import kroner_apart
from reports.payload.shapes import Difference

BUDGET, INITIATIVES, WORDS = "Budget", "Indsatser", "Tekst"
KINDS = {"support": "forsørgelse", "effort": "indsats"}
MONEY = {
    "adopted": "vedtaget budget",
    "revised": "korrigeret budget",
    "spent": "forbrug",
    "forecast": "forventet regnskab",
}
PARTS = {
    "economy": "økonomi",
    "promises": "løfter",
    "cohorts": "opgørelse af borgere",
    "notes": "notater",
    "goals": "mål",
    "period": "periode",
}
BESIDE = {"gaps": "Det, der mangler,", "marks": "Forbeholdene", "sources": "Kilderne"}
"""What is written beside the figures, and how a sentence about it begins."""
NO_MEETING = {"meets_on": "", "item_number": None, "case_number": "", "recommendation": ""}


def differences(before: dict, after: dict) -> list[dict]:
    """In the order of the report. Words that belong to a quarter are compared only within one."""
    same_quarter = before["quarter"]["code"] == after["quarter"]["code"]
    found = [*goals(before["guideposts"], after["guideposts"], same_quarter)]
    found += budgets(before["budget"], after["budget"])
    found += initiatives(before["initiatives"], after["initiatives"])
    found += words(before, after) if same_quarter else []
    return [asdict(each) for each in found]


def budgets(before: dict | None, after: dict | None) -> Iterable[Difference]:
    if before is None or after is None or before["year"] != after["year"]:
        years = [f"budget {found['year']}" if found else NOTHING for found in (before, after)]
        if years[0] != years[1]:
            now = f"nu {years[1]}" if after else "ikke længere et budget"
            yield Difference("budget", BUDGET, "Budgettet", "år", *years, f"Rapporten viser {now}.")
        return
    for key, kind in KINDS.items():
        yield from money_differences(before[key], after[key], kind)
    yield from frame_differences(before["frames"], after["frames"])


def money_differences(before: list[dict], after: list[dict], kind: str) -> Iterable[Difference]:
    """Support and effort have lines of one name: which it is stands with each."""
    earlier = {line_name(row): row for row in before}
    for row in after:
        name, old = f"{line_name(row)}, {kind}", earlier.pop(line_name(row), None)
        if old is None:
            yield Difference("added", BUDGET, name, "linje", "", name, f"{name} er ny.")
        else:
            yield from row_differences(name, old, row)
    for row in earlier.values():
        name = f"{line_name(row)}, {kind}"
        yield Difference("removed", BUDGET, name, "linje", name, "", f"{name} er ikke med længere.")


def line_name(row: dict) -> str:
    return f"{row['name']}, {row['part']}" if row["part"] else row["name"]


def row_differences(name: str, before: dict, after: dict) -> Iterable[Difference]:
    for key, what in MONEY.items():
        if before[key]["value"] != after[key]["value"]:
            yield of_money(name, what, kroner_apart(before[key], after[key]))


def of_money(name: str, what: str, change: Change) -> Difference:
    sentence = f"{name}: {what} er gået fra {change[0]} til {change[1]} (1.000 kr.)."
    return Difference("budget", BUDGET, name, what, *change, sentence)


def frame_differences(before: list[dict], after: list[dict]) -> Iterable[Difference]:
    earlier = {frame["name"]: frame["amount"] for frame in before}
    for frame in after:
        old = earlier.get(frame["name"])
        if old and old["value"] != frame["amount"]["value"]:
            yield of_money(f"{frame['name']}, ramme", "beløb", kroner_apart(old, frame["amount"]))


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
    """Its status and what came of it with their words; of the rest that it is another."""
    name = after["name"]
    for key, what in (("status", "status"), ("sentence", "resultat")):
        if before[key] != after[key]:
            old, new = before[key], after[key]
            yield of_initiative("initiative", after, what, (old, new), f"{name}: {what} er ændret.")
    for key, what in PARTS.items():
        if before[key] != after[key]:
            yield of_initiative("initiative", after, what, ("", ""), f"{name}: {what} er ændret.")


def words(before: dict, after: dict) -> Iterable[Difference]:
    """What people wrote of the quarter, and what stands beside the figures."""
    old, new = (found["meeting"] or NO_MEETING for found in (before, after))
    if before["introduction"] != after["introduction"]:
        change = before["introduction"], after["introduction"]
        yield of_words("Lederens sammenfatning", "tekst", change, "Lederens sammenfatning er ændret.")
    if old["recommendation"] != new["recommendation"]:
        change = old["recommendation"], new["recommendation"]
        yield of_words("Indstillingen", "tekst", change, "Indstillingen er ændret.")
    if place_of(old) != place_of(new):
        yield of_words("Mødet", "møde", (place_of(old), place_of(new)), "Mødet er ændret.")
    for key, what in BESIDE.items():
        if before[key] != after[key]:
            yield of_words(what.rstrip(","), "tekst", ("", ""), f"{what} er ændret.")


def of_words(where: str, what: str, change: Change, sentence: str) -> Difference:
    return Difference("introduction", WORDS, where, what, *change, sentence)


def place_of(meeting: dict) -> str:
    """`4. december 2023, punkt 112, sag 22/38279`."""
    day = danish_date(date.fromisoformat(meeting["meets_on"])) if meeting["meets_on"] else ""
    item = f"punkt {meeting['item_number']}" if meeting["item_number"] else ""
    case = f"sag {meeting['case_number']}" if meeting["case_number"] else ""
    return ", ".join(part for part in (day, item, case) if part)
