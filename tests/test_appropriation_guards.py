"""What the database itself refuses of appropriation cases, on both engines.

SQLite drops a table's triggers when it is altered: these tests catch a migration that loses them.
"""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from budget.cases.actions import withdraw_case
from budget.models import Appropriation
from tests import cases
from tests.cases import SOME_DAY, draft_case, on, purpose

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(by):
    return partial(draft_case, by=by)


@pytest.fixture
def grant(by):
    return partial(cases.grant, by=by)


def as_granted(case, by, **changes):
    """The grant as an update that asks nothing first."""
    granted = {"status": "granted", "decided_on": SOME_DAY, "granted_by": by, "granted_at": timezone.now()}
    return Appropriation.objects.filter(pk=case.pk).update(**granted | changes)


def refused(statement, *values) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(refusal.value)


def refused_grant(case, by, **changes) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        as_granted(case, by, **changes)
    return str(refusal.value)


def test_database_refuses_a_case_that_does_not_begin_as_a_draft(by):
    with pytest.raises(IntegrityError, match="a case begins as a draft"), transaction.atomic():
        Appropriation.objects.create(
            year=2023,
            kind="reallocation",
            title="x",
            reason="x",
            status="granted",
            created_by=by,
            granted_by=by,
            granted_at=timezone.now(),
            decided_on=SOME_DAY,
        )


@pytest.mark.parametrize("rest", ["-300000.01", "-299999.99"])
def test_database_refuses_a_reallocation_that_is_an_oere_from_zero(rest, write, by):
    case = write(on("300000"), on(rest, "fleksjob"), kind="reallocation")
    assert "the lines of a reallocation sum to exactly 0" in refused_grant(case, by)


def test_database_takes_a_reallocation_of_exactly_zero(write, by):
    case = write(on("300000.01"), on("-300000", "fleksjob"), on("-0.01", "ledighedsydelse"), kind="reallocation")
    assert as_granted(case, by) == 1


def test_database_refuses_a_grant_without_lines(write, by):
    for kind in ("reallocation", "cash", "capital"):
        assert "a case without lines is not granted" in refused_grant(write(kind=kind), by)


def test_database_refuses_lines_that_do_not_fit_the_case(write, by):
    assert "a line of a capital case is on no benefit type" in refused_grant(write(on("1"), kind="capital"), by)
    mixed = write(on("1"), purpose("1"))
    assert "a line of an operating case is on a benefit type" in refused_grant(mixed, by)


def test_database_refuses_a_kind_that_changes_with_the_grant(write, by):
    case = write(on("1"))
    assert "the lines of a reallocation sum to exactly 0" in refused_grant(case, by, kind="reallocation")


def test_database_refuses_a_draft_that_is_withdrawn(write, by):
    now = timezone.now()
    withdrawn = {"withdrawn_by": by, "withdrawn_at": now + timedelta(seconds=1), "withdrawn_reason": "x"}
    said = refused_grant(write(on("1")), by, status="withdrawn", granted_at=now, **withdrawn)
    assert "only a granted case is withdrawn" in said


@pytest.mark.parametrize(
    "change",
    [
        "amount = amount + 100",
        "persons = 1000000",
        "benefit_type_id = (SELECT MAX(id) FROM budget_benefittype)",
        "appropriation_id = (SELECT MIN(id) FROM budget_appropriation)",
    ],
)
def test_database_refuses_a_changed_line_of_a_granted_case(change, write, grant):
    write()
    grant(write(on("1")))
    said = refused(f"UPDATE budget_appropriationline SET {change}")
    assert "the lines of a case that is not a draft stand" in said


def test_database_refuses_a_line_added_or_moved_to_a_case_that_is_not_a_draft(write, grant, by):
    draft, case = write(on("1")), grant(write(on("1")))
    added = (
        "INSERT INTO budget_appropriationline (appropriation_id, kind, purpose, amount) VALUES (%s, '', 'Mere', 100)"
    )
    moved = "UPDATE budget_appropriationline SET appropriation_id = %s WHERE appropriation_id = %s"
    assert "not a draft stand" in refused(added, case.pk)
    assert "not a draft stand" in refused(moved, case.pk, draft.pk)
    withdraw_case(case=case, reason="Fejl", by=by)
    assert "not a draft stand" in refused(added, case.pk)


@pytest.mark.parametrize(
    "change",
    [
        "year = 2024",
        "kind = 'reallocation'",
        "title = 'Andet'",
        "reason = 'Andet'",
        "case_number = '1'",
        "decided_on = '2023-03-02'",
        "granted_at = '2023-03-02 00:00:00+00:00'",
        "granted_by_id = (SELECT MAX(id) FROM aabenraa_plan_user)",
        "created_by_id = (SELECT MAX(id) FROM aabenraa_plan_user)",
        "status = 'draft', granted_at = NULL, granted_by_id = NULL",
    ],
)
def test_database_refuses_a_changed_granted_case(change, write, grant):
    grant(write(on("1")))
    assert "a granted case is only ever withdrawn" in refused(f"UPDATE budget_appropriation SET {change}")


@pytest.mark.parametrize(
    "change",
    [
        "withdrawn_reason = 'Andet'",
        "status = 'granted', withdrawn_at = NULL, withdrawn_by_id = NULL, withdrawn_reason = ''",
    ],
)
def test_database_refuses_a_changed_withdrawn_case(change, write, grant, by):
    withdraw_case(case=grant(write(on("1"))), reason="Fejl", by=by)
    assert "a withdrawn case is never changed" in refused(f"UPDATE budget_appropriation SET {change}")


@pytest.mark.parametrize("table", ["budget_appropriationline", "budget_appropriation"])
def test_postgresql_refuses_deletions_from_a_granted_case(table, write, grant):
    grant(write(on("1")))
    statement = f"DELETE FROM {table}"
    if connection.vendor != "postgresql":
        # SQLite keeps no such trigger (see budget/net_zero.py): the statement must at least be valid there.
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + statement)
            assert cursor.fetchall()
        return
    assert "appropriations: " in refused(statement)
