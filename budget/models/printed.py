"""What documents print beside the lines: totals to compare with, and the committee's frame."""

from django.db import models

from budget.models.facts import OERE
from extracts.fields import ScaledDecimalField


class PrintedTotal(models.Model):
    """A total as a plan's budget prints it, to be held against the sum of the lines.

    `figure` is `persons` (full-year persons), `support`, `effort` or `effort:<programme>` (kroner).
    """

    year = models.PositiveSmallIntegerField("år")
    figure = models.CharField(max_length=60)
    amount = ScaledDecimalField(places=OERE)
    source = models.CharField("kilde", max_length=200)

    class Meta:
        ordering = ["year", "figure"]
        constraints = [models.UniqueConstraint(fields=["year", "figure"], name="one_printed_total_per_year_and_figure")]

    def __str__(self):
        return f"{self.year} {self.figure}"


class FrameGroup(models.TextChoices):
    """The committee's money by the rules it is under."""

    SERVICE = "service", "Serviceudgifter"
    TRANSFERS = "transfers", "Overførselsudgifter"
    INSURED = "insured", "Forsikrede ledige"


class FrameLine(models.Model):
    """A line of the committee's frame: a coarser division than the benefit types, and never mixed with them."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField("linje", max_length=120)
    group = models.CharField("gruppe", max_length=10, choices=FrameGroup)
    position = models.PositiveSmallIntegerField()
    source = models.CharField("kilde", max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=models.Q(group__in=FrameGroup.values), name="frame_line_has_a_known_group")
        ]

    def __str__(self):
        return self.name


class FrameAmount(models.Model):
    """What the adopted budget of a year gives a line of the frame, in kroner net."""

    line = models.ForeignKey(FrameLine, models.CASCADE, related_name="amounts")
    year = models.PositiveSmallIntegerField("år")
    amount = ScaledDecimalField(places=OERE)

    class Meta:
        ordering = ["line", "year"]
        constraints = [models.UniqueConstraint(fields=["line", "year"], name="one_frame_amount_per_line_and_year")]

    def __str__(self):
        return f"{self.line_id} {self.year}"


class FrameTotal(models.Model):
    """A total of the frame as its document prints it: of a group, or of all where `group` is empty."""

    group = models.CharField(max_length=10, choices=FrameGroup, blank=True)
    year = models.PositiveSmallIntegerField("år")
    amount = ScaledDecimalField(places=OERE)
    source = models.CharField("kilde", max_length=200)

    class Meta:
        ordering = ["year", "group"]
        constraints = [models.UniqueConstraint(fields=["group", "year"], name="one_frame_total_per_group_and_year")]

    def __str__(self):
        return f"{self.group} {self.year}"
