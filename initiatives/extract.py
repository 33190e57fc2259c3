"""Outcomes as a kind of extract: which profile reads them, and what a commit of them changes."""

from extracts.kinds import Kind, Profile
from initiatives.files.effect import change_rows, effect, history_warnings, name_series
from initiatives.files.layout import is_udfald
from initiatives.files.roles import ROLES
from initiatives.files.template import TEMPLATE
from initiatives.files.udfald import parse_udfald
from initiatives.models import Outcome

OUTCOMES = Kind(
    code="outcomes",
    title="Udfald",
    model=Outcome,
    profiles=(Profile("udfald", "Udfald", is_udfald, parse_udfald, template=TEMPLATE),),
    roles=ROLES,
    titles=("Hold", "Udfald"),
    history_warnings=history_warnings,
    effect=effect,
    change_rows=change_rows,
    name_series=name_series,
)
