"""What every app does with the cells of a line: read the marks and numbers it knows, report the rest."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from extracts.batch import Batch
from extracts.lookup import nearest
from extracts.marks import TEXTS, is_invented, longest, yes_or_no
from extracts.numbers import NotANumber, parse_number
from extracts.problems import Problem, error, warning

MOST_SUGGESTIONS = 200
MOST_PROBLEMS = 20_000


@dataclass
class Findings:
    """What has been found wrong with a file so far."""

    problems: list[Problem] = field(default_factory=list)
    suggestions: dict[tuple[int, str], str] = field(default_factory=dict)
    errors: int = 0
    """How many there were, also those that are not kept one by one."""

    def report(self, line: int, column: str, text: str, message: str):
        self.errors += 1
        self.keep(error(message, line=line, column=column, text=text))

    def keep(self, problem: Problem):
        """Add it to the list, unless the file is hopeless."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)

    def suggestion(self, text: str, known: Iterable[str], otherwise: str) -> str:
        """`nearest`, looked up once a text; a file full of unknown words gets no more of them after a while."""
        asked = id(known), text
        if asked not in self.suggestions:
            enough = len(self.suggestions) >= MOST_SUGGESTIONS
            self.suggestions[asked] = "" if enough else nearest(text, known) or otherwise
        return self.suggestions[asked]


@dataclass(frozen=True)
class Cells:
    """One line's texts by canonical name, under the file's own column titles."""

    line: int
    texts: dict[str, str]
    titles: dict[str, str]
    findings: Findings

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    def report(self, name: str, message: str):
        self.findings.report(self.line, self.titles.get(name, ""), self.text(name), message)

    def warn(self, name: str, message: str):
        found = warning(message, line=self.line, column=self.titles.get(name, ""), text=self.text(name))
        self.findings.keep(found)

    def number(self, name: str) -> Decimal | None:
        """The cell's number; None with the problem reported where it is none."""
        try:
            return parse_number(self.text(name))
        except NotANumber as problem:
            self.report(name, str(problem))
            return None

    def extras(self) -> dict:
        """The provisional mark and the texts, where the file has them."""
        found = {name: self.short_text(name, longest(name)) for name in TEXTS if name in self.titles}
        if "provisional" in self.titles:
            found["provisional"] = yes_or_no(self.text("provisional"))
            if found["provisional"] is None:
                self.report("provisional", "Skriv ja eller nej.")
        if "source" in found:
            found["invented"] = is_invented(found["source"])
        return found

    def short_text(self, name: str, most: int) -> str:
        if len(self.text(name)) > most:
            self.report(name, f"Teksten er for lang: højst {most} tegn.")
        return self.text(name)


def duplicate_problems(rows: Batch, what: str, remedy: str = "Behold den ene.") -> list[Problem]:
    """An error at each line whose key stands on an earlier line; `what` names the parts of the key."""
    if len(set(rows.keys)) == len(rows):
        return []
    lines = defaultdict(list)
    for key, line in zip(rows.keys, rows.lines, strict=True):
        lines[key].append(line)
    return [
        error(f"Samme {what} står også på linje {first}. {remedy}", line=line)
        for first, *others in lines.values()
        for line in others
    ][:MOST_PROBLEMS]
