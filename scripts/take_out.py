"""Take each protection out in a copy of the project and see that its test fails; see `tests/protections/`.

`--table` prints the table of docs/security.md; names (or parts of them) as arguments try those alone.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.protections import PROTECTIONS, Protection

ROOT = Path(__file__).resolve().parent.parent
AT_ONCE = 2
PATIENCE = 900
"""Seconds for one test; a machine that does much else is slow."""
TESTS_FAILED = 1
"""What pytest ends with where tests ran and some failed; also where one could not begin, which proves nothing."""
FAILED = r"(?m)^(?:SUB)?FAILED\S* {test}(?:\[.*| .*)?$"
"""What it says of a test that failed itself. Of one whose preparation failed it says ERROR."""
LOG = "pytest.log"
NOT_COPIED = ("node_modules", "build")


def copy_of_the_project(place: Path) -> Path:
    """Every file that is in the repository or would go into it; what is fetched and built is linked to."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)
    for name in NOT_COPIED:
        (place / name).symlink_to(ROOT / name)
    return place


def outcome(copy: Path, *tests: str) -> int:
    """What pytest ended with."""
    own = {"DATABASE_URL": f"sqlite:///{copy}/taken-out.sqlite3", "SECRET_KEY": "taken-out", "DEBUG": "true"}
    own |= {"PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    with (copy / LOG).open("wb") as said:
        finished = subprocess.run(
            command, cwd=copy, env=os.environ | own, stdout=said, stderr=said, timeout=PATIENCE, check=False
        )
    return finished.returncode


def fails_without(copy: Path, protection: Protection) -> bool:
    """Whether its test fails while the protection is out; the copy is as before when this ends."""
    path = copy / protection.file
    whole = path.read_text()
    if whole.count(protection.text) != 1:
        return False
    path.write_text(whole.replace(protection.text, protection.instead))
    try:
        ended = outcome(copy, protection.test)
        return ended == TESTS_FAILED and says_it_failed((copy / LOG).read_text(), protection.test)
    finally:
        path.write_text(whole)


def says_it_failed(said: str, test: str) -> bool:
    """Whether pytest says so of this test, or of one example of it."""
    return re.search(FAILED.format(test=re.escape(test)), said) is not None


def tried(copies: SimpleQueue, protection: Protection) -> bool:
    copy = copies.get()
    try:
        failed = fails_without(copy, protection)
    finally:
        copies.put(copy)
    print("test fails " if failed else "STILL PASSES", protection.name, flush=True)
    return failed


def try_out(chosen: list[Protection]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        copies = SimpleQueue()
        for number in range(AT_ONCE):
            copies.put(copy_of_the_project(Path(folder, str(number))))
        untouched = copies.get()
        if outcome(untouched, *sorted({protection.test for protection in chosen})):
            print((untouched / LOG).read_text(), "The tests do not pass while nothing is taken out.")
            return False
        copies.put(untouched)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = list(pool.map(lambda protection: tried(copies, protection), chosen))
    print(f"{sum(found)} of {len(found)} protections are missed when they are taken out.")
    return all(found)


def row(protection: Protection) -> str:
    return f"| {protection.name} | `{protection.file}` | `{protection.test}` |"


def main(arguments: list[str]):
    if arguments == ["--table"]:
        print("\n".join(map(row, PROTECTIONS)))
        return
    asked = [each for each in PROTECTIONS if any(name in each.name for name in arguments)]
    if not asked and arguments:
        sys.exit("No protection has that in its name.")
    if not try_out(asked if arguments else PROTECTIONS):
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
