"""What names a line of a budget, whatever its year and version."""

from typing import NamedTuple


class LineKey(NamedTuple):
    """Primary keys of the benefit type and the programme, and the kind between them (`support` or `effort`)."""

    benefit_type: int
    kind: str
    programme: int
