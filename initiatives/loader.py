"""Loads initiatives and what the documents say of them. Running it again changes nothing."""

from pathlib import Path

from django.db import transaction

from budget.models import BenefitType, Programme
from extracts.actions import commit_upload, preview, receive_upload
from extracts.loader import make_equal
from extracts.models import DataVersion, Origin
from extracts.reference_files import ReferenceFileError
from initiatives.documents.case_loader import load_cases
from initiatives.documents.following_loader import load_following
from initiatives.documents.shape import InitiativeFile, read_initiatives
from initiatives.files.udfald import as_udfald
from initiatives.models import BenefitLink, Cohort, GoalLink, Initiative, Outcome, OutcomeType, PrintedShare
from targets.models import Goal, Guidepost

INITIATIVES = Path(__file__).parent / "documents" / "initiatives.toml"
FILE_NAME = "Indsatser – trykte udfald.csv"
KEY = ("indsats", "hold", "statusdato", "udfald")
UNSAID = {"starts": "", "ends": "", "status": "unknown", "status_period": "", "office": ""}
LINKED = ("part_of", "programme", "guideposts")
"""What an initiative's table says of other things than itself."""


@transaction.atomic
def load_initiatives(*, by, path: Path = INITIATIVES) -> dict[str, int]:
    """Load all files or none; returns how many of each kind they hold.

    What somebody has changed in the browser is theirs and left alone.
    """
    file = read_initiatives(path)
    load_outcome_types(file.outcome_types)
    load_each_initiative(file)
    load_cohorts(file.cohorts)
    load_shares(file.shares)
    printed = printed_outcomes(file)
    load_printed_outcomes(printed, by=by)
    counts = {"initiatives": len(file.initiatives), "cohorts": len(file.cohorts), "outcomes": len(printed)}
    counts |= load_cases(by=by) | load_following(by=by)
    DataVersion.raised()
    return counts


def load_outcome_types(entries: list[dict]):
    for position, values in enumerate(entries, 1):
        defaults = {"aliases": [], "position": position} | values
        OutcomeType.objects.update_or_create(code=values["code"], defaults=defaults)


def load_each_initiative(file: InitiativeFile):
    """The file may name a whole after its part, so what belongs to what comes last."""
    edited = set(Initiative.objects.exclude(edited_at=None).values_list("code", flat=True))
    ours = [values for values in file.initiatives if values["code"] not in edited]
    for values in ours:
        own = {name: value for name, value in values.items() if name not in LINKED}
        Initiative.objects.update_or_create(code=values["code"], defaults=UNSAID | own)
    kept = Initiative.objects.in_bulk(field_name="code")
    for values in ours:
        initiative = kept[values["code"]]
        initiative.part_of = kept.get(values.get("part_of"))
        initiative.programme = programme_named(values)
        initiative.save(update_fields=["part_of", "programme"])
        initiative.guideposts.set([guidepost_at(place) for place in values.get("guideposts", [])])
        load_links(initiative, file)


def programme_named(values: dict) -> Programme | None:
    return known_or_refuse(Programme.objects.all(), code=values["programme"]) if "programme" in values else None


def guidepost_at(place: str) -> Guidepost:
    """The guidepost at `bp23/4`: plan and number."""
    plan, _, number = place.partition("/")
    return known_or_refuse(Guidepost.objects.all(), plan__slug=plan, number=number)


def known_or_refuse(rows, **asked):
    """The one row, or the loader's own error where the file names something that is not there."""
    found = rows.filter(**asked).first()
    if found is None:
        named = ", ".join(str(value) for value in asked.values())
        raise ReferenceFileError([f"initiatives.toml: {rows.model.__name__.lower()} {named!r} is not known"])
    return found


