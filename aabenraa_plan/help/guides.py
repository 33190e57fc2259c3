"""The guides of `docs/` as pages: our own markdown, rendered once per process.

HTML written in a guide stays text, and links between the guides and to their pictures become addresses of the site.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from aabenraa_plan.models import Role

DOCS = settings.BASE_DIR / "docs"
FOLDER = DOCS / "brugere"
PICTURES = FOLDER / "billeder"
SOURCES = {role.value: FOLDER / f"{role.value}.md" for role in Role if role != Role.SYSTEM} | {
    "opslag": DOCS / "user-guide.md",
    "ordliste": FOLDER / "ordliste.md",
}
"""A guide's name in its address → its file. Nothing else of the disk can be asked for."""
TO_GUIDE = re.compile(r"(?:[./\w-]*/)?([\w-]+)\.md(#.*)?")
DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@dataclass(frozen=True)
class Heading:
    anchor: str
    text: str


@dataclass(frozen=True)
class Guide:
    title: str
    headings: list[Heading]
    body: SafeString


@cache
def guide(name: str) -> Guide:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    title, *tokens = without_title(parser.parse(SOURCES[name].read_text(encoding="utf-8")))
    headings = list(with_anchors(tokens))
    name_tables(tokens)
    for token in tokens:
        for inline in token.children or ():
            point_into_the_site(inline)
    return Guide(title, headings, mark_safe(parser.renderer.render(tokens, parser.options, {})))


def without_title(tokens: list[Token]) -> list:
    """The text of the first heading, and what comes after it."""
    return [tokens[1].content, *tokens[3:]]


def with_anchors(tokens: list[Token]):
    """Give the headings of the second level an anchor each."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h2":
            heading = Heading(anchor_of(inline.content), inline.content)
            opening.attrSet("id", heading.anchor)
            yield heading


def anchor_of(text: str) -> str:
    return slugify(text.lower().translate(DANISH))


def point_into_the_site(token: Token):
    if token.type == "image":
        token.attrSet("src", reverse("help_picture", args=[Path(token.attrGet("src")).stem]))
        token.attrSet("loading", "lazy")
    elif token.type == "link_open" and (to := TO_GUIDE.fullmatch(token.attrGet("href"))):
        token.attrSet("href", reverse("help_guide", args=[guide_at(to[1])]) + (to[2] or ""))


def guide_at(stem: str) -> str:
    return next(name for name, path in SOURCES.items() if path.stem == stem)


def name_tables(tokens: list[Token]):
    """A table is named by the heading it stands under and its number: two under one heading are told apart."""
    under, number = "", 0
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            under = token.content
        if token.type == "table_open":
            number += 1
            token.attrs = {"class": "table table--borderless table--compact", "aria-label": f"{under} (tabel {number})"}


@cache
def picture_names() -> frozenset[str]:
    return frozenset(path.stem for path in PICTURES.glob("*.png"))
