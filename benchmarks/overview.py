"""`make bench-overview`: is the overview quick, whatever the number of figures? As ratios to an empty page of one run.

Exit 1 where a ratio is above its limit, where a verdict rests on too few rounds, or where the number of
queries depends on the number of figures.
"""

import argparse
import sys
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from benchmarks.cases import CASES, EMPTY, ENOUGH, LIMITS, SAVING
from benchmarks.compared import Compared, Measured
from benchmarks.databases import ENGINES, database
from benchmarks.machine import described
from benchmarks.processes import ROOT, result_of
from benchmarks.tables import line, table, thousands

RESULT = Path(__file__).parent / "results" / "overview.md"
DEFAULTS = {"sizes": "3000,10000000", "engines": ",".join(ENGINES), "rounds": 60, "changes": 30, "seconds": 900}
COLUMNS = ("Database", "Figures", "Reader", "Empty page", "Unchanged", "After a change", "After a change of all")
MORE_COLUMNS = ("Nothing kept", "Saving a change", "Queries", "Rounds")
EXPLAINED = """\
Medians of whole requests, in turn, round after round; in brackets the ratio to the empty page. Judged are
*unchanged* (at most 1.3) and *after a change* of one figure (at most 3), read by another process than the one
that saved. Not judged: a change of every figure the plan is judged by; every cache empty; and the saving of
the one figure with all that follows from it. Queries and rounds stand in the order of the pages."""


@dataclass(frozen=True)
class Row:
    """What one reader met in one database."""

    database: str
    figures: int
    reader: str
    cases: dict[str, dict]

    def ratio(self, case: str) -> float:
        return self.cases[case]["ms"] / self.cases[EMPTY]["ms"]

    @property
    def queries(self) -> list[int]:
        return [self.cases[case]["queries"] for case in CASES]

    @property
    def name(self) -> str:
        return f"{self.database}, {thousands(self.figures)} figures, {self.reader}"

    def markdown(self) -> str:
        times = [f"{self.cases[case]['ms']:.1f} ms ({self.ratio(case):.2f})" for case in CASES[1:]]
        counts = " · ".join(map(str, self.queries))
        rounds = " · ".join(str(self.cases[case]["rounds"]) for case in CASES)
        empty, saving = (f"{self.cases[case]['ms']:.1f} ms" for case in (EMPTY, SAVING))
        return line([self.database, thousands(self.figures), self.reader, empty, *times, saving, counts, rounds])


def complaints(rows: list[Row]) -> list[str]:
    """Everything that is slower than promised, or costs more queries with more figures."""
    found = []
    for row, (case, limit) in product(rows, LIMITS.items()):
        if row.ratio(case) > limit:
            found.append(f"{row.name}: {case} takes {row.ratio(case):.2f} times the empty page; at most {limit}.")
        if row.cases[case]["rounds"] < ENOUGH[case]:
            found.append(f"{row.name}: {case} was measured {row.cases[case]['rounds']} times; {ENOUGH[case]} needed.")
    for row, first in product(rows, rows):
        same = row.database == first.database and row.reader == first.reader
        if same and first.figures < row.figures and first.queries != row.queries:
            found.append(f"{row.name}: {row.queries} queries; {first.queries} with fewer figures.")
    return found


def measured(engine: str, size: int, asked: argparse.Namespace) -> list[Row]:
    numbers = {"figures": size, "rounds": asked.rounds, "changes": asked.changes, "seconds": asked.seconds}
    options = [text for name, number in numbers.items() for text in (f"--{name}", str(number))]
    with database(engine, size, asked.keep) as address:
        found = result_of("measure_pages", options, address)
    return [Row(found["database"], found["figures"], reader, cases) for reader, cases in found["readers"].items()]


def compared(row: Row) -> list[Compared]:
    def page(case: str) -> Compared:
        what = f"Overview, {case}, {thousands(row.figures)} figures, {row.reader}"
        times = row.cases[case]["ms"], f"at most {LIMITS[case]}", row.cases[EMPTY]["ms"]
        return Compared(what, row.database, "ms", *times, "empty page")

    return [page(case) for case in LIMITS]


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the overview against an empty logged-in page.")
    parser.add_argument("--sizes", default=DEFAULTS["sizes"], help="numbers of figures, comma separated")
    parser.add_argument("--engines", default=DEFAULTS["engines"])
    parser.add_argument("--rounds", type=int, default=DEFAULTS["rounds"])
    parser.add_argument("--changes", type=int, default=DEFAULTS["changes"], help="rounds with a change in them")
    parser.add_argument("--seconds", type=int, default=DEFAULTS["seconds"], help="begin no round after so long")
    parser.add_argument("--keep", type=Path, help="a folder where filled databases stay, and are found again")
    parser.add_argument("--write", action="store_true", help=f"write the table to {RESULT.relative_to(ROOT)}")
    return parser.parse_args(given)


def report(rows: list[Row], asked: argparse.Namespace) -> str:
    given = [f"--{name} {getattr(asked, name)}" for name, value in DEFAULTS.items() if getattr(asked, name) != value]
    command = f'make bench-overview BENCH="{" ".join(given)}"' if given else "make bench-overview"
    head = described([row.database for row in rows], command)
    columns = COLUMNS + MORE_COLUMNS
    shown = table(columns, (row.markdown() for row in rows))
    found = complaints(rows)
    verdict = [f"- {each}" for each in found] or ["Every ratio is inside its limit."]
    return "\n".join(["# The overview against an empty page", "", *head, "", EXPLAINED, "", *shown, "", *verdict, ""])


def run(asked: argparse.Namespace) -> Measured:
    rows = []
    for engine, size in product(asked.engines.split(","), map(int, asked.sizes.split(","))):
        sys.stdout.write(f"\n— {engine}, {thousands(size)} figures\n")
        sys.stdout.flush()
        rows += measured(engine, size, asked)
        sys.stdout.write("\n".join(row.markdown() for row in rows[-2:]) + "\n")
    text = report(rows, asked)
    sys.stdout.write("\n" + text)
    if asked.write:
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(text, encoding="utf-8")
    return Measured(text, complaints(rows), [each for row in rows for each in compared(row)])


def main():
    sys.exit(1 if run(arguments()).complaints else 0)


if __name__ == "__main__":
    main()
