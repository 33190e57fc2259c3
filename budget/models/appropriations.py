"""Appropriation cases: what the council or the committee moves in a year's budget after it was adopted."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from budget.models.facts import FIRST_YEAR, LAST_YEAR, OERE
from budget.models.words import BenefitType, LineKind, Programme
from extracts.fields import ScaledDecimalField


class CaseKind(models.TextChoices):
    """The four kinds of case a Danish municipality tells apart."""

    REALLOCATION = "reallocation", "Omplacering inden for udvalget"
    CASH = "cash", "Tillægsbevilling, drift, af kassen"
    OTHER_COMMITTEES = "committees", "Tillægsbevilling, drift, betalt af andre udvalg"
    CAPITAL = "capital", "Tillægsbevilling, anlæg"


class CaseStatus(models.TextChoices):
    DRAFT = "draft", "Kladde"
    GRANTED = "granted", "Bevilget"
    WITHDRAWN = "withdrawn", "Taget tilbage"


class AppropriationQuerySet(models.QuerySet):
    def granted(self, moment=None):
        """The cases that counted at a moment; `None` means now."""
        if moment is None:
            return self.filter(status=CaseStatus.GRANTED)
        standing = Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment)
        return self.filter(standing, granted_at__lte=moment)


class Appropriation(models.Model):
    """A case that changes a year's budget. Only a granted one counts; a draft may still be changed or deleted.

    A granted case is never changed: it is taken back with a reason, and another one made. The database refuses
    a reallocation that does not net to zero (`budget.cases.net_zero`).
    """

    year = models.PositiveSmallIntegerField("år")
    kind = models.CharField("art", max_length=12, choices=CaseKind)
    title = models.CharField("titel", max_length=200)
    reason = models.CharField("begrundelse", max_length=500)
    case_number = models.CharField("sagsnummer", max_length=40, blank=True)
    payer = models.CharField("betales af", max_length=120, blank=True)
    status = models.CharField("status", max_length=10, choices=CaseStatus, default=CaseStatus.DRAFT)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    decided_on = models.DateField("besluttet den", null=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField("begrundelse", max_length=500, blank=True)

    objects = AppropriationQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CaseKind.values), name="appropriation_has_a_known_kind"),
            models.CheckConstraint(condition=Q(status__in=CaseStatus.values), name="appropriation_has_a_known_status"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="appropriation_is_of_a_plausible_year"
            ),
            models.CheckConstraint(
                condition=Q(kind="committees") & ~Q(payer="") | ~Q(kind="committees") & Q(payer=""),
                name="appropriation_names_a_payer_exactly_when_others_pay",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", granted_at=None, granted_by=None)
                | ~Q(status="draft") & Q(granted_at__isnull=False, granted_by__isnull=False, decided_on__isnull=False),
                name="appropriation_is_granted_by_someone_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawn_reason="")
                & Q(withdrawn_at__gt=F("granted_at"))
                | ~Q(status="withdrawn") & Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason=""),
                name="appropriation_is_withdrawn_by_someone_with_a_reason",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("appropriation", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.status == CaseStatus.DRAFT


class AppropriationLine(models.Model):
    """What a case adds to (or with minus takes from) a budget line: net kroner, and full-year persons where said.

    A line of a capital case names its purpose and no benefit type: it is no part of the operating budget.
    """

    appropriation = models.ForeignKey(Appropriation, models.CASCADE, related_name="lines")
    benefit_type = models.ForeignKey(BenefitType, models.PROTECT, null=True, related_name="appropriation_lines")
    kind = models.CharField("art", max_length=10, choices=LineKind, blank=True)
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="+")
    purpose = models.CharField("formål", max_length=120, blank=True)
    amount = ScaledDecimalField("beløb", places=OERE)
    persons = ScaledDecimalField("helårspersoner", null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(benefit_type__isnull=False, programme__isnull=False, kind__in=LineKind.values, purpose="")
                | Q(benefit_type=None, programme=None, kind="", persons=None) & ~Q(purpose=""),
                name="appropriation_line_is_on_a_budget_line_or_has_a_purpose",
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="appropriation_line_moves_money"),
            models.UniqueConstraint(
                fields=["appropriation", "benefit_type", "kind", "programme"],
                name="one_appropriation_line_per_budget_line",
            ),
        ]

    def __str__(self):
        return f"{self.appropriation_id} {self.benefit_type_id} {self.kind} {self.programme_id}"
