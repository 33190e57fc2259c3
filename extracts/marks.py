"""The marks and texts that stand beside a figure in files of our own formats."""

from extracts.models import Fact

TEXTS = ("note", "source")
SUPPRESSED_MARKS = frozenset({"*", "**", "diskretioneret"})
YES, NO = frozenset({"ja", "j", "x", "1", "true", "sand"}), frozenset({"", "nej", "n", "0", "false", "falsk"})
INVENTED = "eksempeldata"
"""A source that starts with this marks the figure as invented, wherever it shows."""


def yes_or_no(text: str) -> bool | None:
    """None for what is neither."""
    folded = text.casefold()
    return folded in YES if folded in YES | NO else None


def longest(name: str) -> int:
    """The most letters the text may have."""
    return Fact._meta.get_field(name).max_length


def is_invented(source: str) -> bool:
    return source.casefold().startswith(INVENTED)
