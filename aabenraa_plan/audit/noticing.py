"""What `save()` changes: looked at before, recorded after, in the transaction of the change."""

from auditlog.diff import model_instance_diff
from auditlog.receivers import check_disable
from auditlog.registry import auditlog
from django.db import models

from aabenraa_plan.audit.models import AuditEntry

MASK = "•••"
BEFORE = "_before_the_change"
ENDING = ("ended_at", "ended_reason")
"""How the earlier word ended; the later one has its own reason."""


def masked(value: str) -> str:
    return MASK


@check_disable
def notice_before(sender, instance, update_fields=None, **kwargs):
    """Keep the row as it is stored, without what the log leaves out: that may be a large file."""
    if not instance._state.adding and instance.pk is not None:
        setattr(instance, BEFORE, stored(sender, instance.pk))


@check_disable
def record_after(sender, instance, created, update_fields=None, **kwargs):
    before = instance.__dict__.pop(BEFORE, None)
    if created:
        record_new(instance)
    elif before is not None:
        record_change(before, instance, update_fields)


def stored(model: type[models.Model], pk) -> models.Model | None:
    return followed(model._base_manager).filter(pk=pk).first()


def followed(rows):
    return rows.only("pk", *followed_names(rows.model))


def followed_names(model: type[models.Model]) -> list[str]:
    said = auditlog.get_model_fields(model)
    names = said["include_fields"] or [field.name for field in model._meta.concrete_fields]
    return [name for name in names if name not in said["exclude_fields"]]


def record_new(instance: models.Model):
    """A new row; one that takes another's place is told as a change of that."""
    before = replaced_by(instance)
    changes = {} if before is None else difference(before, instance) or {}
    told = {name: pair for name, pair in changes.items() if name not in ENDING}
    if told:
        write(instance, AuditEntry.Action.UPDATE, told)
    else:
        write(instance, AuditEntry.Action.CREATE, difference(None, instance))


def record_change(before: models.Model, after: models.Model, names=None):
    write(after, AuditEntry.Action.UPDATE, difference(before, after, names))


@check_disable
def record_gone(sender, instance, **kwargs):
    write(instance, AuditEntry.Action.DELETE, difference(instance, None))


def write(instance: models.Model, action: int, changes: dict | None, **more):
    if changes:
        AuditEntry.objects.log_create(instance, action=action, changes=changes, **more)


def difference(before, after, names=None) -> dict | None:
    """Of the thing's own fields: left alone, the library also asks for everything that refers to it."""
    names = names or followed_names(type(after or before))
    return model_instance_diff(before, after, fields_to_check=names, use_json_for_changes=True)


def replaced_by(instance: models.Model) -> models.Model | None:
    """The row whose place a new one takes: the version before it, or the word that ended when it was said."""
    key = key_of_versions(instance)
    if key is None:
        return None
    names, number = key
    same = followed(type(instance)._base_manager).filter(**{name: getattr(instance, name) for name in names})
    if number:
        return same.filter(**{f"{number}__lt": getattr(instance, number)}).order_by(f"-{number}").first()
    return same.filter(ended_at=instance.made_at).exclude(pk=instance.pk).first()


def key_of_versions(instance: models.Model) -> tuple[list[str], str] | None:
    """What versions share, as the model's own constraint of uniqueness says it, and the number that tells them."""
    for constraint in instance._meta.constraints:
        fields = list(getattr(constraint, "fields", ()))
        if fields and constraint.condition is not None and "ended_at" in str(constraint.condition):
            return fields, ""
        number = next((name for name in ("version", "number") if name in fields), None)
        if number and getattr(type(instance), "LOG_VERSIONS", False):
            return [name for name in fields if name != number], number
    return None
