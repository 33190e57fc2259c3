"""`make bench-reports`: how long a report takes as PDF, and is the committee's front page as quick as an empty one?

Exit 1 where the PDF takes more than three seconds, its payload collected and its fonts read for the first time, or
the front page more than 1.3 times an empty logged-in page of the same run.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.compared import Compared, Measured
from benchmarks.databases import ENGINES, database
from benchmarks.machine import described
from benchmarks.processes import ROOT, result_of
from benchmarks.report_cases import COLLECT, EMPTY, ENOUGH, FIRST_PDF, FRONT, MOST_RATIO, MOST_SECONDS, PDF
from benchmarks.tables import line, table

RESULT = Path(__file__).parent / "results" / "reports.md"
COLUMNS = ("Database", "Collect", "First PDF", "PDF", "Size", "Empty page", "Front page", "Queries", "Rounds")
EXPLAINED = """\
The report is the example of the plan 2023-26. *Collect* puts its payload together from the live rows; *first PDF* is
the first one of a process, *PDF* the median of the later ones. Pages are medians of whole requests by a committee
member, in turn, with the ratio to the empty page in brackets. Queries are of the empty page and of the front page."""


def ratio(found: dict) -> float:
    return found["pages"][FRONT]["ms"] / found["pages"][EMPTY]["ms"]


def complaints(rows: list[dict]) -> list[str]:
    """Everything that takes longer than promised, or was measured too seldom."""
    said = []
    for found in rows:
        name, seconds = found["database"], found["seconds"]
        if seconds[COLLECT] + seconds[FIRST_PDF] > MOST_SECONDS:
            whole = seconds[COLLECT] + seconds[FIRST_PDF]
            said.append(f"{name}: a report takes {whole:.1f} s as PDF; at most {MOST_SECONDS:.0f}.")
        if ratio(found) > MOST_RATIO:
            said.append(f"{name}: the front page takes {ratio(found):.2f} times the empty page; at most {MOST_RATIO}.")
        if found["pages"][FRONT]["rounds"] < ENOUGH:
            said.append(
                f"{name}: the front page was measured {found['pages'][FRONT]['rounds']} times; {ENOUGH} needed."
            )
    return said


def compared(found: dict) -> list[Compared]:
    whole = found["seconds"][COLLECT] + found["seconds"][FIRST_PDF]
    ours, floor = (found["pages"][page]["ms"] for page in (FRONT, EMPTY))
    return [
        Compared("Report as PDF, from the live rows", found["database"], "s", whole, f"at most {MOST_SECONDS:.0f} s"),
        Compared("Committee's front page", found["database"], "ms", ours, f"at most {MOST_RATIO}", floor, "empty page"),
    ]


def markdown(found: dict) -> str:
    seconds, pages, size = found["seconds"], found["pages"], found["size"]
    times = [f"{seconds[case]:.2f} s" for case in (COLLECT, FIRST_PDF, PDF)]
    whole = f"{size['goals']} goals, {size['initiatives']} initiatives, {size['bytes'] // 1000} kB"
    front = f"{pages[FRONT]['ms']:.1f} ms ({ratio(found):.2f})"
    queries = f"{pages[EMPTY]['queries']} · {pages[FRONT]['queries']}"
    rounds = str(pages[FRONT]["rounds"])
    return line([found["database"], *times, whole, f"{pages[EMPTY]['ms']:.1f} ms", front, queries, rounds])


def measured(engine: str, rounds: int) -> dict:
    with database(engine, 0, None) as address:
        return result_of("measure_reports", ["--rounds", str(rounds)], address)


def result(rows: list[dict]) -> str:
    head = described([found["database"] for found in rows], "make bench-reports")
    said = [f"- {each}" for each in complaints(rows)] or ["Everything is inside its limit."]
    shown = table(COLUMNS, map(markdown, rows))
    return "\n".join(["# Reports", "", *head, "", EXPLAINED, "", *shown, "", *said, ""])


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure a report as PDF and the committee's front page.")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--rounds", type=int, default=ENOUGH)
    parser.add_argument("--write", action="store_true", help=f"write the table to {RESULT.relative_to(ROOT)}")
    return parser.parse_args(given)


def run(asked: argparse.Namespace) -> Measured:
    rows = [measured(engine, asked.rounds) for engine in asked.engines.split(",")]
    text = result(rows)
    sys.stdout.write("\n" + text)
    if asked.write:
        RESULT.write_text(text, encoding="utf-8")
    return Measured(text, complaints(rows), [each for found in rows for each in compared(found)])


def main():
    sys.exit(1 if run(arguments()).complaints else 0)


if __name__ == "__main__":
    main()
