"""The backup file: 64 kB of manifest with its hash, then the dump, whose hash the manifest holds.

The dump can be had without this program: `tail -c +65537 FILE`.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.db import Error

HEADER_BYTES = 64 * 1024
MAGIC = "aabenraa-plan-backup 1"
FIRST_LINE_BYTES = len(MAGIC) + 1 + 64 + 1
PIECE = 1024 * 1024


class NotBackedUp(Exception):
    """A backup cannot be made or used; the text says why, and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What the file holds. `sha256` and `size` are those of the dump; `program` is what made it."""

    engine: str
    made_at: str
    app_version: str
    server: int
    """PostgreSQL's major version; 0 for SQLite, whose files any later version reads."""
    program: int
    """The major version of the pg_dump that made it; 0 for SQLite."""
    migrations: list[str]
    """The applied ones as `app.name`."""
    counts: dict[str, int]
    """Rows by table, of every table whose rows are kept."""
    sha256: str = ""
    size: int = 0
    left_out: list[str] = field(default_factory=list)
    """Tables that come back empty."""


class Hashed:
    """Writes on to a file, and knows the hash and the length of what it wrote."""

    def __init__(self, file: BinaryIO):
        self.file, self.hash, self.size = file, hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self.hash.update(data)
        self.size += len(data)
        return self.file.write(data)

    def flush(self):
        self.file.flush()


def write_backup(path: Path, dump: Callable[[Hashed], Manifest]) -> Manifest:
    """The file under its name when it is complete, safe on the disk and read once more; else no file at all."""
    if path.exists():
        raise NotBackedUp(f"{path} is there already. Name another file; a backup is never written over.")
    with part_of(path) as part:
        manifest = write_to(part, dump)
        if read_manifest(part) != manifest:
            raise NotBackedUp("The file does not read as it was written.")
        check_dump(part, manifest)
        os.link(part, path)  # unlike a rename, this never takes the place of a file
        sync_folder(path.parent)
    return manifest


@contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """A name beside the file, for as long as it is worked on."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
    except (OSError, Error) as problem:
        why = getattr(problem, "strerror", None) or str(problem).strip()
        raise NotBackedUp(f"The backup could not be written to {path.parent}: {why}.") from problem
    finally:
        part.unlink(missing_ok=True)


def write_to(part: Path, dump: Callable[[Hashed], Manifest]) -> Manifest:
    with private(part) as file:
        file.seek(HEADER_BYTES)
        hashed = Hashed(file)
        begun = dump(hashed)
        manifest = Manifest(**asdict(begun) | {"sha256": hashed.hash.hexdigest(), "size": hashed.size})
        file.seek(0)
        file.write(header_of(manifest))
        file.flush()
        os.fsync(file.fileno())
    return manifest


def private(path: Path) -> BinaryIO:
    """A new file that its owner alone may read."""
    return open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600))


def header_of(manifest: Manifest) -> bytes:
    room = HEADER_BYTES - FIRST_LINE_BYTES - 1
    text = json.dumps(asdict(manifest), separators=(",", ":")).encode()
    if len(text) > room:
        raise NotBackedUp(f"The manifest takes {len(text)} bytes, and there is room for {room}.")
    rest = text.ljust(room) + b"\n"
    return f"{MAGIC} {hashlib.sha256(rest).hexdigest()}\n".encode() + rest


def read_manifest(path: Path) -> Manifest:
    """What a file says of itself; refused where it is not a backup or its first part is damaged."""
    try:
        with path.open("rb") as file:
            header = file.read(HEADER_BYTES)
    except OSError as problem:
        raise NotBackedUp(f"{path} cannot be read: {problem.strerror}.") from problem
    first, rest = header[:FIRST_LINE_BYTES], header[FIRST_LINE_BYTES:]
    if not first.startswith(MAGIC.encode()):
        raise NotBackedUp(f"{path} is not a backup made by `manage.py backup`.")
    if first != f"{MAGIC} {hashlib.sha256(rest).hexdigest()}\n".encode():
        raise NotBackedUp(f"{path} is damaged: its manifest does not match its hash. Use another backup.")
    return Manifest(**json.loads(rest))


def check_dump(path: Path, manifest: Manifest):
    """Every byte against the manifest."""
    found = hashlib.sha256()
    for piece in dump_in(path):
        found.update(piece)
    size = path.stat().st_size - HEADER_BYTES
    if size != manifest.size:
        raise NotBackedUp(f"{path} is damaged: it holds {size} bytes of dump, not {manifest.size}. Use another backup.")
    if found.hexdigest() != manifest.sha256:
        raise NotBackedUp(f"{path} is damaged: its dump does not match its hash. Use another backup.")


def dump_in(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(HEADER_BYTES)
        while piece := file.read(PIECE):
            yield piece


def sync_folder(folder: Path):
    """So that the name, too, survives a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
