"""What is wrong with a file: one sentence each, with where it stands and what was found."""

from dataclasses import asdict, dataclass
from enum import StrEnum

from extracts.cpr import holds_cpr


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"
    """Worth knowing, and nothing to decide."""


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


class Unreadable(Exception):
    """The file is no table. `keep` says whether its bytes may be kept for inspection."""

    def __init__(self, problems: list[Problem], *, keep: bool = True):
        super().__init__(problems[0].message)
        self.problems = problems
        self.keep = keep


def error(message: str, *, line: int | None = None, column: str = "", text: str = "") -> Problem:
    return Problem(line, shortened(column), shortened(text), message)


def warning(message: str, *, line: int | None = None, column: str = "", text: str = "") -> Problem:
    return Problem(line, shortened(column), shortened(text), message, Severity.WARNING)


def notice(message: str, *, line: int | None = None, column: str = "", text: str = "") -> Problem:
    return Problem(line, shortened(column), shortened(text), message, Severity.NOTICE)


def shortened(text: str) -> str:
    """What may be shown and stored of a text that was found: never a person's number, never at length."""
    if holds_cpr(text):
        return ""
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def has_errors(problems: list[Problem]) -> bool:
    """Whether something must be corrected; warnings may be accepted."""
    return any(problem.severity == Severity.ERROR for problem in problems)


def has_warnings(problems: list[Problem]) -> bool:
    """Whether somebody must say why the figures may be saved all the same."""
    return any(problem.severity == Severity.WARNING for problem in problems)


def in_file_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.line or 0, problem.column))
