"""Loads indicators, plans and the figures the plans print. Running it again changes nothing."""

from pathlib import Path

from django.db import transaction

from extracts.actions import commit_upload, preview, receive_upload
from extracts.models import Area, DataVersion, Origin
from extracts.reference_files import ReferenceFileError
from targets.maalepunkter import as_maalepunkter
from targets.models import (
    Effort,
    Goal,
    Guidepost,
    Indicator,
    MinisterialGoal,
    Observation,
    Plan,
    PrintedFigure,
    SeriesBreak,
    Target,
)
from targets.plan_files import Known, PlanFile, goal_code, read_indicators, read_plan
from targets.spec import OWN_AREA

INDICATORS = Path(__file__).parent / "indicators.toml"
PLANS = Path(__file__).parent / "plans"
UNSAID = {
    "supporting": False,
    "may_exceed_100": False,
    "lag_days": None,
    "lag_source": "",
    "newest_is_provisional": False,
    "is_survey": False,
}
"""An indicator's columns that its file may leave out. Who is responsible is decided in the browser, never here."""


@transaction.atomic
def load_targets(*, by, indicators: Path = INDICATORS, plans: Path = PLANS) -> dict[str, int]:
    """Load all files or none; returns how many of each kind the files hold."""
    counts = {"indicators": load_indicators(indicators)}
    known = Known(
        frozenset(Indicator.objects.values_list("code", flat=True)),
        frozenset(Area.objects.values_list("name", flat=True)),
    )
    files = read_plans(plans, known)
    for plan_file in files:
        load_plan(plan_file)
        load_printed_observations(plan_file, by=by)
    DataVersion.raised()
    counts["plans"] = len(files)
    counts["goals"] = sum(len(plan_file.sections["goal"]) for plan_file in files)
    counts["observations"] = sum(len(plan_file.sections["observation"]) for plan_file in files)
    return counts


def read_plans(folder: Path, known: Known) -> list[PlanFile]:
    """Every plan file, or the mistakes of all of them together."""
    files, mistakes = [], []
    for path in sorted(folder.glob("*.toml")):
        try:
            files.append(read_plan(path, known))
        except ReferenceFileError as wrong:
            mistakes += wrong.mistakes
    if mistakes:
        raise ReferenceFileError(mistakes)
    return files


def load_indicators(path: Path) -> int:
    indicators, breaks = read_indicators(path)
    for values in indicators:
        Indicator.objects.update_or_create(code=values["code"], defaults=UNSAID | values)
    for values in breaks:
        indicator = Indicator.objects.get(code=values["indicator"])
        SeriesBreak.objects.update_or_create(
            indicator=indicator, day=values["day"], defaults={"reason": values["reason"]}
        )
    return len(indicators)


def load_plan(plan_file: PlanFile):
    """The plan as its file says, unless somebody has worked on it in the browser: then it is theirs."""
    if Plan.objects.filter(slug=plan_file.plan["slug"], edited_at__isnull=False).exists():
        return
    sections = plan_file.sections
    plan, _ = Plan.objects.update_or_create(slug=plan_file.plan["slug"], defaults=plan_file.plan)
    guideposts = {}
    for values in sections["guidepost"]:
        guideposts[values["position"]], _ = Guidepost.objects.update_or_create(
            plan=plan, position=values["position"], defaults={"number": None} | values
        )
    for values in sections["goal"]:
        load_goal(plan, guideposts[values["guidepost"]], values)
    for values in sections["ministerial_goal"]:
        MinisterialGoal.objects.update_or_create(plan=plan, number=values["number"], defaults=values)
    for position, values in enumerate(sections["effort"], 1):
        defaults = values | {"guidepost": guideposts[values["guidepost"]]}
        Effort.objects.update_or_create(plan=plan, position=position, defaults=defaults)
    for position, values in enumerate(sections["printed_figure"], 1):
        PrintedFigure.objects.update_or_create(plan=plan, position=position, defaults=values)
    plan.efforts.filter(position__gt=len(sections["effort"])).delete()
    plan.printed_figures.filter(position__gt=len(sections["printed_figure"])).delete()
    plan.ministerial_goals.filter(number__gt=len(sections["ministerial_goal"])).delete()


def load_goal(plan: Plan, guidepost: Guidepost, values: dict):
    defaults = {key: value for key, value in values.items() if key not in ("target", "guidepost", "code")}
    goal, _ = Goal.objects.update_or_create(
        plan=plan, code=goal_code(values), defaults=defaults | {"guidepost": guidepost}
    )
    for position, target in enumerate(values["target"], 1):
        Target.objects.update_or_create(goal=goal, position=position, version=1, defaults=target_fields(target))


def target_fields(values: dict) -> dict:
    """A target's own columns; what the file leaves out is set back to nothing."""
    indicator = values.get("indicator")
    comparator = values.get("comparator")
    empty = {
        "limit": None,
        "strict": False,
        "tolerance": None,
        "tolerance_kind": "points",
        "path": "",
        "path_start": None,
        "scope": "each",
        "span": "",
        "deadline": None,
        "baseline": "",
        "baseline_period": "",
        "baseline_value": None,
        "baseline_approximate": False,
        "reading": "",
    }
    return (
        empty
        | values
        | {
            "indicator": Indicator.objects.get(code=indicator) if indicator else None,
            "area": Area.objects.get(name=values.get("area", OWN_AREA)),
            "comparator": Area.objects.get(name=comparator) if comparator else None,
        }
    )


def load_printed_observations(plan_file: PlanFile, *, by):
    """The plan's dated figures, through the same door as a file. A key that ever had a figure is left alone."""
    printed = plan_file.sections["observation"]
    alike = Observation.objects.filter(
        indicator__code__in={values["indicator"] for values in printed},
        area__name__in={values["area"] for values in printed},
        period__in={values["period"] for values in printed},
    )
    known = set(alike.values_list("indicator__code", "area__name", "period"))
    missing = [values for values in printed if (values["indicator"], values["area"], values["period"]) not in known]
    if not missing:
        return
    name = f"{plan_file.plan['title']} – trykte tal.csv"
    upload = receive_upload(
        data=as_maalepunkter(missing), file_name=name, by=by, profile="maalepunkter", origin=Origin.DOCUMENT
    )
    if upload.errors:
        raise ReferenceFileError([f"{plan_file.plan['slug']}: {problem['message']}" for problem in upload.errors])
    commit_upload(upload=upload, seen=preview(upload).digest, by=by, accepted="Trykt sådan i planen.")
