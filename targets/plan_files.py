"""The shape of `indicators.toml` and of a plan file, and what must hold inside them."""

from dataclasses import dataclass
from pathlib import Path

from extracts.reference_files import (
    ReferenceFileError,
    Table,
    check_sections,
    day,
    decimal_text,
    flag,
    number,
    one_of,
    period_text,
    read_toml,
    repeated,
    tables,
    text,
)
from targets.models import (
    RULES_WITH_BASELINE,
    RULES_WITH_LIMIT,
    RULES_WITHOUT_FIGURES,
    Baseline,
    Derivation,
    Direction,
    Frequency,
    Rule,
    Scope,
    ToleranceKind,
    Unit,
)
from targets.models import (
    Path as PathKind,
)

INDICATOR = Table(
    {
        "code": text,
        "name": text,
        "description": text,
        "unit": one_of(Unit.values),
        "frequency": one_of(Frequency.values),
        "direction": one_of(Direction.values),
        "derivation": one_of(Derivation.values),
        "source": text,
        "fetch": text,
    },
    {
        "supporting": flag,
        "may_exceed_100": flag,
        "lag_days": number,
        "lag_source": text,
        "newest_is_provisional": flag,
        "is_survey": flag,
    },
)
BREAK = Table({"indicator": text, "day": day, "reason": text})
PLAN = Table({"slug": text, "title": text, "guidepost_word": text, "start": day, "end": day, "source": text})
GUIDEPOST = Table({"position": number, "title": text, "source": text}, {"number": number})
GOAL = Table(
    {"guidepost": number, "title": text, "description": text, "source": text},
    {"number": number, "code": text, "target": list},
)
TARGET = Table(
    {"rule": one_of(Rule.values), "source": text},
    {
        "indicator": text,
        "area": text,
        "limit": decimal_text,
        "strict": flag,
        "tolerance": decimal_text,
        "tolerance_kind": one_of(ToleranceKind.values),
        "path": one_of(PathKind.values),
        "path_start": day,
        "scope": one_of(Scope.values),
        "span": period_text,
        "deadline": day,
        "baseline": one_of(Baseline.values),
        "baseline_period": period_text,
        "baseline_value": decimal_text,
        "baseline_approximate": flag,
        "comparator": text,
        "completed_on": day,
        "reading": text,
    },
)
MINISTERIAL_GOAL = Table({"number": number, "title": text, "source": text})
EFFORT = Table({"guidepost": number, "title": text, "description": text, "source": text})
OBSERVATION = Table(
    {"indicator": text, "area": text, "period": period_text, "source": text},
    {"value": decimal_text, "numerator": decimal_text, "denominator": decimal_text, "provisional": flag, "note": text},
)
PRINTED_FIGURE = Table({"label": text, "value": text, "dated": text, "source": text})
SECTIONS = {
    "guidepost": GUIDEPOST,
    "goal": GOAL,
    "ministerial_goal": MINISTERIAL_GOAL,
    "effort": EFFORT,
    "observation": OBSERVATION,
    "printed_figure": PRINTED_FIGURE,
}


@dataclass(frozen=True)
class Known:
    """What a plan file may refer to."""

    indicators: frozenset[str]
    areas: frozenset[str]


@dataclass(frozen=True)
class PlanFile:
    """A checked plan file: `plan` and the cleaned tables of each section."""

    plan: dict
    sections: dict[str, list[dict]]


def read_indicators(path: Path) -> tuple[list[dict], list[dict]]:
    """The indicators and the breaks of their series; `ReferenceFileError` with every mistake."""
    raw, mistakes = read_toml(path), []
    check_sections(raw, {"indicator", "break"}, path.name, mistakes)
    indicators = tables(raw, "indicator", INDICATOR, path.name, mistakes)
    breaks = tables(raw, "break", BREAK, path.name, mistakes)
    codes = [indicator.get("code") for indicator in indicators]
    mistakes += repeated(codes, "code", path.name)
    mistakes += [mistake for indicator in indicators for mistake in check_lag(indicator, path.name)]
    mistakes += [
        f"{path.name}: break of the unknown indicator {b['indicator']!r}"
        for b in breaks
        if b.get("indicator") not in codes
    ]
    if mistakes:
        raise ReferenceFileError(mistakes)
    return indicators, breaks


