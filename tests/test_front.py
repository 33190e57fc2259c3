"""The start page of those who read what is published."""

import pytest

from aabenraa_plan.models import Role
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def test_committee_member_is_told_that_nothing_is_published_yet(as_role):
    page = text_of(as_role(Role.COMMITTEE).get("/"))
    assert "Der er ikke udgivet en rapport endnu." in page
    assert "Spørg jobcentret, hvornår det sker." in page
    assert "Beskæftigelsesplan" not in page


@pytest.mark.parametrize("role", [Role.ANALYST, Role.MANAGER, Role.APPROVER, Role.ADMINISTRATOR])
def test_staff_meet_the_plan_in_force_as_it_stands_now(role, as_role):
    page = text_of(as_role(role).get("/"))
    assert "Beskæftigelsesplan 2023-26" in page and "Der er ikke udgivet en rapport" not in page


def test_committee_members_menu_leads_to_what_is_published_only(as_role):
    menu = as_role(Role.COMMITTEE).get("/").content.decode().split('aria-label="Hovedmenu"')[1].split("</nav>")[0]
    assert menu.count("<li>") == 2 and 'href="/"' in menu and 'href="/rapporter/"' in menu


def test_unknown_address_leads_a_committee_member_to_the_reports(as_role):
    page = as_role(Role.COMMITTEE).get("/findes-ikke/")
    assert page.status_code == 404
    assert "Alt, der er udgivet, står under rapporter." in text_of(page)
