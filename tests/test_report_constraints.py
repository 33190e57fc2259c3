"""What the database itself refuses of reports, one wrong row for each constraint; and that the published stays."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from reports.models import CommitteeDecision, Meeting, PublishedReport, Report, ReportStep
from tests.reports import approver, at, published_report, report_in_hand, submitter

pytestmark = pytest.mark.django_db


def refused(constraint, make):
    with pytest.raises(IntegrityError) as problem, transaction.atomic():
        make()
    # SQLite names the columns of a unique constraint, and the name of any other.
    unique_on_sqlite = connection.vendor == "sqlite" and "UNIQUE" in str(problem.value)
    assert constraint in str(problem.value) or unique_on_sqlite


def step(**fields):
    row = {"plan": "bp23", "quarter": "2023Q3", "version": 1, "kind": "drafted", "made_by": submitter()}
    return ReportStep.objects.create(**row | {"made_at": at(1)} | fields)


def decision(report, **fields):
    row = {"meets_on": "2023-12-04", "item_number": 112, "kind": "noted", "made_by": approver(), "made_at": at(9)}
    return CommitteeDecision.objects.create(report=report, **row | fields)


SIGNED = {"submitted_at": at(6), "figures_at": at(6), "content": "{}"}
WRONG = {
    "report_correction_says_why": lambda: Report.objects.create(plan="bp23", quarter="2023Q3", version=2),
    "report_approved_by_another_than_submitted_it": lambda: Report.objects.create(
        **{"plan": "bp23", "quarter": "2023Q3", "state": "approved", **SIGNED, "approved_at": at(7)},
        submitted_by=submitter(),
        approved_by=submitter(),
    ),
    "report_content_stands_once_submitted": lambda: Report.objects.create(
        plan="bp23", quarter="2023Q3", state="submitted", submitted_by=submitter(), submitted_at=at(6)
    ),
    "report_approved_by_someone_at_a_time": lambda: Report.objects.create(
        plan="bp23", quarter="2023Q3", state="approved", submitted_by=submitter(), **SIGNED
    ),
    "report_published_is_whole": lambda: published_report(fields={"sha256": ""}),
    "report_step_is_known": lambda: step(kind="lost"),
    "report_step_back_says_why": lambda: step(kind="returned"),
    "decision_is_known": lambda: decision(published_report(), kind="lost"),
    "decision_ends_after_it_began": lambda: decision(published_report(), ended_at=at(9), ended_by=approver()),
    "papers_are_due_by_the_meeting": lambda: Meeting.objects.create(
        meets_on="2026-12-03", papers_due_on="2026-12-04", made_by=submitter()
    ),
}
TWICE = {
    "one_report_per_plan_quarter_and_version": published_report,
    "one_report_in_hand_per_quarter": lambda: [report_in_hand(), report_in_hand(version=2)],
    "one_decision_at_a_time": lambda: [decision(Report.objects.first() or published_report())],
}


@pytest.mark.parametrize("constraint", WRONG)
def test_database_refuses_what_breaks_the_rule(constraint):
    refused(constraint, WRONG[constraint])


@pytest.mark.parametrize("constraint", TWICE)
def test_database_refuses_a_second_of_what_there_may_be_one_of(constraint):
    def twice():
        TWICE[constraint]()
        TWICE[constraint]()

    refused(constraint, twice)


def test_every_constraint_of_the_reports_is_tried():
    models = (Report, ReportStep, CommitteeDecision, Meeting)
    names = {constraint.name for model in models for constraint in model._meta.constraints}
    assert names == set(WRONG) | set(TWICE)


def test_draft_of_a_second_version_may_stand_beside_the_published_first():
    published_report()
    assert report_in_hand(version=2).version == 2


def test_published_report_is_never_changed_or_deleted():
    report = published_report()
    report.introduction = "Noget andet"
    for attempt in (
        report.save,
        report.delete,
        lambda: Report.objects.update(introduction="x"),
        Report.objects.all().delete,
    ):
        with pytest.raises(PublishedReport):
            attempt()
    assert Report.objects.get().introduction == ""


def test_published_example_may_be_deleted_and_not_changed():
    report = published_report(fields={"is_example": True})
    with pytest.raises(PublishedReport):
        Report.objects.update(introduction="x")
    report.delete()
    assert not Report.objects.exists()


def test_step_of_the_log_is_never_changed_or_deleted():
    made = step()
    made.comment = "Noget andet"
    for attempt in (
        made.save,
        made.delete,
        lambda: ReportStep.objects.update(comment="x"),
        ReportStep.objects.all().delete,
    ):
        with pytest.raises(PublishedReport):
            attempt()
    assert ReportStep.objects.get().comment == ""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_report SET introduction = 'x'",
        "DELETE FROM reports_report",
        "UPDATE reports_reportstep SET comment = 'x'",
        "DELETE FROM reports_reportstep",
    ],
)
def test_postgresql_refuses_also_sql_typed_by_hand(statement):
    if connection.vendor != "postgresql":
        return
    published_report(), step()
    with pytest.raises(DatabaseError, match="is never changed"), transaction.atomic():
        connection.cursor().execute(statement)


def test_draft_may_be_changed_and_deleted_on_any_engine():
    report = report_in_hand()
    report.introduction = "Kort sagt"
    report.save()
    report.delete()
    assert not Report.objects.exists()
