"""What a role may enter holds things it may not see: reports on their way."""

import pytest
from django.urls import reverse

from aabenraa_plan.models import Role
from tests.reading import text_of
from tests.reports import published_report, report_in_hand

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
STATES = ("draft", "submitted", "approved")
FORMS = ("", "?hent=xlsx", "?hent=csv&tabel=maal", "?som_set=2026-01-31")


@pytest.fixture
def member(as_role):
    return as_role(Role.COMMITTEE)


def addresses(report) -> list[str]:
    place = [report.plan, report.quarter, report.version]
    page = reverse("report", args=place)
    return [*(page + form for form in FORMS), reverse("report_pdf", args=place), reverse("report_json", args=place)]


@pytest.mark.parametrize("state", STATES)
def test_report_on_its_way_is_not_there_for_the_committee_in_any_form(state, member):
    report = report_in_hand(state)
    for where in addresses(report):
        answer = member.get(where)
        assert answer.status_code in (403, 404), where
        assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize("state", STATES)
def test_report_on_its_way_is_named_nowhere_the_committee_comes(state, member):
    report_in_hand(state, code="2024Q1")
    published_report()
    mark = f"bp23-{report_in_hand(state, code='2024Q2').quarter}-1"
    for where in ("/", "/rapporter/", f"/rapporter/sammenlign/?foer=bp23-2023Q3-1&efter={mark}"):
        page = text_of(member.get(where))
        assert "1. kvartal 2024" not in page and "2. kvartal 2024" not in page, where


def test_correction_on_its_way_does_not_replace_what_is_published(member):
    published_report()
    report_in_hand("approved", version=2)
    assert member.get("/rapporter/bp23/2023Q3/1/").status_code == 200
    assert member.get("/rapporter/bp23/2023Q3/2/").status_code == 404
