"""The parts that say how a workbook hangs together: its sheets, their addresses, its shared texts and formats."""

import posixpath
from collections.abc import Sized
from dataclasses import dataclass, field
from datetime import datetime

from extracts.cpr import is_cpr_header
from extracts.workbooks.cells import EPOCH, EPOCH_1904, GENERAL, Format, built_in
from extracts.workbooks.package import (
    CONTENT_TYPES,
    DAMAGED,
    MACROS,
    MOST_PARTS,
    TOO_LARGE,
    Package,
    opened,
    refusal,
    refuse_what_is_no_workbook,
    workbook_part,
)
from extracts.workbooks.searching import MOST_RUNS, Search, is_suspect, place, shown
from extracts.workbooks.walking import walk, without_prefix

MOST_CELLS = 2_000_000
MOST_STYLES = 70_000
"""Excel allows some 65 thousand."""
HIDDEN = frozenset({"hidden", "veryHidden"})


@dataclass(frozen=True)
class SheetPart:
    name: str
    hidden: bool
    part: str


@dataclass(frozen=True)
class Listed:
    """A sheet as the workbook lists it; the relation says where it lies."""

    name: str
    hidden: bool
    relation: str


@dataclass
class Texts:
    """The shared texts by number, and the numbers of those that hold a CPR number or are headed like one."""

    all: list[str] = field(default_factory=list)
    guilty: set[int] = field(default_factory=set)
    cpr_headers: set[int] = field(default_factory=set)

    def add(self, text: str):
        if len(self.all) >= MOST_CELLS:
            raise refusal(TOO_LARGE)
        if is_suspect(text):
            self.guilty.add(len(self.all))
        if is_cpr_header(text):
            self.cpr_headers.add(len(self.all))
        self.all.append(text)


@dataclass(frozen=True)
class Book:
    package: Package
    sheets: list[SheetPart]
    texts: Texts
    formats: list[Format]
    epoch: datetime
    walked: set[str]
    """Parts that have been searched; the sheets and all the others have not."""


def book_of(data: bytes) -> Book:
    """The workbook's frame, with all its cells unread."""
    package = opened(data)
    refuse_what_is_no_workbook(package)
    types = ContentTypes(place(CONTENT_TYPES))
    walk(package, CONTENT_TYPES, types)
    main = workbook_part(package, types.found)
    contents = Contents(place(main))
    walk(package, main, contents)
    relations = Relations(place(main))
    walk(package, relations_of(main), relations)
    sheets = [sheet for listed in contents.sheets if (sheet := sheet_part(package, main, listed, relations))]
    texts, styles = SharedTexts(), Styles(place("styles"))
    walked = {CONTENT_TYPES, main, relations_of(main)}
    for kind, reader in (("/sharedStrings", texts), ("/styles", styles)):
        for part in relations.parts(main, kind):
            walk(package, part, reader)
            walked.add(part)
    epoch = EPOCH_1904 if contents.from_1904 else EPOCH
    return Book(package, sheets, texts.texts, styles.formats, epoch, walked)


def relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def sheet_part(package: Package, main: str, listed: Listed, relations: "Relations") -> SheetPart | None:
    """None for a sheet that is a chart."""
    kind, target = relations.found.get(listed.relation, ("", ""))
    if "macrosheet" in kind.lower():
        raise refusal(MACROS)
    part = address(main, target)
    if part not in package.parts:
        raise refusal(DAMAGED)
    if not kind.endswith("/worksheet"):
        return None
    return SheetPart(listed.name, listed.hidden, part)


def relation_id(attributes: dict[str, str]) -> str:
    return next((value for key, value in attributes.items() if ":" in key and without_prefix(key) == "id"), "")


def address(main: str, target: str) -> str:
    """A part's name from how the workbook's part points to it."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(main), target)).lstrip("/").lower()


def refuse_more_than(most: int, found: Sized):
    """What no program writes may not fill the memory; the walk makes it a sentence about the part."""
    if len(found) > most:
        raise ValueError("more than a workbook holds")


class ContentTypes(Search):
    def __init__(self, where: str):
        super().__init__(where)
        self.found: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]):
        if name == "Override":
            self.found[attributes["PartName"].lstrip("/").lower()] = attributes["ContentType"].lower()
        elif name == "Default" and attributes["ContentType"].endswith("main+xml"):
            # Some programs say it for every part that is not named.
            self.found["xl/workbook.xml"] = attributes["ContentType"].lower()
        refuse_more_than(2 * MOST_PARTS, self.found)


class Contents(Search):
    def __init__(self, where: str):
        super().__init__(where)
        self.sheets: list[Listed] = []
        self.from_1904 = False

    def start(self, name: str, attributes: dict[str, str]):
        super().start(name, attributes)
        if name == "sheet":
            self.sheets.append(Listed(attributes["name"], attributes.get("state") in HIDDEN, relation_id(attributes)))
            refuse_more_than(MOST_PARTS, self.sheets)
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in {"1", "true"}


class Relations(Search):
    def __init__(self, where: str):
        super().__init__(where)
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: dict[str, str]):
        super().start(name, attributes)
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            self.found[attributes["Id"]] = (attributes["Type"], attributes["Target"])
            refuse_more_than(MOST_PARTS, self.found)

    def parts(self, main: str, kind: str) -> list[str]:
        return [address(main, target) for stored, target in self.found.values() if stored.endswith(kind)]


class SharedTexts(Search):
    """Each text with its runs joined; how it is pronounced (`rPh`) is no part of it, but is searched."""

    def __init__(self):
        super().__init__()
        self.texts = Texts()
        self.runs: list[str] | None = None
        self.spoken = False

    def start(self, name: str, attributes: dict[str, str]):
        self.node.clear()
        self.spoken = self.spoken or name == "rPh"
        self.blocks = int(self.spoken)
        if name == "si":
            self.runs = []

    def end(self, name: str):
        if name == "t" and self.spoken:
            self.node_ends()
        elif name == "t" and self.runs is not None:
            self.runs.append("".join(self.node))
            refuse_more_than(MOST_RUNS, self.runs)
        elif name == "rPh":
            self.spoken = False
            self.block_ends()
        elif name == "si" and self.runs is not None:
            self.texts.add(shown("".join(self.runs)))
            self.runs = None
        self.node.clear()


class Styles(Search):
    """The number format of each style, by the style's number."""

    def __init__(self, where: str):
        super().__init__(where)
        self.codes: dict[int, Format] = {}
        self.formats: list[Format] = []
        self.within = ""

    def start(self, name: str, attributes: dict[str, str]):
        super().start(name, attributes)
        if name in {"numFmts", "cellXfs"}:
            self.within = name
        elif self.within == "numFmts" and name == "numFmt":
            self.codes[int(attributes["numFmtId"])] = Format.of(attributes["formatCode"])
            refuse_more_than(MOST_STYLES, self.codes)
        elif self.within == "cellXfs" and name == "xf":
            number = int(attributes.get("numFmtId", 0))
            refuse_more_than(MOST_STYLES, self.formats)
            self.formats.append(self.codes.get(number) or (built_in(number) if number else GENERAL))

    def end(self, name: str):
        super().end(name)
        if name == self.within:
            self.within = ""
