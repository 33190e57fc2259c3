"""Loads the areas from `areas.toml`, and makes rows equal to a file for every loader. Idempotent."""

from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from extracts.models import Area, AreaKind
from extracts.reference_files import (
    ReferenceFileError,
    Table,
    check_sections,
    one_of,
    read_toml,
    repeated,
    tables,
    text,
    texts,
)

AREAS = Path(__file__).parent / "areas.toml"
AREA = Table(
    {"code": text, "name": text, "kind": one_of(AreaKind.values)}, {"aliases": texts, "members": texts, "source": text}
)


def read_areas(path: Path) -> list[dict]:
    raw, mistakes = read_toml(path), []
    check_sections(raw, {"area"}, path.name, mistakes)
    areas = tables(raw, "area", AREA, path.name, mistakes)
    if not mistakes:
        names = {area["name"] for area in areas}
        spellings = [s for area in areas for s in (area["name"], area["code"], *area.get("aliases", []))]
        mistakes += repeated((spelling.casefold() for spelling in spellings), "spelling", path.name)
        mistakes += [
            f"{path.name}: {area['name']} has the unknown member {member!r}"
            for area in areas
            for member in area.get("members", [])
            if member not in names
        ]
    if mistakes:
        raise ReferenceFileError(mistakes)
    return areas


@transaction.atomic
def load_areas(path: Path = AREAS) -> int:
    """Create or update every area of the file; returns how many there are."""
    areas = read_areas(path)
    kept = {}
    for area in areas:
        values = {"aliases": [], "source": ""} | {key: value for key, value in area.items() if key != "members"}
        kept[area["name"]], _ = Area.objects.update_or_create(code=area["code"], defaults=values)
    for area in areas:
        kept[area["name"]].members.set([kept[member] for member in area.get("members", [])])
    return len(areas)


def make_equal(rows: QuerySet, key: tuple[str, ...], wanted: list[dict]):
    """The rows become the wanted ones; those that already are stay as they are."""
    kept = [rows.update_or_create(**{name: values[name] for name in key}, defaults=values)[0].pk for values in wanted]
    rows.exclude(pk__in=kept).delete()
