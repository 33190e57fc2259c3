"""Looking back: every page as it was known then, for the staff alone."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from aabenraa_plan.as_of import moment_of
from aabenraa_plan.models import Role
from targets.models import Observation
from tests.reading import text_of


@pytest.fixture
def revised(load):
    """A survey of 84 %, later corrected to 86 %; returns when each was saved."""
    first = load("borgertilfredshed;Aabenraa;2023;84;;;;;x").committed_at
    return first, load("borgertilfredshed;Aabenraa;2023;86;;;;;x").committed_at


def looking(client, where, moment):
    return text_of(client.get(where, {"som_set": moment.isoformat()}))


def test_goal_page_as_of_shows_the_figure_and_verdict_known_then(as_role, revised):
    manager, (first, second) = as_role(Role.MANAGER), revised
    assert "86 % i 2023: 1 procentpoint over målet på mindst 85 %." in text_of(manager.get("/maal/bp23/16/"))
    then = looking(manager, "/maal/bp23/16/", first)
    assert "84 % i 2023: 1 procentpoint under målet på mindst 85 %." in then
    assert "Du ser tallene, som de så ud" in then
    assert "ændret 1 gang" not in then
    assert "Tallet er ændret 1 gang." in looking(manager, "/maal/bp23/16/", second)


@pytest.mark.parametrize(
    ("where", "then", "now"),
    [
        ("/", "84 % i 2023", "86 % i 2023"),
        ("/maalepunkter/borgertilfredshed/", "84 % i 2023", "86 % i 2023"),
    ],
)
def test_page_as_of_shows_what_was_known_then(where, then, now, as_role, revised):
    manager = as_role(Role.MANAGER)
    assert then in looking(manager, where, revised[0])
    assert now in text_of(manager.get(where))
    assert now not in looking(manager, where, revised[0])


def test_page_as_of_before_the_first_figure_has_none_and_never_zero(as_role, revised):
    page = text_of(as_role(Role.MANAGER).get("/maal/bp23/16/", {"som_set": "2020-01-01"}))
    assert "Der er ikke indlæst tal." in page
    assert "0 %" not in page


def test_list_of_indicators_as_of_has_the_figures_known_then(as_role, revised):
    manager = as_role(Role.MANAGER)
    assert " 0 af " in text_of(manager.get("/maalepunkter/", {"som_set": "2020-01-01"}))
    assert " 0 af " not in text_of(manager.get("/maalepunkter/"))


def test_lineage_as_of_shows_only_the_versions_there_were(as_role, revised, load):
    first = Observation.objects.filter(indicator__code="borgertilfredshed").earliest("recorded_at")
    manager = as_role(Role.MANAGER)
    assert "Tallet er ændret 1 gang." in text_of(manager.get(f"/tal/{first.pk}/"))
    assert "Tallet er ikke ændret" in looking(manager, f"/tal/{first.pk}/", revised[0])


def test_links_stay_at_the_moment(as_role, revised):
    page = as_role(Role.MANAGER).get("/", {"som_set": "2026-01-31"}).content.decode()
    assert 'href="/maal/bp23/16/?som_set=2026-01-31"' in page
    assert 'href="/planer/bp21/?som_set=2026-01-31"' in page


@pytest.mark.parametrize("text", ["i går", "2026-13-01", "99999-01-01", "2026-02-30", "0001-01-01", "<script>"])
def test_moment_that_is_no_date_shows_today_and_says_so(text, as_role):
    page = as_role(Role.MANAGER).get("/", {"som_set": text})
    assert page.status_code == 200
    assert "er ikke en dato. Siden viser tallene, som de er i dag." in text_of(page)
    assert "<script>" not in page.content.decode().split("<main")[1].split("ikke en dato")[0]


def test_moment_that_has_not_come_shows_today_and_says_so(as_role):
    page = text_of(as_role(Role.MANAGER).get("/", {"som_set": "2099-01-01"}))
    assert "1. januar 2099 er ikke nået endnu." in page


def test_looking_back_is_not_for_committee_members(as_role):
    assert as_role(Role.COMMITTEE).get("/", {"som_set": "2026-01-01"}).status_code == 403


def test_moment_of_a_date_is_the_end_of_that_day():
    zone = timezone.get_default_timezone()
    assert moment_of("2026-03-31") == datetime(2026, 3, 31, 23, 59, 59, 999999, tzinfo=zone)
    assert moment_of("2026-03-31T12:00") == datetime(2026, 3, 31, 12, 0, tzinfo=zone)


def test_command_as_of_before_an_upload_gives_the_answer_from_before_it(load):
    def assessed(*options):
        said = StringIO()
        call_command("assess", "--plan", "bp21", "--goal", "2", "--json", *options, stdout=said)
        return said.getvalue()

    before, moment = assessed(), timezone.now()
    load("langtidsledige-andel;Aabenraa;2026M07;;118;548;;;x")
    assert '"value": "21.532847"' in assessed()  # 118 / 548
    assert assessed("--as-of", moment.isoformat()) == before
