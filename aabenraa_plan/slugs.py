"""Names for addresses, made of Danish titles."""

from django.utils.text import slugify

SPELT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def danish_slug(title: str, longest: int) -> str:
    """Letters, digits and hyphens, with æøå spelled out; empty where the title has none."""
    return slugify(title.lower().translate(SPELT))[:longest].strip("-")
