"""Databases to measure in: one that is deleted after, or one that is kept in a folder for the next time."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from scripts.postgres import postgres_server

BYTES_PER_FIGURE = 500
"""With indexes, about 290 on PostgreSQL and 170 on SQLite; room for the log of the fill and for sorting."""
LARGE = 100_000
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
        with postgres_server(keep and keep / name) as address:
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
