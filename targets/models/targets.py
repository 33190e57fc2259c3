"""The measurable demands of a plan's goals."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from extracts.fields import ScaledDecimalField
from extracts.models import Area
from targets.models.indicators import Indicator
from targets.models.plans import Goal
from targets.spec import AGAINST_BASELINE


class Rule(models.TextChoices):
    AT_MOST = "at_most", "højst"
    AT_LEAST = "at_least", "mindst"
    REDUCE = "reduce", "lavere end udgangspunktet"
    INCREASE = "increase", "højere end udgangspunktet"
    HOLD = "hold", "holde niveauet"
    NO_WORSE_THAN = "no_worse_than", "ikke dårligere end"
    CLOSE_TO = "close_to", "tæt på"
    MILESTONE = "milestone", "gennemført til tiden"
    NARRATIVE = "narrative", "vurderes i ord"


RULES_WITHOUT_FIGURES = [Rule.MILESTONE, Rule.NARRATIVE]
RULES_WITH_BASELINE = [Rule(name) for name in AGAINST_BASELINE]
RULES_WITH_LIMIT = [Rule.AT_MOST, Rule.AT_LEAST, Rule.CLOSE_TO]


class Scope(models.TextChoices):
    EACH = "each", "hver periode"
    AVERAGE = "average", "gennemsnittet af et tidsrum"
    SUM = "sum", "summen af et tidsrum"
    END = "end", "slutningen af et tidsrum"


class ToleranceKind(models.TextChoices):
    POINTS = "points", "i målepunktets egen enhed"
    PERCENT = "percent", "i procent af grænsen"


class Path(models.TextChoices):
    NONE = "", "ingen"
    LINEAR = "linear", "en ret linje"
    LISTED = "listed", "delmål"


class Baseline(models.TextChoices):
    NONE = "", "intet"
    UNKNOWN = "unknown", "ikke oplyst i planen"
    VALUE = "value", "trykt i planen"
    PERIOD = "period", "et bestemt tal"
    LAST_YEAR = "last_year", "året før"


class TargetQuerySet(models.QuerySet):
    def known_at(self, moment):
        """The versions that had been decided and recorded by then; the first has always been there."""
        return self if moment is None else self.filter(Q(version=1) | Q(recorded_at__lte=moment))


class Target(models.Model):
    """One version of a measurable demand of a goal, by rule. `assessment.py` says what each rule means.

    The demand itself is goal and position; an amendment is a further version with the reason for it,
    and periods from before `valid_from` keep the version they had.
    """

    LOG_VERSIONS = True

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField(
        null=True, help_text="The first day of the first period it judges; the first version has none."
    )
    decided_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="targets")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=15, choices=Rule)
    limit = ScaledDecimalField(null=True)
    strict = models.BooleanField(default=False)
    tolerance = ScaledDecimalField(null=True, help_text="By `tolerance_kind`; null: none decided.")
    tolerance_kind = models.CharField(max_length=10, choices=ToleranceKind, default=ToleranceKind.POINTS)
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.EACH)
    span = models.CharField(max_length=12, blank=True)
    deadline = models.DateField(null=True, help_text="First day after the last day it may be reached.")
    path = models.CharField(max_length=10, choices=Path, blank=True)
    path_start = models.DateField(null=True, help_text="Where a linear path leaves the baseline.")
    baseline = models.CharField(max_length=10, choices=Baseline, blank=True)
    baseline_period = models.CharField(max_length=12, blank=True)
    baseline_value = ScaledDecimalField(null=True)
    baseline_approximate = models.BooleanField(default=False)
    comparator = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    completed_on = models.DateField(null=True)
    reading = models.TextField(blank=True, help_text="Where the plan's words leave room: how we read them.")
    source = models.CharField(max_length=200)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["goal", "position", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "position", "version"], name="one_target_per_goal_position_version"
            ),
            models.CheckConstraint(
                condition=Q(version=1, valid_from__isnull=True)
                | Q(version__gt=1, valid_from__isnull=False, decided_on__isnull=False) & ~Q(reason=""),
                name="amended_target_says_from_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(tolerance_kind=ToleranceKind.POINTS)
                | Q(tolerance_kind=ToleranceKind.PERCENT) & (Q(limit__isnull=True) | ~Q(limit=0)),
                name="tolerance_in_percent_is_of_something",
            ),
            models.CheckConstraint(condition=Q(path__in=Path.values), name="target_has_a_known_path"),
            models.CheckConstraint(
                condition=Q(path="") | Q(deadline__isnull=False, limit__isnull=False),
                name="path_leads_to_a_limit_by_a_deadline",
            ),
            models.CheckConstraint(
                condition=~Q(path=Path.LINEAR) | Q(path_start__isnull=False, baseline_value__isnull=False),
                name="linear_path_starts_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(path=Path.LINEAR) | Q(path_start__lt=F("deadline")),
                name="linear_path_starts_before_its_deadline",
            ),
            models.CheckConstraint(condition=Q(rule__in=Rule.values), name="target_has_a_known_rule"),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="target_has_a_known_scope"),
            models.CheckConstraint(condition=Q(baseline__in=Baseline.values), name="target_has_a_known_baseline"),
            models.CheckConstraint(
                condition=~Q(rule__in=RULES_WITH_BASELINE) | ~Q(baseline=""),
                name="target_against_a_baseline_says_which",
            ),
            models.CheckConstraint(
                condition=~Q(baseline=Baseline.VALUE) | Q(baseline_value__isnull=False),
                name="target_against_a_value_states_it",
            ),
            models.CheckConstraint(
                condition=~Q(baseline=Baseline.PERIOD) | ~Q(baseline_period=""),
                name="target_against_a_period_names_it",
            ),
            models.CheckConstraint(
                condition=Q(rule__in=RULES_WITHOUT_FIGURES) | Q(indicator__isnull=False),
                name="target_judged_by_figures_has_an_indicator",
            ),
            models.CheckConstraint(
                condition=~Q(rule__in=RULES_WITH_LIMIT) | Q(limit__isnull=False), name="target_with_a_limit_states_it"
            ),
            models.CheckConstraint(
                condition=~Q(rule=Rule.NO_WORSE_THAN) | Q(comparator__isnull=False),
                name="target_compared_with_an_area_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(rule=Rule.MILESTONE) | Q(deadline__isnull=False), name="milestone_has_a_deadline"
            ),
            models.CheckConstraint(
                condition=Q(scope=Scope.EACH, span="") | (~Q(scope=Scope.EACH) & ~Q(span="")),
                name="target_over_a_span_names_it",
            ),
            models.CheckConstraint(
                condition=Q(tolerance__isnull=True) | Q(tolerance__gte=0), name="tolerance_is_not_negative"
            ),
        ]

    def __str__(self):
        return f"{self.goal}: {self.get_rule_display()}"


class PathPoint(models.Model):
    """A milestone of a listed path: where the figure should stand by the end of a period."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="path_points")
    period = models.CharField(max_length=12)
    value = ScaledDecimalField()

    class Meta:
        ordering = ["period"]
        constraints = [models.UniqueConstraint(fields=["target", "period"], name="one_milestone_per_period")]

    def __str__(self):
        return f"{self.target} {self.period}"
