"""Observations as a kind of extract: which profiles read them, and what a commit of them changes."""

from extracts.kinds import Kind, Profile
from targets.effect import change_rows, effect, history_warnings
from targets.jobindsats import is_jobindsats, parse_jobindsats
from targets.maalepunkter import is_maalepunkter, parse_maalepunkter
from targets.models import Observation
from targets.statbank import is_statbank, parse_statbank
from targets.template import TEMPLATE

OBSERVATIONS = Kind(
    code="observations",
    model=Observation,
    profiles=(
        Profile("maalepunkter", "Målepunkter", is_maalepunkter, parse_maalepunkter, template=TEMPLATE),
        Profile(
            "jobindsats-v3",
            "Jobindsats API v3",
            lambda sheet: is_jobindsats(sheet) and sheet.bom,
            parse_jobindsats,
        ),
        Profile("jobindsats-v2", "Jobindsats API v2", is_jobindsats, parse_jobindsats),
        Profile("statbank", "Statistikbanken", is_statbank, parse_statbank),
    ),
    history_warnings=history_warnings,
    effect=effect,
    change_rows=change_rows,
)
