"""What a draft's goals demand: the form for every kind of demand, and what is wrong with one."""

from datetime import date
from decimal import Decimal

import pytest

from targets.planning.actions import (
    NotADraft,
    TargetChanged,
    edit_target,
    mark_of,
)
from tests.plans import TEN_AT_MOST, demand, page, terms
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def test_demand_is_written_from_the_form(manager, draft, goal):
    form = TEN_AT_MOST | {
        "limit": "11,5",
        "strict": "on",
        "tolerance": "0,5",
        "deadline": "2027-12-31",
        "baseline": "value",
        "baseline_value": "13,2",
        "path": "linear",
        "path_start": "2026-01-01",
    }
    assert manager.post(page("target_new", draft.slug, "1"), form).url == page("plan_edit", draft.slug)
    made = demand(draft.slug, "1")
    assert (made.version, made.position, made.rule, made.limit, made.strict) == (1, 1, "at_most", Decimal("11.5"), True)
    assert (made.tolerance, made.deadline, made.path) == (Decimal("0.5"), date(2028, 1, 1), "linear")
    assert (made.baseline_value, made.path_start) == (Decimal("13.2"), date(2026, 1, 1))
    assert (made.area.name, made.recorded_by.username, made.valid_from) == ("Aabenraa", "leder", None)


def test_milestones_are_kept_in_order_of_time_and_shown_as_typed(manager, draft, goal):
    steps = {"path": "listed", "deadline": "2027-12-31", "milestones": "1. halvår 2027: 10,5\r\n\r\n 2026 : 1.011"}
    manager.post(page("target_new", draft.slug, "1"), TEN_AT_MOST | steps)
    made = demand(draft.slug, "1")
    assert {(point.period, point.value) for point in made.path_points.all()} == {
        ("2027H1", Decimal("10.5")),
        ("2026", Decimal(1011)),
    }
    form = manager.get(page("target_edit", made.pk)).context["form"]
    assert form["milestones"].value() == "2026: 1.011\n1. halvår 2027: 10,5"


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"rule": "gæt", "shown_rule": "gæt"}, "rule", "gæt"),
        ({"indicator": ""}, "indicator", "Vælg det målepunkt"),
        ({"indicator": "ukendt"}, "indicator", "ukendt"),
        ({"area": "Atlantis"}, "area", "Atlantis"),
        ({"limit": ""}, "limit", "Skriv det tal, målepunktet bliver holdt op mod."),
        ({"limit": "11.6"}, "limit", "Skriv et tal med komma"),
        ({"limit": "1234567890123"}, "limit", "Højst 12 cifre"),
        ({"limit": "0", "tolerance": "5", "tolerance_kind": "percent"}, "tolerance_kind", "En procentdel af 0"),
        ({"tolerance": "-1"}, "tolerance", "Tolerancen kan ikke være under 0."),
        ({"scope": "sum"}, "span", "Skriv det tidsrum"),
        ({"scope": "sum", "span": "engang"}, "span", "Skriv en periode"),
        ({"baseline": "period"}, "baseline_period", "hvilken periode"),
        ({"path": "linear"}, "deadline", "En vej til grænsen skal ende ved en frist."),
        ({"path": "linear"}, "path_start", "Skriv den dag, den rette linje begynder."),
        ({"path": "linear"}, "baseline_value", "Skriv den værdi, den rette linje begynder ved."),
        ({"path": "listed"}, "milestones", "Skriv mindst ét delmål."),
        ({"path": "listed", "milestones": "2026 10"}, "milestones", "Linje 1: Skriv periode, kolon og tal"),
        ({"path": "listed", "milestones": "2026: 10\nsnart: 9"}, "milestones", "Linje 2: Skriv en periode"),
        ({"path": "listed", "milestones": "2026: ti"}, "milestones", "Linje 1: Skriv et tal med komma"),
        ({"path": "listed", "milestones": "2026: 10\n2026: 9"}, "milestones", "Linje 2: 2026 står to gange."),
        ({"source": ""}, "source", "påkrævet"),
        ({"reading": "Se 300275-1234"}, "reading", "CPR-nummer"),
        ({"path": "listed", "milestones": "300275-1234"}, "milestones", "CPR-nummer"),
    ],
)
def test_demand_with_bad_input_says_so_at_the_field(changes, field, says, manager, goal):
    response = manager.post(page("target_new", goal.plan.slug, "1"), TEN_AT_MOST | changes)
    assert says in " ".join(response.context["form"].errors[field])
    assert "300275" not in response.content.decode()
    assert not goal.targets.exists()


