"""Everything that changes plans in the browser: the plan, its guideposts, goals, efforts and demands. All or nothing.

Each takes `seen`, the mark of what the person had on the screen (`mark_of`, or a version's number): where
someone else has changed it meanwhile it raises `PlanChanged` and writes nothing.
"""

from dataclasses import replace
from datetime import date
from hashlib import sha256

from django.db import models, transaction
from django.db.models import Max

from aabenraa_plan.audit.recording import parts_rewritten
from aabenraa_plan.formats import danish_number, decimals_in
from extracts.models import DataVersion
from extracts.periods import parse
from targets.models import Effort, Goal, Guidepost, PathPoint, Plan, Target
from targets.planning.codes import free_slug
from targets.planning.drafts import missing_before_adoption
from targets.planning.terms import Terms

PLAN_WORDS = {"title", "guidepost_word", "source"}
ROW_WORDS = {"title", "description", "source"}
"""What may still be put right in an adopted plan; anything else is decided."""


class PlanChanged(Exception):
    """Someone else changed it after it was shown."""


class TargetChanged(PlanChanged):
    """Someone else changed the demand after it was shown."""


class NotADraft(Exception):
    """The plan is adopted: its demands change by amendment, its words may be put right, and the rest stands."""


class StillADraft(Exception):
    """The plan is not adopted: its demands are rewritten, not amended."""


class OutOfOrder(Exception):
    """A version must begin on the first of a month, and not before the one it follows."""


class NumberTaken(Exception):
    """Another goal or guidepost of the plan has the number."""


class NotAdoptable(Exception):
    """The draft lacks something; `missing` says what, in sentences."""

    def __init__(self, missing: list[str]):
        super().__init__(" ".join(missing))
        self.missing = missing


def mark_of(row: models.Model) -> str:
    """A short mark of what a row holds, to see whether it is still what was shown."""
    fields = [field for field in row._meta.concrete_fields if field.name not in ("edited_at", "edited_by")]
    held_values = [field.get_prep_value(getattr(row, field.attname)) for field in fields]
    return sha256(repr(held_values).encode()).hexdigest()[:20]


def held(plan: Plan, *, draft: bool | None, by) -> Plan:
    """The plan, held until the transaction ends, marked as edited here, and a draft or not as the caller needs."""
    moment = DataVersion.raised().moment
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if draft is not None and draft != plan.is_draft:
        raise NotADraft if draft else StillADraft
    rewrite(plan, {"edited_at": moment, "edited_by": by})
    return plan


def as_shown(row: models.Model, seen: str, changed: type[PlanChanged] = PlanChanged):
    """The row as it is stored, where that is what was shown."""
    stored = type(row).objects.filter(pk=row.pk).first()
    if stored is None or mark_of(stored) != seen:
        raise changed
    return stored


def rewrite(row: models.Model, values: dict):
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


@transaction.atomic
def create_plan(*, title: str, guidepost_word: str, start: date, end: date, source: str, by) -> Plan:
    """An empty draft."""
    moment = DataVersion.raised().moment
    words = {"title": title, "guidepost_word": guidepost_word, "source": source}
    slug = free_slug(title, Plan.objects.values_list("slug", flat=True), "plan")
    return Plan.objects.create(slug=slug, start=start, end=end, is_draft=True, edited_at=moment, edited_by=by, **words)


@transaction.atomic
def edit_plan(*, plan: Plan, values: dict, seen: str, by) -> Plan:
    held(plan, draft=None if set(values) <= PLAN_WORDS else True, by=by)
    plan = as_shown(plan, seen)
    rewrite(plan, values)
    return plan


@transaction.atomic
def discard_plan(*, plan: Plan, by):
    """A draft and everything in it."""
    held(plan, draft=True, by=by).goals.all().delete()
    Plan.objects.filter(pk=plan.pk).delete()


@transaction.atomic
def adopt_plan(*, plan: Plan, by) -> Plan:
    """The draft becomes a plan that is followed; from now on its demands change by amendment only."""
    plan = held(plan, draft=True, by=by)
    missing = missing_before_adoption(plan)
    if missing:
        raise NotAdoptable(missing)
    rewrite(plan, {"is_draft": False, "adopted_at": plan.edited_at, "adopted_by": by})
    return plan


@transaction.atomic
def copy_plan(*, plan: Plan, title: str, start: date, end: date, by) -> Plan:
    """A draft with the plan's guideposts, goals, efforts and newest demands; ministerial goals are each year's own.

    Deadlines, spans, paths and baselines stand as they were, for a person to look through.
    """
    copy = create_plan(
        title=title, guidepost_word=plan.guidepost_word, start=start, end=end, source=f"Kopi af {plan.title}", by=by
    )
    guideposts = {old.pk: copied(old, plan=copy) for old in plan.guideposts.all()}
    for effort in plan.efforts.all():
        copied(effort, plan=copy, guidepost=guideposts[effort.guidepost_id])
    goals = {old.pk: copied(old, plan=copy, guidepost=guideposts[old.guidepost_id]) for old in plan.goals.all()}
    targets = Target.objects.filter(goal__plan=plan).prefetch_related("path_points").order_by("version")
    newest = {(target.goal_id, target.position): target for target in targets}
    for (goal, position), target in newest.items():
        terms = replace(Terms.of(target), completed_on=None)
        written(Target(goal=goals[goal], position=position, recorded_by=by, **terms.columns), terms)
    return copy


