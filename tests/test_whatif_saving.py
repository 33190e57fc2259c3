"""Scenarios saved from the what-if page, read in earlier versions, and taken back with a reason."""

import re

import pytest

from aabenraa_plan.models import Role
from initiatives.models import Scenario
from tests.whatif import PAGE, PRICE, scenario, words

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
SAVE = f"{PAGE}gem/"
NAME = "Højere refusion"


def sent(start="Som i oplægget", name=NAME, **changes) -> dict:
    """What the form on the page sends when it is saved from."""
    persons = {"selv_2019": "120", "anden_2019": "37", "selv_2020": "94", "anden_2020": "29"}
    persons |= {"selv_2021": "54", "anden_2021": "16"}
    figures = {"takst": "73.835,71", "refusion": "25", "maaneder": "6,5", "investering": "100"}
    key = str(scenario(start).pk) if start else ""
    return {"scenarie": key, "navn": name, "bemaerkning": "", **persons, **figures, **changes}


def test_scenario_is_saved_and_shown_with_its_author(as_role):
    client = as_role(Role.ANALYST)
    answer = client.post(SAVE, sent(bemaerkning="Reformen"))
    found = scenario(NAME)
    assert answer.url == f"{PAGE}?scenarie={found.pk}"
    page = words(client.get(answer.url))
    assert f"«{NAME}» er gemt." in page and "Om «Højere refusion»: Reformen" in page
    assert re.search(r"Højere refusion 19,4 mio\. kr\. 24\. august 2022 \S+ \S+ \d+ kl\. \S+ af analytiker", page)


def test_scenario_saved_twice_or_under_a_taken_name(as_role):
    client = as_role(Role.ANALYST)
    client.post(SAVE, sent())
    client.post(SAVE, sent())
    assert Scenario.objects.filter(name=NAME).count() == 1
    page = words(client.post(SAVE, sent(refusion="30")))
    assert "Der er allerede et scenarie af det navn, gemt af analytiker" in page
    assert "sparer KIK II 18,1 mio. kr. om året" in page
    client.post(SAVE, sent(start=NAME, refusion="30"))
    assert Scenario.objects.filter(name=NAME).count() == 2
    page = words(client.get(PAGE))
    assert "Tidligere udgaver Højere refusion , gemt" in page and "Ændret" in page


def test_earlier_version_can_be_read_and_says_that_it_is_one(as_role):
    client = as_role(Role.ANALYST)
    client.post(SAVE, sent())
    first = scenario(NAME)
    client.post(SAVE, sent(start=NAME, refusion="30"))
    page = words(client.get(PAGE, {"scenarie": first.pk}))
    assert "Du ser en udgave af «Højere refusion», der ikke længere gælder." in page
    assert "sparer KIK II 19,4 mio. kr." in page


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"navn": ""}, "Giv scenariet et navn."),
        ({"navn": "som i oplægget"}, "Oplæggets eget scenarie kan ikke ændres."),
        ({"navn": "300275-1234"}, "Teksten lignede et CPR-nummer og er slettet."),
        ({"bemaerkning": "300275-1234"}, "Teksten lignede et CPR-nummer og er slettet."),
        ({"navn": "x" * 81}, "80"),
        ({"refusion": "101"}, "Skriv en procent fra 0 til 100."),
        ({"takst": "<script>"}, PRICE),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_is_saved(wrong, message, as_role):
    before = Scenario.objects.count()
    answer = as_role(Role.ANALYST).post(SAVE, sent(**wrong))
    assert answer.status_code == 200
    assert message in words(answer) and "300275" not in answer.content.decode()
    assert Scenario.objects.count() == before


def test_saving_to_a_case_with_nothing_to_work_with_saves_nothing(as_role):
    before = Scenario.objects.count()
    assert as_role(Role.ANALYST).post("/indsatser/kik/regn/gem/", sent()).status_code == 200
    assert Scenario.objects.count() == before


def test_saved_scenario_is_withdrawn_with_a_reason(as_role):
    client = as_role(Role.MANAGER)
    client.post(SAVE, sent())
    where = f"{PAGE}{scenario(NAME).pk}/traek-tilbage/"
    assert "Træk «Højere refusion» tilbage" in words(client.get(where))
    assert "Skriv, hvorfor scenariet ikke skal bruges mere." in words(client.post(where, {"begrundelse": ""}))
    page = words(client.post(where, {"begrundelse": "Regnet forkert"}, follow=True))
    assert "«Højere refusion» er trukket tilbage." in page and "af leder: Regnet forkert" in page
    again = words(client.post(where, {"begrundelse": "Igen"}, follow=True))
    assert "Scenariet er ændret eller trukket tilbage imens." in again


def test_document_s_own_cannot_be_withdrawn(as_role):
    client = as_role(Role.MANAGER)
    where = f"{PAGE}{scenario('Som i oplægget').pk}/traek-tilbage/"
    for answer in (client.get(where, follow=True), client.post(where, {"begrundelse": "x"}, follow=True)):
        assert "Oplæggets eget scenarie kan ikke trækkes tilbage." in words(answer)
    assert client.get(where.replace("kik-ii", "kijos")).status_code == 404
