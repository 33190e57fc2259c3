"""The two facts of the budget: what was booked, and what a budget sets aside."""

from django.db import models
from django.db.models import F, Q

from budget.models.words import BenefitType, LineKind, Programme
from budget.months import BookedMonth, month_of
from extracts.fields import ScaledDecimalField
from extracts.models import Fact, State

OERE = 2
"""Decimals of an amount: it is kept as whole øre."""
FIRST_YEAR, LAST_YEAR = 1990, 2100


class BudgetVersion(models.TextChoices):
    ADOPTED = "adopted", "vedtaget"
    REVISED = "revised", "korrigeret"


class LedgerEntry(Fact):
    """What was booked on an account for a benefit type in a month, by the date of the finance system.

    Spending is positive and state reimbursement negative, so that net = gross + reimbursement. The net
    figure is kept as the file has it; only where it has none it is the sum. `persons` are the full-year persons
    of the month: the average number on the benefit that month, so that a year's number is the mean of its months.
    `period` is a month, or the supplementary period that closes a year (see `budget.months`).
    """

    benefit_type = models.ForeignKey(BenefitType, models.PROTECT, related_name="ledger_entries")
    kind = models.CharField("art", max_length=10, choices=LineKind)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="ledger_entries")
    account = models.CharField("konto", max_length=60, blank=True)
    period = models.CharField("måned", max_length=12)
    period_end = models.DateField(help_text="First day after the month.")
    gross = ScaledDecimalField("brutto", null=True, places=OERE)
    reimbursement = ScaledDecimalField("refusion", null=True, places=OERE)
    net = ScaledDecimalField("netto", null=True, places=OERE)
    persons = ScaledDecimalField("helårspersoner", null=True)

    KEY = ("benefit_type_id", "kind", "programme_id", "account", "period")
    FIGURES = ("gross", "reimbursement", "net", "persons")
    LOOKUP = (*KEY, "period_end")

    class Meta:
        ordering = ["period_end", "benefit_type", "recorded_at"]
        indexes = [models.Index(fields=["benefit_type", "period_end"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="ledger_entry_has_a_known_state"),
            models.CheckConstraint(condition=Q(kind__in=LineKind.values), name="ledger_entry_has_a_known_kind"),
            models.UniqueConstraint(
                fields=["benefit_type", "kind", "programme", "account", "period"],
                condition=Q(superseded_at__isnull=True),
                name="one_current_ledger_entry_per_key",
            ),
            models.CheckConstraint(
                condition=Q(state=State.VALUE, net__isnull=False)
                | ~Q(state=State.VALUE)
                & Q(gross__isnull=True, reimbursement__isnull=True, net__isnull=True, persons__isnull=True),
                name="ledger_entry_has_a_net_figure_exactly_when_it_says_so",
            ),
            models.CheckConstraint(
                condition=Q(persons__isnull=True) | Q(persons__gte=0),
                name="ledger_entry_has_no_negative_persons",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gt=F("recorded_at")),
                name="ledger_entry_superseded_after_it_was_recorded",
            ),
        ]

    def __str__(self):
        return f"{self.benefit_type_id} {self.kind} {self.programme_id} {self.account} {self.period}"

    @property
    def when(self) -> BookedMonth:
        return month_of(self.period)


class BudgetLine(Fact):
    """What a version of a year's budget sets aside for a benefit type, net, with its full-year persons.

    The unit price is amount / persons and is not kept. A line that a budget leaves blank is no line.
    """

    year = models.PositiveSmallIntegerField("år")
    version = models.CharField("version", max_length=10, choices=BudgetVersion)
    benefit_type = models.ForeignKey(BenefitType, models.PROTECT, related_name="budget_lines")
    kind = models.CharField("art", max_length=10, choices=LineKind)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="budget_lines")
    persons = ScaledDecimalField("helårspersoner", null=True)
    amount = ScaledDecimalField("beløb", null=True, places=OERE)

    KEY = ("benefit_type_id", "kind", "programme_id", "version", "year")
    FIGURES = ("persons", "amount")
    LOOKUP = KEY

    class Meta:
        ordering = ["year", "version", "benefit_type", "recorded_at"]
        indexes = [models.Index(fields=["benefit_type", "year"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="budget_line_has_a_known_state"),
            models.CheckConstraint(condition=Q(kind__in=LineKind.values), name="budget_line_has_a_known_kind"),
            models.CheckConstraint(
                condition=Q(version__in=BudgetVersion.values), name="budget_line_has_a_known_version"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="budget_line_is_of_a_plausible_year"
            ),
            models.UniqueConstraint(
                fields=["benefit_type", "kind", "programme", "version", "year"],
                condition=Q(superseded_at__isnull=True),
                name="one_current_budget_line_per_key",
            ),
            models.CheckConstraint(
                condition=Q(state=State.VALUE, amount__isnull=False)
                | ~Q(state=State.VALUE) & Q(amount__isnull=True, persons__isnull=True),
                name="budget_line_has_an_amount_exactly_when_it_says_so",
            ),
            models.CheckConstraint(
                condition=Q(persons__isnull=True) | Q(persons__gte=0), name="budget_line_has_no_negative_persons"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gt=F("recorded_at")),
                name="budget_line_superseded_after_it_was_recorded",
            ),
        ]

    def __str__(self):
        return f"{self.year} {self.version} {self.benefit_type_id} {self.kind} {self.programme_id}"
