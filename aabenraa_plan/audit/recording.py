"""What passes `save()` by and is to leave an entry all the same: rows changed at once, parts rewritten, data loaded."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from auditlog.context import auditlog_disabled, disable_auditlog
from django.db import models

from aabenraa_plan.audit.models import AuditEntry
from aabenraa_plan.audit.naming import name_of
from aabenraa_plan.audit.noticing import followed, record_change, write

silently = disable_auditlog
"""Nothing is recorded meanwhile: the caller records what it comes to."""


def updated(rows: models.QuerySet, **values) -> int:
    """`rows.update(**values)`, with an entry for every row that changes."""
    if auditlog_disabled.get():
        return rows.update(**values)
    before = {row.pk: row for row in followed(rows.select_related(None))}
    count = rows.update(**values)
    for row in followed(rows.model._base_manager.filter(pk__in=before)):
        record_change(before[row.pk], row, values)
    return count


@contextmanager
def parts_rewritten(whole: models.Model, name: str, told: Callable[[models.Model], str] = name_of) -> Iterator[None]:
    """One entry on the whole, where its parts are deleted and written anew: which there were, and which there are."""
    # `filter()` asks the database, where `all()` may answer with what was fetched before.
    parts = getattr(whole, name)
    before = [told(part) for part in parts.filter()]
    with silently():
        yield
    after = [told(part) for part in parts.filter()]
    if before != after and not auditlog_disabled.get():
        changes = {name: [before or None, after or None]}
        write(whole, AuditEntry.Action.UPDATE, changes)


def happened(thing: models.Model, said: str):
    """Something that is told in one sentence, because it changed very much at once."""
    write(thing, AuditEntry.Action.UPDATE, {"told": [None, said]})
