"""The shape of `initiatives.toml`, and what must hold inside it."""

from dataclasses import dataclass
from pathlib import Path

from extracts.periods import parse
from extracts.reference_files import (
    ReferenceFileError,
    Table,
    day,
    decimal_text,
    number,
    of_type,
    one_of,
    period_text,
    read_sections,
    repeated,
    text,
    texts,
)
from initiatives.models import InitiativeKind, InitiativeStatus

SECTIONS = {
    "outcome_type": Table({"code": text, "name": text, "meaning": text}, {"aliases": texts}),
    "initiative": Table(
        {"code": text, "name": text, "kind": one_of(InitiativeKind.values), "description": text, "source": text},
        {
            "part_of": text,
            "starts": period_text,
            "ends": period_text,
            "status": one_of(InitiativeStatus.values),
            "status_period": period_text,
            "office": text,
            "programme": text,
            "guideposts": texts,
        },
    ),
    "goal_link": Table({"initiative": text, "goal": text, "how": text}),
    "benefit_link": Table({"initiative": text, "benefit_type": text, "how": text}),
    "cohort": Table(
        {"initiative": text, "code": text, "name": text, "source": text},
        {"entered_from": day, "entered_before": day, "size": number, "note": text, "whole": text},
    ),
    "status": Table(
        {"initiative": text, "cohort": text, "day": day, "source": text, "persons": of_type(dict)},
        {"promised": of_type(dict), "promised_on": day},
    ),
    "share": Table(
        {
            "initiative": text,
            "cohort": text,
            "outcome": text,
            "percent": decimal_text,
            "base": number,
            "dated": text,
            "source": text,
        },
        {"promised": decimal_text},
    ),
}


@dataclass(frozen=True)
class InitiativeFile:
    """A checked file: the cleaned tables of each section."""

    outcome_types: list[dict]
    initiatives: list[dict]
    goal_links: list[dict]
    benefit_links: list[dict]
    cohorts: list[dict]
    statuses: list[dict]
    shares: list[dict]


def read_initiatives(path: Path) -> InitiativeFile:
    """Everything in the file; `ReferenceFileError` with every mistake."""
    found, mistakes = read_sections(path, SECTIONS)
    if not mistakes:
        mistakes = check(InitiativeFile(*found.values()), path.name)
    if mistakes:
        raise ReferenceFileError(mistakes)
    return InitiativeFile(*found.values())


def check(file: InitiativeFile, name: str) -> list[str]:
    """What the tables say of each other; each of them is in order for itself."""
    codes = [initiative["code"] for initiative in file.initiatives]
    places = [place_of(cohort) for cohort in file.cohorts]
    spellings = [
        spelling.casefold()
        for kind in file.outcome_types
        for spelling in (kind["name"], kind["code"], *kind.get("aliases", []))
    ]
    return [
        *repeated(codes, "initiative", name),
        *repeated(places, "cohort", name),
        *repeated(spellings, "spelling", name),
        *unknown_initiatives(file, set(codes), name),
        *spans_that_end_too_early(file, name),
        *unknown_wholes(file, set(places), name),
        *wrong_statuses(file, name),
        *wrong_shares(file, name),
    ]


def place_of(entry: dict) -> str:
    """Where a cohort or a status belongs: `kik-ii/start`."""
    return f"{entry['initiative']}/{entry.get('cohort', entry.get('code'))}"


def unknown_initiatives(file: InitiativeFile, codes: set[str], name: str) -> list[str]:
    meant = [(cohort["code"], cohort["initiative"]) for cohort in file.cohorts]
    meant += [(each["code"], each["part_of"]) for each in file.initiatives if "part_of" in each]
    meant += [(each["goal"], each["initiative"]) for each in file.goal_links]
    meant += [(each["benefit_type"], each["initiative"]) for each in file.benefit_links]
    return [f"{name}: {code!r} belongs to the unknown initiative {to!r}" for code, to in meant if to not in codes]


def spans_that_end_too_early(file: InitiativeFile, name: str) -> list[str]:
    return [
        f"{name}: {each['code']!r} ends before it starts"
        for each in file.initiatives
        if "starts" in each and "ends" in each and parse(each["ends"]).end <= parse(each["starts"]).start
    ]


def unknown_wholes(file: InitiativeFile, places: set[str], name: str) -> list[str]:
    return [
        f"{name}: {place_of(each)} is part of the unknown cohort {each['whole']!r}"
        for each in file.cohorts
        if "whole" in each and f"{each['initiative']}/{each['whole']}" not in places
    ]


def wrong_shares(file: InitiativeFile, name: str) -> list[str]:
    places, kinds = {place_of(cohort) for cohort in file.cohorts}, {kind["code"] for kind in file.outcome_types}
    return [
        f"{name}: share of {place_of(share)}: the cohort or the outcome {share['outcome']!r} is not known"
        for share in file.shares
        if place_of(share) not in places or share["outcome"] not in kinds
    ]


def wrong_statuses(file: InitiativeFile, name: str) -> list[str]:
    places, kinds = {place_of(cohort) for cohort in file.cohorts}, {kind["code"] for kind in file.outcome_types}
    mistakes = []
    for status in file.statuses:
        where = f"{name}: status of {place_of(status)}"
        mistakes += [f"{where}: the cohort is not known"] if place_of(status) not in places else []
        for kind, count in (*status["persons"].items(), *status.get("promised", {}).items()):
            mistakes += [f"{where}: the outcome {kind!r} is not known"] if kind not in kinds else []
            mistakes += [f"{where}: {kind!r} = {count!r} is no whole number"] if type(count) is not int else []
    return mistakes
