"""Finding what a text in a file stands for, however it is spaced and cased, and what it may have meant. Pure."""

from collections.abc import Callable
from difflib import get_close_matches


def normalised(header: str) -> str:
    return "".join(header.split()).casefold()


def lookup_of(spellings: dict[str, object]) -> Callable[[str], object | None]:
    folded = {normalised(text): thing for text, thing in spellings.items()}
    return lambda text: folded.get(normalised(text))


def nearest(text: str, known) -> str:
    """What the writer may have meant, as a question to add to the message."""
    if not text.strip():
        return " Feltet er tomt."
    close = get_close_matches(text.strip(), list(known), n=1, cutoff=0.6)
    return f" Mente du «{close[0]}»?" if close else ""
