"""`make bench-uploads`: is a file checked and saved about as quickly as the database can write its rows at all?

Exit 1 where a ratio is outside its limit, where a million lines take too much memory, or where a page that
shows what a file would change takes too long.
"""

import argparse
import sys
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from benchmarks.compared import Compared, Measured
from benchmarks.databases import ENGINES, database
from benchmarks.machine import described
from benchmarks.processes import ROOT, result_of
from benchmarks.tables import line, table, thousands
from benchmarks.upload_cases import (
    AGAIN,
    COMMIT,
    LEAST_TIMES_FASTER,
    LIBRARY,
    LIBRARY_LINES,
    MOST_MEGABYTES,
    MOST_SECONDS_OF_PREVIEW,
    MOST_TIMES_RAW,
    PREVIEW,
    PREVIEW_LINES,
    RAW,
)

RESULT = Path(__file__).parent / "results" / "uploads.md"
DEFAULTS = {"lines": "100000,1000000", "engines": ",".join(ENGINES), "rounds": 3}
EXPLAINED = f"""\
*Saved*: the file read, searched for CPR numbers, checked, compared with what is known, and every figure written
as a version, in one transaction. *Raw*: the same rows, made ready beforehand, written by COPY (PostgreSQL) or
executemany (SQLite) into the same emptied table with its indexes, constraints and triggers, and nothing else.
Judged is the ratio of the two: at most {MOST_TIMES_RAW["postgresql"]} on PostgreSQL and {MOST_TIMES_RAW["sqlite"]}
on SQLite. *Half changed*: the file uploaded again with every other figure changed, over those already there; not
judged. *Memory*: the most the process had, raw writing not counted; at most {MOST_MEGABYTES} MB.
Medians of the rounds, in turn."""


@dataclass(frozen=True)
class Row:
    """What so many lines took in one database, in seconds."""

    database: str
    engine: str
    lines: int
    seconds: dict[str, float]
    megabytes: float

    @property
    def ratio(self) -> float:
        return self.seconds[COMMIT] / self.seconds[RAW]

    def markdown(self) -> str:
        times = [f"{self.seconds[case]:.2f} s" for case in (RAW, COMMIT)]
        again, memory = f"{self.seconds[AGAIN]:.2f} s", f"{self.megabytes:.0f} MB"
        return line([self.database, thousands(self.lines), *times, f"{self.ratio:.2f}", again, memory])


@dataclass(frozen=True)
class Small:
    """What smaller files took in one database, in seconds."""

    database: str
    library: dict[str, float]
    preview: float

    @property
    def times_faster(self) -> float:
        return self.library[LIBRARY] / self.library[COMMIT]

    def markdown(self) -> str:
        seconds = [f"{self.library[case]:.2f} s" for case in (LIBRARY, COMMIT)]
        return line([self.database, *seconds, f"{self.times_faster:.0f}", f"{self.preview:.2f} s"])


def complaints(rows: list[Row], small: list[Small]) -> list[str]:
    found = []
    for row in rows:
        name, limit = f"{row.database}, {thousands(row.lines)} lines", MOST_TIMES_RAW[row.engine]
        if row.ratio > limit:
            found.append(f"{name}: {row.ratio:.2f} times raw writing; at most {limit}.")
        if row.megabytes > MOST_MEGABYTES:
            found.append(f"{name}: {row.megabytes:.0f} MB; at most {MOST_MEGABYTES}.")
    for each in small:
        if each.times_faster < LEAST_TIMES_FASTER:
            found.append(f"{each.database}: {each.times_faster:.0f} times the library; at least {LEAST_TIMES_FASTER}.")
        if each.preview > MOST_SECONDS_OF_PREVIEW:
            found.append(f"{each.database}: the preview took {each.preview:.2f} s; at most {MOST_SECONDS_OF_PREVIEW}.")
    return found


