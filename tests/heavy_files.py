"""Reads heavy files one after the other and prints what is said of each, then the memory at its highest in MB.

Run in a process of its own by `test_bad_files`; the files are made one at a time.
"""

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

sys.path.insert(0, str(Path(__file__).parents[1]))

from extracts.problems import Unreadable
from extracts.reading import read
from tests.memory import highest

MEGA = 1024 * 1024
HEADER = "indikator;område;periode;værdi\r\n".encode()


def bomb() -> bytes:
    """A megabyte that unpacks to 201."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as archive, archive.open("xl/a.xml", "w") as sheet:
        for _ in range(201):
            sheet.write(bytes(MEGA))
    return target.getvalue()


FILES = {
    "only empty lines": lambda: b"\r\n" * 20_000_000,
    "empty lines under a header": lambda: HEADER + b"\n" * 20_000_000,
    "one line": lambda: b"5;" * (25 * MEGA),
    "one cell": lambda: HEADER + b"fleksjobledighed;Aabenraa;2023M01;" + b"9" * (50 * MEGA),
    "one line of delimiters": lambda: HEADER + b";" * (50 * MEGA),
    "a zip file that unpacks to much": bomb,
}

for title, made in FILES.items():
    try:
        read(made())
        print(f"{title}: read")
    except Unreadable as refused:
        (problem,) = refused.problems
        print(f"{title}: {problem.line} {problem.message}")
print(highest() // MEGA)
