"""The entries of the audit log: who changed what, when, from what to what. Written once, never changed or deleted."""

from auditlog.models import AbstractLogEntry, LogEntryManager
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models

from aabenraa_plan.audit.acting import actor
from aabenraa_plan.audit.naming import name_of, with_names
from aabenraa_plan.audit.searching import searchable_text


class EntryStands(Exception):
    """An entry of the log was about to be changed or deleted."""

    def __init__(self):
        super().__init__("The entries of the log are never changed or deleted.")


class EntryQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise EntryStands

    def delete(self):
        raise EntryStands

    def _raw_delete(self, using):
        raise EntryStands


class EntryManager(LogEntryManager.from_queryset(EntryQuerySet)):
    def log_create(self, instance, force_log: bool = False, **given):
        """As django-auditlog writes it, but with what is told of things and the keys it refers to as words."""
        given.setdefault("object_repr", name_of(instance))
        if given.get("changes"):
            given["changes"] = with_names(instance, given["changes"])
        return super().log_create(instance, force_log, **given)

    def log_m2m_changes(self, changed_queryset, instance, operation, field_name, **given):
        given.setdefault("object_repr", name_of(instance))
        return super().log_m2m_changes(changed_queryset, instance, operation, field_name, **given)


class AuditEntry(AbstractLogEntry):
    """One change. `cid` is shared by the entries of one action; no address of the reader's is kept (see `SignIn`)."""

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", verbose_name="slags")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="hvem"
    )
    """None where the program acted by itself."""
    searched = models.TextField(blank=True, help_text="What a word is looked for in: without figures that are hidden.")

    LOGGED = False

    objects = EntryManager()

    class Meta(AbstractLogEntry.Meta):
        verbose_name = "hændelse"
        verbose_name_plural = "hændelseslog"
        ordering = ["-timestamp", "-pk"]

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise EntryStands
        if self.actor_id is None:
            self.actor = actor()
        self.searched = searchable_text(self)
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args, **kwargs):
        raise EntryStands
