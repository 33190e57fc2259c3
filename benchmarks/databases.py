"""Databases to measure in: one that is deleted after, or one that is kept in a folder for the next time."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from scripts.postgres import free_port, postgres_server, reachable_binaries

BYTES_PER_FIGURE = 500
"""With indexes, about 290 on PostgreSQL and 170 on SQLite; room for the log of the fill and for sorting."""
LARGE = 100_000
SECONDS = 600
ENGINES = ("sqlite", "postgresql")


@contextmanager
def database(engine: str, figures: int, keep: Path | None):
    """Yields the address of a database for so many figures; in `keep` a large one stays, and is found again.

    A small one is made anew every time: the changes that each run leaves behind would soon make up most of it.
    """
    name, keep = f"{engine}-{figures}", keep if figures >= LARGE else None
    if not (keep and (keep / name).exists()):
        check_space(keep or Path(tempfile.gettempdir()), figures)
    if engine == "postgresql":
        with kept_postgres(keep / name) if keep else postgres_server() as address:
            yield address
    elif keep:
        (keep / name).mkdir(parents=True, exist_ok=True)
        yield f"sqlite:///{keep.resolve() / name / 'db.sqlite3'}"
    else:
        with tempfile.TemporaryDirectory(prefix="aabenraa-plan-sqlite-") as folder:
            yield f"sqlite:///{folder}/db.sqlite3"


def check_space(folder: Path, figures: int):
    folder.mkdir(parents=True, exist_ok=True)
    needed, free = figures * BYTES_PER_FIGURE / 1e9, shutil.disk_usage(folder).free / 1e9
    if needed > free:
        raise SystemExit(
            f"{figures} figures need about {needed:.0f} GB in {folder}, and {free:.0f} GB are free. "
            "Ask for fewer (--sizes), or name a folder with room (--keep)."
        )


@contextmanager
def kept_postgres(folder: Path):
    """A PostgreSQL server as the tests' own, but its data stays in the folder and is found again."""
    folder.mkdir(parents=True, exist_ok=True)
    identity = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    port, data, log = free_port(), folder.resolve() / "data", folder.resolve() / "log"

    def run(program: str, *arguments: str):
        command = [programs / program, "-D", data, *arguments]
        subprocess.run(command, check=True, timeout=SECONDS, cwd=folder, stdout=subprocess.DEVNULL, **identity)

    with tempfile.TemporaryDirectory() as copies:
        Path(copies).chmod(0o755)
        programs = reachable_binaries(Path(copies))
        if not data.exists():
            run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        run("pg_ctl", "start", "-w", "-l", str(log), "-o", options)
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "stop", "-m", "fast")
