"""A report on paper: its payload set as a tagged PDF (PDF/UA-1), the same bytes every time."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

from reports.payload.canonical import sha256_of
from reports.pdf.drawing import chart_svg, deviation_svg

ROOM = Path(__file__).parent
TEMPLATE = ROOM / "report.typ"
FONTS = settings.BASE_DIR / "node_modules/dkfds/dist/fonts/IBMPlexSans/complete/ttf"
FORM = sha256_of(b"".join(path.read_bytes() for path in sorted([*ROOM.glob("*.py"), *ROOM.glob("*.typ")])))[:8]
"""Of everything in this room: a paper set by another form may look otherwise, as one of another typst may."""
PDF_MAKER = f"typst {version('typst')}, form {FORM}"
DEVIATIONS = "Forventet afvigelse fra budgettet, 1.000 kr. (+ er merforbrug)"
DEVIATIONS_SAID = "Forventet afvigelse for hver ydelse; tallene står i tabellen."
SETTING = ROOM / "setting.py"
PATIENCE = 60
"""Seconds; a report takes less than one."""
UNKNOWN = "?"
"""What stands for a character the font does not have: the standard allows no empty box."""


class NoPaper(Exception):
    """The PDF could not be set; the text says what typst said."""


def pdf_of(payload: dict) -> bytes:
    """Nothing but the payload decides what is in it, not even the clock: its time is the payload's own."""
    shown = printable(payload)
    asked = {
        "template": str(TEMPLATE),
        "fonts": str(FONTS),
        "inputs": {"payload": json.dumps(shown), "drawings": json.dumps(drawings(shown))},
        "timestamp": int(datetime.fromisoformat(payload["figures_at"]).timestamp()),
    }
    return set_apart(json.dumps(asked).encode())


def set_apart(asked: bytes) -> bytes:
    command = [sys.executable, str(SETTING)]
    try:
        return subprocess.run(command, input=asked, capture_output=True, timeout=PATIENCE, check=True).stdout
    except subprocess.CalledProcessError as failed:
        raise NoPaper(failed.stderr.decode(errors="replace")) from failed
    except subprocess.TimeoutExpired as failed:
        raise NoPaper(f"not set within {PATIENCE} seconds") from failed


def drawings(payload: dict) -> dict[str, dict]:
    """By goal and place of its demand, as `report.typ` asks for them."""
    return dict([*goal_drawings(payload), *budget_drawings(payload["budget"])])


def goal_drawings(payload: dict) -> Iterator[tuple[str, dict]]:
    for guidepost in payload["guideposts"]:
        for goal in guidepost["goals"]:
            for at, target in enumerate(goal["targets"]):
                if drawn := chart_svg(target["chart"]):
                    yield f"{goal['code']}/{at}", said_of(drawn, target["chart"]["title"], target["chart"]["alt"])


def budget_drawings(budget: dict | None) -> Iterator[tuple[str, dict]]:
    if drawn := deviation_svg(budget["support"] if budget else []):
        yield "budget", said_of(drawn, DEVIATIONS, DEVIATIONS_SAID)


def said_of(drawn: str, title: str, alternative: str) -> dict:
    """No drawing may be without words, and a title alone is better than none."""
    return {"svg": drawn, "title": title, "alt": alternative.strip() or title.strip() or UNKNOWN}


def printable(found):
    """The same with every text in characters the font has."""
    if isinstance(found, str):
        return found if found.isascii() and found.isprintable() else "".join(map(known, found))
    if isinstance(found, dict):
        return {key: printable(value) for key, value in found.items()}
    return [printable(each) for each in found] if isinstance(found, list) else found


def known(mark: str) -> str:
    return mark if (mark.isprintable() and ord(mark) in characters()) or mark in "\n\u00a0" else UNKNOWN


@cache
def characters() -> frozenset[int]:
    """What both weights that are used can write."""
    fonts = [TTFont(FONTS / f"IBMPlexSans-{weight}.ttf", lazy=True) for weight in ("Regular", "Bold")]
    return frozenset.intersection(*(frozenset(font.getBestCmap()) for font in fonts))
