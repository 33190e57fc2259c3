"""A plan and everything it says that is not a measurable demand."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse


class Plan(models.Model):
    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=80)
    guidepost_word = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField(help_text="First day after the plan's last.")
    source = models.CharField(max_length=200)
    is_draft = models.BooleanField(
        default=False, help_text="Not adopted yet: everything in it may still be changed, and only the staff see it."
    )
    edited_at = models.DateTimeField(
        null=True, help_text="When someone last changed it in the browser; `load_plans` then leaves it alone."
    )
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    adopted_at = models.DateTimeField(null=True, help_text="When a draft was adopted in the browser.")
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="plan_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(adopted_at__isnull=True, adopted_by__isnull=True)
                | Q(adopted_at__isnull=False, adopted_by__isnull=False, is_draft=False),
                name="plan_adopted_at_a_time_is_adopted_by_someone",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("plan_overview", args=[self.slug])


class Guidepost(models.Model):
    """A political guidepost or, in the older plan, a theme. The one without a number runs across."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="guideposts")
    position = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=80)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="one_guidepost_per_position"),
            models.UniqueConstraint(fields=["plan", "number"], name="one_guidepost_per_plan_and_number"),
        ]

    def __str__(self):
        return self.title

    @property
    def label(self) -> str:
        """`1 · Større arbejdsstyrke`"""
        return f"{self.number} · {self.title}" if self.number else self.title


class Goal(models.Model):
    """A promise in a plan. Numbered ones have their number as code; the others a word."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals")
    guidepost = models.ForeignKey(Guidepost, models.PROTECT, related_name="goals")
    code = models.SlugField(max_length=40)
    number = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["plan", F("number").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="one_goal_per_plan_and_code"),
            models.UniqueConstraint(fields=["plan", "number"], name="one_goal_per_plan_and_number"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("goal", args=[self.plan.slug, self.code])


class MinisterialGoal(models.Model):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="ministerial_goals")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_ministerial_goal_per_number")]

    def __str__(self):
        return self.title


class Effort(models.Model):
    """An effort the plan tracks in words, not in figures."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="efforts")
    guidepost = models.ForeignKey(Guidepost, models.CASCADE, related_name="efforts")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    description = models.TextField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["plan", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="one_effort_per_position")]

    def __str__(self):
        return self.title


class PrintedFigure(models.Model):
    """A figure a plan prints that is no observation: undated, dated to a day, or a projection."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="printed_figures")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    value = models.CharField(max_length=120)
    dated = models.CharField(max_length=80)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["plan", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="one_printed_figure_per_position")]

    def __str__(self):
        return self.label
