"""Observations as a kind of extract: which profiles read them, and what a commit of them changes."""

from collections.abc import Iterable

from extracts.kinds import Kind, Profile, Role
from extracts.models import Area
from targets.effect import change_rows, effect
from targets.jobindsats import is_jobindsats, parse_jobindsats
from targets.maalepunkter import is_maalepunkter, parse_maalepunkter
from targets.models import Indicator, Observation
from targets.outliers import history_warnings
from targets.statbank import is_statbank, parse_statbank
from targets.template import TEMPLATE


def indicator_names() -> dict[str, str]:
    return dict(Indicator.objects.order_by("name").values_list("code", "name"))


def area_names() -> dict[str, str]:
    return {area.name: area.name for area in Area.objects.all()}


def name_series(series: Iterable[tuple]) -> dict[tuple, str]:
    """`Ledighedsprocent for Tønder`, by indicator and area."""
    series = list(series)
    indicators = dict(Indicator.objects.filter(pk__in={pk for pk, _ in series}).values_list("pk", "name"))
    areas = dict(Area.objects.filter(pk__in={pk for _, pk in series}).values_list("pk", "name"))
    return {(indicator, area): f"{indicators[indicator]} for {areas[area]}" for indicator, area in series}


ROLES = (
    Role("indikator", "Målepunkt", required=True, known=indicator_names),
    Role("område", "Område", required=True, known=area_names),
    Role("periode", "Periode", required=True),
    Role("værdi", "Værdi"),
    Role("tæller", "Tæller"),
    Role("nævner", "Nævner"),
    Role("foreløbig", "Foreløbig (ja/nej)"),
    Role("bemærkning", "Bemærkning"),
    Role("kilde", "Kilde"),
)

OBSERVATIONS = Kind(
    code="observations",
    title="Målepunkter",
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
    roles=ROLES,
    titles=("Målepunkt", "Område"),
    history_warnings=history_warnings,
    effect=effect,
    change_rows=change_rows,
    name_series=name_series,
)