def copied(row: models.Model, **changes) -> models.Model:
    """A further row with the same values but for the changes."""
    columns = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if not field.primary_key}
    return type(row).objects.create(**columns | changes)


@transaction.atomic
def add_guidepost(*, plan: Plan, title: str, source: str, number: int | None, by) -> Guidepost:
    plan = held(plan, draft=True, by=by)
    check_number(plan.guideposts, number)
    values = {"title": title, "source": source, "number": number}
    return plan.guideposts.create(position=next_position(plan.guideposts), **values)


@transaction.atomic
def add_effort(*, guidepost: Guidepost, title: str, description: str, source: str, by) -> Effort:
    plan = held(guidepost.plan, draft=True, by=by)
    values = {"title": title, "description": description, "source": source}
    return plan.efforts.create(guidepost=guidepost, position=next_position(plan.efforts), **values)


@transaction.atomic
def add_goal(*, guidepost: Guidepost, title: str, description: str, source: str, number: int | None, by) -> Goal:
    plan = held(guidepost.plan, draft=True, by=by)
    check_number(plan.goals, number)
    code = goal_code(plan.goals.all(), number, title)
    values = {"title": title, "description": description, "source": source, "number": number}
    return plan.goals.create(guidepost=guidepost, code=code, **values)


@transaction.atomic
def edit_row(*, row: Guidepost | Goal | Effort, values: dict, seen: str, by):
    """Rewrite a guidepost, goal or effort; in an adopted plan its words only."""
    plan = held(row.plan, draft=None if set(values) <= ROW_WORDS else True, by=by)
    row = as_shown(row, seen)
    if "number" in values:
        others = type(row).objects.filter(plan=plan).exclude(pk=row.pk)
        check_number(others, values["number"])
        if isinstance(row, Goal) and values["number"] != row.number:
            values = values | {"code": goal_code(others, values["number"], values["title"])}
    rewrite(row, values)
    return row


@transaction.atomic
def remove_row(*, row: Guidepost | Goal | Effort, by):
    """Take a guidepost without goals, a goal or an effort out of a draft."""
    held(row.plan, draft=True, by=by)
    row.delete()


def check_number(others, number: int | None):
    if number is not None and others.filter(number=number).exists():
        raise NumberTaken


def next_position(rows) -> int:
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def goal_code(others, number: int | None, title: str) -> str:
    """A goal's name in addresses: its number, or a word of its title."""
    return str(number) if number else free_slug(title, others.values_list("code", flat=True), "maal")


@transaction.atomic
def add_target(*, goal: Goal, terms: Terms, by) -> Target:
    """A further demand of a draft's goal, in its first version."""
    held(goal.plan, draft=True, by=by)
    return written(Target(goal=goal, position=next_position(goal.targets), recorded_by=by, **terms.columns), terms)


@transaction.atomic
def edit_target(*, target: Target, terms: Terms, seen: str, by) -> Target:
    """Rewrite a draft's demand; an adopted plan's is amended."""
    plan = held(target.goal.plan, draft=True, by=by)
    target = as_shown(target, seen, TargetChanged)
    rewrite(target, terms.columns | {"recorded_at": plan.edited_at, "recorded_by": by})
    return with_milestones(target, terms)


@transaction.atomic
def remove_target(*, target: Target, by):
    held(target.goal.plan, draft=True, by=by)
    Target.objects.filter(goal=target.goal, position=target.position).delete()


@transaction.atomic
def amend_target(
    *, target: Target, terms: Terms, valid_from: date, decided_on: date, reason: str, seen: int, by
) -> Target:
    """A further version of the demand; periods that began before `valid_from` keep the one they had.

    `seen` is the number of the newest version the person knew; `TargetChanged` where there is a newer one.
    """
    plan = held(target.goal.plan, draft=False, by=by)
    versions = Target.objects.select_for_update().filter(goal=target.goal, position=target.position)
    newest = versions.order_by("version").last()
    if newest is None or newest.version != seen:
        raise TargetChanged
    amended = next_version(newest, terms, valid_from)
    amended.decided_on, amended.reason = decided_on, reason
    amended.recorded_at, amended.recorded_by = plan.edited_at, by
    return written(amended, terms)


def next_version(newest: Target, terms: Terms, valid_from: date) -> Target:
    """The version that would follow, not saved; of the same indicator and area, else it were another demand."""
    if valid_from.day != 1 or (newest.valid_from and valid_from < newest.valid_from):
        raise OutOfOrder
    identity = {"goal": newest.goal, "position": newest.position, "version": newest.version + 1}
    kept = {"indicator": newest.indicator, "area": newest.area}
    target = Target(**identity, valid_from=valid_from, **terms.columns | kept)
    target.proposed_points = milestones_of(target, terms)
    return target


def written(target: Target, terms: Terms) -> Target:
    target.save(force_insert=True)
    return with_milestones(target, terms)


def with_milestones(target: Target, terms: Terms) -> Target:
    with parts_rewritten(target, "path_points", milestone_told):
        target.path_points.all().delete()
        PathPoint.objects.bulk_create(milestones_of(target, terms))
    return target


def milestone_told(point: PathPoint) -> str:
    return f"{parse(point.period).label}: {danish_number(point.value, decimals_in(point.value))}"


def milestones_of(target: Target, terms: Terms) -> list[PathPoint]:
    return [PathPoint(target=target, period=period, value=value) for period, value in terms.milestones]
