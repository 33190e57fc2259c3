"""Nothing is changed past the log: every model, and every write that skips `save()`, is followed or says why not."""

import ast
from functools import cache
from pathlib import Path

import pytest
from auditlog.registry import auditlog
from django.apps import apps
from django.conf import settings

from aabenraa_plan.audit.recording import updated
from aabenraa_plan.audit.registering import BOOKKEEPING, OWN
from aabenraa_plan.audit.words import FIELDS, MODELS
from aabenraa_plan.models import AuditEntry, Role, User
from targets.models import Goal

pytestmark = pytest.mark.embedded
FACTS = "facts are their own history, and the upload that brings or takes back figures leaves an entry"
REPLACED = "the word that takes its place leaves an entry with both"
PARTS = "stands inside `parts_rewritten`, which leaves an entry on the whole"
LOADED = "by `load_plans` alone, which leaves one entry"
IN_MEMORY = "no database"
READS = "only reads"
MACHINERY = "how far a worker has come is nobody's decision"
WHOLE_DATABASES = "copies, restores or asks after whole databases; no row of ours is changed by it"
GUARDS = "writes triggers in a migration, no row"
EXCUSED = {
    "aabenraa_plan/people/actions.py delete_account": "sign-ins are a log of their own; the deleting is an entry",
    "aabenraa_plan/models.py update update": "lets nothing through but that account's going",
    "aabenraa_plan/audit/immutability.py": GUARDS,
    "aabenraa_plan/audit/recording.py updated update": "this is what leaves the entries",
    "aabenraa_plan/running/": WHOLE_DATABASES,
    "budget/actions.py archive bulk_create": "worked out by the program when a month is closed, which leaves an entry",
    "budget/actions.py choose_forecast update": REPLACED,
    "budget/actions.py set_phasing update": REPLACED,
    "budget/cases/actions.py save_case bulk_create": PARTS,
    "budget/cases/net_zero.py": GUARDS,
    "budget/simulator/loader.py load_reimbursement update": LOADED,
    "extracts/immutability.py": GUARDS,
    "extracts/large.py set_to_work update": MACHINERY,
    "extracts/large.py try_again update": MACHINERY,
    "extracts/models/facts.py supersede update": FACTS,
    "extracts/models/versions.py now cursor": READS,
    "extracts/models/versions.py now execute": READS,
    "extracts/tasks.py tell update": MACHINERY,
    "extracts/writing.py": FACTS,
    "initiatives/actions.py written bulk_create": PARTS,
    "initiatives/documents/case_loader.py load_scenarios bulk_create": LOADED,
    "initiatives/economy/actions.py written update": REPLACED,
    "initiatives/loader.py load_cohorts update": LOADED,
    "initiatives/whatif/actions.py write bulk_create": PARTS,
    "reports/immutability.py": GUARDS,
    "reports/models.py update update": "refuses published reports, and is Django's own for the rest",
    "reports/workflow/actions.py record_decision update": REPLACED,
    "targets/comparing/chart.py trace_of update": IN_MEMORY,
    "targets/planning/actions.py with_milestones bulk_create": PARTS,
    "targets/words.py write_comment update": REPLACED,
}
"""A place (file, function and call; or all of a file or folder) and why it needs no entry of its own."""
HEAVY = {"BinaryField", "JSONField"}
SKIPPING = {"update", "bulk_create", "bulk_update", "_raw_delete", "cursor", "execute", "executemany", "copy_expert"}


def calls(path: Path):
    """Every call by one of those names, with the function it stands in; a dict's or set's own `update` left out."""

    def walk(node, inside):
        inside = node.name if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else inside
        name = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
        if name in SKIPPING and not (name == "update" and node.args):
            yield f"{path.relative_to(settings.BASE_DIR)} {inside} {name}"
        for child in ast.iter_child_nodes(node):
            yield from walk(child, inside)

    yield from walk(ast.parse(path.read_text()), "")


@cache
def found() -> set[str]:
    paths = [path for app in OWN for path in (settings.BASE_DIR / app).rglob("*.py") if "migrations" not in path.parts]
    return {call for path in paths for call in calls(path)}


def test_every_write_past_the_models_leaves_an_entry_or_says_why_not():
    assert {call for call in found() if not any(call.startswith(place) for place in EXCUSED)} == set()


def test_every_excuse_is_still_needed():
    assert {place for place in EXCUSED if not any(call.startswith(place) for call in found())} == set()


def test_new_bulk_write_would_be_found(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    path = tmp_path / "new.py"
    path.write_text(
        "def decide(rows, found):\n    rows.update(state=1)\n    found.update({1})\n    rows.bulk_create([])\n"
    )
    assert list(calls(path)) == ["new.py decide update", "new.py decide bulk_create"]


def own_models():
    return [model for app in OWN for model in apps.get_app_config(app).get_models()]


def test_every_model_is_followed_but_for_those_that_are_histories_themselves():
    not_followed = {model._meta.label for model in own_models() if not auditlog.contains(model)}
    assert not_followed == {
        *("aabenraa_plan.AuditEntry", "aabenraa_plan.SignIn", "extracts.DataVersion"),
        *("targets.Observation", "budget.LedgerEntry", "budget.BudgetLine", "initiatives.Outcome"),
    }


def test_of_a_second_step_only_whose_and_which_is_followed():
    said = auditlog.get_model_fields(apps.get_model("mfa.Authenticator"))
    assert said["include_fields"] == ["user", "type"]


def test_no_bytes_json_or_password_is_followed():
    for model in auditlog.get_models():
        said = auditlog.get_model_fields(model)
        if not said["include_fields"]:
            heavy = {field.name for field in model._meta.concrete_fields if field.get_internal_type() in HEAVY}
            assert heavy <= set(said["exclude_fields"]), model
    assert auditlog.get_model_fields(User)["mask_fields"] == ["password"]


def test_every_model_and_field_that_is_followed_has_a_danish_word():
    nameless = []
    for model in filter(auditlog.contains, own_models()):
        if model._meta.label_lower not in MODELS and "verbose_name" not in model._meta.original_attrs:
            nameless.append(model._meta.label)
        left_out = {*auditlog.get_model_fields(model)["exclude_fields"], *BOOKKEEPING}
        fields = (*model._meta.concrete_fields, *model._meta.local_many_to_many)
        nameless += [
            f"{model._meta.label}.{field.name}"
            for field in fields
            if field.name not in (*FIELDS, *left_out) and not field._verbose_name
        ]
    assert nameless == []


@pytest.mark.django_db
def test_rows_deleted_as_a_set_leave_an_entry_each(target):
    last = AuditEntry.objects.latest("pk").pk
    Goal.objects.filter(pk=target.goal_id).delete()
    gone = AuditEntry.objects.filter(pk__gt=last, action=AuditEntry.Action.DELETE)
    assert {each.content_type.model for each in gone} == {"goal", "target"}


@pytest.mark.django_db
def test_rows_changed_as_a_set_leave_an_entry_each(users):
    last = AuditEntry.objects.latest("pk").pk
    assert updated(User.objects.filter(role__in=[Role.ANALYST, Role.MANAGER]), is_active=False) == 2
    changed = AuditEntry.objects.filter(pk__gt=last).order_by("object_repr")
    assert [each.object_repr for each in changed] == ["analytiker", "leder"]
    assert changed[0].changes == {"is_active": [True, False]}
