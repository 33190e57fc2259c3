"""`make load`: fifty people read while five save files, by gunicorn on PostgreSQL: is all of it right, and how quick?

Exit 1 where anything was wrong: an answer other than expected, a page with half a file on it, a figure at the end
that is not the one saved last.
"""

import argparse
import os
import sys
from pathlib import Path

from benchmarks.databases import database
from benchmarks.load_cases import EMPTY, PAUSE, READERS, UPLOADERS
from benchmarks.machine import described
from benchmarks.processes import result_of
from benchmarks.tables import line, table

RESULT = Path(__file__).parent / "results" / "load.md"
SECONDS = 120
COLUMNS = ("Page", "Asked for", "Median", "95 of 100 within", "Beside the empty page")
EXPLAINED = """\
{readers} people of every role each look at a page for {least} to {most} seconds and ask for another, while {uploaders}
analysts upload and save one file after another, all of them writing one common series too. Times are what the reader
waits for, in the queue of the site's processes too. Those who read and those who serve share the machine.
Where the times are alike, all waited in one queue: that shows answers to be right, not how quick a page is."""


def measured(*, seconds: int) -> dict:
    with database("postgresql", 0, None) as address:
        options = ["--seconds", str(seconds), "--workers", str(max(2, os.cpu_count() or 2))]
        return result_of("measure_load", options, address)


def markdown(found: dict, command: str) -> str:
    empty = found["pages"][EMPTY]["p95"]
    rows = [
        line(
            [
                name,
                str(each["count"]),
                f"{each['median']:.0f} ms",
                f"{each['p95']:.0f} ms",
                f"{each['p95'] / empty:.1f}",
            ]
        )
        for name, each in sorted(found["pages"].items(), key=lambda pair: pair[1]["p95"])
    ]
    people = {"readers": READERS, "uploaders": UPLOADERS, "least": PAUSE[0], "most": PAUSE[1]}
    head = [
        *described([found["database"]], command),
        f"- Served by: {found['workers']} processes, {found['seconds']} s",
    ]
    asked = sum(each["count"] for each in found["pages"].values())
    said = f"{asked} pages and {found['saved']} files saved (in {found['tries']} tries: who is overtaken looks again)."
    verdict = [f"- {each}" for each in found["wrong"]] or ["Nothing was wrong."]
    return "\n".join(
        [
            "# Under load",
            "",
            *head,
            "",
            EXPLAINED.format(**people),
            "",
            said,
            "",
            *table(COLUMNS, rows),
            "",
            *verdict,
            "",
        ]
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results")
    asked = parser.parse_args()
    found = measured(seconds=asked.seconds)
    text = markdown(found, "make load")
    print(text)
    if asked.write:
        RESULT.write_text(text, encoding="utf-8")
    sys.exit(bool(found["wrong"]))


if __name__ == "__main__":
    main()
