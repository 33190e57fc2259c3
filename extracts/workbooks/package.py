"""A workbook as the zip file it is: opened only where it is of moderate size and every part can be searched.

Nothing here trusts what the file says about itself: sizes are checked against what is unpacked.
"""

import struct
import zlib
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from aabenraa_plan.formats import danish_number
from extracts.cpr import holds_cpr
from extracts.guarding import cpr_at
from extracts.problems import Unreadable, error, shortened

MEGA = 1024 * 1024
LARGEST = 200 * MEGA
"""All parts unpacked. Twenty thousand rows of nine columns are about ten."""
MOST_PARTS = 2_000
CHUNK = 64 * 1024
OLE_START = b"\xd0\xcf\x11\xe0"
OLE_PASSWORD = "EncryptedPackage".encode("utf-16-le")
ENCRYPTED = 0x1 | 0x40 | 0x2000
BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)
CONTENT_TYPES = "[content_types].xml"

DAMAGED = "Filen er beskadiget eller ikke hentet helt. Hent den igen, eller gem den på ny i Excel."
OLD = "Filen er et ældre regneark (.xls). Åbn den i Excel, gem den som .xlsx, og indlæs den."
PASSWORD = "Projektmappen er låst med en adgangskode. Fjern adgangskoden i Excel, gem den, og indlæs den igen."
MACROS = (
    "Projektmappen indeholder makroer, og dem indlæser vi ikke. Gem den som almindelig Excel-projektmappe (.xlsx), "
    "og indlæs den."
)
TOO_LARGE = (
    f"Projektmappen fylder mere end {LARGEST // MEGA} MB, når den er pakket ud. "
    "Del udtrækket i flere filer, og indlæs dem hver for sig."
)
TOO_MANY_PARTS = (
    f"Projektmappen består af mere end {danish_number(MOST_PARTS)} dele. "
    "Kopiér tallene til en ny projektmappe, og indlæs den."
)
NO_WORKBOOK = "Filen er en zip-fil, ikke en Excel-projektmappe. Pak den ud, og indlæs filerne hver for sig."
# Where a content type holds the word, the file is this; the first that fits counts.
OTHER_KINDS = {
    "sheet.binary": "Filen er en binær projektmappe (.xlsb). Åbn den i Excel, gem den som .xlsx, og indlæs den.",
    "macroenabled": MACROS,
    "macrosheet": MACROS,
    "vbaproject": MACROS,
    "wordprocessingml": "Filen er et Word-dokument. Indlæs tallene som Excel-projektmappe (.xlsx) eller CSV.",
    "presentationml": "Filen er en præsentation. Indlæs tallene som Excel-projektmappe (.xlsx) eller CSV.",
}
WORKBOOK_TYPES = ("spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml")
OPEN_DOCUMENT = "Filen er et regneark i formatet OpenDocument. Gem det som Excel-projektmappe (.xlsx), og indlæs det."
SEARCHABLE = (".xml", ".rels", ".vml")


def refusal(message: str) -> Unreadable:
    """Bytes that could not be searched to the end are never kept."""
    return Unreadable([error(message)], keep=False)


def damaged(part: str) -> Unreadable:
    name = shortened(part)
    return refusal(f"Projektmappens del «{name}» er beskadiget. Åbn filen i Excel, gem den på ny, og indlæs den.")


@dataclass(frozen=True)
class Package:
    """The parts by their names in lower case, as Excel compares them."""

    archive: ZipFile
    parts: dict[str, ZipInfo]

    def chunks(self, name: str) -> Iterator[bytes]:
        """The part unpacked bit by bit; `Unreadable` where it holds more or less than it says."""
        # One byte more than declared is asked for, so that a part that holds more is found out.
        info, size = copy(self.parts[name]), 0
        info.file_size += 1
        try:
            with self.archive.open(info) as part:
                while chunk := part.read(CHUNK):
                    size += len(chunk)
                    yield chunk
        except BROKEN as problem:
            raise damaged(name) from problem
        if size != self.parts[name].file_size:
            raise damaged(name)

    def content(self, name: str) -> bytes:
        return b"".join(self.chunks(name))


def opened(data: bytes) -> Package:
    """The workbook's parts; `Unreadable` where the bytes are none, or none that can be searched in full."""
    if data.startswith(OLE_START):
        raise refusal(PASSWORD if OLE_PASSWORD in data else OLD)
    # Counted before the zip file's directory is read into memory.
    if data.count(b"PK\x01\x02") > MOST_PARTS:
        raise refusal(TOO_MANY_PARTS)
    try:
        archive = ZipFile(BytesIO(data))
    except BROKEN as problem:
        raise refusal(DAMAGED) from problem
    infos = archive.infolist()
    refuse_what_cannot_be_unpacked(infos)
    parts = {info.filename.lower(): info for info in infos if not info.is_dir()}
    if len(parts) < sum(not info.is_dir() for info in infos):
        raise refusal(DAMAGED)
    return Package(archive, parts)


def refuse_what_cannot_be_unpacked(infos: list[ZipInfo]):
    if any(info.flag_bits & ENCRYPTED for info in infos):
        raise refusal(PASSWORD)
    if len(infos) > MOST_PARTS:
        raise refusal(TOO_MANY_PARTS)
    if sum(info.file_size for info in infos) > LARGEST:
        raise refusal(TOO_LARGE)
    # Other methods than these are not Excel's, and may ask for any amount of memory.
    if any(info.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for info in infos):
        raise refusal(DAMAGED)
    if any(holds_cpr(info.filename) for info in infos):
        raise Unreadable([cpr_at(None)], keep=False)


def workbook_part(package: Package, types: dict[str, str]) -> str:
    """The part that lists the sheets, by the content types; anything but a workbook is refused by its name."""
    found = [part for part, kind in types.items() if kind.endswith(WORKBOOK_TYPES)]
    everything = " ".join(types.values())
    other = next((message for word, message in OTHER_KINDS.items() if word in everything), "")
    if other:
        raise refusal(other)
    if len(found) != 1 or found[0] not in package.parts:
        raise refusal(NO_WORKBOOK)
    refuse_what_cannot_be_searched(package)
    return found[0]


def refuse_what_is_no_workbook(package: Package):
    if CONTENT_TYPES not in package.parts:
        raise refusal(OPEN_DOCUMENT if "mimetype" in package.parts else NO_WORKBOOK)


def refuse_what_cannot_be_searched(package: Package):
    """Pictures and embedded files may show a CPR number that nobody can search for."""
    for name in package.parts:
        if name.endswith("vbaproject.bin"):
            raise refusal(MACROS)
        if not (name.endswith(SEARCHABLE) or is_printer_settings(name)):
            raise refusal(
                f"Projektmappen indeholder et billede eller et indlejret objekt (delen «{shortened(name)}»), "
                "som ikke kan gennemsøges for CPR-numre. Slet det i Excel, gem filen, og indlæs den igen."
            )


def is_printer_settings(name: str) -> bool:
    return name.startswith("xl/printersettings/") and name.endswith(".bin")