def load_links(initiative: Initiative, file: InitiativeFile):
    goals, benefits = (
        [each for each in links if each["initiative"] == initiative.code]
        for links in (file.goal_links, file.benefit_links)
    )
    wanted = [{"initiative": initiative, "goal": goal_at(each["goal"]), "how": each["how"]} for each in goals]
    make_equal(GoalLink.objects.filter(initiative=initiative), ("initiative", "goal"), wanted)
    wanted = [
        {
            "initiative": initiative,
            "benefit_type": known_or_refuse(BenefitType.objects.all(), code=each["benefit_type"]),
            "how": each["how"],
        }
        for each in benefits
    ]
    make_equal(BenefitLink.objects.filter(initiative=initiative), ("initiative", "benefit_type"), wanted)


def goal_at(place: str) -> Goal:
    """The goal at `bp21/4`: plan and code."""
    plan, _, code = place.partition("/")
    return known_or_refuse(Goal.objects.all(), plan__slug=plan, code=code)


def load_cohorts(entries: list[dict]):
    """The file may name a whole after its part."""
    initiatives = Initiative.objects.in_bulk(field_name="code")
    edited = set(Cohort.objects.exclude(edited_at=None).values_list("initiative__code", "code"))
    unsaid = {"entered_from": None, "entered_before": None, "size": None, "note": ""}
    ours = [values for values in entries if (values["initiative"], values["code"]) not in edited]
    for values in ours:
        initiative = initiatives[values["initiative"]]
        own = {name: value for name, value in values.items() if name != "whole"}
        defaults = unsaid | own | {"initiative": initiative}
        Cohort.objects.update_or_create(initiative=initiative, code=values["code"], defaults=defaults)
    for values in ours:
        cohorts = Cohort.objects.filter(initiative__code=values["initiative"])
        cohorts.filter(code=values["code"]).update(whole=cohorts.filter(code=values.get("whole")).first())


def load_shares(entries: list[dict]):
    cohorts = {(each.initiative.code, each.code): each for each in Cohort.objects.select_related("initiative")}
    kinds = OutcomeType.objects.in_bulk(field_name="code")
    wanted = [
        {
            "cohort": cohorts[values["initiative"], values["cohort"]],
            "outcome_type": kinds[values["outcome"]],
            "promised": values.get("promised"),
            **{name: values[name] for name in ("percent", "base", "dated", "source")},
        }
        for values in entries
    ]
    make_equal(PrintedShare.objects.all(), ("cohort", "outcome_type"), wanted)


def printed_outcomes(file: InitiativeFile) -> list[dict[str, str]]:
    """Every printed figure as a line of our own format."""
    return [
        {
            "indsats": status["initiative"],
            "hold": status["cohort"],
            "statusdato": status["day"].isoformat(),
            "udfald": kind,
            "antal": str(persons),
            **promise_of(status, kind),
            "kilde": status["source"],
        }
        for status in file.statuses
        for kind, persons in status["persons"].items()
    ]


def promise_of(status: dict, kind: str) -> dict[str, str]:
    if kind not in status.get("promised", {}):
        return {}
    day = status.get("promised_on")
    return {"lovet": str(status["promised"][kind]), "lovet pr.": day.isoformat() if day else ""}


def load_printed_outcomes(printed: list[dict[str, str]], *, by):
    """Through the same door as a file. A key that ever had a figure, or a promise, is left alone."""
    parts = ("cohort__initiative__code", "cohort__code", "status_date", "outcome_type__code")
    figures = Outcome.objects.order_by().values_list(*parts, "promised")
    promised, known = set(), set()
    for initiative, cohort, day, kind, promise in figures:
        key = (initiative, cohort, day.isoformat(), kind)
        known.add(key)
        promised |= {key} if promise is not None else set()
    missing = [row for row in printed if key_of(row) not in (promised if "lovet" in row else known)]
    if not missing:
        return
    upload = receive_upload(
        data=as_udfald(missing), file_name=FILE_NAME, by=by, profile="udfald", origin=Origin.DOCUMENT
    )
    if upload.errors:
        raise ReferenceFileError([f"{FILE_NAME}: {problem['message']}" for problem in upload.errors])
    commit_upload(upload=upload, seen=preview(upload).digest, by=by, accepted="Trykt sådan i kilden.")


def key_of(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in KEY)
