"""What a thing is called at the moment it is changed: kept with the entry, so that it outlives the thing."""

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db import models

from aabenraa_plan.audit.words import MODELS


def name_of(instance: models.Model) -> str:
    named = MODELS.get(instance._meta.label_lower)
    try:
        return named[1].format(instance) if named else str(instance)
    except (ObjectDoesNotExist, AttributeError, ValueError):
        return f"nr. {instance.pk}"


def with_names(instance: models.Model, changes: dict) -> dict:
    """The changes with the names of what foreign keys refer to, instead of numbers."""
    return {name: named_pair(instance, name, pair) for name, pair in changes.items()}


def named_pair(instance: models.Model, name: str, pair):
    try:
        field = instance._meta.get_field(name)
    except FieldDoesNotExist:
        return pair
    if not (field.many_to_one or field.one_to_one):
        return pair
    return [name_by_key(instance, field, key) for key in pair]


def name_by_key(instance: models.Model, field: models.ForeignKey, key) -> str | None:
    if key is None:
        return None
    held = instance._state.fields_cache.get(field.name)
    if held is not None and held.pk == key:
        return name_of(held)
    related = field.related_model
    heavy = [each.name for each in related._meta.concrete_fields if is_heavy(each)]
    found = related._base_manager.defer(*heavy).filter(pk=key).first()
    return name_of(found) if found else f"nr. {key}"


def is_heavy(field: models.Field) -> bool:
    """Bytes and JSON: nothing to read in a log; where a file is meant, its hash and size stand beside them."""
    return isinstance(field, (models.BinaryField, models.JSONField))
