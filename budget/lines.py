"""What names a line of a budget, whatever its year and version."""

from typing import NamedTuple

LINE = ("benefit_type_id", "kind", "programme_id")
"""The columns that name a line in every table that has one."""


class LineKey(NamedTuple):
    """Primary keys of the benefit type and the programme, and the kind between them (`support` or `effort`)."""

    benefit_type: int
    kind: str
    programme: int

    @property
    def columns(self) -> dict[str, int | str]:
        """As the columns of a row that stands on the line."""
        return dict(zip(LINE, self, strict=True))
