"""Loads the reimbursement schemes, their dated rates and who has which, from `reimbursement.toml`. Idempotent."""

from itertools import pairwise
from pathlib import Path

from django.db import transaction

from budget.models import BenefitType, Rate, Scheme
from extracts.reference_files import (
    ReferenceFileError,
    Table,
    day,
    decimal_text,
    number,
    read_sections,
    repeated,
    text,
    texts,
)

REIMBURSEMENT = Path(__file__).parent / "reimbursement.toml"
STEP = Table({"from_week": number, "percent": decimal_text})


def steps(raw) -> list[dict]:
    """The steps of a ladder: the first from week 1, weeks ascending, percentages between 0 and 100."""
    if not isinstance(raw, list) or not raw or not all(isinstance(step, dict) for step in raw):
        raise ValueError("must be a list of steps")
    mistakes: list[str] = []
    found = [STEP.cleaned(step, f"step {position}", mistakes) for position, step in enumerate(raw, 1)]
    if mistakes:
        raise ValueError("; ".join(mistakes))
    if found[0]["from_week"] != 1 or any(
        earlier["from_week"] >= later["from_week"] for earlier, later in pairwise(found)
    ):
        raise ValueError("must begin at week 1 and ascend")
    if not all(0 <= step["percent"] <= 100 for step in found):
        raise ValueError("has a percent that is not between 0 and 100")
    return found


SECTIONS = {
    "scheme": Table({"code": text, "name": text, "note": text, "source": text, "benefit_types": texts}),
    "ladder": Table({"schemes": texts, "valid_from": day, "source": text, "steps": steps}),
}


def read_reimbursement(path: Path) -> dict[str, list[dict]]:
    """The checked tables of the file by section."""
    found, mistakes = read_sections(path, SECTIONS)
    mistakes = mistakes or wrong_references(found, path.name)
    if mistakes:
        raise ReferenceFileError(mistakes)
    return found


def wrong_references(found: dict[str, list[dict]], file: str) -> list[str]:
    codes = [scheme["code"] for scheme in found["scheme"]]
    mapped = [code for scheme in found["scheme"] for code in scheme["benefit_types"]]
    dated = [f"{code} {ladder['valid_from']}" for ladder in found["ladder"] for code in ladder["schemes"]]
    known = set(BenefitType.objects.values_list("code", flat=True))
    laddered = {code for ladder in found["ladder"] for code in ladder["schemes"]}
    return [
        *repeated(codes, "scheme", file),
        *repeated(mapped, "benefit type", file),
        *repeated(dated, "ladder", file),
        *(f"{file}: benefit type {code!r} is not known" for code in mapped if code not in known),
        *(f"{file}: scheme {code!r} has no ladder" for code in codes if code not in laddered),
        *(f"{file}: ladder of {code!r}, which is no scheme" for code in sorted(laddered - set(codes))),
    ]


@transaction.atomic
def load_reimbursement(path: Path = REIMBURSEMENT) -> int:
    """Make the schemes, their rates and the benefit types' schemes those of the file; returns how many schemes."""
    found = read_reimbursement(path)
    schemes = {entry["code"]: saved_scheme(entry, position) for position, entry in enumerate(found["scheme"], 1)}
    for scheme in schemes.values():
        keep_rates(scheme, [ladder for ladder in found["ladder"] if scheme.code in ladder["schemes"]])
    for entry in found["scheme"]:
        BenefitType.objects.filter(code__in=entry["benefit_types"]).update(scheme=schemes[entry["code"]])
    mapped = [code for entry in found["scheme"] for code in entry["benefit_types"]]
    BenefitType.objects.exclude(code__in=mapped).update(scheme=None)
    return len(schemes)


def saved_scheme(entry: dict, position: int) -> Scheme:
    defaults = {name: entry[name] for name in ("name", "note", "source")} | {"position": position}
    return Scheme.objects.update_or_create(code=entry["code"], defaults=defaults)[0]


def keep_rates(scheme: Scheme, ladders: list[dict]):
    """The scheme's rates become those of the ladders; rates that already are as they should be stay."""
    wanted = {
        (ladder["valid_from"], step["from_week"]): {"percent": step["percent"], "source": ladder["source"]}
        for ladder in ladders
        for step in ladder["steps"]
    }
    for rate in scheme.rates.all():
        if (rate.valid_from, rate.from_week) not in wanted:
            rate.delete()
    for (valid_from, from_week), values in wanted.items():
        Rate.objects.update_or_create(scheme=scheme, valid_from=valid_from, from_week=from_week, defaults=values)
