"""Codes that tell what was written in the browser from what a document says. Pure."""

WRITTEN = "skrevet-"
"""How the codes begin of what was written here, so that none is ever a document's."""


def is_written_here(row) -> bool:
    """Of a note, a milestone or a promise."""
    return row.code.startswith(WRITTEN)
