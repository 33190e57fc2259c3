"""How much the state pays back, as dated rates."""

from django.db import models
from django.db.models import Q

from extracts.fields import ScaledDecimalField


class Scheme(models.Model):
    """A way in which the state reimburses benefits, such as the ladder by accumulated weeks."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField("ordning", max_length=80, unique=True)
    note = models.CharField("bemærkning", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()
    source = models.CharField("kilde", max_length=200)

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.name


class Rate(models.Model):
    """From a day on: the percent of the gross benefit that the state pays from a week of benefit on.

    Weeks are a person's accumulated weeks across benefits, the first is 1. A rate holds until the next
    `from_week` of the same day; a later `valid_from` replaces all rates of the scheme.
    """

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="rates")
    valid_from = models.DateField("gælder fra")
    from_week = models.PositiveSmallIntegerField("fra uge")
    percent = ScaledDecimalField("refusion i procent")
    source = models.CharField("kilde", max_length=200)

    class Meta:
        ordering = ["scheme", "valid_from", "from_week"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "valid_from", "from_week"], name="one_rate_per_scheme_and_week"),
            models.CheckConstraint(condition=Q(from_week__gte=1), name="rate_starts_at_the_first_week_or_later"),
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="rate_is_a_percentage"),
        ]

    def __str__(self):
        return f"{self.scheme_id} {self.valid_from} {self.from_week}"
