"""Profiles made in the browser: which columns of somebody's file mean what, version by version."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class ProfileVersionQuerySet(models.QuerySet):
    def newest(self):
        """The version that applies of each profile, retired profiles left out."""
        later = self.model.objects.filter(code=models.OuterRef("code"), number__gt=models.OuterRef("number"))
        return self.filter(~models.Exists(later), retired=False)


class ProfileVersion(models.Model):
    """One version of a profile. A change makes a further version, so that an upload can tell how it was read.

    `kind` is the code of the kind of extract. `layout` says what the columns are, see `extracts.mapping`.
    """

    LOG_VERSIONS = True

    code = models.SlugField("kode", max_length=40)
    number = models.PositiveIntegerField("version")
    title = models.CharField("navn", max_length=80)
    kind = models.CharField(max_length=40)
    layout = models.JSONField()
    reason = models.CharField("begrundelse", max_length=200, blank=True)
    retired = models.BooleanField("udgået", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="af")
    at = models.DateTimeField("gemt", default=timezone.now)

    objects = ProfileVersionQuerySet.as_manager()

    class Meta:
        ordering = ["code", "number"]
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="one_profile_version_per_number")]

    def __str__(self):
        return f"{self.title}, version {self.number}"
