"""What people say of things, kept like facts: a later word ends an earlier one and never overwrites it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class SaidQuerySet(models.QuerySet):
    """Rows that are replaced by later ones and never changed."""

    def known_at(self, moment=None):
        """What stood at a moment; `None` means now."""
        if moment is None:
            return self.filter(ended_at=None)
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=moment), made_at__lte=moment)


class Said(models.Model):
    """Somebody's word, from one moment to another: a later one ends it, and it stays to be read."""

    reason = models.CharField("begrundelse", max_length=500, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_reason = models.CharField("begrundelse", max_length=500, blank=True)

    objects = SaidQuerySet.as_manager()

    class Meta:
        abstract = True


def ended_later(name: str) -> models.CheckConstraint:
    """A word ends after it was given, and by somebody."""
    return models.CheckConstraint(
        condition=Q(ended_at=None, ended_by=None, ended_reason="")
        | Q(ended_at__gt=F("made_at"), ended_by__isnull=False),
        name=name,
    )
