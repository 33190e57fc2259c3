"""A published report reads the same whatever happens afterwards, and when nothing else is left."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from aabenraa_plan.models import Role, User
from budget.models import BenefitType
from extracts.periods import parse
from reports.models import Report
from reports.payload.canonical import sha256_of
from reports.workflow.actions import approve_report, draft_report, publish_report, reopen_report, submit_report
from targets.models import Goal, Guidepost, Indicator, Plan, Target
from targets.planning.actions import amend_target
from tests.plans import terms
from tests.reading import text_of

pytestmark = pytest.mark.django_db
LIVE = ("extracts", "targets", "budget", "initiatives")
FLEX = "fleksjobledighed;Aabenraa;2023M03;{value};;;;;Jobindsats"


@pytest.fixture
def report(load, quarter, by, users):
    """Of the first quarter of 2023, with a figure for goal 2, and sickness benefit booked and closed."""
    load(FLEX.format(value="9,8"))
    drafted = draft_report(plan=Plan.objects.get(slug="bp23"), quarter=parse("2023Q1"), by=by)
    submitted = submit_report(report=drafted, by=by)
    signer = users[Role.APPROVER]
    approved = approve_report(report=submitted, sha256=sha256_of(submitted.content), by=signer)
    return publish_report(report=approved, by=signer)


def seen_by(client, report) -> dict[str, str | bytes]:
    """Everything a reader can have of it."""
    where = [report.plan, report.quarter, report.version]
    files = {name: client.get(reverse(name, args=where)).content for name in ("report_pdf", "report_json")}
    page = client.get(reverse("report", args=where))
    assert page.status_code == 200
    sheets = client.get(reverse("report", args=where), {"hent": "csv", "tabel": "maal"}).content
    return files | {"page": text_of(page), "table": sheets}


def delete_everything_live():
    """Past every guard: what a report must survive is not only what the site allows."""
    models = [model for label in LIVE for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            return
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")


def test_published_report_reads_the_same_after_everything_it_told_of_has_changed(report, as_role, load, by):
    reader = as_role(Role.COMMITTEE)
    before = seen_by(reader, report)
    assert "9,8" in before["page"]
    Goal.objects.filter(plan__slug="bp23").update(title="Et helt andet navn")
    Guidepost.objects.update(title="Et helt andet pejlemærke")
    Indicator.objects.update(name="Et andet målepunkt", unit="count")
    load(FLEX.format(value="11,4"))
    amend(Target.objects.get(goal__plan__slug="bp23", goal__code="2"), by)
    User.objects.exclude(role=Role.COMMITTEE).update(first_name="Et andet", last_name="Navn", is_active=False)
    merge(BenefitType.objects.get(code="sygedagpenge"), BenefitType.objects.get(code="jobafklaring"))
    assert seen_by(reader, report) == before


def amend(target, by):
    """Stricter, and already for the quarter of the report."""
    days = {"valid_from": date(2023, 1, 1), "decided_on": date(2022, 12, 1)}
    amend_target(target=target, terms=terms(limit=Decimal(5)), reason="Skærpet.", seen=1, by=by, **days)


def merge(gone: BenefitType, kept: BenefitType):
    """What one benefit type had booked is the other's from now on, past the guards that keep facts as they are."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        moved = "UPDATE budget_ledgerentry SET benefit_type_id = %s WHERE benefit_type_id = %s"
        cursor.execute(moved, [kept.pk, gone.pk])
        cursor.execute("UPDATE budget_benefittype SET name = 'Sygdom og afklaring' WHERE id = %s", [kept.pk])
        cursor.execute("UPDATE budget_benefittype SET name = 'Nedlagt' WHERE id = %s", [gone.pk])


def test_published_report_opens_when_every_live_row_is_gone(report, as_role):
    reader = as_role(Role.COMMITTEE)
    before = seen_by(reader, report)
    delete_everything_live()
    assert not Plan.objects.exists()
    assert not BenefitType.objects.exists()
    assert seen_by(reader, report) == before


def test_second_version_leaves_the_first_as_it_was(report, as_role, load, by, users):
    reader = as_role(Role.COMMITTEE)
    before = seen_by(reader, report)
    load(FLEX.format(value="9,9"))
    fresh = reopen_report(report=report, reason="Tallet er rettet.", by=users[Role.APPROVER])
    submit_report(report=fresh, by=by)
    assert seen_by(reader, Report.objects.get(version=1)) == before
