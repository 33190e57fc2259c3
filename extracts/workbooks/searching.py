"""The guard against CPR numbers in every part of a workbook: texts, attributes, comments, properties, caches."""

import re

from extracts.cpr import holds_cpr
from extracts.guarding import CPR_MESSAGE
from extracts.problems import Unreadable, error
from extracts.workbooks.package import TOO_LARGE, Package, refusal
from extracts.workbooks.walking import walk

SHORTEST = 9
"""Fewer characters cannot hold a CPR number, not even one that has lost its zero."""
SEVEN_DIGITS = re.compile(r"(?:\D*\d){7}")
MOST_TEXT = 40_000_000
MOST_RUNS = 40_000
# Texts that are broken into runs with a format each, and are one text to who reads them.
BLOCKS = frozenset({"comment", "threadedComment", "si", "is", "p", "div"})
# Random numbers that programs write to tell charts' axes and objects apart.
NAMELESS = frozenset({"axId", "crossAx", "creationId", "uniqueId", "rowId", "colId"})
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
STORED_NUMBER = re.compile(r"\s*[+-]?\d*\.\d+(?:[eE][+-]?\d+)?\s*", re.ASCII)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Search:
    """Raises `Unreadable` at the first text or attribute of a part that holds a CPR number."""

    most_elements = 5_000_000

    def __init__(self, where: str = ""):
        self.where = where
        self.node: list[str] = []
        self.block: list[str] = []
        self.blocks = 0
        self.length = 0

    def start(self, name: str, attributes: dict[str, str]):
        self.node_ends()
        if name in BLOCKS:
            self.blocks += 1
        if name not in NAMELESS:
            for key, value in attributes.items():
                if len(value) >= SHORTEST and not key.lower().endswith("id"):
                    self.search(value)

    def text(self, text: str):
        self.measure(text)
        self.node.append(text)

    def measure(self, text: str):
        self.length += len(text)
        if self.length > MOST_TEXT:
            raise refusal(TOO_LARGE)

    def end(self, name: str):
        self.node_ends()
        if name in BLOCKS:
            self.blocks -= 1
            self.block_ends()

    def node_ends(self):
        text = "".join(self.node)
        self.node.clear()
        if text.strip():
            self.search(text)
            if self.blocks:
                self.block.append(text)
        if len(self.block) > MOST_RUNS:
            self.block_ends()

    def block_ends(self):
        self.search("".join(self.block))
        self.block.clear()

    def search(self, text: str):
        if len(text) >= SHORTEST and not STORED_NUMBER.fullmatch(text) and is_suspect(UUID.sub("", shown(text))):
            raise found(self.where)


def is_suspect(text: str, header: str = "") -> bool:
    """`holds_cpr`, asked only of what has the digits for it: most texts have not, and it takes its time."""
    return len(text) >= SHORTEST and SEVEN_DIGITS.match(text) is not None and holds_cpr(text, header=header)


def found(where: str = "", *, line: int | None = None, column: str = "") -> Unreadable:
    """Where it stands, never what it says."""
    place = f" Det står {where}." if where else ""
    return Unreadable([error(CPR_MESSAGE + place, line=line, column=column)], keep=False)


def shown(text: str) -> str:
    """The text with Excel's escapes (`_x002D_`) as the letters they stand for; what is no letter is left out."""
    return ESCAPED.sub(lambda match: letter(int(match[1], 16)), text) if "_x" in text else text


def letter(code: int) -> str:
    if 0xD800 <= code < 0xE000 or (code < 0x20 and chr(code) not in "\t\n\r"):
        return ""
    return chr(code)


PLACES = {
    "comment": "i en kommentar",
    "person": "i navnet på den, der har skrevet en kommentar",
    "docprops/": "i filens egenskaber (Filer > Oplysninger)",
    "xl/workbook.xml": "i navnet på et ark eller et område",
    "pivot": "i en pivottabel",
    "chart": "i et diagram",
    "drawing": "i en figur eller en kommentar",
    "worksheets/": "på et ark",
    "externallinks/": "i en kæde til en anden projektmappe",
}


def place(part: str) -> str:
    """In the words of who has the workbook open; the part's name tells no one where to look."""
    return next((words for start, words in PLACES.items() if start in part), "uden for arkenes felter")


def search_rest(package: Package, walked: set[str]):
    """Every part that has not been walked already."""
    for name in package.parts:
        if name in walked:
            continue
        if name.endswith((".bin", ".vml")):
            search_loose(package, name)
        else:
            walk(package, name, Search(place(name)))


def search_loose(package: Package, name: str):
    """Parts that need not be XML: the printer's settings, and comments' frames, whose tags may be left open."""
    text = package.content(name).replace(b"\0", b"").decode("utf-8", errors="replace")
    for shape in (text, re.sub(r"<[^<>]*>", "", text)):
        if holds_cpr(UUID.sub("", shape)):
            raise found(place(name))
