"""What the database itself refuses of initiatives, their money, assumptions, promises and notes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from initiatives.models import (
    BenefitLink,
    BusinessCase,
    CaseAmount,
    CaseLine,
    Cohort,
    GoalLink,
    Initiative,
    Measurement,
    Milestone,
    Note,
    Outcome,
    PrintedCell,
    PrintedRow,
    PrintedShare,
    PrintedTable,
    Promise,
    Scenario,
    ScenarioYear,
)
from tests.outcomes import system

pytestmark = pytest.mark.django_db
FRESH = {"name": "Ny", "code": "ny"}
LATER = {"ended_at": timezone.now() + timedelta(days=365)}
ELSEWHERE = {"year": 2030}

# Model, what is changed in a copy of its first row, and the constraint that refuses it.
REFUSED = [
    (Initiative, FRESH | {"kind": "x"}, "initiative_has_a_known_kind"),
    (Initiative, FRESH | {"status": "x"}, "initiative_has_a_known_status"),
    (Initiative, FRESH | {"status": "running", "status_period": ""}, "initiative_status_says_when_it_is_from"),
    (Initiative, FRESH | {"status": "unknown", "status_period": "2021"}, "initiative_status_says_when_it_is_from"),
    (Initiative, FRESH | {"id": 9999, "part_of_id": 9999}, "initiative_is_not_part_of_itself"),
    (GoalLink, {}, "one_link_per_initiative_and_goal"),
    (GoalLink, {"how": ""}, "goal_link_says_how"),
    (BenefitLink, {}, "one_link_per_initiative_and_benefit_type"),
    (BenefitLink, {"how": ""}, "benefit_link_says_how"),
    (BusinessCase, {"unit": "x"}, "business_case_has_a_known_unit"),
    (BusinessCase, {"sign": "x"}, "business_case_has_a_known_sign"),
    (BusinessCase, {"frame": Decimal(0)}, "business_case_frame_is_money"),
    (CaseLine, {"kind": "x"}, "case_line_has_a_known_kind"),
    (CaseLine, {"ends": date(2016, 1, 1)}, "case_line_ends_after_it_starts"),
    (CaseLine, {}, "one_case_line_per_span_payer_and_kind"),
    (CaseAmount, {"side": "x"}, "case_amount_has_a_known_side"),
    (CaseAmount, LATER, "case_amount_is_ended_by_someone_later"),
    (CaseAmount, {}, "one_current_case_amount_per_line_and_side"),
    (PrintedTable, {"code": "ny", "unit": "x"}, "printed_table_has_a_known_unit"),
    (PrintedTable, {}, "one_printed_table_of_a_code_per_case"),
    (PrintedRow, {"position": 99, "side": "x"}, "printed_row_has_a_known_side"),
    (PrintedRow, {}, "one_printed_row_per_position"),
    (PrintedCell, {"ends": date(2016, 1, 1), "starts": date(2016, 1, 1)}, "printed_cell_ends_after_it_starts"),
    (PrintedCell, {}, "one_printed_cell_per_row_and_span"),
    (Scenario, {"name": "Ny", "is_document": False, **LATER}, "scenario_is_ended_by_someone_later"),
    (Scenario, {"name": "", "is_document": False}, "scenario_has_a_name"),
    (Scenario, {"name": "Ny", "is_document": False, "unit_price": Decimal(-1)}, "scenario_price_is_not_negative"),
    (
        Scenario,
        {"name": "Ny", "is_document": False, "other_price": Decimal(-1)},
        "scenario_other_price_is_not_negative",
    ),
    (
        Scenario,
        {"name": "Ny", "is_document": False, "reimbursement": Decimal(-1)},
        "scenario_reimbursement_is_a_percent",
    ),
    (
        Scenario,
        {"name": "Ny", "is_document": False, "first_year_months": Decimal(-1)},
        "scenario_first_year_has_twelve_months",
    ),
    (
        Scenario,
        {"name": "Ny", "is_document": False, "investment_percent": Decimal(-1)},
        "scenario_investment_is_not_negative",
    ),
    (Scenario, {"is_document": False}, "one_current_scenario_of_a_name_per_case"),
    (Scenario, {"name": "Ny"}, "one_current_scenario_of_the_document_per_case"),
    (ScenarioYear, {}, "one_scenario_year"),
    (ScenarioYear, ELSEWHERE | {"self_support": Decimal(-1)}, "scenario_year_has_no_negative_persons"),
    (ScenarioYear, ELSEWHERE | {"printed_left": Decimal(-1)}, "scenario_year_has_no_negative_persons"),
    (Promise, {}, "one_promise_of_a_code_per_initiative"),
    (Promise, {"code": "ny", "rule": "x"}, "promise_has_a_known_rule"),
    (Promise, {"code": "ny", "per": 3}, "promise_says_what_it_is_spread_over"),
    (Promise, {"code": "ny", "per": 0, "per_unit": "konsulent"}, "promise_says_what_it_is_spread_over"),
    (Promise, {"code": "ny", "per_unit": "konsulent"}, "promise_says_what_it_is_spread_over"),
    (Measurement, LATER, "measurement_is_ended_by_someone_later"),
    (Measurement, {}, "one_current_measurement_per_day"),
    (Milestone, {}, "one_milestone_of_a_code_per_initiative"),
    (Note, {"code": "", **LATER}, "initiative_note_is_ended_by_someone_later"),
    (Note, {"code": "", "kind": "x"}, "initiative_note_has_a_known_kind"),
    (Note, {"code": "", "text": ""}, "initiative_note_says_something"),
    (Note, {}, "one_current_note_of_a_code_per_initiative"),
    (Cohort, {"code": "ny"}, "one_cohort_of_a_name_per_initiative"),
    (Cohort, {"name": "ny"}, "one_cohort_of_a_code_per_initiative"),
    (
        Cohort,
        FRESH | {"entered_from": date(2018, 1, 2), "entered_before": date(2018, 1, 2)},
        "cohort_entry_ends_after_it_begins",
    ),
    (Cohort, FRESH | {"size": 0}, "cohort_has_someone_in_it"),
    (Cohort, FRESH | {"id": 9999, "whole_id": 9999}, "cohort_is_not_part_of_itself"),
    (PrintedShare, {}, "one_printed_share_per_cohort_and_outcome"),
    (PrintedShare, {"percent": Decimal(101)}, "printed_share_is_a_percent"),
    (PrintedShare, {"base": 0}, "printed_share_is_of_someone"),
    (
        Outcome,
        {"status_date": date(2020, 1, 1), "promised_on": date(2020, 1, 1)},
        "outcome_promise_is_not_negative_and_has_a_figure",
    ),
    (
        Outcome,
        {"status_date": date(2020, 1, 1), "promised": Decimal(-1)},
        "outcome_promise_is_not_negative_and_has_a_figure",
    ),
]
OUTCOME_FACTS = {
    "outcome_has_a_known_state",
    "one_current_outcome_per_key",
    "outcome_has_persons_exactly_when_it_says_so",
    "outcome_persons_are_not_negative",
    "outcome_superseded_after_it_was_recorded",
}
"""Tried in `test_outcome_facts`."""


def copy_of_first(model: type[models.Model], **changes):
    first = model.objects.order_by("pk").first()
    fields = {field.attname: getattr(first, field.attname) for field in model._meta.concrete_fields}
    return model(**(fields | {"id": None} | changes))


@pytest.mark.parametrize(("model", "changes", "constraint"), REFUSED)
def test_row_that_breaks_an_invariant_is_refused_by_the_database(model, changes, constraint):
    copy = copy_of_first(model, **changes)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        copy.save(force_insert=True)
    # SQLite names a unique index by its columns.
    named = [f"{model._meta.db_table}.{column}" for column in unique_columns(model, constraint)]
    assert constraint in str(refused.value) or (named and all(column in str(refused.value) for column in named))


def unique_columns(model, name: str) -> list[str]:
    (found,) = [each for each in model._meta.constraints if each.name == name]
    if not isinstance(found, models.UniqueConstraint):
        return []
    return [model._meta.get_field(field).column for field in found.fields]


def test_every_constraint_of_the_initiatives_is_tried():
    declared = {
        each.name for model in apps.get_app_config("initiatives").get_models() for each in model._meta.constraints
    }
    assert declared == {constraint for _, _, constraint in REFUSED} | OUTCOME_FACTS


def test_word_that_ended_gives_its_place_to_the_next():
    case = BusinessCase.objects.get(initiative__code="kik")
    amount = CaseAmount.objects.filter(line__case=case, side="realised").first()
    CaseAmount.objects.filter(pk=amount.pk).update(ended_at=timezone.now(), ended_by=system())
    copy_of_first(CaseAmount, line_id=amount.line_id, side="realised", amount=Decimal(1)).save(force_insert=True)
    assert CaseAmount.objects.filter(line=amount.line, side="realised").count() == 2
    assert CaseAmount.objects.known_at().get(line=amount.line, side="realised").amount == Decimal(1)
