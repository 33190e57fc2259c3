"""Is a PDF tagged, and tagged rightly? The checks of PDF/UA-1 (ISO 14289-1) that can be made with pikepdf alone.

veraPDF is not to be had from the package registries the project installs from, so this stands in for it; the rules
are named after the Matterhorn protocol's checkpoints. What only a person can judge (does the alternative text say what
the drawing shows?) is not among them.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

CHECK = "Matterhorn checkpoints 01, 02, 06, 07, 09, 11, 13, 14, 15, 28 and 31 with pikepdf (not veraPDF)"
TEXT = {"Tj", "TJ", "'", '"'}
PAINT = {"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "EI"}


def problems_of(data: bytes) -> list[str]:
    """Empty where every rule holds."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [f"{rule.__name__}: {problem}" for rule in RULES for problem in rule(pdf)]


def elements(pdf: Pdf) -> Iterator[Dictionary]:
    """Every element of the structure, in reading order."""
    root = pdf.Root.get("/StructTreeRoot")
    yield from below(root.get("/K")) if root is not None else ()


def below(kids) -> Iterator[Dictionary]:
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid and kid.get("/Type") != Name.MCR:
            yield kid
            yield from below(kid.get("/K"))


def kind(element: Dictionary) -> str:
    return str(element.S).removeprefix("/")


def children(element: Dictionary) -> list[Dictionary]:
    kids = element.get("/K")
    kids = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid]


def is_marked_as_tagged(pdf: Pdf) -> Iterator[str]:
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked", False):
        yield "the catalog does not say that the file is tagged"
    if next(elements(pdf), None) is None:
        yield "there is no structure"


def has_a_language_and_a_title(pdf: Pdf) -> Iterator[str]:
    if str(pdf.Root.get("/Lang", "")) != "da":
        yield "the language is not Danish"
    if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the title is not what a reader's window shows"
    with pdf.open_metadata() as metadata:
        if not metadata.get("dc:title"):
            yield "there is no title"
        if metadata.get("pdfuaid:part") != "1":
            yield "the file does not say that it keeps PDF/UA-1"


def has_an_alternative_for_every_figure(pdf: Pdf) -> Iterator[str]:
    for element in elements(pdf):
        if kind(element) == "Figure" and not str(element.get("/Alt", "")).strip():
            yield "a figure has no alternative text"


def skips_no_heading(pdf: Pdf) -> Iterator[str]:
    levels = [int(kind(each)[1:]) for each in elements(pdf) if kind(each)[0] == "H" and kind(each)[1:].isdigit()]
    if levels[:1] != [1]:
        yield "the first heading is not of level 1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def has_regular_tables(pdf: Pdf) -> Iterator[str]:
    for table in (each for each in elements(pdf) if kind(each) == "Table"):
        rows = [each for each in below(table.get("/K")) if kind(each) == "TR"]
        cells = [children(row) for row in rows]
        if not any(kind(cell) == "TH" for cell in cells[0]):
            yield "a table has no header"
        if any(kind(cell) not in ("TH", "TD") for row in cells for cell in row):
            yield "a row holds something that is no cell"
        if len({sum(span(cell) for cell in row) for row in cells}) != 1:
            yield "the rows of a table are not of one width"
        if any(kind(cell) == "TH" and not attribute(cell, "/Scope") for row in cells for cell in row):
            yield "a header cell does not say what it heads"


def attribute(element: Dictionary, name: str):
    found = element.get("/A")
    for each in found if isinstance(found, Array) else [found]:
        if isinstance(each, Dictionary) and name in each:
            return each[name]
    return None


def span(cell: Dictionary) -> int:
    return int(attribute(cell, "/ColSpan") or 1)


def has_its_fonts_inside(pdf: Pdf) -> Iterator[str]:
    for font in fonts(pdf):
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        described = inner.get("/FontDescriptor", {})
        if not any(name in described for name in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"the font {font.BaseFont} is not embedded"
        if "/ToUnicode" not in font:
            yield f"the letters of {font.BaseFont} cannot be read out"


def fonts(pdf: Pdf) -> list[Dictionary]:
    return [
        each
        for each in pdf.objects
        if isinstance(each, Dictionary)
        and each.get("/Type") == Name.Font
        and "/BaseFont" in each
        and each.get("/Subtype") in (Name.Type0, Name.TrueType, Name.Type1)
    ]


def tabs_in_reading_order(pdf: Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        if page.obj.get("/Tabs") != Name.S:
            yield f"page {number} is not gone through in the order of its structure"


def paints_nothing_untagged(pdf: Pdf) -> Iterator[str]:
    """Every text and drawing is an artifact, or a marked piece that the structure refers to."""
    referred = {(page, piece) for page, piece in pieces_of(pdf)}
    for number, page in enumerate(pdf.pages, 1):
        for piece in painted(page.obj):
            if piece is None:
                yield f"page {number} paints something that is neither tagged nor an artifact"
            elif piece >= 0 and (page.obj.objgen, piece) not in referred:
                yield f"page {number}: piece {piece} stands nowhere in the structure"


def pieces_of(pdf: Pdf) -> Iterator[tuple]:
    """Page and number of every piece the structure refers to."""
    for element in elements(pdf):
        kids = element.get("/K")
        page = element.get("/Pg")
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                yield page.objgen, int(kid)
            elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
                yield kid.get("/Pg", page).objgen, int(kid.MCID)


ARTIFACT = -1


def painted(page: Dictionary | Stream) -> Iterator[int | None]:
    """Of each painting on the page, the marked piece it belongs to: `ARTIFACT`, or None outside both."""
    open_pieces: list[int | None] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            open_pieces.append(piece_of(operands))
        elif name == "EMC":
            open_pieces.pop()
        elif name in TEXT | PAINT:
            yield next((piece for piece in reversed(open_pieces) if piece is not None), None)


def piece_of(operands) -> int | None:
    if operands[0] == Name.Artifact:
        return ARTIFACT
    properties = operands[1] if len(operands) > 1 else None
    return int(properties["/MCID"]) if isinstance(properties, Dictionary) and "/MCID" in properties else None


RULES: list[Callable[[Pdf], Iterator[str]]] = [
    is_marked_as_tagged,
    has_a_language_and_a_title,
    has_an_alternative_for_every_figure,
    skips_no_heading,
    has_regular_tables,
    has_its_fonts_inside,
    tabs_in_reading_order,
    paints_nothing_untagged,
]
