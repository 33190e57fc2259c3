"""What names a line of a budget, whatever its year and version."""

from typing import NamedTuple


class LineKey(NamedTuple):
    """Primary keys of the benefit type and the programme, and the kind between them (`support` or `effort`)."""

    benefit_type: int
    kind: str
    programme: int

    @property
    def columns(self) -> dict[str, int | str]:
        """As the columns of a row that stands on the line."""
        return {"benefit_type_id": self.benefit_type, "kind": self.kind, "programme_id": self.programme}
