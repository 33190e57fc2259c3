"""Reading the project's own TOML data files: every mistake reported at once, with file and place."""

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from extracts.periods import UnknownPeriod, parse


class ReferenceFileError(Exception):
    """A data file is wrong; `mistakes` are sentences that say where."""

    def __init__(self, mistakes: list[str]):
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def decimal_text(text) -> Decimal:
    """A number written as a quoted plain decimal, so that it never passes through a float."""
    if not isinstance(text, str):
        raise ValueError("write numbers in quotes")
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        raise ValueError("is not a plain decimal number")
    return Decimal(text)


def period_text(text) -> str:
    """A period in its one stored spelling."""
    try:
        found = parse(text)
    except (UnknownPeriod, AttributeError, TypeError) as problem:
        raise ValueError("is not a period") from problem
    if found.code != text:
        raise ValueError(f"write the period as {found.code}")
    return text


def of_type(kind):
    def check(value):
        if type(value) is not kind:
            raise ValueError(f"must be {kind.__name__}")
        return value

    return check


def one_of(values: Iterable[str]):
    allowed = list(values)

    def check(value):
        if value not in allowed:
            raise ValueError(f"is none of {', '.join(map(repr, sorted(allowed)))}")
        return value

    return check


text, number, flag, day, texts = of_type(str), of_type(int), of_type(bool), of_type(date), of_type(list)


class Table:
    """The allowed keys of a TOML table, each with its check; `required` must be there."""

    def __init__(self, required: dict, optional: dict | None = None):
        self.required = required
        self.checks = required | (optional or {})

    def cleaned(self, raw: dict, where: str, mistakes: list[str]) -> dict:
        """The table's checked values; what is wrong is added to `mistakes`."""
        mistakes += [f"{where}: '{key}' is missing" for key in self.required if key not in raw]
        values = {}
        for key, value in raw.items():
            if key not in self.checks:
                mistakes.append(f"{where}: '{key}' is not a known key")
                continue
            try:
                values[key] = self.checks[key](value)
            except ValueError as problem:
                mistakes.append(f"{where}: '{key}' = {value!r} {problem}")
        return values


def read_toml(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ReferenceFileError([f"{path.name}: {problem}"]) from problem


def check_sections(raw: dict, known: set[str], file: str, mistakes: list[str]):
    mistakes += [f"{file}: section '{name}' is not known" for name in raw if name not in known]


def tables(raw: dict, name: str, shape: Table, file: str, mistakes: list[str]) -> list[dict]:
    """The cleaned tables of an array; a place reads like `bp21.toml: goal 3`."""
    entries = raw.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        mistakes.append(f"{file}: write '{name}' as [[{name}]]")
        return []
    return [shape.cleaned(entry, f"{file}: {name} {position}", mistakes) for position, entry in enumerate(entries, 1)]


def read_sections(path: Path, shapes: dict[str, Table]) -> tuple[dict[str, list[dict]], list[str]]:
    """The cleaned tables of a file of arrays alone, by section, and what is wrong with them."""
    raw, mistakes = read_toml(path), []
    check_sections(raw, set(shapes), path.name, mistakes)
    return {name: tables(raw, name, shape, path.name, mistakes) for name, shape in shapes.items()}, mistakes


def repeated(values: Iterable, what: str, file: str) -> list[str]:
    seen, mistakes = set(), []
    for value in values:
        if value in seen:
            mistakes.append(f"{file}: {what} {value!r} stands more than once")
        seen.add(value)
    return mistakes
