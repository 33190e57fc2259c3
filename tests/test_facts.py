"""Facts are append-only, in Python and in the database; decimals are exact on both engines."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Sum

from extracts.models import Area, DataVersion, ImmutableFact, Upload
from targets.models import Goal, Indicator, Observation, Plan, Target


@pytest.fixture
def figure(load):
    return load("borgertilfredshed;Aabenraa;2023;84;;;;;x").observations.get()


def test_fact_refuses_to_be_saved_again(figure):
    figure.value = Decimal(90)
    with pytest.raises(ImmutableFact):
        figure.save()


def test_fact_under_the_key_of_another_is_refused_by_the_database(figure):
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(figure, id=figure.pk, value=Decimal(99)).save()
    assert str(Observation.objects.get(pk=figure.pk).value) == "84.000000"


def test_fact_refuses_to_be_deleted(figure):
    with pytest.raises(ImmutableFact):
        figure.delete()
    with pytest.raises(ImmutableFact):
        Observation.objects.filter(pk=figure.pk).delete()
    with pytest.raises(ImmutableFact):
        Observation.objects.filter(pk=figure.pk).update(value=90)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE targets_observation SET value = 90000000 WHERE id = {pk}",
        "UPDATE targets_observation SET superseded_at = NULL, note = 'x' WHERE id = {pk}",
        "DELETE FROM targets_observation WHERE id = {pk}",
    ],
)
def test_sql_by_hand_on_facts_is_refused_by_postgresql(statement, figure):
    if connection.vendor != "postgresql":
        # SQLite keeps no such trigger (see extracts/immutability.py): the statement must at least be valid there.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + statement.format(pk=figure.pk))
            assert cursor.fetchall()
        return
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(pk=figure.pk))


def copy_of(figure, **changes):
    fields = {field.attname: getattr(figure, field.attname) for field in Observation._meta.concrete_fields}
    return Observation(**(fields | {"id": None} | changes))


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({}, "one_current_observation_per_key"),
        ({"period": "2022", "value": None}, "observation_has_a_figure_exactly_when_it_says_so"),
        ({"period": "2022", "state": "x", "value": None}, "observation_has_a_known_state"),
        ({"period": "2022", "state": "suppressed"}, "observation_has_a_figure_exactly_when_it_says_so"),
        ({"period": "2022", "numerator": Decimal(1)}, "observation_has_both_parts_of_a_ratio"),
        (
            {"period": "2022", "numerator": Decimal(1), "denominator": Decimal(0)},
            "observation_has_both_parts_of_a_ratio",
        ),
    ],
)
def test_observation_that_breaks_an_invariant_is_refused_by_the_database(changes, constraint, figure):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        copy_of(figure, **changes).save()
    # SQLite names a unique index by its columns.
    assert constraint in str(refused.value) or "UNIQUE constraint failed: targets_observation" in str(refused.value)


def test_observation_superseded_before_it_was_recorded_is_refused_by_the_database(figure):
    with pytest.raises(IntegrityError, match="observation_superseded_after"), transaction.atomic():
        copy_of(figure, superseded_at=figure.recorded_at - timedelta(seconds=1)).save()


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"rule": "at_most", "limit": None}, "target_with_a_limit_states_it"),
        ({"rule": "no_worse_than"}, "target_compared_with_an_area_names_it"),
        ({"rule": "at_most", "indicator": None}, "target_judged_by_figures_has_an_indicator"),
        ({"rule": "milestone", "deadline": None}, "milestone_has_a_deadline"),
        ({"scope": "average"}, "target_over_a_span_names_it"),
        ({"tolerance": Decimal(-1)}, "tolerance_is_not_negative"),
        ({"rule": "ratio"}, "target_has_a_known_rule"),
        ({"scope": "median", "span": "2021"}, "target_has_a_known_scope"),
        ({"baseline": "guess"}, "target_has_a_known_baseline"),
        ({"rule": "reduce", "baseline": ""}, "target_against_a_baseline_says_which"),
        ({"rule": "hold", "baseline": "value"}, "target_against_a_value_states_it"),
        ({"rule": "hold", "baseline": "period"}, "target_against_a_period_names_it"),
    ],
)
def test_target_that_breaks_an_invariant_is_refused_by_the_database(changes, constraint, db):
    goal = Goal.objects.get(plan__slug="bp23", code="2")
    values = {
        "goal": goal,
        "position": 9,
        "indicator": Indicator.objects.get(code="fleksjobledighed"),
        "area": Area.objects.get(name="Aabenraa"),
        "rule": "at_most",
        "limit": Decimal(10),
    }
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Target.objects.create(**values | changes)


def test_plan_that_ends_before_it_starts_is_refused_by_the_database(db):
    plan = Plan.objects.get(slug="bp23")
    with pytest.raises(IntegrityError, match="plan_ends_after_it_starts"), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(end=plan.start)


def test_upload_that_is_committed_without_a_time_is_refused_by_the_database(receive):
    upload = receive("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    with pytest.raises(IntegrityError, match="commit_time"), transaction.atomic():
        Upload.objects.filter(pk=upload.pk).update(status="committed")


def test_second_goal_of_a_number_is_refused_by_the_database(db):
    goal = Goal.objects.get(plan__slug="bp23", code="2")
    with pytest.raises(IntegrityError), transaction.atomic():
        Goal.objects.create(plan=goal.plan, guidepost=goal.guidepost, code="to", number=2, title="x", source="x")


def test_upload_that_nobody_committed_is_refused_by_the_database(load):
    upload = load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    with pytest.raises(IntegrityError, match="committed_by_someone"), transaction.atomic():
        Upload.objects.filter(pk=upload.pk).update(committed_by=None)


def test_user_with_unknown_role_is_refused_by_the_database(analyst):
    with pytest.raises(IntegrityError, match="known_role"), transaction.atomic():
        type(analyst).objects.filter(pk=analyst.pk).update(role="chef")


def test_second_data_version_is_refused_by_the_database(db):
    version = DataVersion.raised()
    with pytest.raises(IntegrityError, match="one_data_version"), transaction.atomic():
        DataVersion.objects.create(pk=2, moment=version.moment)


def test_data_version_is_later_each_time(db):
    first, second = DataVersion.raised(), DataVersion.raised()
    assert second.number == first.number + 1
    assert second.moment > first.moment


def test_figures_as_of_a_moment_are_those_known_then(load):
    first = load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    second = load("borgertilfredshed;Aabenraa;2023;86;;;;;x")
    satisfaction = Observation.objects.filter(indicator__code="borgertilfredshed")
    before = first.committed_at - timedelta(microseconds=1)
    assert list(satisfaction.as_of(before)) == []
    assert [str(figure.value) for figure in satisfaction.as_of(first.committed_at)] == ["84.000000"]
    assert [str(figure.value) for figure in satisfaction.as_of(second.committed_at)] == ["86.000000"]
    assert [str(figure.value) for figure in satisfaction.as_of(None)] == ["86.000000"]


def test_decimals_come_back_and_add_up_exactly_on_both_engines(load):
    # As floats the first would come back as …4.6000 and the others add up to 0.30000000000000004.
    load(
        "repatriering-udgift;Aabenraa;2015;12345678901,567891;;;;;x",
        "repatriering-udgift;Aabenraa;2016;0,1;;;;;x",
        "repatriering-udgift;Aabenraa;2017;0,2;;;;;x",
    )
    figures = Observation.objects.filter(indicator__code="repatriering-udgift")
    assert figures.get(period="2015").value == Decimal("12345678901.567891")
    added = figures.filter(period__in=["2016", "2017"]).aggregate(total=Sum("value"))["total"]
    assert added == Decimal("0.3")


@pytest.mark.parametrize("value", [0.1, Decimal("0.1234567")])
def test_scaled_field_refuses_what_it_cannot_keep_exactly(value):
    with pytest.raises(ValidationError):
        Observation._meta.get_field("value").get_prep_value(value)
