"""The entries of the log as its pages and files show them: one query, with who did it and to what kind of thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from aabenraa_plan.audit.forms import THE_PROGRAM
from aabenraa_plan.audit.models import AuditEntry
from aabenraa_plan.audit.searching import folded
from aabenraa_plan.audit.telling import Change, changes_of, kind_of, reason_of, sentence_of, who_of
from aabenraa_plan.days import beginning_of
from aabenraa_plan.formats import danish_moment


@dataclass(frozen=True)
class Told:
    """An entry as a reader may see it."""

    entry: AuditEntry
    sees_small: bool

    @property
    def when(self) -> str:
        return danish_moment(timezone.localtime(self.entry.timestamp))

    @property
    def who(self) -> str:
        return who_of(self.entry)

    @property
    def kind(self) -> str:
        return kind_of(self.entry)

    @property
    def label(self) -> str:
        """Of the kind, as the address has it."""
        return f"{self.entry.content_type.app_label}.{self.entry.content_type.model}"

    @property
    def changes(self) -> list[Change]:
        return changes_of(self.entry, sees_small=self.sees_small)

    @property
    def reason(self) -> str:
        return reason_of(self.entry, self.changes)

    @property
    def sentence(self) -> str:
        return sentence_of(self.entry, sees_small=self.sees_small)


def told(entries: Iterable[AuditEntry], *, sees_small: bool) -> list[Told]:
    return [Told(entry, sees_small) for entry in entries]


def entries_asked_for(asked: dict) -> QuerySet:
    """The newest first; what the form could not read narrows nothing."""
    found = AuditEntry.objects.select_related("actor", "content_type").defer("searched")
    if who := asked.get("hvem"):
        found = found.filter(actor=None) if who == THE_PROGRAM else found.filter(actor=who)
    if kind := asked.get("slags"):
        app, model = kind.split(".")
        found = found.filter(content_type__app_label=app, content_type__model=model)
        if thing := asked.get("ting"):
            found = found.filter(object_pk=thing)
    if first := asked.get("fra"):
        found = found.filter(timestamp__gte=beginning_of(first))
    if last := asked.get("til"):
        found = found.filter(timestamp__lt=beginning_of(last + timedelta(days=1)))
    for word in folded(asked.get("ord") or "").split():
        found = found.filter(searched__contains=word)
    return found


def same_action(entry: AuditEntry, most: int) -> QuerySet:
    """What else changed by the same click."""
    others = AuditEntry.objects.select_related("actor", "content_type").defer("searched")
    return others.filter(cid=entry.cid).exclude(pk=entry.pk).order_by("timestamp", "pk")[:most] if entry.cid else []
