"""The page of the data calendar, and who uploads what."""

import pytest
from django.urls import reverse

from aabenraa_plan.models import Role, User
from extracts.models import DataVersion
from targets.datacalendar.actions import set_responsible
from targets.models import Goal, Indicator
from tests.calendars import TODAY, only_goal_16
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
WHERE = "/datakalender/"


@pytest.fixture
def one_goal():
    only_goal_16()


@pytest.fixture
def on_today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


@pytest.fixture
def uploader(as_role):
    return as_role(Role.ANALYST)


def responsible_url(code="borgertilfredshed"):
    return reverse("indicator_responsible", args=[code])


def test_page_shows_words_and_dates(uploader, load, one_goal, on_today):
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    page = text_of(uploader.get(WHERE))
    assert "1 tal er forsinket, og 1 kan hentes nu." in page
    assert "✔ 2023 modtaget" in page
    assert "✖ 2024 forsinket" in page
    assert "● 2025 kan hentes nu" in page
    assert "Seneste: 2023" in page
    assert "Næste: 2026, ventes 1. februar 2027" in page
    assert "Jobcentrets egen undersøgelse blandt borgerne" in page


def test_page_marks_invented_figures(uploader, load, one_goal, on_today):
    load("borgertilfredshed;Aabenraa;2024;84;;;;;eksempeldata")
    page = text_of(uploader.get(WHERE))
    assert "Nogle tal på siden er eksempeldata." in page
    assert "Seneste: 2024 eksempeldata" in page


def test_page_can_be_narrowed_to_what_is_missing(uploader, load, on_today):
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x", "borgertilfredshed;Aabenraa;2024;84;;;;;x")
    load("borgertilfredshed;Aabenraa;2025;84;;;;;x")
    assert "borgertilfredshed" in {row.record.indicator.code for row in uploader.get(WHERE).context["table"].rows}
    narrowed = uploader.get(f"{WHERE}?vis=mangler").context["table"]
    assert narrowed.rows
    assert all(row.record.to_upload for row in narrowed.rows)


def test_page_can_be_narrowed_to_mine_and_nobodys(uploader, users, one_goal, on_today):
    indicator = Indicator.objects.get(code="borgertilfredshed")
    mine = f"{WHERE}?vis=mangler&ansvarlig=mig"
    assert "Tilfredse borgere" in text_of(uploader.get(mine))
    other = User.objects.create_user(username="anden", role=Role.ANALYST)
    set_responsible(indicator=indicator, analyst=other)
    page = text_of(uploader.get(mine))
    assert "Tilfredse borgere" not in page
    assert "Alle tal, der er udgivet, er indlæst." in page
    set_responsible(indicator=indicator, analyst=users[Role.ANALYST])
    assert "Tilfredse borgere" in text_of(uploader.get(mine))


@pytest.mark.parametrize(
    "query", ["vis=x", "ansvarlig=x", "vis=", "page=99", "page=x", "sort=;drop", "vis=mangler&page=0"]
)
def test_page_asked_for_something_else_shows_all(query, uploader):
    assert uploader.get(f"{WHERE}?{query}").status_code == 200
    assert uploader.get(f"{WHERE}?vis=x").context["only_missing"] is False


def test_page_is_split_where_it_is_long(uploader):
    page = uploader.get(WHERE)
    assert page.context["table"].paginator.num_pages == 2
    assert "Ikke længere ventet" in text_of(uploader.get(f"{WHERE}?page=2"))


def test_page_looks_back_to_what_was_received_then(uploader, load, one_goal):
    load("borgertilfredshed;Aabenraa;2023;84;;;;;x")
    # On 10 February 2024 the figure of 2023 was out (1 February), and nothing was received yet.
    page = text_of(uploader.get(f"{WHERE}?som_set=2024-02-10"))
    assert "Ingen tal er forsinkede, og 1 kan hentes nu." in page
    assert "Seneste: intet tal endnu" in page
    assert "Skift" not in page


def test_page_before_anything_is_awaited_says_why_it_is_empty(uploader):
    Goal.objects.all().delete()
    page = text_of(uploader.get(f"{WHERE}?som_set=2024-02-10"))
    assert "Der ventes ingen tal lige nu." in page
    assert "Kalenderen er tom" in page


def test_manager_sees_who_uploads_but_cannot_change_it(as_role):
    page = text_of(as_role(Role.MANAGER).get(f"{WHERE}?ansvarlig=mig"))
    assert "analytiker, ingen bestemt" in page
    assert "Skift" not in page and "mig eller ingen bestemt" not in page


def queries_for(client, where, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as captured:
        assert client.get(where).status_code == 200
    return len(captured)


def test_page_costs_as_many_queries_with_three_rows_as_with_one(
    uploader, users, load, django_assert_max_num_queries, on_today
):
    Goal.objects.exclude(plan__slug="bp23").delete()
    Goal.objects.exclude(number=16).delete()
    uploader.get(WHERE)
    one = queries_for(uploader, WHERE, django_assert_max_num_queries)
    load("ledighedsprocent;Aabenraa;2025M08;3,1;;;;;x", "langtidsledige;Aabenraa;2025M08;3;;;;;x")
    for code in ("ledighedsprocent", "langtidsledige", "borgertilfredshed"):
        set_responsible(indicator=Indicator.objects.get(code=code), analyst=users[Role.ANALYST])
    assert queries_for(uploader, WHERE, django_assert_max_num_queries) == one


def test_analyst_is_made_responsible_and_taken_off_again(uploader, users):
    before = DataVersion.objects.get().number
    page = uploader.post(f"{responsible_url()}?vis=mangler", {"responsible": users[Role.ANALYST].pk})
    assert page.url == "/datakalender/?vis=mangler#borgertilfredshed"
    assert Indicator.objects.get(code="borgertilfredshed").responsible == users[Role.ANALYST]
    assert DataVersion.objects.get().number == before + 1
    assert "analytiker står nu for Tilfredse borgere." in text_of(uploader.get(WHERE))
    page = uploader.post(responsible_url(), {"responsible": ""}, follow=True)
    assert Indicator.objects.get(code="borgertilfredshed").responsible is None
    assert "Ingen bestemt står nu for Tilfredse borgere." in text_of(page)


@pytest.mark.parametrize("whom", [Role.MANAGER, "inactive", "999999", "x"])
def test_somebody_else_than_an_active_analyst_is_refused(whom, uploader, users):
    gone = User.objects.create_user(username="gone", role=Role.ANALYST, is_active=False)
    chosen = {Role.MANAGER: users[Role.MANAGER].pk, "inactive": gone.pk}.get(whom, whom)
    page = uploader.post(responsible_url(), {"responsible": chosen}, follow=True)
    assert Indicator.objects.get(code="borgertilfredshed").responsible is None
    assert "Kun en analytiker, der må logge ind, kan stå for et målepunkt. Intet er ændret." in text_of(page)


def test_unknown_indicator_has_nobody_responsible(uploader):
    assert uploader.post(responsible_url("ukendt"), {"responsible": ""}).status_code == 404
