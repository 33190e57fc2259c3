"""XML parts, walked without ever being held whole; what would fill the memory or fetch anything is refused."""

from typing import Protocol
from xml.parsers import expat

from extracts.problems import Unreadable
from extracts.workbooks.package import TOO_LARGE, Package, damaged, refusal

DEEPEST = 200
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""Excel writes UTF-8 only, and so does who writes into its parts."""
LONGEST_TAG = 1024 * 1024
MOST_NAMES = 20_000
"""Different names of elements and attributes in a part; Excel's own parts have some hundred."""
DOCTYPE = (
    "Projektmappen henviser til noget uden for sig selv (DOCTYPE), og det åbner vi ikke. "
    "Gem den på ny i Excel, og indlæs den."
)
# What a reader raises where a part says something that no workbook says.
NONSENSE = (expat.ExpatError, ValueError, LookupError, ArithmeticError)


class Reader(Protocol):
    """Is told what a part holds, by names without their prefix."""

    most_elements: int

    def start(self, name: str, attributes: dict[str, str]): ...
    def text(self, text: str): ...
    def end(self, name: str): ...


class Elements:
    """Tells a reader of each element, and counts them."""

    def __init__(self, reader: Reader):
        self.reader, self.depth, self.count = reader, 0, 0

    def start(self, name: str, attributes: dict[str, str]):
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST:
            raise ValueError("elements inside elements without end")
        if self.count > self.reader.most_elements:
            raise refusal(TOO_LARGE)
        self.reader.start(without_prefix(name), attributes)

    def end(self, name: str):
        self.depth -= 1
        self.reader.end(without_prefix(name))


def without_prefix(name: str) -> str:
    return name.rpartition(":")[2]


def walk(package: Package, part: str, reader: Reader):
    """The whole part, told to the reader; `Unreadable` where it is no XML or makes no sense to the reader."""
    parser, elements, fed = guarded_parser(), Elements(reader), 0
    parser.StartElementHandler, parser.EndElementHandler = elements.start, elements.end
    parser.CharacterDataHandler = reader.text
    try:
        for chunk in package.chunks(part):
            if not fed and chunk.startswith(UTF_16):
                raise damaged(part)
            parser.Parse(chunk)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > LONGEST_TAG or len(parser.intern) > MOST_NAMES:
                raise damaged(part)
        parser.Parse(b"", True)
    except NONSENSE as problem:
        raise damaged(part) from problem


def guarded_parser():
    """Reads nothing that could declare an entity, and takes no other encoding from the part itself."""
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_doctype
    return parser


def refuse_doctype(*_declared) -> Unreadable:
    raise refusal(DOCTYPE)
