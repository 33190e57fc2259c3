"""Loads initiatives, cohorts and the outcomes that the documents print. Running it again changes nothing."""

from pathlib import Path

from django.db import transaction

from extracts.actions import commit_upload, preview, receive_upload
from extracts.models import DataVersion, Origin
from extracts.reference_files import ReferenceFileError
from initiatives.documents.shape import InitiativeFile, read_initiatives
from initiatives.files.udfald import as_udfald
from initiatives.models import Cohort, Initiative, Outcome, OutcomeType

INITIATIVES = Path(__file__).parent / "documents" / "initiatives.toml"
FILE_NAME = "Indsatser – trykte udfald.csv"
KEY = ("indsats", "hold", "statusdato", "udfald")


@transaction.atomic
def load_initiatives(*, by, path: Path = INITIATIVES) -> dict[str, int]:
    """Load the whole file or nothing; returns how many of each kind it holds."""
    file = read_initiatives(path)
    load_outcome_types(file.outcome_types)
    load_each_initiative(file.initiatives)
    load_cohorts(file.cohorts)
    printed = printed_outcomes(file)
    load_printed_outcomes(printed, by=by)
    DataVersion.raised()
    return {"initiatives": len(file.initiatives), "cohorts": len(file.cohorts), "outcomes": len(printed)}


def load_outcome_types(entries: list[dict]):
    for position, values in enumerate(entries, 1):
        defaults = {"aliases": [], "position": position} | values
        OutcomeType.objects.update_or_create(code=values["code"], defaults=defaults)


def load_each_initiative(entries: list[dict]):
    """The file may name a whole after its part, so what is part of what comes last."""
    kept = {}
    for values in entries:
        defaults = {"starts": "", "ends": ""} | {name: value for name, value in values.items() if name != "part_of"}
        kept[values["code"]], _ = Initiative.objects.update_or_create(code=values["code"], defaults=defaults)
    for values in entries:
        whole = kept.get(values.get("part_of"))
        Initiative.objects.filter(code=values["code"]).update(part_of=whole)


def load_cohorts(entries: list[dict]):
    initiatives = {initiative.code: initiative for initiative in Initiative.objects.all()}
    unsaid = {"entered_from": None, "entered_before": None, "size": None, "note": ""}
    for values in entries:
        initiative = initiatives[values["initiative"]]
        defaults = unsaid | values | {"initiative": initiative}
        Cohort.objects.update_or_create(initiative=initiative, code=values["code"], defaults=defaults)


def printed_outcomes(file: InitiativeFile) -> list[dict[str, str]]:
    """Every printed figure as a line of our own format."""
    return [
        {
            "indsats": status["initiative"],
            "hold": status["cohort"],
            "statusdato": status["day"].isoformat(),
            "udfald": kind,
            "antal": str(persons),
            "kilde": status["source"],
        }
        for status in file.statuses
        for kind, persons in status["persons"].items()
    ]


def load_printed_outcomes(printed: list[dict[str, str]], *, by):
    """Through the same door as a file. A key that ever had a figure is left alone."""
    parts = ("cohort__initiative__code", "cohort__code", "status_date", "outcome_type__code")
    known = {
        (initiative, cohort, day.isoformat(), kind)
        for initiative, cohort, day, kind in Outcome.objects.order_by().values_list(*parts).distinct()
    }
    missing = [row for row in printed if tuple(row[name] for name in KEY) not in known]
    if not missing:
        return
    upload = receive_upload(
        data=as_udfald(missing), file_name=FILE_NAME, by=by, profile="udfald", origin=Origin.DOCUMENT
    )
    if upload.errors:
        raise ReferenceFileError([f"{FILE_NAME}: {problem['message']}" for problem in upload.errors])
    commit_upload(upload=upload, seen=preview(upload).digest, by=by, accepted="Trykt sådan i kilden.")