def check_lag(indicator: dict, file: str) -> list[str]:
    """A publication lag is whole days, and says where it is from."""
    where, days = f"{file}: indicator {indicator.get('code')}", indicator.get("lag_days")
    mistakes = []
    if days is not None and days < 0:
        mistakes.append(f"{where}: 'lag_days' = {days} is negative")
    if days is not None and not indicator.get("lag_source"):
        mistakes.append(f"{where}: 'lag_days' needs 'lag_source'")
    return mistakes


def read_plan(path: Path, known: Known) -> PlanFile:
    raw, mistakes = read_toml(path), []
    check_sections(raw, {"plan", *SECTIONS}, path.name, mistakes)
    plan = PLAN.cleaned(raw.get("plan", {}), f"{path.name}: plan", mistakes)
    sections = {name: tables(raw, name, shape, path.name, mistakes) for name, shape in SECTIONS.items()}
    positions = {guidepost.get("position") for guidepost in sections["guidepost"]}
    for goal in sections["goal"]:
        where = f"{path.name}: goal {goal.get('number') or goal.get('code')}"
        mistakes += check_goal(goal, where)
        goal["target"] = [TARGET.cleaned(target, where, mistakes) for target in goal.get("target", [])]
        for target in goal["target"]:
            mistakes += check_target(target, where, known)
    for entry in [*sections["goal"], *sections["effort"]]:
        if entry.get("guidepost") not in positions:
            mistakes.append(f"{path.name}: {entry.get('title')!r} belongs to no guidepost of the file")
    for observation in sections["observation"]:
        mistakes += check_references(observation, f"{path.name}: observation {observation.get('period')}", known)
    mistakes += repeated((goal_code(goal) for goal in sections["goal"]), "goal", path.name)
    if mistakes:
        raise ReferenceFileError(mistakes)
    return PlanFile(plan, sections)


def goal_code(goal: dict) -> str:
    return goal.get("code") or str(goal.get("number"))


def check_goal(goal: dict, where: str) -> list[str]:
    mistakes = []
    if ("number" in goal) == ("code" in goal):
        mistakes.append(f"{where}: give either 'number' or 'code'")
    if not goal.get("target"):
        mistakes.append(f"{where}: has no target")
    return mistakes


def check_references(entry: dict, where: str, known: Known) -> list[str]:
    mistakes = []
    if "indicator" in entry and entry["indicator"] not in known.indicators:
        mistakes.append(f"{where}: the indicator {entry['indicator']!r} is not known")
    for key in ("area", "comparator"):
        if key in entry and entry[key] not in known.areas:
            mistakes.append(f"{where}: the area {entry[key]!r} is not known")
    return mistakes


def check_target(target: dict, where: str, known: Known) -> list[str]:
    """What the database would refuse too, said with the goal's name."""
    rule, mistakes = target.get("rule"), check_references(target, where, known)
    needs = {
        "indicator": rule not in RULES_WITHOUT_FIGURES,
        "limit": rule in RULES_WITH_LIMIT,
        "comparator": rule == Rule.NO_WORSE_THAN,
        "deadline": rule == Rule.MILESTONE,
        "baseline": rule in RULES_WITH_BASELINE,
        "baseline_period": target.get("baseline") == Baseline.PERIOD,
        "baseline_value": target.get("baseline") == Baseline.VALUE,
        "span": target.get("scope", Scope.EACH) != Scope.EACH,
        "path_start": target.get("path") == PathKind.LINEAR,
    }
    return mistakes + [
        f"{where}: rule '{rule}' needs '{key}'" for key, needed in needs.items() if needed and key not in target
    ]
