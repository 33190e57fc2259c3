"""`make test`: everything that must hold, cheap things first; stops at the first that does not.

`make test-long` runs what takes too long for that: the tests marked `long`, and each protection taken out.
"""

import os
import secrets
import subprocess
import sys
from pathlib import Path

from scripts.postgres import postgres_server

BIN = Path(sys.executable).parent
WORKERS = str(min(4, os.cpu_count() or 1))
ON_SQLITE, ON_POSTGRES = "not once", "not embedded"


def run(title: str, *command: str, **environment: str):
    print(f"\n— {title}", flush=True)
    finished = subprocess.run([BIN / command[0], *command[1:]], env=os.environ | environment, check=False)
    if finished.returncode:
        sys.exit(finished.returncode)


def check_style():
    run("style", "ruff", "check", ".")
    run("layout", "ruff", "format", "--check", ".")
    run("floors", "lint-imports")
    run("migrations", "python", "manage.py", "makemigrations", "--check", "--dry-run")


def run_on_both(which: str, *pytest: str):
    """The tests of that marker expression; the pure ones on SQLite alone, for they open no database."""
    sqlite = ("-m", f"{which} and {ON_SQLITE}")
    run("tests on SQLite", "pytest", *pytest, *sqlite, DATABASE_URL="sqlite:///test.sqlite3")
    with postgres_server() as address:
        server = ("-m", f"{which} and {ON_POSTGRES}", "--ignore=tests/pure")
        run("tests on PostgreSQL", "pytest", *pytest, *server, DATABASE_URL=address)


def main(*, long: bool):
    # DEBUG lets the pages be served over plain http; Django's test runner itself turns debug pages off.
    os.environ |= {"SECRET_KEY": secrets.token_hex(), "DEBUG": "true"}
    if long:
        # One at a time: some of them measure, and start servers of their own.
        run_on_both("long")
        run("each protection taken out", "python", "-m", "scripts.take_out")
    else:
        check_style()
        run_on_both("not long", "-n", WORKERS)


if __name__ == "__main__":
    main(long="--long" in sys.argv[1:])
