"""From bytes to text: which encoding, and whether the bytes are a table at all, in plain words."""

import re

from extracts.problems import Unreadable, error

ENCODINGS = {"UTF-8": "utf-8", "Windows-1252": "cp1252", "UTF-16": "utf-16"}
BINARY_STARTS = {
    b"%PDF": "en PDF-fil",
    b"\x89PNG": "et billede",
    b"\xff\xd8\xff": "et billede",
    b"\x1f\x8b": "en pakket fil (.gz)",
    b"{\\rtf": "et tekstdokument (.rtf)",
}
MISREAD = re.compile("Ã[¦¸¥†˜…]")
"""A Danish letter of UTF-8 taken for two of Windows-1252."""
GARBLED = (
    "De danske bogstaver er ødelagt («{}»): filen er ikke hentet helt, eller tegnsættet er forkert. "
    "Hent den igen, eller gem den som «CSV UTF-8»."
)
EMPTY = "Filen er tom. Hent udtrækket igen, og indlæs det på ny."


def text_of(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The encoding's name and the text, in the encoding asked for or else the one found out."""
    refuse_what_is_no_text(data)
    encoding, text = decoded(data, encoding)
    if "\0" in text:
        raise Unreadable([error("Filen er ikke en tekstfil. Gem udtrækket som CSV, og indlæs det.")], keep=False)
    if not text.strip("\ufeff \t\r\n"):
        raise Unreadable([error(EMPTY)])
    if garbled := MISREAD.search(text):
        line = text.count("\n", 0, garbled.start()) + 1
        raise Unreadable([error(GARBLED.format(garbled[0]), line=line)])
    return encoding, text


def codec_of(data: bytes, encoding: str) -> str:
    """UTF-16 without its mark, which a stream would not take, is Windows' own."""
    unmarked = encoding == "UTF-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "utf-16-le" if unmarked else ENCODINGS[encoding]


def refuse_what_is_no_text(data: bytes):
    if not data.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise Unreadable([error(EMPTY)])
    for start, kind in BINARY_STARTS.items():
        if data.startswith(start):
            raise Unreadable([error(f"Filen er {kind}, ikke en CSV-fil. Gem den som CSV, og indlæs den.")], keep=False)


def decoded(data: bytes, asked: str) -> tuple[str, str]:
    """Windows-1252 never fails, so UTF-8 is tried strictly first."""
    if asked == "UTF-16" or (not asked and data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        try:
            return "UTF-16", data.decode("utf-16")
        except UnicodeDecodeError as problem:
            raise Unreadable(
                [error("Filens tegnsæt kan ikke læses. Gem den som «CSV UTF-8».")], keep=False
            ) from problem
    if asked != "Windows-1252":
        try:
            return "UTF-8", data.decode("utf-8").lstrip("\ufeff")
        except UnicodeDecodeError as problem:
            if asked:
                message = "Filen er ikke i tegnsættet UTF-8. Vælg Windows-1252, eller lad programmet finde ud af det."
                raise Unreadable([error(message)]) from problem
    return "Windows-1252", data.decode("cp1252", errors="replace")


def refuse_what_is_no_table(text: str):
    start = text[:4000].lstrip("\ufeff \t\r\n")[:2000]
    if re.match(r"<(!|\?|html|head|body|table|[a-z]+:)", start, re.IGNORECASE):
        raise Unreadable([error("Filen er en webside, ikke et udtræk. Åbn den i en browser for at se, hvad der står.")])
    if start.startswith(("{", "[")):
        said = re.search(r':\s*"([^"]{3,200})"', start) or re.search(r'"([^"]{3,200})"', start)
        answer = f": «{said[1].rstrip('.')}»" if said else ""
        raise Unreadable(
            [
                error(
                    f"Filen er et svar fra datakilden, ikke et udtræk{answer}. "
                    "Ret nøglen eller forespørgslen, og hent udtrækket igen.",
                    line=1,
                )
            ]
        )
