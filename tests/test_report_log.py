"""The log and the signatures of a report: its own steps only, under the names they were taken under."""

from io import StringIO

import pytest
from django.core.management import call_command

from aabenraa_plan.models import Role, User
from extracts.periods import parse
from reports.examples import publish_examples
from reports.models import Report, ReportStep
from reports.payload.canonical import sha256_of
from reports.workflow.actions import (
    approve_report,
    discard_report,
    draft_report,
    publish_report,
    record_decision,
    reopen_report,
    return_report,
    submit_report,
)
from reports.workflow.course import course_of
from targets.models import Plan
from tests.reading import page_text

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
FLEX, MONTHS = "fleksjobledighed;Aabenraa;{};{};;;;;Jobindsats", ("2023M03", "2023M06", "2023M09")
SIGNED = ["drafted", "submitted", "approved", "published"]


@pytest.fixture(autouse=True)
def nothing_is_missed(load):
    load(*[FLEX.format(month, "9,8") for month in MONTHS])


@pytest.fixture
def signer(users):
    return users[Role.APPROVER]


def drafted(by) -> Report:
    """Of the first quarter of 2023."""
    return draft_report(plan=Plan.objects.get(slug="bp23"), quarter=parse("2023Q1"), by=by)


def published(draft: Report, *, by, signer) -> Report:
    submitted = submit_report(report=draft, by=by)
    approved = approve_report(report=submitted, sha256=sha256_of(submitted.content), by=signer)
    return publish_report(report=approved, by=signer)


def signed(report: Report) -> list[str]:
    return [each["kind"] for each in report.payload["signatures"]]


def test_steps_of_a_draft_that_was_thrown_away_are_not_those_of_the_next_one(by, signer, as_role):
    first = submit_report(report=drafted(by), by=by)
    discard_report(report=return_report(report=first, comment="Forkert plan.", by=signer), by=by)
    report = drafted(by)
    assert course_of(report, by).sent_back is None
    assert [stage.who for stage in course_of(report, by).stages] == ["leder", "", "", ""]
    report = published(report, by=by, signer=signer)
    assert signed(report) == SIGNED
    assert "Forkert plan." not in page_text(as_role(Role.COMMITTEE), report.get_absolute_url())
    assert ReportStep.objects.filter(kind="returned").count() == 1


def test_steps_of_an_example_that_was_removed_are_not_those_of_the_real_report(by, signer):
    publish_examples()
    call_command("remove_examples", stdout=StringIO())
    assert ReportStep.objects.filter(kind="discarded").count() == 3
    report = draft_report(plan=Plan.objects.get(slug="bp23"), quarter=parse("2023Q2"), by=by)
    assert signed(published(report, by=by, signer=signer)) == SIGNED


def test_name_under_a_published_report_stays_when_its_owner_takes_another(by, signer, as_role):
    report = published(drafted(by), by=by, signer=signer)
    User.objects.filter(pk__in=[by.pk, signer.pk]).update(first_name="Nyt", last_name="Navn")
    for role in (Role.COMMITTEE, Role.ANALYST):
        page = page_text(as_role(role), report.get_absolute_url())
        assert "af godkender." in page
        body = page.partition("Alle trin")[2]
        assert "godkender" in body and "leder" in body and "Nyt Navn" not in body


def test_correction_that_has_begun_is_the_staffs_business_until_it_is_published(by, signer, as_role):
    report = published(drafted(by), by=by, signer=signer)
    fresh = reopen_report(report=report, reason="Tallet for mål 2 er forkert.", by=signer)
    assert "Tallet for mål 2 er forkert." not in page_text(as_role(Role.COMMITTEE), report.get_absolute_url())
    assert "Tallet for mål 2 er forkert." in page_text(as_role(Role.ANALYST), report.get_absolute_url())
    published(fresh, by=by, signer=signer)
    assert "Rapporten er siden blevet rettet." in page_text(as_role(Role.COMMITTEE), report.get_absolute_url())


def test_examples_go_with_their_correction_and_decision_and_the_real_report_stays(by, signer):
    real = published(drafted(by), by=by, signer=signer)
    *_, example = publish_examples()
    record_decision(report=example, by=by, meets_on=parse("2023Q4").start, item_number=1, kind="noted")
    reopen_report(report=example, reason="Prøve.", by=signer)
    call_command("remove_examples", stdout=StringIO())
    assert list(Report.objects.all()) == [real]


def test_real_report_is_not_compared_with_an_example_and_takes_its_place(by, signer, as_role):
    publish_examples()
    report = draft_report(plan=Plan.objects.get(slug="bp23"), quarter=parse("2023Q4"), by=by)
    assert published(report, by=by, signer=signer).payload["since"] is None
    early = published(drafted(by), by=by, signer=signer)
    later = draft_report(plan=Plan.objects.get(slug="bp23"), quarter=parse("2024Q1"), by=by)
    assert submit_report(report=later, by=by).payload["since"]["quarter"] == "2023Q4"
    assert early.payload["since"] is None


def test_example_gives_way_to_an_earlier_quarters_real_report(by, signer, as_role):
    publish_examples()
    assert "Billedet er fra 3. kvartal 2023" in page_text(as_role(Role.COMMITTEE), "/")
    published(drafted(by), by=by, signer=signer)
    assert "Billedet er fra 1. kvartal 2023" in page_text(as_role(Role.COMMITTEE), "/")
    assert "Siden rapporten for 1. kvartal 2023" in page_text(as_role(Role.ANALYST), "/planer/bp23/")


def test_third_version_corrects_the_second_and_later_quarters_keep_what_they_were_held_against(by, signer, load):
    first = published(drafted(by), by=by, signer=signer)
    later = draft_report(plan=Plan.objects.get(slug="bp23"), quarter=parse("2023Q2"), by=by)
    later = published(later, by=by, signer=signer)
    second = published(reopen_report(report=first, reason="Rettet.", by=signer), by=by, signer=signer)
    load(*[FLEX.format(month, "9,7" if month == "2023M03" else "9,8") for month in MONTHS])
    third = published(reopen_report(report=second, reason="Rettet igen.", by=signer), by=by, signer=signer)
    assert (third.version, third.payload["corrects"]["version"]) == (3, 2)
    assert third.payload["corrects"]["sentences"] == ["1 tal er rettet for en periode, der var med før."]
    assert (later.payload["since"]["version"], later.payload["since"]["sha256"]) == (1, first.sha256)
    next_one = draft_report(plan=Plan.objects.get(slug="bp23"), quarter=parse("2023Q3"), by=by)
    assert published(next_one, by=by, signer=signer).payload["since"]["quarter"] == "2023Q2"
    again = reopen_report(report=later, reason="Regnet om.", by=signer)
    assert submit_report(report=again, by=by).payload["since"]["version"] == 3
