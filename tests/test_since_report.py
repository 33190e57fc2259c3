"""The live pages beside the last published report: what has changed, and which of its figures are others now."""

import pytest

from aabenraa_plan.models import Role
from extracts.periods import parse
from reports.payload.canonical import sha256_of
from reports.workflow.actions import approve_report, draft_report, publish_report, submit_report
from targets.models import Plan
from tests.reading import page_text

pytestmark = pytest.mark.django_db
REVISED = "Tallet er ændret siden rapporten for 1. kvartal 2023: der stod 9,8 % for marts 2023."


@pytest.fixture
def report(load, by, users):
    """Of the first quarter of 2023, where goal 2 is met."""
    load("fleksjobledighed;Aabenraa;2023M03;9,8;;;;;Jobindsats")
    drafted = draft_report(plan=Plan.objects.get(slug="bp23"), quarter=parse("2023Q1"), by=by)
    submitted = submit_report(report=drafted, by=by)
    signer = users[Role.APPROVER]
    approved = approve_report(report=submitted, sha256=sha256_of(submitted.content), by=signer)
    return publish_report(report=approved, by=signer)


def test_overview_without_a_published_report_says_nothing_of_one(manager):
    assert "Siden rapporten" not in page_text(manager, "/planer/bp23/")


def test_overview_says_that_nothing_has_changed_since_the_report(report, manager):
    assert "Siden rapporten for 1. kvartal 2023 Intet er ændret." in page_text(manager, "/planer/bp23/")


def test_overview_tells_the_goals_that_turned_since_the_report(report, load, manager):
    load("fleksjobledighed;Aabenraa;2023M04;10,4;;;;;x")
    assert "Mål 2 er gået fra «opfyldt» til «ikke opfyldt»." in page_text(manager, "/planer/bp23/")


def test_figure_of_a_later_period_is_no_revision(report, load, manager):
    load("fleksjobledighed;Aabenraa;2023M04;10,4;;;;;x")
    assert "ændret siden rapporten" not in page_text(manager, "/maal/bp23/2/")


def test_revised_figure_is_flagged_on_the_goal_and_in_the_overview(report, load, manager):
    load("fleksjobledighed;Aabenraa;2023M03;9,9;;;;;x")
    assert REVISED in page_text(manager, "/maal/bp23/2/")
    overview = page_text(manager, "/planer/bp23/")
    assert "ændret siden rapporten" in overview
    assert "1 tal er rettet for en periode, der var med før." in overview


def test_looking_back_to_before_the_report_there_is_none(report, manager):
    assert "Siden rapporten" not in page_text(manager, "/planer/bp23/", som_set="2023-01-31")


def test_flagged_overview_costs_one_query_for_the_report(report, manager, django_assert_max_num_queries):
    with django_assert_max_num_queries(48):
        manager.get("/planer/bp23/")
