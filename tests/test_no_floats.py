"""Amounts and counts never pass through a float: none is written, asked for or kept in budget and initiatives."""

import ast
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from budget.reporting import year_status
from budget.years.rows import effort_rows, flows, support_rows
from extracts.fields import ScaledDecimalField

ROOT = Path(__file__).parent.parent
SOURCES = [
    *(ROOT / "budget").rglob("*.py"),
    # How alike two words are is a float, and no figure.
    *(path for path in (ROOT / "initiatives").rglob("*.py") if path.name != "reference.py"),
    *(ROOT / "aabenraa_plan").glob("export*.py"),
    ROOT / "aabenraa_plan" / "formats.py",
    ROOT / "extracts" / "fields.py",
    ROOT / "extracts" / "numbers.py",
    *(ROOT / "reports").rglob("*.py"),
]
AMOUNTS = {"amount", "net", "gross", "reimbursement", "persons", "booked", "forecast", "budget", "percent"}


def floats_in(path) -> list[str]:
    """Where a module writes a float, or names the type other than to refuse it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    refusing = {
        id(name)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "isinstance"
        for name in ast.walk(call)
    }
    return [
        f"{path.name}:{node.lineno}"
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and type(node.value) in (float, complex))
        or (isinstance(node, ast.Name) and node.id == "float" and id(node) not in refusing)
        or (isinstance(node, ast.Attribute) and node.attr in ("FloatField", "DecimalField"))
        or (isinstance(node, (ast.Import, ast.ImportFrom)) and "math" in [each.name for each in node.names])
    ]


def test_code_of_money_and_counts_has_no_float():
    assert len(SOURCES) > 220
    assert [place for path in SOURCES for place in floats_in(path)] == []


def test_a_float_would_be_found(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("x = 1.5\ny = float('2')\nisinstance(y, float)\nmodels.FloatField()")
    assert floats_in(wrong) == ["wrong.py:1", "wrong.py:2", "wrong.py:4"]


def test_every_amount_is_kept_as_a_scaled_whole_number():
    kept = [
        field
        for model in apps.get_app_config("budget").get_models()
        for field in model._meta.concrete_fields
        if field.name in AMOUNTS
    ]
    assert len(kept) >= 15
    assert all(isinstance(field, ScaledDecimalField) for field in kept)
    assert not [
        field
        for model in apps.get_app_config("budget").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FloatField | models.DecimalField)
    ]


def numbers_in(thing):
    """Every number in a structure of dataclasses, lists, tuples and dictionaries."""
    if is_dataclass(thing):
        for field in fields(thing):
            yield from numbers_in(getattr(thing, field.name))
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from numbers_in(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from numbers_in(value)
    elif isinstance(thing, int | float | Decimal | Fraction):
        yield thing


@pytest.mark.django_db
def test_figures_of_a_year_are_decimals_and_fractions(quarter):
    status = year_status(2023)
    found = list(numbers_in([status, support_rows(status), effort_rows(status), flows(status)]))
    assert len(found) > 200
    assert {type(number) for number in found} <= {int, bool, Decimal, Fraction}