def against_raw(row: Row) -> Compared:
    what, limit = f"Saving {thousands(row.lines)} lines", f"at most {MOST_TIMES_RAW[row.engine]}"
    times = row.seconds[COMMIT], limit, row.seconds[RAW]
    return Compared(what, row.database, "s", *times, "COPY" if row.engine == "postgresql" else "executemany")


def against_library(small: Small) -> Compared:
    times = {"ours": small.library[COMMIT], "peer": small.library[LIBRARY]}
    promised = f"at most 1/{LEAST_TIMES_FASTER}"
    what = f"Saving {thousands(LIBRARY_LINES)} lines"
    return Compared(what, small.database, "s", promised=promised, peer_is="django-import-export", **times)


def preview_page(small: Small) -> Compared:
    what = f"Preview page of {thousands(PREVIEW_LINES)} lines"
    return Compared(what, small.database, "s", small.preview, f"at most {MOST_SECONDS_OF_PREVIEW} s")


def measured(engine: str, lines: int, rounds: int, *, with_small: bool) -> tuple[Row, Small | None]:
    options = ["--lines", str(lines), "--rounds", str(rounds), *(["--small"] if with_small else [])]
    with database(engine, lines, None) as address:
        found = result_of("measure_uploads", options, address)
    seconds = found["lines"]
    row = Row(found["database"], engine, lines, seconds, seconds.pop("megabytes"))
    return row, Small(found["database"], found["library"], found["preview"][PREVIEW]) if with_small else None


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure saving a file against raw writing of its rows.")
    parser.add_argument("--lines", default=DEFAULTS["lines"], help="numbers of lines, comma separated")
    parser.add_argument("--engines", default=DEFAULTS["engines"])
    parser.add_argument("--rounds", type=int, default=DEFAULTS["rounds"])
    parser.add_argument("--write", action="store_true", help=f"write the tables to {RESULT.relative_to(ROOT)}")
    return parser.parse_args(given)


def report(rows: list[Row], small: list[Small], asked: argparse.Namespace) -> str:
    given = [f"--{name} {getattr(asked, name)}" for name, value in DEFAULTS.items() if getattr(asked, name) != value]
    command = " ".join(["make bench-uploads", *([f'BENCH="{" ".join(given)}"'] if given else [])])
    head = described([row.database for row in rows], command)
    titles = ("Database", "Lines", "Raw", "Saved", "Ratio", "Half changed", "Memory")
    library = f"django-import-export, {thousands(LIBRARY_LINES)} lines"
    more = ("Database", library, "Saved", "Times as fast", f"Preview page, {thousands(PREVIEW_LINES)} lines")
    verdict = [f"- {each}" for each in complaints(rows, small)] or ["Everything is inside its limit."]
    tables = [*table(titles, (row.markdown() for row in rows)), "", *table(more, (each.markdown() for each in small))]
    return "\n".join(["# Saving a file against raw writing", "", *head, "", EXPLAINED, "", *tables, "", *verdict, ""])


def run(asked: argparse.Namespace) -> Measured:
    sizes = list(map(int, asked.lines.split(",")))
    rows, small = [], []
    for engine, lines in product(asked.engines.split(","), sizes):
        sys.stdout.write(f"\n— {engine}, {thousands(lines)} lines\n")
        sys.stdout.flush()
        row, less = measured(engine, lines, asked.rounds, with_small=lines == sizes[0])
        rows.append(row)
        small += [less] if less else []
        sys.stdout.write(row.markdown() + "\n")
    text = report(rows, small, asked)
    sys.stdout.write("\n" + text)
    if asked.write:
        RESULT.write_text(text, encoding="utf-8")
    compared = [*map(against_raw, rows), *map(against_library, small), *map(preview_page, small)]
    return Measured(text, complaints(rows, small), compared)


def main():
    sys.exit(1 if run(arguments()).complaints else 0)


if __name__ == "__main__":
    main()
