"""What people say of a year while it runs: how it is spread over the months, which are closed, how it will end."""

from django.db import models
from django.db.models import F, Q

from budget.models.facts import FIRST_YEAR, LAST_YEAR, OERE
from budget.models.words import LineKind, OnALine
from budget.months import MONTHS, SUPPLEMENTARY, BookedMonth
from extracts.fields import ScaledDecimalField
from extracts.models import Said, ended_later

SHARE_PLACES = 4
WHOLE = 100
"""A year in percent."""
MONTH_FIELDS = [f"m{number:02d}" for number in range(1, MONTHS + 1)]


def plausible_year(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name=name)


class Phasing(OnALine, Said):
    """How a line's budget is spread over the twelve months, in percent of the year; together exactly 100."""

    year = models.PositiveSmallIntegerField("år")
    m01 = ScaledDecimalField(places=SHARE_PLACES)
    m02 = ScaledDecimalField(places=SHARE_PLACES)
    m03 = ScaledDecimalField(places=SHARE_PLACES)
    m04 = ScaledDecimalField(places=SHARE_PLACES)
    m05 = ScaledDecimalField(places=SHARE_PLACES)
    m06 = ScaledDecimalField(places=SHARE_PLACES)
    m07 = ScaledDecimalField(places=SHARE_PLACES)
    m08 = ScaledDecimalField(places=SHARE_PLACES)
    m09 = ScaledDecimalField(places=SHARE_PLACES)
    m10 = ScaledDecimalField(places=SHARE_PLACES)
    m11 = ScaledDecimalField(places=SHARE_PLACES)
    m12 = ScaledDecimalField(places=SHARE_PLACES)

    class Meta:
        ordering = ["year", "benefit_type", "-made_at"]
        constraints = [
            plausible_year("phasing_is_of_a_plausible_year"),
            ended_later("phasing_is_ended_by_someone_later"),
            models.CheckConstraint(condition=Q(kind__in=LineKind.values), name="phasing_has_a_known_kind"),
            models.CheckConstraint(
                condition=Q(
                    m12=models.Value(WHOLE * 10**SHARE_PLACES, output_field=models.BigIntegerField())
                    - sum((F(name) for name in MONTH_FIELDS[1:-1]), F(MONTH_FIELDS[0]))
                ),
                name="phasing_adds_up_to_the_year",
            ),
            models.UniqueConstraint(
                fields=["year", "benefit_type", "kind", "programme"],
                condition=Q(ended_at=None),
                name="one_current_phasing_per_line",
            ),
        ]

    def __str__(self):
        return f"{self.year} {self.key}"

    @property
    def shares(self) -> list:
        """Twelve percentages, January first."""
        return [getattr(self, name) for name in MONTH_FIELDS]


class ClosedMonth(Said):
    """A person says that nothing more is expected to be booked in a month; month 13 closes the year.

    `ended_at` is when it was opened again, `ended_reason` why.
    """

    year = models.PositiveSmallIntegerField("år")
    month = models.PositiveSmallIntegerField("måned")

    class Meta:
        ordering = ["year", "month", "made_at"]
        constraints = [
            plausible_year("closed_month_is_of_a_plausible_year"),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=SUPPLEMENTARY), name="closed_month_is_one_of_thirteen"
            ),
            ended_later("closed_month_is_reopened_by_someone_later"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(ended_reason=""), name="closed_month_is_reopened_with_a_reason"
            ),
            models.UniqueConstraint(fields=["year", "month"], condition=Q(ended_at=None), name="month_is_closed_once"),
        ]

    def __str__(self):
        return self.when.code

    @property
    def when(self) -> BookedMonth:
        return BookedMonth(self.year, self.month)


class ForecastMethod(models.TextChoices):
    """How the rest of a year is guessed from what is booked; the formulas stand in `budget.forecast`."""

    RUN_RATE = "run_rate", "Samme tempo"
    SEASONAL = "seasonal", "Sidste års sæson"
    PERSONS_PRICE = "persons_price", "Personer × pris"
    OWN = "own", "Eget skøn"


class ForecastChoice(OnALine, Said):
    """Which method a line's forecast is made by; a person's own figure is net kroner for the whole year."""

    year = models.PositiveSmallIntegerField("år")
    method = models.CharField("metode", max_length=15, choices=ForecastMethod)
    amount = ScaledDecimalField("beløb", null=True, places=OERE)
    persons = ScaledDecimalField("helårspersoner", null=True)

    class Meta:
        ordering = ["year", "benefit_type", "-made_at"]
        constraints = [
            plausible_year("forecast_choice_is_of_a_plausible_year"),
            ended_later("forecast_choice_is_ended_by_someone_later"),
            models.CheckConstraint(condition=Q(kind__in=LineKind.values), name="forecast_choice_has_a_known_kind"),
            models.CheckConstraint(
                condition=Q(method="own", amount__isnull=False) & ~Q(reason="")
                | Q(method__in=["run_rate", "seasonal", "persons_price"], amount=None, persons=None),
                name="forecast_choice_has_a_figure_and_a_reason_exactly_when_own",
            ),
            models.CheckConstraint(
                condition=Q(persons__isnull=True) | Q(persons__gte=0), name="forecast_choice_has_no_negative_persons"
            ),
            models.UniqueConstraint(
                fields=["year", "benefit_type", "kind", "programme"],
                condition=Q(ended_at=None),
                name="one_current_forecast_choice_per_line",
            ),
        ]

    def __str__(self):
        return f"{self.year} {self.key} {self.method}"


class ArchivedForecast(OnALine):
    """What a line was expected to end at when a month was closed. Never changed: it is scored afterwards."""

    closing = models.ForeignKey(ClosedMonth, models.PROTECT, related_name="forecasts")
    method = models.CharField("metode", max_length=15, choices=ForecastMethod)
    booked = ScaledDecimalField(null=True, places=OERE)
    forecast = ScaledDecimalField(places=OERE)
    persons = ScaledDecimalField(null=True)
    budget = ScaledDecimalField(null=True, places=OERE)
    invented = models.BooleanField("eksempeldata", default=False)

    class Meta:
        ordering = ["closing", "benefit_type"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LineKind.values), name="archived_forecast_has_a_known_kind"),
            models.CheckConstraint(
                condition=Q(method__in=ForecastMethod.values), name="archived_forecast_has_a_known_method"
            ),
            models.UniqueConstraint(
                fields=["closing", "benefit_type", "kind", "programme"], name="one_archived_forecast_per_line"
            ),
            models.CheckConstraint(
                condition=Q(persons__isnull=True) | Q(persons__gte=0), name="archived_forecast_has_no_negative_persons"
            ),
        ]

    def __str__(self):
        return f"{self.closing_id} {self.key}"
