"""Amending a demand: versions, the preview, what past periods keep, and two people at once."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from aabenraa_plan.models import Role
from extracts.models import DataVersion
from targets.models import Plan, Target
from targets.planning.actions import OutOfOrder, StillADraft, TargetChanged, amend_target, copy_plan
from targets.planning.terms import Terms
from targets.reporting import assess_goal
from targets.words import give_judgement
from tests.plans import TEN_AT_MOST, demand, terms
from tests.reading import text_of

pytestmark = pytest.mark.django_db
WHEN_AND_WHY = {"valid_from": date(2026, 1, 1), "decided_on": date(2025, 12, 10), "reason": "Udvalget hævede grænsen."}
TWELVE = TEN_AT_MOST | {
    "limit": "12",
    "valid_from": "2026-01-01",
    "decided_on": "2025-12-10",
    "reason": "Udvalget hævede grænsen.",
    "seen": "1",
}
BEFORE_AND_AFTER = ["fleksjobledighed;Aabenraa;2025M12;11,6;;;;;x", "fleksjobledighed;Aabenraa;2026M01;11,6;;;;;x"]


@pytest.fixture
def flexjobs(db):
    """Goal 5 of 2021: at most 10; the plan prints 11,6 for May 2020."""
    return demand("bp21", "5")


@pytest.fixture
def amended(flexjobs, users):
    by = users[Role.MANAGER]
    return amend_target(target=flexjobs, terms=terms(limit=Decimal(12)), seen=1, by=by, **WHEN_AND_WHY)


def where(target):
    return reverse("target_amend", args=[target.pk])


def assess(*arguments):
    out = StringIO()
    call_command("assess", "--plan", "bp21", "--goal", "5", *arguments, "--json", stdout=out)
    [row] = json.loads(out.getvalue())
    return row["verdict"], row["comparand"]


def test_amendment_is_a_further_version_with_its_reason(amended, flexjobs, users):
    flexjobs.refresh_from_db()
    assert (flexjobs.version, flexjobs.limit, flexjobs.valid_from) == (1, 10, None)
    assert (amended.version, amended.limit, amended.valid_from) == (2, 12, date(2026, 1, 1))
    assert (amended.decided_on, amended.reason) == (date(2025, 12, 10), "Udvalget hævede grænsen.")
    assert (amended.recorded_by, amended.indicator, amended.position) == (users[Role.MANAGER], flexjobs.indicator, 1)


def test_amendment_raises_the_data_version_and_marks_the_plan_as_edited(flexjobs, users):
    before = DataVersion.objects.get().number
    amend_target(target=flexjobs, terms=terms(limit=Decimal(12)), seen=1, by=users[Role.MANAGER], **WHEN_AND_WHY)
    assert DataVersion.objects.get().number == before + 1
    assert Plan.objects.get(slug="bp21").edited_at is not None


def test_past_periods_keep_their_verdict_after_an_amendment(amended, load):
    load(*BEFORE_AND_AFTER)
    # 11,6 is above 10 and below 12; only the period that begins in 2026 is judged by 12.
    assert assess("--period", "2020M05") == ("missed", "10")
    assert assess("--period", "2025M12") == ("missed", "10")
    assert assess("--period", "2026M01") == ("met", "12")
    assert assess() == ("met", "12")


def test_looking_back_shows_the_demand_as_it_was_known(flexjobs, load, users):
    loaded = load(*BEFORE_AND_AFTER).committed_at
    amend_target(target=flexjobs, terms=terms(limit=Decimal(12)), seen=1, by=users[Role.MANAGER], **WHEN_AND_WHY)
    assert assess("--as-of", loaded.isoformat()) == ("missed", "10")
    assert assess() == ("met", "12")


def test_amendment_from_a_page_that_is_out_of_date_is_refused(amended, flexjobs, users):
    with pytest.raises(TargetChanged):
        amend_target(target=flexjobs, terms=terms(limit=Decimal(13)), seen=1, by=users[Role.MANAGER], **WHEN_AND_WHY)
    assert demand("bp21", "5").version == 2


def test_indicator_and_area_stay_with_the_demand(flexjobs, users):
    other = Terms.of(demand("bp21", "2"))
    done = amend_target(target=flexjobs, terms=other, seen=1, by=users[Role.MANAGER], **WHEN_AND_WHY)
    assert (done.limit, done.indicator.code) == (25, "fleksjobledighed")


def test_demand_of_a_draft_is_not_amended(users):
    by = users[Role.MANAGER]
    plan = Plan.objects.get(slug="bp21")
    copy = copy_plan(plan=plan, title="Ny", start=date(2027, 1, 1), end=date(2028, 1, 1), by=by)
    with pytest.raises(StillADraft):
        amend_target(target=demand(copy.slug, "5"), terms=terms(), seen=1, by=by, **WHEN_AND_WHY)


def test_preview_shows_before_and_after_and_saves_nothing(manager, flexjobs, load):
    load(*BEFORE_AND_AFTER)
    response = manager.post(where(flexjobs), TWELVE | {"do": "preview"})
    page = text_of(response)
    assert "Dagens vurdering skifter fra «ikke opfyldt» til «opfyldt»." in page
    assert "1 af de seneste 3 perioder med tal skifter vurdering. Intet er gemt endnu." in page
    assert [(row.what, row.turns) for row in response.context["effect"].periods] == [
        ("januar 2026", True),
        ("december 2025", False),
        ("maj 2020", False),
    ]
    assert "11,6 % i januar 2026: 1,6 procentpoint over loftet på 10 %." in page
    assert "11,6 % i januar 2026: 0,4 procentpoint under loftet på 12 %." in page
    assert page.count("Uændret") == 2
    assert Target.objects.filter(goal=flexjobs.goal).count() == 1
    assert 'value="12"' in response.content.decode()


def test_preview_shows_at_most_the_latest_eight_periods(manager, flexjobs, load):
    load(*[f"fleksjobledighed;Aabenraa;2025M{month:02d};9;;;;;x" for month in range(1, 13)])
    effect = manager.post(where(flexjobs), TWELVE | {"do": "preview"}).context["effect"]
    assert [row.what for row in effect.periods][::7] == ["december 2025", "maj 2025"]
    said = "Dagens vurdering er den samme: opfyldt. Ingen af de seneste 8 perioder med tal skifter vurdering."
    assert effect.lead == said


def test_preview_of_a_demand_without_figures_shows_today_alone(manager):
    target = demand("bp23", "16")
    response = manager.post(where(target), TWELVE | {"shown_rule": "at_least", "rule": "at_least", "do": "preview"})
    assert response.context["effect"].lead == "Dagens vurdering er den samme: mangler tal."


def test_preview_of_milestones_along_the_way_uses_them(manager, load):
    load("ungdomsuddannelse-25-aarige;Aabenraa;2025;70;;;;;x")
    path = {"deadline": "2026-12-31", "path": "listed", "milestones": "2025: 75\n2026: 82"}
    form = TWELVE | path | {"shown_rule": "at_least", "rule": "at_least", "limit": "82", "do": "preview"}
    effect = manager.post(where(demand("bp23", "9")), form | {"valid_from": "2025-01-01"}).context["effect"]
    # 70 in 2025 stands below the milestone of 75.
    assert "75" in effect.today.after.outlook


def test_saving_in_the_browser_writes_the_version_and_says_from_when(manager, flexjobs, load):
    load(*BEFORE_AND_AFTER)
    response = manager.post(where(flexjobs), TWELVE, follow=True)
    assert response.redirect_chain == [("/maal/bp21/5/", 302)]
    assert "Udgave 2 er gemt. Den gælder fra 1. januar 2026." in text_of(response)
    done = demand("bp21", "5")
    assert (done.version, done.limit, done.recorded_by.username) == (2, 12, "leder")
    assert "Udgave 2, fra 1. januar 2026" in text_of(manager.get(where(flexjobs)))


def test_form_is_filled_with_the_newest_version(manager, amended, flexjobs):
    form = manager.get(where(flexjobs)).context["form"]
    assert form["limit"].value() == "12"
    assert form["rule"].value() == "at_most"
    assert "indicator" not in form.fields


def test_second_of_two_people_is_told_and_keeps_what_was_typed(manager, amended, flexjobs):
    late = TWELVE | {"limit": "13", "reason": "Min begrundelse", "seen": "1"}
    response = manager.post(where(flexjobs), late)
    page = text_of(response)
    assert "En anden har ændret kravet, siden du åbnede siden. Udgave 2: Højst 12 %." in page
    assert 'value="13"' in response.content.decode() and "Min begrundelse" in page
    assert demand("bp21", "5").version == 2
    assert response.context["seen"] == 2
    manager.post(where(flexjobs), late | {"seen": "2"})
    assert (demand("bp21", "5").version, demand("bp21", "5").limit) == (3, 13)


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"valid_from": ""}, "valid_from", "påkrævet"),
        ({"valid_from": "2026-01-15"}, "valid_from", "Vælg den første dag i en måned"),
        ({"valid_from": "snart"}, "valid_from", "Skriv en dato"),
        ({"valid_from": "1066-01-01"}, "valid_from", "Årstallet skal være mellem 1990 og 2099."),
        ({"decided_on": ""}, "decided_on", "påkrævet"),
        ({"decided_on": "2098-01-01"}, "decided_on", "Dagen er ikke kommet endnu."),
        ({"reason": ""}, "reason", "påkrævet"),
        ({"reason": "x" * 501}, "reason", "500"),
        ({"reason": "Se 300275-1234"}, "reason", "CPR-nummer"),
        ({"limit": ""}, "limit", "Skriv det tal"),
        ({"limit": "11.6"}, "limit", "Skriv et tal med komma"),
    ],
)
def test_amendment_with_bad_input_says_so_at_the_field(changes, field, says, manager, flexjobs):
    response = manager.post(where(flexjobs), TWELVE | changes)
    assert says in " ".join(response.context["form"].errors[field])
    assert "300275" not in response.content.decode()
    assert demand("bp21", "5").version == 1


def test_amendment_that_changes_nothing_is_refused(manager, flexjobs):
    page = manager.get(where(flexjobs)).context["form"]
    same = {name: page[name].value() for name in page.fields if page[name].value() not in (None, False, ())}
    when = {name: TWELVE[name] for name in ("valid_from", "decided_on", "reason", "seen", "do", "shown_rule")}
    response = manager.post(where(flexjobs), {name: str(value) for name, value in same.items()} | when)
    said = "Intet i kravet er ændret. Ret det, der skal være anderledes."
    assert response.context["form"].errors == {"__all__": [said]}
    assert demand("bp21", "5").version == 1


def test_amendment_may_not_begin_before_the_newest_one(manager, amended, flexjobs):
    form = TWELVE | {"limit": "13", "valid_from": "2025-12-01", "seen": "2"}
    errors = manager.post(where(flexjobs), form).context["form"].errors
    assert errors["valid_from"] == ["Den nyeste ændring gælder fra 1. januar 2026. Vælg den dag eller en senere."]


def test_amendment_from_the_same_day_takes_the_place_of_the_newest(amended, flexjobs, users, load):
    load(*BEFORE_AND_AFTER)
    by = users[Role.MANAGER]
    amend_target(target=flexjobs, terms=terms(limit=Decimal(11)), seen=2, by=by, **WHEN_AND_WHY)
    assert assess("--period", "2026M01") == ("missed", "11")


def test_other_rule_is_saved_only_after_its_fields_were_shown(manager, flexjobs):
    hold = TWELVE | {"rule": "hold"}
    response = manager.post(where(flexjobs), hold)
    assert "baseline" in response.context["form"].fields and "limit" not in response.context["form"].fields
    assert response.context["form"]["reason"].value() == "Udvalget hævede grænsen."
    assert demand("bp21", "5").version == 1
    manager.post(where(flexjobs), hold | {"shown_rule": "hold", "baseline": "value", "baseline_value": "11,6"})
    done = demand("bp21", "5")
    assert (done.rule, done.limit, done.baseline_value) == ("hold", None, Decimal("11.6"))


def test_demand_without_an_indicator_cannot_get_a_rule_with_figures(manager):
    milestone = demand("bp21", "1")
    assert milestone.indicator is None
    errors = manager.post(where(milestone), TWELVE).context["form"].errors
    assert "rule" in errors


def test_amendment_of_a_drafts_demand_leads_to_its_own_page(manager, users):
    plan = Plan.objects.get(slug="bp21")
    by = users[Role.MANAGER]
    copy = copy_plan(plan=plan, title="Ny", start=date(2027, 1, 1), end=date(2028, 1, 1), by=by)
    target = demand(copy.slug, "5")
    assert manager.get(where(target)).url == reverse("target_edit", args=[target.pk])


@pytest.mark.parametrize("role", [Role.ANALYST, Role.APPROVER, Role.COMMITTEE, Role.ADMINISTRATOR])
def test_amendment_by_another_role_is_refused(role, as_role, flexjobs):
    assert as_role(role).post(where(flexjobs), TWELVE).status_code == 403
    assert demand("bp21", "5").version == 1


def test_preview_costs_as_many_queries_with_three_periods_as_with_one(
    manager, flexjobs, load, django_assert_max_num_queries
):
    form = TWELVE | {"do": "preview"}

    def queries():
        with django_assert_max_num_queries(60) as captured:
            assert manager.post(where(flexjobs), form).context["effect"]
        return len(captured)

    queries()
    one = queries()
    load(*BEFORE_AND_AFTER)
    assert queries() == one


def test_thing_that_is_done_stays_done_when_its_deadline_is_moved(users):
    report, by = demand("bp21", "1"), users[Role.MANAGER]
    give_judgement(target=report, verdict="met", reason="Sendt.", by=by, done_on=date(2021, 11, 1))
    moved = replace(Terms.of(report), deadline=date(2022, 7, 1))
    amend_target(target=report, terms=moved, seen=1, by=by, **WHEN_AND_WHY | {"valid_from": date(2021, 1, 1)})
    [assessed] = assess_goal(report.goal).targets
    assert (assessed.target.version, assessed.assessment.verdict) == (2, "met")


def test_word_on_a_goal_without_figures_stands_when_its_reading_is_amended(users):
    ips, by = demand("bp23", "15"), users[Role.MANAGER]
    give_judgement(target=ips, verdict="near", reason="Godt på vej.", by=by)
    reread = replace(Terms.of(ips), reading="Vi læser det nu anderledes.")
    amend_target(target=ips, terms=reread, seen=1, by=by, **WHEN_AND_WHY)
    [assessed] = assess_goal(ips.goal).targets
    assert (assessed.target.version, assessed.assessment.verdict) == (2, "near")


@pytest.mark.parametrize("valid_from", [date(2026, 1, 2), date(2025, 12, 1)])
def test_amendment_out_of_order_is_refused_whoever_asks(valid_from, users, flexjobs):
    by = users[Role.MANAGER]
    first = WHEN_AND_WHY | {"valid_from": date(2026, 1, 1)}
    amend_target(target=flexjobs, terms=terms(), seen=1, by=by, **first)
    with pytest.raises(OutOfOrder):
        amend_target(target=flexjobs, terms=terms(), seen=2, by=by, **WHEN_AND_WHY | {"valid_from": valid_from})
