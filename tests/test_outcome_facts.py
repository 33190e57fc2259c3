"""Outcomes are append-only, and what no cohort or initiative can be is refused by the database."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from extracts.models import ImmutableFact
from initiatives.models import Cohort, Initiative, Outcome
from tests.outcomes import figure, loaded

pytestmark = pytest.mark.django_db


def test_figures_as_of_a_moment_are_those_known_then():
    upload = loaded("KIK II;start;31.08.2018;selvforsørgende;270;;;x")
    known = Outcome.objects.filter(cohort__code="start", outcome_type__code="selvforsoergelse")
    before = upload.committed_at - timedelta(microseconds=1)
    assert [int(fact.persons) for fact in known.as_of(before)] == [269]
    assert [(int(fact.persons), fact.changes) for fact in known.as_of(None).with_changes()] == [(270, 1)]


def copy_of(fact, **changes):
    fields = {field.attname: getattr(fact, field.attname) for field in Outcome._meta.concrete_fields}
    return Outcome(**(fields | {"id": None} | changes))


OTHER_DAY = {"status_date": date(2018, 12, 31)}


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({}, "one_current_outcome_per_key"),
        (OTHER_DAY | {"persons": None}, "outcome_has_persons_exactly_when_it_says_so"),
        (OTHER_DAY | {"state": "suppressed"}, "outcome_has_persons_exactly_when_it_says_so"),
        (OTHER_DAY | {"state": "x", "persons": None}, "outcome_has_a_known_state"),
        (OTHER_DAY | {"persons": Decimal(-1)}, "outcome_persons_are_not_negative"),
    ],
)
def test_outcome_that_breaks_an_invariant_is_refused_by_the_database(changes, constraint):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        copy_of(figure(), **changes).save()
    # SQLite names a unique index by its columns.
    assert constraint in str(refused.value) or "UNIQUE constraint failed: initiatives_outcome" in str(refused.value)


def test_outcome_superseded_before_it_was_recorded_is_refused_by_the_database():
    fact = figure()
    with pytest.raises(IntegrityError, match="outcome_superseded_after"), transaction.atomic():
        copy_of(fact, superseded_at=fact.recorded_at - timedelta(seconds=1)).save()


def test_outcome_is_neither_changed_nor_deleted():
    fact = figure()
    fact.persons = Decimal(1)
    for step in (fact.save, fact.delete, Outcome.objects.all().delete):
        with pytest.raises(ImmutableFact):
            step()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE initiatives_outcome SET persons = 1 WHERE id = {pk}",
        "DELETE FROM initiatives_outcome WHERE id = {pk}",
    ],
)
def test_sql_by_hand_on_outcomes_is_refused_by_postgresql(statement):
    statement = statement.format(pk=figure().pk)
    if connection.vendor != "postgresql":
        # SQLite keeps no such trigger (see extracts/immutability.py): the statement must at least be valid there.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + statement)
            assert cursor.fetchall()
        return
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"size": 0}, "cohort_has_someone_in_it"),
        ({"entered_before": date(2018, 2, 1)}, "cohort_entry_ends_after_it_begins"),
    ],
)
def test_cohort_that_breaks_an_invariant_is_refused_by_the_database(changes, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Cohort.objects.filter(initiative__code="kik-ii", code="start").update(**changes)


@pytest.mark.parametrize("same", [{"code": "start"}, {"name": "start 1. februar 2018"}])
def test_second_cohort_of_a_code_or_name_is_refused_by_the_database(same):
    values = {"initiative": Initiative.objects.get(code="kik-ii"), "code": "x", "name": "x", "source": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Cohort.objects.create(**values | same)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [({"kind": "x"}, "initiative_has_a_known_kind"), ({"part_of": "self"}, "initiative_is_not_part_of_itself")],
)
def test_initiative_that_breaks_an_invariant_is_refused_by_the_database(changes, constraint):
    kik = Initiative.objects.get(code="kik")
    changes = {"part_of": kik.pk} if "part_of" in changes else changes
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Initiative.objects.filter(pk=kik.pk).update(**changes)
