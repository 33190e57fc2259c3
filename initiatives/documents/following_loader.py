"""Loads what initiatives promised beside money and cohorts, what was measured of it, milestones and notes."""

from pathlib import Path

from django.utils import timezone

from extracts.reference_files import (
    ReferenceFileError,
    Table,
    day,
    decimal_text,
    number,
    one_of,
    period_text,
    read_sections,
    repeated,
    text,
)
from initiatives.models import Initiative, Measurement, Milestone, Note, NoteKind, Promise, PromiseRule

FOLLOWING = Path(__file__).parent / "following.toml"
SECTIONS = {
    "promise": Table(
        {
            "initiative": text,
            "code": text,
            "name": text,
            "rule": one_of(PromiseRule.values),
            "value": decimal_text,
            "unit": text,
            "source": text,
        },
        {"per": number, "per_unit": text, "baseline": decimal_text, "due": period_text, "note": text},
    ),
    "measurement": Table({"initiative": text, "promise": text, "day": day, "value": decimal_text, "source": text}),
    "milestone": Table(
        {"initiative": text, "code": text, "title": text, "source": text},
        {"due": period_text, "reached": period_text, "note": text},
    ),
    "note": Table(
        {
            "initiative": text,
            "code": text,
            "kind": one_of(NoteKind.values),
            "day": day,
            "text": text,
            "source": text,
        },
        {"when": period_text},
    ),
}
UNSAID_PROMISE = {"per": None, "per_unit": "", "baseline": None, "due": "", "note": ""}
UNSAID_MILESTONE = {"due": "", "reached": "", "note": ""}


def load_following(*, by, path: Path = FOLLOWING) -> dict[str, int]:
    """Load the whole file; returns how many promises it holds. A word that ever was said is left alone."""
    found = read_following(path)
    initiatives = Initiative.objects.in_bulk(field_name="code")
    for position, values in enumerate(found["promise"], 1):
        keep(Promise, initiatives, UNSAID_PROMISE | values | {"position": position})
    for values in found["milestone"]:
        keep(Milestone, initiatives, UNSAID_MILESTONE | values)
    for values in found["measurement"]:
        keep_measurement(values, by=by)
    for values in found["note"]:
        if not Note.objects.filter(**place_of(values)).exists():
            said = {"made_by": by, "made_at": timezone.now()}
            Note.objects.create(**values | {"initiative": initiatives[values["initiative"]]}, **said)
    return {"promises": len(found["promise"])}


def place_of(values: dict) -> dict:
    return {"initiative__code": values["initiative"], "code": values["code"]}


def keep(model, initiatives: dict[str, Initiative], values: dict):
    """The row as the file says, unless somebody has worked on it in the browser: then it is theirs."""
    if model.objects.filter(**place_of(values), edited_at__isnull=False).exists():
        return
    initiative = initiatives[values["initiative"]]
    model.objects.update_or_create(
        initiative=initiative, code=values["code"], defaults=values | {"initiative": initiative}
    )


def keep_measurement(values: dict, *, by):
    promise = Promise.objects.get(initiative__code=values["initiative"], code=values["promise"])
    if not promise.measurements.filter(day=values["day"]).exists():
        own = {name: values[name] for name in ("day", "value", "source")}
        Measurement.objects.create(promise=promise, made_by=by, made_at=timezone.now(), **own)


def read_following(path: Path) -> dict[str, list[dict]]:
    """The checked tables of the file by section; `ReferenceFileError` with every mistake."""
    found, mistakes = read_sections(path, SECTIONS)
    if not mistakes:
        mistakes = check(found, path.name)
    if mistakes:
        raise ReferenceFileError(mistakes)
    return found


def check(found: dict[str, list[dict]], file: str) -> list[str]:
    """What the tables say of each other, and of the initiatives that are loaded before."""
    initiatives = set(Initiative.objects.values_list("code", flat=True))
    promises = [(values["initiative"], values["code"]) for values in found["promise"]]
    return [
        *(
            f"{file}: {section} of the unknown initiative {values['initiative']!r}"
            for section, entries in found.items()
            for values in entries
            if values["initiative"] not in initiatives
        ),
        *(
            f"{file}: measurement of the unknown promise {values['promise']!r}"
            for values in found["measurement"]
            if (values["initiative"], values["promise"]) not in promises
        ),
        *(
            mistake
            for section in ("promise", "milestone", "note")
            for mistake in repeated([f"{each['initiative']}/{each['code']}" for each in found[section]], section, file)
        ),
    ]
