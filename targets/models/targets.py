"""The measurable demands of a plan's goals."""

from django.db import models
from django.db.models import Q

from extracts.fields import ScaledDecimalField
from extracts.models import Area
from targets.models.indicators import Indicator
from targets.models.plans import Goal


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
RULES_WITH_BASELINE = [Rule.REDUCE, Rule.INCREASE, Rule.HOLD]
RULES_WITH_LIMIT = [Rule.AT_MOST, Rule.AT_LEAST, Rule.CLOSE_TO]


class Scope(models.TextChoices):
    EACH = "each", "hver periode"
    AVERAGE = "average", "gennemsnit"


class Baseline(models.TextChoices):
    NONE = "", "intet"
    UNKNOWN = "unknown", "ikke oplyst i planen"
    VALUE = "value", "trykt i planen"
    PERIOD = "period", "et bestemt tal"
    LAST_YEAR = "last_year", "året før"


class Target(models.Model):
    """One measurable demand of a goal, by rule. `assessment.py` says what each rule means."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField(default=1)
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="targets")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=15, choices=Rule)
    limit = ScaledDecimalField(null=True)
    strict = models.BooleanField(default=False)
    tolerance = ScaledDecimalField(null=True, help_text="In points of the indicator's unit; null: none decided.")
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.EACH)
    span = models.CharField(max_length=12, blank=True)
    deadline = models.DateField(null=True, help_text="First day after the last day it may be reached.")
    baseline = models.CharField(max_length=10, choices=Baseline, blank=True)
    baseline_period = models.CharField(max_length=12, blank=True)
    baseline_value = ScaledDecimalField(null=True)
    baseline_approximate = models.BooleanField(default=False)
    comparator = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    completed_on = models.DateField(null=True)
    reading = models.TextField(blank=True, help_text="Where the plan's words leave room: how we read them.")
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["goal", "position"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "position"], name="one_target_per_goal_and_position"),
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
