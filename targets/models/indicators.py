"""What is measured, and the figures that were."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aabenraa_plan.models import Role
from extracts.fields import ScaledDecimalField
from extracts.models import Area, Fact, State
from extracts.periods import Period, parse


class Direction(models.TextChoices):
    LOWER = "lower", "lavere er bedre"
    HIGHER = "higher", "højere er bedre"
    NONE = "none", "ingen retning"


class Unit(models.TextChoices):
    PERCENT = "percent", "%"
    PERSONS = "persons", "personer"
    COUNT = "count", "antal"
    HOURS = "hours", "timer"
    KRONER = "kroner", "kr."
    RANK = "rank", "plads"


class Frequency(models.TextChoices):
    MONTH = "month", "måned"
    QUARTER = "quarter", "kvartal"
    HALF_YEAR = "half_year", "halvår"
    YEAR = "year", "år"
    ROLLING_YEAR = "rolling_year", "rullende år"


class Derivation(models.TextChoices):
    NONE = "none", "kan ikke dannes af finere perioder"
    SUM = "sum", "sum"
    MEAN = "mean", "gennemsnit"
    LAST = "last", "sidste"
    RATIO = "ratio", "forhold mellem summer"


class Indicator(models.Model):
    """A measure point: what is counted, where the figure comes from, and which way is good."""

    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField("målepunkt", max_length=120)
    description = models.TextField(blank=True)
    unit = models.CharField("enhed", max_length=10, choices=Unit)
    frequency = models.CharField("hyppighed", max_length=15, choices=Frequency)
    direction = models.CharField("retning", max_length=10, choices=Direction)
    derivation = models.CharField(max_length=10, choices=Derivation, default=Derivation.NONE)
    may_exceed_100 = models.BooleanField(default=False)
    source = models.CharField("kilde", max_length=200)
    fetch = models.CharField("hentes", max_length=300, blank=True)
    lag_days = models.PositiveSmallIntegerField(
        "udgives efter", null=True, help_text="Days from a period's end until its figure is published; null: not known."
    )
    lag_source = models.CharField(max_length=200, blank=True)
    newest_is_provisional = models.BooleanField(
        default=False, help_text="Whether the source still changes the newest period it has published."
    )
    is_survey = models.BooleanField(default=False, help_text="A sample, so that its figures carry sampling error.")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="indicators",
        verbose_name="indlæses af",
        limit_choices_to={"role": Role.ANALYST},
    )
    supporting = models.BooleanField("støttende", default=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="indicator_has_a_known_unit"),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="indicator_has_a_known_direction"),
            models.CheckConstraint(condition=Q(frequency__in=Frequency.values), name="indicator_has_a_known_frequency"),
            models.CheckConstraint(
                condition=Q(derivation__in=Derivation.values), name="indicator_has_a_known_derivation"
            ),
            models.CheckConstraint(
                condition=Q(lag_days__isnull=True) | ~Q(lag_source=""), name="publication_lag_says_where_it_is_from"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("indicator", args=[self.code])


class SeriesBreak(models.Model):
    """A day from which an indicator's figures are not comparable with the earlier ones."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="breaks")
    day = models.DateField("fra")
    reason = models.CharField("hvorfor", max_length=200)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["indicator", "day"], name="one_break_per_indicator_and_day")]

    def __str__(self):
        return f"{self.indicator}: {self.reason}"


class Observation(Fact):
    """The figure of an indicator for an area and a period, in one of its versions.

    A ratio keeps numerator and denominator and is computed from them; `value` is then the
    figure as printed, where one was.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="observations")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    period = models.CharField("periode", max_length=12)
    period_end = models.DateField()
    value = ScaledDecimalField("værdi", null=True)
    numerator = ScaledDecimalField("tæller", null=True)
    denominator = ScaledDecimalField("nævner", null=True)

    KEY = ("indicator_id", "area_id", "period")
    FIGURES = ("value", "numerator", "denominator")
    LOOKUP = (*KEY, "period_end")

    class Meta:
        ordering = ["period_end", "period", "recorded_at"]
        indexes = [models.Index(fields=["indicator", "area", "period_end"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="observation_has_a_known_state"),
            models.UniqueConstraint(
                fields=["indicator", "area", "period"],
                condition=Q(superseded_at__isnull=True),
                name="one_current_observation_per_key",
            ),
            models.CheckConstraint(
                condition=Q(state=State.VALUE) & (Q(value__isnull=False) | Q(numerator__isnull=False))
                | ~Q(state=State.VALUE) & Q(value__isnull=True, numerator__isnull=True, denominator__isnull=True),
                name="observation_has_a_figure_exactly_when_it_says_so",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__isnull=False, denominator__gt=0),
                name="observation_has_both_parts_of_a_ratio",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gt=F("recorded_at")),
                name="observation_superseded_after_it_was_recorded",
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.area_id} {self.period}"

    def get_absolute_url(self):
        return reverse("lineage", args=[self.pk])

    @property
    def when(self) -> Period:
        return parse(self.period)
