"""What a careful attacker tried with plans, words and looking back: each of these once went wrong."""

from datetime import date

import pytest
from django.urls import reverse

from aabenraa_plan.models import Role
from targets.models import Judgement, Plan
from targets.planning.actions import amend_target, copy_plan
from targets.words import give_judgement, withdraw_judgement
from tests.plans import demand, someone, terms
from tests.quarters import verdicts
from tests.reading import text_of

pytestmark = pytest.mark.django_db
CPR = "300275-1234"  # 30 February
FROM_2022 = {"valid_from": date(2022, 1, 1), "decided_on": date(2021, 12, 1), "reason": "Byrådet."}


@pytest.fixture
def manager(as_role):
    return as_role(Role.MANAGER)


@pytest.fixture
def by(users):
    return users[Role.MANAGER]


def test_past_quarters_keep_their_verdict_when_the_demand_is_judged_in_words_from_now_on(load, by):
    load("fleksjobledighed;Aabenraa;2021M12;9;;;;;x", "fleksjobledighed;Aabenraa;2022M03;9;;;;;x")
    words = terms(rule="narrative", limit=None)
    amended = amend_target(target=demand("bp21", "5"), terms=words, seen=1, by=by, **FROM_2022)
    # At most 10 held until 2022; from then on there is no word yet.
    assert verdicts("bp21", "5")["2021Q4"] == ("met", "2021M12")
    assert "2022Q1" not in verdicts("bp21", "5")
    give_judgement(target=amended, verdict="near", reason="x", by=by)
    assert verdicts("bp21", "5", today=date(2027, 2, 1), since=2021)["2021Q4"] == ("met", "2021M12")


def test_past_quarters_keep_their_verdict_when_the_demand_is_of_a_whole_year_from_now_on(load, by):
    load("fleksjobledighed;Aabenraa;2021M12;11;;;;;x", "fleksjobledighed;Aabenraa;2022M03;9;;;;;x")
    average = terms(scope="average", span="2022")
    amend_target(target=demand("bp21", "5"), terms=average, seen=1, by=by, **FROM_2022)
    found = verdicts("bp21", "5", today=date(2023, 2, 1))
    assert found["2021Q4"] == ("missed", "2021M12")
    assert "2022Q1" not in found


def test_words_of_past_quarters_stay_when_the_demand_is_measured_from_now_on(by):
    spoken = demand("bp23", "15")
    word = give_judgement(target=spoken, verdict="met", reason="x", by=by)
    Judgement.objects.filter(pk=word.pk).update(period="2025Q2")
    later = FROM_2022 | {"valid_from": date(2026, 1, 1)}
    amend_target(target=spoken, terms=terms(), seen=1, by=by, **later)
    assert verdicts("bp23", "15", today=date(2026, 11, 22))["2025Q2"] == ("met", "2025Q2")


@pytest.mark.parametrize("where", ["/", "/planer/bp21/kvartaler/", "/maal/bp21/5/"])
def test_cpr_number_asked_for_as_a_day_is_not_echoed(where, manager):
    page = manager.get(where, {"som_set": CPR}).content.decode()
    assert CPR not in page
    assert "Noget i adressen lignede et CPR-nummer og er taget ud." in page


@pytest.mark.parametrize("text", ["x" * 9000, "2026-03-01T00:00:00." + "1" * 9000])
def test_endless_day_to_look_back_to_is_no_day_and_not_echoed(text, manager):
    page = text_of(manager.get("/", {"som_set": text}))
    assert text[:200] not in page
    assert "er ikke en dato" in page


@pytest.mark.parametrize("code", ["5", "15"])
def test_demand_of_a_draft_is_not_judged_yet(code, manager, by):
    days = {"start": date(2027, 1, 1), "end": date(2028, 1, 1)}
    draft = copy_plan(plan=Plan.objects.get(slug="bp23"), title="Plan 2027", by=by, **days)
    said = {"verdict": "met", "reason": "x", "expires_on": "2099-01-01"}
    response = manager.post(reverse("judgement", args=[demand(draft.slug, code).pk]), said, follow=True)
    assert "Planen er ikke vedtaget endnu." in text_of(response)
    assert not Judgement.objects.exists()


def test_word_taken_back_twice_ends_once(by):
    word = give_judgement(target=demand("bp21", "5"), verdict="near", reason="x", by=by)
    first, second = Judgement.objects.get(pk=word.pk), Judgement.objects.get(pk=word.pk)
    withdraw_judgement(judgement=first, by=someone())
    ended = Judgement.objects.get(pk=word.pk).ended_at
    withdraw_judgement(judgement=second, by=someone())
    assert Judgement.objects.get(pk=word.pk).ended_at == ended
