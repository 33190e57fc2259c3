"""What the database itself refuses of demands (versions, paths, tolerances), and of what they stand on."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from targets.models import Indicator, Judgement, PathPoint, Plan, Target
from tests.plans import demand, someone, terms

pytestmark = pytest.mark.django_db
WHEN_AND_WHY = {"valid_from": date(2026, 1, 1), "decided_on": date(2025, 12, 10), "reason": "Udvalget hævede grænsen."}

LINE = {"path": "linear", "deadline": date(2027, 1, 1), "baseline_value": Decimal(12)}


@pytest.fixture
def flexjobs(db):
    return demand("bp21", "5")


@pytest.fixture
def amended(flexjobs):
    values = WHEN_AND_WHY | {"goal": flexjobs.goal, "position": 1, "version": 2} | terms().columns
    return Target.objects.create(**values)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"version": 1, "valid_from": date(2026, 1, 1)}, "amended_target_says_from_when_and_why"),
        ({"version": 2, "valid_from": None}, "amended_target_says_from_when_and_why"),
        ({"version": 2, "decided_on": None}, "amended_target_says_from_when_and_why"),
        ({"version": 2, "reason": ""}, "amended_target_says_from_when_and_why"),
        ({"version": 0, "valid_from": None}, "amended_target_says_from_when_and_why"),
    ],
)
def test_version_that_breaks_an_invariant_is_refused_by_the_database(changes, constraint, flexjobs):
    values = WHEN_AND_WHY | {"goal": flexjobs.goal, "position": 9} | terms().columns
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Target.objects.create(**values | changes)


def test_second_version_of_a_number_is_refused_by_the_database(amended):
    values = WHEN_AND_WHY | {"goal": amended.goal, "position": 1, "version": 2} | terms().columns
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.create(**values)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"tolerance_kind": "percent", "limit": Decimal(0)}, "tolerance_in_percent_is_of_something"),
        ({"tolerance_kind": "promille"}, "tolerance_in_percent_is_of_something"),
        ({"path": "zigzag", "deadline": date(2027, 1, 1)}, "target_has_a_known_path"),
        ({"path": "listed"}, "path_leads_to_a_limit_by_a_deadline"),
        (
            {"path": "listed", "deadline": date(2027, 1, 1), "limit": None, "rule": "reduce", "baseline": "unknown"},
            "path_leads_to_a_limit_by_a_deadline",
        ),
        (
            {"path": "linear", "deadline": date(2027, 1, 1), "baseline_value": Decimal(12)},
            "linear_path_starts_somewhere",
        ),
        (
            {"path": "linear", "deadline": date(2027, 1, 1), "path_start": date(2023, 1, 1)},
            "linear_path_starts_somewhere",
        ),
        (LINE | {"path_start": date(2027, 1, 1)}, "linear_path_starts_before_its_deadline"),
    ],
)
def test_target_with_an_impossible_path_or_tolerance_is_refused_by_the_database(changes, constraint, flexjobs):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Target.objects.create(goal=flexjobs.goal, position=9, **terms().columns | changes)


@pytest.mark.parametrize("scope", ["average", "sum", "end"])
def test_target_over_a_span_may_be_an_average_a_sum_or_its_end(scope, flexjobs):
    assert Target.objects.create(goal=flexjobs.goal, position=9, **terms(scope=scope, span="2026").columns).pk


def test_second_milestone_of_a_period_is_refused_by_the_database(flexjobs):
    PathPoint.objects.create(target=flexjobs, period="2025", value=Decimal(11))
    with pytest.raises(IntegrityError), transaction.atomic():
        PathPoint.objects.create(target=flexjobs, period="2025", value=Decimal(12))


def test_linear_path_that_starts_the_day_before_its_deadline_is_accepted(flexjobs):
    values = terms(**LINE, path_start=date(2026, 12, 31)).columns
    assert Target.objects.create(goal=flexjobs.goal, position=9, **values).pk


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"unit": "dozens"}, "indicator_has_a_known_unit"),
        ({"direction": "sideways"}, "indicator_has_a_known_direction"),
        ({"frequency": "fortnight"}, "indicator_has_a_known_frequency"),
        ({"derivation": "median"}, "indicator_has_a_known_derivation"),
        ({"lag_days": 31, "lag_source": ""}, "publication_lag_says_where_it_is_from"),
    ],
)
def test_indicator_of_an_unknown_kind_is_refused_by_the_database(changes, constraint, db):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Indicator.objects.filter(code="fleksjobledighed").update(**changes)


def test_second_guidepost_of_a_number_is_refused_by_the_database(flexjobs):
    guideposts = flexjobs.goal.plan.guideposts
    guideposts.create(position=90, number=90, title="Unge", source="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        guideposts.create(position=91, number=90, title="Flere unge", source="x")


def test_guideposts_without_a_number_may_be_several(flexjobs):
    guideposts = flexjobs.goal.plan.guideposts
    for position in (90, 91):
        assert guideposts.create(position=position, number=None, title="På tværs", source="x").pk


def test_plan_adopted_by_nobody_is_refused_by_the_database(flexjobs):
    plan = Plan.objects.filter(pk=flexjobs.goal.plan_id)
    with pytest.raises(IntegrityError, match="plan_adopted_at_a_time"), transaction.atomic():
        plan.update(adopted_at=timezone.now())
    with pytest.raises(IntegrityError, match="plan_adopted_at_a_time"), transaction.atomic():
        plan.update(adopted_at=timezone.now(), adopted_by=someone(), is_draft=True)


def test_judgement_taken_back_has_ended(flexjobs):
    values = {"target": flexjobs, "verdict": "met", "reason": "x", "made_by": someone()}
    with pytest.raises(IntegrityError, match="judgement_withdrawn_has_ended"), transaction.atomic():
        Judgement.objects.create(**values, withdrawn_by=someone())
