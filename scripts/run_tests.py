"""`make test`: everything that must hold, cheap things first; stops at the first that does not."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

from scripts.postgres import postgres_server

BIN = Path(sys.executable).parent
WORKERS = str(min(4, os.cpu_count() or 1))


def run(title: str, *command: str, **environment: str):
    print(f"\n— {title}", flush=True)
    finished = subprocess.run([BIN / command[0], *command[1:]], env=os.environ | environment, check=False)
    if finished.returncode:
        sys.exit(finished.returncode)


def main():
    # DEBUG lets the pages be served over plain http; Django's test runner itself turns debug pages off.
    os.environ |= {"SECRET_KEY": secrets.token_hex(), "DEBUG": "true"}
    run("style", "ruff", "check", ".")
    run("layout", "ruff", "format", "--check", ".")
    run("floors", "lint-imports")
    run("migrations", "python", "manage.py", "makemigrations", "--check", "--dry-run")
    pytest = ("pytest", "-n", WORKERS)
    run("tests on SQLite", *pytest, "-m", "not once", DATABASE_URL="sqlite:///test.sqlite3")
    with postgres_server() as address:
        server = ("-m", "not embedded", "--ignore=tests/pure")
        run("tests on PostgreSQL", *pytest, *server, DATABASE_URL=address)


if __name__ == "__main__":
    main()
