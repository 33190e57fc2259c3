"""`make bench`: every measurement, one after another, and one table of them all.

Exit 1 where one is outside its limit. `--quick` leaves out what is large: ten million figures, a million lines.
"""

import argparse
import sys
from pathlib import Path

from benchmarks import overview, reports, uploads
from benchmarks.compared import Measured, one_table
from benchmarks.machine import described

RESULT = Path(__file__).parent / "results" / "all.md"
EXPLAINED = """\
*Floor*: what nothing of this kind can beat, measured in the same run: for pages an empty logged-in page, for files
the same rows written raw into the same table. *Peer*: a general library doing the same. Figures are comparable
along a line, not down a column; the tables behind them stand beside this file."""
QUICK = {overview: ["--sizes", "3000"], uploads: ["--lines", "100000"], reports: []}


def result(found: list[Measured], command: str) -> str:
    compared = [each for measured in found for each in measured.compared]
    complaints = [f"- {each}" for measured in found for each in measured.complaints]
    head = described([each.database for each in compared], command)
    lines = [*one_table(compared), "", *(complaints or ["Everything is inside its limit."])]
    return "\n".join(["# All measurements", "", *head, "", EXPLAINED, "", *lines, ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without what is large")
    parser.add_argument("--write", action="store_true", help="write every table to benchmarks/results")
    asked = parser.parse_args()
    found = []
    for benchmark, quick in QUICK.items():
        options = [*(quick if asked.quick else []), *(["--write"] if asked.write else [])]
        found.append(benchmark.run(benchmark.arguments(options)))
    text = result(found, 'make bench BENCH="--quick"' if asked.quick else "make bench")
    sys.stdout.write("\n" + text)
    if asked.write:
        RESULT.write_text(text, encoding="utf-8")
    sys.exit(1 if any(measured.complaints for measured in found) else 0)


if __name__ == "__main__":
    main()
