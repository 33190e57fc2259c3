"""What a report's figures rest on, and what its reader must know of them. Pure.

A source of invented figures begins with the word that marks them in a file.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from aabenraa_plan.formats import listed
from extracts.periods import Period, UnknownPeriod, parse
from reports.payload.numbers import HIDDEN
from reports.payload.shapes import Budget, File, Goal, Initiative, Source, Target

EXAMPLE = "eksempeldata"
FEWEST_IN_A_ROW = 3
"""So many numbers after one another are written as a row: 9-11."""
MADE_UP = "opdigtede tal, der kun viser, hvordan rapporten virker"
HIDDEN_SENTENCE = (
    "Nogle antal borgere er skjult: gruppen er så lille, at borgerne kunne kendes, eller en lille gruppe kunne regnes "
    "ud af tallet."
)
Cited = tuple[str, str]
"""A source's name with the label of the period it speaks of; "" where it says none."""


def sources_of(goals: Iterable[Goal], budget: Budget | None, initiatives: Iterable[Initiative]) -> list[Source]:
    """Those of the goals by name, then those of the money and of the initiatives that anything was counted of."""
    by_name: dict[str, list[Cited]] = defaultdict(list)
    for goal in goals:
        for target in goal.targets:
            for name, period in cited_by(target):
                by_name[name].append((name, period))
    found = [source_of(name, by_name[name]) for name in sorted(by_name, key=str.casefold)]
    return added_up([*found, *(budget.sources if budget else []), *counted_sources(initiatives)])


def cited_by(target: Target) -> list[Cited]:
    """Each source of the demand's figures once, with the newest period it gave; where no line is known, its own."""
    if target.number.value is None:
        return []
    newest: dict[str, str] = {}
    for each in target.lineage:
        name = each.source or target.source
        newest[name] = later(newest.get(name, ""), each.period)
    return list(newest.items()) or [(target.source, target.period_label)]


def source_of(name: str, cited: Sequence[Cited]) -> Source:
    newest = ""
    for _, period in cited:
        newest = later(newest, period)
    return Source(name, len(cited), newest, is_example(name))


def counted_sources(initiatives: Iterable[Initiative]) -> list[Source]:
    """An initiative's source gave what was counted of it: money, promises measured or not, cohorts."""
    found = []
    for each in initiatives:
        figures = bool(each.economy) + len(each.promises) + len(each.cohorts)
        if figures:
            found.append(Source(each.source, figures, "", is_example(each.source)))
    return found


def added_up(sources: Iterable[Source]) -> list[Source]:
    """Each source once."""
    found: dict[str, Source] = {}
    for each in sources:
        old = found.get(each.name, Source(each.name, 0, "", False))
        newest, invented = later(old.newest, each.newest), old.invented or each.invented
        found[each.name] = Source(each.name, old.figures + each.figures, newest, invented)
    return list(found.values())


def is_example(name: str) -> bool:
    return name.casefold().startswith(EXAMPLE)


def later(one: str, other: str) -> str:
    """Of two labels of periods the one that ends last; what is no period is before all that are."""
    first, second = period_of(one), period_of(other)
    if first is None or second is None:
        return one if first else other or one
    return one if first > second else other


def period_of(label: str) -> Period | None:
    """Also of `året til 4. kvartal 2022`, which is no spelling that can be typed."""
    try:
        return parse(label.removeprefix("året til "))
    except UnknownPeriod:
        return None


def files_of(goals: Iterable[Goal], budget: Budget | None = None) -> list[File]:
    """The files, each content once, in the order they were uploaded."""
    lineages = [each for goal in goals for target in goal.targets for each in target.lineage]
    files = [File(each.file, each.uploaded_by, each.recorded_at, each.sha256) for each in lineages]
    in_order = sorted([*files, *(budget.files if budget else [])], key=lambda file: (file.recorded_at, file.name))
    found: dict[str, File] = {}
    for file in in_order:
        found.setdefault(file.sha256 or file.name, file)
    return list(found.values())


def marks_of(goals: Iterable[Goal], budget: Budget | None, initiatives: Iterable[Initiative]) -> list[str]:
    """Which figures are invented, provisional, roughly given or hidden."""
    goals, initiatives = list(goals), list(initiatives)
    marks = [*goal_marks(goals), *(budget_marks(budget) if budget else [])]
    if made_up := [each.name for each in initiatives if each.invented]:
        marks.append(f"{'Indsatsen' if len(made_up) == 1 else 'Indsatserne'} {listed(made_up)} rummer {EXAMPLE}.")
    if any(group.persons.text == HIDDEN for each in initiatives for cohort in each.cohorts for group in cohort.groups):
        marks.append(HIDDEN_SENTENCE)
    return marks


def goal_marks(goals: Sequence[Goal]) -> list[str]:
    made_up, rough = (with_any(goals, name) for name in ("invented", "approximate"))
    provisional = with_any(goals, "provisional")
    marks = []
    if made_up:
        marks.append(f"Tal for {names(made_up)} er {EXAMPLE}: {MADE_UP}.")
    if len(provisional) == 1:
        marks.append(f"Tallet for {names(provisional)} er foreløbigt og kan blive ændret.")
    elif provisional:
        marks.append(f"Tallene for {names(provisional)} er foreløbige og kan blive ændret.")
    if rough:
        marks.append(f"Planen oplyser kun cirka, hvad {names(rough)} skal måles mod.")
    return marks


def with_any(goals: Iterable[Goal], mark: str) -> list[Goal]:
    return [goal for goal in goals if any(getattr(target, mark) for target in goal.targets)]


def names(goals: Sequence[Goal]) -> str:
    """`mål 2 og 6`, `mål 1-14 og 16`, `«Højere erhvervsfrekvens» og mål 9`."""
    numbers = sorted(goal.number for goal in goals if goal.number is not None)
    named = [f"«{goal.title}»" for goal in goals if goal.number is None]
    return listed([*named, *([f"mål {listed(in_rows(numbers))}"] if numbers else [])])


def in_rows(numbers: Sequence[int]) -> list[str]:
    """1, 2, 3, 4, 6 and 7 as `1-4`, `6`, `7`."""
    rows: list[list[int]] = [[number] for number in numbers[:1]]
    for before, number in pairwise(numbers):
        if number == before + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    said = ([f"{row[0]}-{row[-1]}"] if len(row) >= FEWEST_IN_A_ROW else map(str, row) for row in rows)
    return [text for row in said for text in row]


def budget_marks(budget: Budget) -> list[str]:
    marks = [f"Tallene for budget {budget.year} rummer {EXAMPLE}: {MADE_UP}."] if budget.invented else []
    if budget.provisional:
        marks.append(f"Forbruget i {budget.year} er foreløbigt og kan blive ændret.")
    return marks
