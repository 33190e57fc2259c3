"""Two reports laid side by side: goals and budget lines in pairs, and the finding in a sentence. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from aabenraa_plan.formats import as_sentence, counted
from reports.comparing.differences import line_name
from reports.comparing.goal_differences import name_of
from reports.comparing.wording import lines_changed, named

OTHER_PLANS = (
    "De to rapporter følger op på hver sin plan. Målene er ikke de samme, så de står hver for sig, "
    "ved siden af hinanden."
)
SAME = "De to rapporter siger det samme om mål, budget og indsatser."
KINDS = {"support": "Forsørgelse", "effort": "Indsats"}


@dataclass(frozen=True)
class Pair:
    """A demand in both reports; `before` and `after` are targets of the payload, None where it is in one only."""

    code: str
    name: str
    title: str
    part: str
    promises: list[str]
    before: dict | None
    after: dict | None
    turned: bool
    """Whether its status is another one."""


@dataclass(frozen=True)
class MoneyPair:
    """A line of the budget in both reports; `before` and `after` are rows of the payload."""

    name: str
    is_total: bool
    before: dict | None
    after: dict | None


def goals_of(payload: dict) -> list[dict]:
    return [goal for guidepost in payload["guideposts"] for goal in guidepost["goals"]]


def goal_pairs(before: dict, after: dict) -> list[Pair]:
    """In the later report's order; what only the earlier one had comes last."""
    earlier, later = ({goal["code"]: goal for goal in goals_of(each)} for each in (before, after))
    codes = [*later, *(code for code in earlier if code not in later)]
    return [pair for code in codes for pair in pairs_of(earlier.get(code), later.get(code))]


def pairs_of(before: dict | None, after: dict | None) -> Iterable[Pair]:
    goal = after or before
    old, new = (each["targets"] if each else [] for each in (before, after))
    several = max(len(old), len(new)) > 1
    for first, second in zip_longest(old, new):
        yield Pair(
            code=goal["code"],
            name=name_of(goal) if goal["number"] else "",
            title=goal["title"],
            part=(second or first)["title"] if several else "",
            promises=list(dict.fromkeys(each["promise"] for each in (first, second) if each)),
            before=first,
            after=second,
            turned=bool(first and second and first["standing"] != second["standing"]),
        )


def money_pairs(before: dict, after: dict) -> list[tuple[str, list[MoneyPair]]]:
    """By kind of line; a line is the same where its name is, also in two years. None where only one has lines."""
    if not all(each["budget"] and (each["budget"]["support"] or each["budget"]["effort"]) for each in (before, after)):
        return []
    found = [(label, pairs_of_lines(lines(before, kind), lines(after, kind))) for kind, label in KINDS.items()]
    return [(label, pairs) for label, pairs in found if pairs]


def lines(payload: dict, kind: str) -> dict[str, dict]:
    return {line_name(row): row for row in payload["budget"][kind]}


def pairs_of_lines(before: dict[str, dict], after: dict[str, dict]) -> list[MoneyPair]:
    """Sums last, whichever report they come from."""
    names = [*after, *(name for name in before if name not in after)]
    pairs = [MoneyPair(name, is_total(name, before, after), before.get(name), after.get(name)) for name in names]
    return sorted(pairs, key=lambda pair: pair.is_total)


def is_total(name: str, *sides: dict[str, dict]) -> bool:
    return any(side[name]["is_total"] for side in sides if name in side)


def lead(before: dict, after: dict, found: list[dict]) -> str:
    """`3 mål har skiftet status (mål 2, 5 og 6), 8 mål har fået nyere tal, og 2 budgetlinjer er ændret.`"""
    if before["plan"]["slug"] != after["plan"]["slug"]:
        return OTHER_PLANS
    return as_sentence(clauses(found)) if found else SAME


def clauses(found: list[dict]) -> list[str]:
    turned = [each["where"] for each in found if each["kind"] == "standing"]
    newer = {each["where"] for each in found if each["kind"] == "figure"}
    revised = {each["where"] for each in found if each["kind"] in ("revised", "earlier")}
    money = lines_changed(found)
    said = [f"{counted(len(turned), 'mål har', 'mål har')} skiftet status ({as_clause(turned)})" if turned else ""]
    said.append("" if turned else "ingen mål har skiftet status")
    said.append(f"{counted(len(newer), 'mål har', 'mål har')} fået nyere tal" if newer else "")
    said.append(f"{counted(len(revised), 'mål har', 'mål har')} fået rettet tal" if revised else "")
    said.append(f"{counted(len(money), 'budgetlinje er', 'budgetlinjer er')} ændret" if money else "")
    told = [each for each in said if each]
    return [told[0][0].upper() + told[0][1:], *told[1:]]


def as_clause(goals: list[str]) -> str:
    text = named(goals)
    return text[0].lower() + text[1:]
