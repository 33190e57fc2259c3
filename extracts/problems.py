"""What is wrong with a file: one sentence each, with where it stands and what was found."""

from dataclasses import asdict, dataclass
from enum import StrEnum

from extracts.cpr import holds_cpr


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Problem:
    """`line` is the file's own line number, counted from 1; None where the whole file is meant."""

    line: int | None
    column: str
    text: str
    message: str
    severity: Severity = Severity.ERROR

    def as_dict(self):
        return asdict(self)


MAX_TEXT = 80


def error(message: str, *, line: int | None = None, column: str = "", text: str = "") -> Problem:
    return Problem(line, shortened(column), shortened(text), message)


def warning(message: str, *, line: int | None = None, column: str = "", text: str = "") -> Problem:
    return Problem(line, shortened(column), shortened(text), message, Severity.WARNING)


def shortened(text: str) -> str:
    """What may be shown and stored of a text that was found: never a person's number, never at length."""
    if holds_cpr(text):
        return ""
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def in_file_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.line or 0, problem.column))