def test_every_mistake_of_a_demand_is_told_at_once(manager, draft, goal):
    form = TEN_AT_MOST | {"indicator": "", "limit": "ti", "scope": "sum", "source": ""}
    errors = manager.post(page("target_new", draft.slug, "1"), form).context["form"].errors
    assert set(errors) == {"indicator", "limit", "span", "source"}


@pytest.mark.parametrize(
    ("rule", "fields", "kept"),
    [
        ("narrative", {}, {"limit": None, "deadline": None}),
        ("milestone", {"deadline": "2027-06-30"}, {"deadline": date(2027, 7, 1), "indicator": None}),
        ("no_worse_than", {"comparator": "RAR Sydjylland"}, {"limit": None}),
        ("close_to", {"tolerance": "2"}, {"limit": 10, "tolerance": 2}),
        ("hold", {"baseline": "last_year"}, {"limit": None, "baseline": "last_year"}),
        ("reduce", {"baseline": "period", "baseline_period": "maj 2020"}, {"baseline_period": "2020M05"}),
    ],
)
def test_demand_of_every_kind_keeps_its_own_terms_only(rule, fields, kept, manager, goal):
    form = TEN_AT_MOST | {"rule": rule, "shown_rule": rule} | fields
    manager.post(page("target_new", goal.plan.slug, "1"), form)
    made = goal.targets.get()
    assert made.rule == rule
    assert {name: getattr(made, name) for name in kept} == kept


def test_form_shows_the_chosen_rules_fields_with_what_was_typed(manager, draft, goal):
    response = manager.post(page("target_new", draft.slug, "1"), TEN_AT_MOST | {"rule": "no_worse_than", "do": "rule"})
    form = response.context["form"]
    assert "comparator" in form.fields and "limit" not in form.fields
    assert form["source"].value() == "Beskæftigelsesplan 2027"
    assert not form.errors


def test_drafts_demand_is_rewritten_without_a_version(manager, draft, target):
    form = TEN_AT_MOST | {"limit": "9", "seen": mark_of(target)}
    manager.post(page("target_edit", target.pk), form)
    target.refresh_from_db()
    assert (target.version, target.limit) == (1, 9)


def test_demand_changed_by_another_person_is_not_overwritten(manager, draft, target, by):
    seen = mark_of(target)
    edit_target(target=target, terms=terms(limit=Decimal(8)), seen=seen, by=by)
    response = manager.post(page("target_edit", target.pk), TEN_AT_MOST | {"limit": "9", "seen": seen})
    assert "Den anden har gemt: «8»." in text_of(response)
    assert 'value="9"' in response.content.decode()
    with pytest.raises(TargetChanged):
        edit_target(target=target, terms=terms(limit=Decimal(9)), seen=seen, by=by)
    assert demand(draft.slug, "1").limit == 8


def test_adopted_demand_is_amended_instead_of_rewritten(manager, by):
    adopted = demand("bp23", "2")
    response = manager.post(page("target_edit", adopted.pk), TEN_AT_MOST | {"limit": "9", "seen": mark_of(adopted)})
    assert response.url == page("target_amend", adopted.pk)
    with pytest.raises(NotADraft):
        edit_target(target=adopted, terms=terms(), seen=mark_of(adopted), by=by)
    assert demand("bp23", "2").limit == 10
