"""Names for plans' addresses that no other has."""

from aabenraa_plan.slugs import danish_slug

LONGEST = 36
RESERVED = {"ny"}


def free_slug(title: str, taken, word: str) -> str:
    """A slug of the title that is not taken; never a bare number, which is a numbered goal's."""
    slug = danish_slug(title, LONGEST) or word
    slug = f"{word}-{slug}" if slug.isdecimal() else slug
    used, number, free = RESERVED | set(taken), 2, slug
    while free in used:
        free, number = f"{slug}-{number}", number + 1
    return free
