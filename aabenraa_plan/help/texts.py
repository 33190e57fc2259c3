"""What stands under *Hjælp til siden*: one text per page, read from `texts/*.toml` once per process.

A text names the URLs it is for (`pages`), and the roles where the page says something else to some.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

TEXTS = Path(__file__).parent / "texts"
NOTHING = mark_safe("")


@dataclass(frozen=True)
class PageHelp:
    shows: str
    """What the page answers."""
    reading: str = ""
    doing: str = ""

    @property
    def words(self) -> int:
        return len(f"{self.shows} {self.reading} {self.doing}".split())


@cache
def texts() -> dict[tuple[str, str], PageHelp]:
    """URL name and role (empty: any) → text."""
    found = {}
    for path in sorted(TEXTS.glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["text"]:
            pages, roles = entry.pop("pages"), entry.pop("roles", [""])
            for key in ((page, role) for page in pages for role in roles):
                if key in found:
                    raise ValueError(f"{path.name} has a second text for {key}")
                found[key] = PageHelp(**entry)
    return found


def text_for(page: str, role: str = "") -> PageHelp | None:
    return texts().get((page, role)) or texts().get((page, ""))


@cache
def help_to(page: str, role: str) -> SafeString:
    """The finished piece of HTML; nothing where the page has no text. Without a role the reader is not logged in."""
    text = text_for(page, role)
    return mark_safe(render_to_string("help/page_help.html", {"text": text, "role": role})) if text else NOTHING
