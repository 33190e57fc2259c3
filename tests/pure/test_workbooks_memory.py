"""Hostile workbooks, each opened by a process of its own whose memory at its highest is measured."""

import subprocess
import sys
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from extracts.problems import Unreadable
from extracts.workbooks import worksheets
from tests.pure.test_workbooks import SHEET, with_parts, workbook

MEGA = 1024 * 1024
MOST_MEMORY = 500 * MEGA
OPENING = """
import sys
from extracts.problems import Unreadable
from extracts.workbooks import worksheets
from tests.memory import highest
try:
    worksheets(sys.stdin.buffer.read())
except Unreadable as refusal:
    assert refusal.keep is False
    print(refusal)
print(highest())
"""


def zipped(name: str, *pieces: tuple[bytes, int]) -> bytes:
    """A workbook with a part made of pieces, each repeated; small on disk and in this process."""
    data = with_parts(workbook(), {name: None})
    target = BytesIO(data)
    with ZipFile(target, "a", ZIP_DEFLATED, compresslevel=1) as archive, archive.open(name, "w") as hostile:
        for piece, times in pieces:
            together = min(times, max(1, MEGA // len(piece)))
            for _ in range(times // together):
                hostile.write(piece * together)
    return target.getvalue()


def sheet_of(piece: bytes, megabytes: int = 180) -> bytes:
    return zipped(SHEET, (b"<worksheet><sheetData>", 1), (piece, megabytes * MEGA // len(piece)))


def opened(data: bytes) -> str:
    run = subprocess.run([sys.executable, "-c", OPENING], input=data, capture_output=True, check=True, timeout=120)
    *said, peak = run.stdout.decode().splitlines()
    assert int(peak) < MOST_MEMORY, f"{int(peak) // MEGA} MB"
    return " ".join(said)


@pytest.mark.parametrize(
    ("piece", "megabytes"),
    [
        pytest.param(b"<row><c><v>1</v></c></row>", 100, marks=pytest.mark.long),
        ("<row><c t='str'><v>{}😀</v></c></row>".format("x" * 300).encode(), 150),
        (b"<a>", 100),
        (b" ", 150),
        (b"x", 150),
    ],
)
def test_memory_of_a_sheet_that_unpacks_to_much_is_bounded(piece, megabytes):
    assert opened(sheet_of(piece, megabytes))


def test_memory_of_one_endless_tag_is_bounded():
    assert "beskadiget" in opened(zipped(SHEET, (b"<worksheet a='", 1), (b"x", 150 * MEGA)))


def test_memory_of_ever_new_names_is_bounded():
    names = b"".join(b"<n%d/>" % number for number in range(100_000))
    assert "beskadiget" in opened(zipped(SHEET, (b"<worksheet>", 1), (names, 1)))


def test_zip_bomb_is_refused_before_it_is_unpacked():
    assert "mere end 200 MB" in opened(sheet_of(b" " * 1000, 210))


def test_workbook_is_refused_by_what_it_says_of_itself_with_no_part_opened(monkeypatch):
    def unpacked(*args, **kwargs):
        raise AssertionError("a part was opened")

    data = workbook()
    monkeypatch.setattr("extracts.workbooks.package.LARGEST", 100)
    monkeypatch.setattr(ZipFile, "open", unpacked)
    with pytest.raises(Unreadable) as refused:
        worksheets(data)
    assert "mere end 200 MB" in str(refused.value)
