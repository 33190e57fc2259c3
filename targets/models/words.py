"""What people say of a goal: comments by quarter, and judgements that stand beside a computed verdict."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from extracts.periods import Period, parse
from targets.models.plans import Goal
from targets.models.targets import Target
from targets.spec import Verdict
from targets.wording import VERDICT_WORDS

JUDGEMENTS = [(verdict.value, VERDICT_WORDS[verdict]) for verdict in (Verdict.MET, Verdict.NEAR, Verdict.MISSED)]


class KnownAtQuerySet(models.QuerySet):
    """Rows that are written at one moment and may be replaced or taken back at a later one."""

    def known_at(self, moment):
        """What stood at that moment; `None` means now."""
        if moment is None:
            return self.filter(ended_at=None)
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=moment), made_at__lte=moment)


class Judgement(models.Model):
    """A person's dated word on a target.

    Of a target with figures it is an override: it stands beside the computed verdict, for one period
    and until it expires. Of a narrative target it is the verdict, until the next one. Of a milestone it
    records the day it was done (`done_on`).
    """

    target = models.ForeignKey(Target, models.CASCADE, related_name="judgements")
    period = models.CharField(max_length=12, blank=True)
    verdict = models.CharField("vurdering", max_length=10, choices=JUDGEMENTS)
    reason = models.TextField("begrundelse", max_length=1000)
    done_on = models.DateField("gennemført", null=True)
    expires_on = models.DateField("gælder til", null=True, help_text="The first day it no longer stands.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="Null where another word came."
    )

    objects = KnownAtQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "period"], condition=Q(ended_at__isnull=True), name="one_judgement_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="judgement_gives_a_reason"),
            models.CheckConstraint(
                condition=Q(verdict__in=[code for code, _ in JUDGEMENTS]), name="judgement_has_a_known_verdict"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=F("made_at")), name="judgement_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True) | Q(ended_at__isnull=False), name="judgement_withdrawn_has_ended"
            ),
        ]

    def __str__(self):
        return f"{self.target}: {self.get_verdict_display()}"


class Comment(models.Model):
    """What the responsible manager says of a goal and a quarter. A new wording never overwrites the old one."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="comments")
    quarter = models.CharField("kvartal", max_length=6)
    happened = models.TextField("Hvad skete der?", max_length=2000)
    why = models.TextField("Hvorfor?", max_length=2000)
    next_step = models.TextField("Hvad gør vi nu?", max_length=2000)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = KnownAtQuerySet.as_manager()

    class Meta:
        ordering = ["-quarter", "-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "quarter"], condition=Q(ended_at__isnull=True), name="one_comment_per_goal_and_quarter"
            ),
            models.CheckConstraint(condition=~Q(happened=""), name="comment_says_what_happened"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=F("made_at")), name="comment_ends_after_it_began"
            ),
        ]

    def __str__(self):
        return f"{self.goal} {self.quarter}"

    def get_absolute_url(self):
        return reverse("goal", args=[self.goal.plan.slug, self.goal.code])

    @property
    def when(self) -> Period:
        return parse(self.quarter)
