"""How much room a text takes in a drawing, where nothing can be measured and nothing may be cut off. Pure."""

from decimal import Decimal
from string import ascii_lowercase, digits

FOREIGN = Decimal(15)
"""A letter that Danish does not have, or a picture, which the browser takes from another font."""
WIDE = Decimal("10.7")
CAPITAL = Decimal(8)
USUAL = Decimal("6.7")
NARROW = Decimal("4.9")
NARROW_LETTERS = frozenset("iljIftr .,:;'()-/\u00a0")
WIDE_LETTERS = frozenset("%ÆWmæMw…@")
USUAL_LETTERS = frozenset(ascii_lowercase + digits + "øå–−+«»")
ELLIPSIS = "…"


def width_of(text: str) -> Decimal:
    """At most what it takes in IBM Plex Sans at 11 px, half-bold too."""
    return sum(map(letter_width, text), Decimal(0))


def letter_width(letter: str) -> Decimal:
    if letter in NARROW_LETTERS:
        return NARROW
    if letter in WIDE_LETTERS:
        return WIDE
    if letter in USUAL_LETTERS:
        return USUAL
    return CAPITAL if letter.isascii() or letter in "ØÅ" else FOREIGN


def shortened(text: str, room: Decimal) -> str:
    """The text, or as much of its beginning as there is room for, with the dots that say so."""
    if width_of(text) <= room:
        return text
    left, kept = room - width_of(ELLIPSIS), ""
    for letter in text:
        left -= letter_width(letter)
        if left < 0:
            break
        kept += letter
    return kept.rstrip() + ELLIPSIS
