"""Loads benefit types and programmes from `benefit_types.toml`. Running it again changes nothing."""

from pathlib import Path

from django.db import transaction

from budget.columns import folded
from budget.models import BenefitType, Programme
from extracts.reference_files import (
    ReferenceFileError,
    Table,
    check_sections,
    read_toml,
    repeated,
    tables,
    text,
    texts,
)

BENEFIT_TYPES = Path(__file__).parent / "benefit_types.toml"
SECTIONS = {
    "benefit_type": Table(
        {"code": text, "name": text, "source": text},
        {"aliases": texts, "account_functions": texts, "account_source": text},
    ),
    "programme": Table({"code": text, "name": text, "source": text}, {"aliases": texts}),
}
UNSAID = {"benefit_type": {"aliases": [], "account_functions": [], "account_source": ""}, "programme": {"aliases": []}}
"""What the file may leave out."""


def read_budget_words(path: Path) -> dict[str, list[dict]]:
    """The checked tables of the file by section."""
    raw, mistakes = read_toml(path), []
    check_sections(raw, set(SECTIONS), path.name, mistakes)
    found = {name: tables(raw, name, shape, path.name, mistakes) for name, shape in SECTIONS.items()}
    if not mistakes:
        for entries in found.values():
            mistakes += repeated_spellings(entries, path.name)
        mistakes += [
            f"{path.name}: {entry['code']} has account functions but does not say where they are from"
            for entry in found["benefit_type"]
            if entry.get("account_functions") and not entry.get("account_source")
        ]
    if Programme.ORDINARY not in {entry.get("code") for entry in found["programme"]}:
        mistakes.append(f"{path.name}: the programme {Programme.ORDINARY!r} is missing")
    if mistakes:
        raise ReferenceFileError(mistakes)
    return found


def repeated_spellings(entries: list[dict], file: str) -> list[str]:
    """Spellings that files could not tell apart; one thing may be spelled in two ways that are the same."""
    spellings = [
        spelling
        for entry in entries
        for spelling in {folded(each) for each in (entry["code"], entry["name"], *entry.get("aliases", []))}
    ]
    return repeated(spellings, "spelling", file)


@transaction.atomic
def load_budget(path: Path = BENEFIT_TYPES) -> dict[str, int]:
    """Create or update every benefit type and programme of the file, in its order; returns how many there are."""
    found = read_budget_words(path)
    for model, name in ((BenefitType, "benefit_type"), (Programme, "programme")):
        for position, entry in enumerate(found[name], 1):
            defaults = UNSAID[name] | entry | {"position": position}
            model.objects.update_or_create(code=entry["code"], defaults=defaults)
    return {"benefit_types": len(found["benefit_type"]), "programmes": len(found["programme"])}
