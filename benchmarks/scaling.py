"""`make bench-scaling`: what one machine carries, with one worker and two, several sites, and a replica.

Everything runs on this one machine, the visitors too: what is gained by further machines is not measured here,
only that nothing is lost on the way to them.
"""

import argparse
import secrets
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.databases import database
from benchmarks.machine import described
from benchmarks.pace import pace_of, upload
from benchmarks.processes import ROOT, result_of
from benchmarks.tables import line, table, thousands
from benchmarks.visitors import Visitor, served
from scripts.postgres import streaming_replica

RESULT = Path(__file__).parent / "results" / "scaling.md"
INDICATORS, MUNICIPALITIES, YEARS = 51, 98, 20
# Twelve months, four quarters and the year itself, each figure in two versions.
EVERYTHING = INDICATORS * MUNICIPALITIES * YEARS * (12 + 4 + 1) * 2
DEFAULTS = {"figures": EVERYTHING, "seconds": 8, "visitors": 4}
PAGES = ("overview", "report", "goal")
EXPLAINED = f"""\
{thousands(EVERYTHING)} figures are {INDICATORS} indicators × {MUNICIPALITIES} municipalities × {YEARS} years of months,
quarters and years, each in two versions; quarters alone, once each, would be
{thousands(INDICATORS * MUNICIPALITIES * YEARS * 4)}. Each cell: pages a second · median · 95 % were quicker than.
The visitors ask for the next page as soon as the last has come, on the same machine as everything else."""


@dataclass(frozen=True)
class Setup:
    """How many sites with how many workers, and whether readers read from a replica."""

    sites: int
    workers: int
    replica: bool = False

    @property
    def name(self) -> str:
        told = f"{self.sites} site{'s' * (self.sites > 1)} × {self.workers} worker{'s' * (self.workers > 1)}"
        return f"{told}, readers on a replica" if self.replica else told


SETUPS = (Setup(1, 1), Setup(1, 2), Setup(2, 1), Setup(1, 2, replica=True))


@contextmanager
def sites(setup: Setup, address: str, key: str, replica: str):
    """Yields the addresses of the running sites."""
    settings = {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "DATABASE_URL": address, "SECRET_KEY": key}
    settings |= {"DEBUG": "false"} | ({"DATABASE_REPLICA_URL": replica} if replica else {})
    with ExitStack() as stack:
        yield [stack.enter_context(served(setup.workers, **settings)) for _ in range(setup.sites)]


def measured(setup: Setup, address: str, key: str, prepared: dict, asked: argparse.Namespace) -> str:
    with ExitStack() as stack:
        replica = ""
        if setup.replica:
            replica = stack.enter_context(streaming_replica(address)).rpartition("/")[0] + urlsplit(address).path
        running = stack.enter_context(sites(setup, address, key, replica))
        visitors = [Visitor(site, prepared["reader"]) for site in islice(cycle(running), asked.visitors)]
        paces = [pace_of(visitors, prepared["pages"][page], seconds=asked.seconds).told() for page in PAGES]
        analyst = Visitor(running[0], prepared["analyst"])
        steps = [upload(analyst, text.encode()) for text in prepared["files"]]
    checked, saved = (sorted(step)[len(step) // 2] for step in zip(*steps, strict=True))
    return line([setup.name, *paces, f"{checked:.1f} s", f"{saved:.1f} s"])


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure sites over one PostgreSQL.")
    for name, value in DEFAULTS.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--keep", type=Path, help="a folder where the filled database stays, and is found again")
    parser.add_argument("--write", action="store_true", help=f"write the table to {RESULT.relative_to(ROOT)}")
    return parser.parse_args()


def report(prepared: dict, rows: list[str], asked: argparse.Namespace) -> str:
    given = [f"--{name} {getattr(asked, name)}" for name, value in DEFAULTS.items() if getattr(asked, name) != value]
    command = f'make bench-scaling BENCH="{" ".join(given)}"' if given else "make bench-scaling"
    head = described([prepared["database"]], command)
    size = f"{prepared['bytes'] / 1e9:.1f} GB"
    figures = f"{thousands(prepared['figures'])} figures, {thousands(prepared['current'])} of them current; {size}"
    head.append(f"- Database: {figures}. {asked.visitors} visitors at a time, {asked.seconds} s a page")
    titles = ("Setup", *(page.capitalize() for page in PAGES), "1 000 lines checked", "… and saved")
    shown = table(titles, rows)
    return "\n".join(["# Sites over one PostgreSQL", "", *head, "", EXPLAINED, "", *shown, ""])


def main():
    asked, key = arguments(), secrets.token_urlsafe(60)
    with database("postgresql", asked.figures, asked.keep) as address:
        options = ["--figures", str(asked.figures)]
        prepared = result_of("prepare_scaling", options, address, key=key)
        rows = []
        for setup in SETUPS:
            rows.append(measured(setup, address, key, prepared, asked))
            sys.stdout.write(rows[-1] + "\n")
            sys.stdout.flush()
    text = report(prepared, rows, asked)
    sys.stdout.write("\n" + text)
    if asked.write:
        RESULT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
