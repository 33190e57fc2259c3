"""What every versioned fact has in common."""

from django.db import models
from django.db.models import Q

from extracts.models.uploads import HEAVY, Upload


class State(models.TextChoices):
    VALUE = "value", "tal"
    SUPPRESSED = "suppressed", "diskretioneret"
    NOT_AVAILABLE = "not_available", "ikke oplyst"
    WITHDRAWN = "withdrawn", "trukket tilbage"


class ImmutableFact(Exception):
    """A fact's content was about to be updated or deleted; write a further version instead."""


class FactQuerySet(models.QuerySet):
    def current(self):
        """The newest version of every figure, figures that were taken back left out."""
        return self.filter(superseded_at=None).exclude(state=State.WITHDRAWN)

    def as_of(self, moment):
        """Every figure as it was known at that moment; `None` means now."""
        if moment is None:
            return self.current()
        known = Q(superseded_at=None) | Q(superseded_at__gt=moment)
        return self.filter(known, recorded_at__lte=moment).exclude(state=State.WITHDRAWN)

    def recorded_by(self, moment):
        """Every version written by that moment, superseded since or not; `None` means now."""
        return self if moment is None else self.filter(recorded_at__lte=moment)

    def with_changes(self, moment=None):
        """With `changes`: how often the figure has been changed by that moment."""
        same_key = {name: models.OuterRef(name) for name in self.model.LOOKUP}
        versions = self.model.objects.filter(**same_key).recorded_by(moment)
        count = versions.order_by().values(self.model.KEY[0]).annotate(count=models.Count("pk")).values("count")
        return self.annotate(changes=models.Subquery(count) - 1)

    def with_upload(self):
        """With where each came from, but not the files themselves."""
        heavy = [f"upload__{name}" for name in HEAVY]
        return self.select_related("upload__uploaded_by").defer(*heavy)

    def supersede(self, moment):
        """Close the current versions in the set; the one change a fact's row ever sees."""
        return super(FactQuerySet, self.filter(superseded_at=None)).update(superseded_at=moment)

    def update(self, **kwargs):
        raise ImmutableFact("Facts are append-only: commit an upload instead.")

    def delete(self):
        raise ImmutableFact("Facts are append-only: revert the upload instead.")


class Fact(models.Model):
    """A figure from a file. A new figure for the same key is a further row; none is overwritten.

    `KEY` names the columns that say which figure it is, `FIGURES` its numbers, and `LOOKUP` the key with
    whatever column the versions of one figure are found by quickest.

    One commit gives all its rows the same `recorded_at`, and the versions they replace that
    same moment as `superseded_at`.
    """

    LOGGED = False
    """Facts are their own history; the log has an entry for the upload that brought or took back figures."""

    state = models.CharField(max_length=15, choices=State, default=State.VALUE)
    provisional = models.BooleanField("foreløbig", default=False)
    invented = models.BooleanField("eksempeldata", default=False)
    note = models.CharField("bemærkning", max_length=500, blank=True)
    source = models.CharField("kilde", max_length=200, blank=True)
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="%(class)ss")
    line = models.PositiveIntegerField("linje")
    recorded_at = models.DateTimeField("indlæst")
    superseded_at = models.DateTimeField("afløst", null=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise ImmutableFact("Facts are append-only: commit an upload instead.")
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args, **kwargs):
        raise ImmutableFact("Facts are append-only: revert the upload instead.")
