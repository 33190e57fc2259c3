"""What a business case's saving is worked out from: the document's own assumptions, and what people try instead.

saving of a year = persons × unit price × (1 − reimbursement); the formula stands in `initiatives.whatif.method`.
"""

from django.db import models
from django.db.models import Q

from budget.models import OERE
from extracts.fields import ScaledDecimalField
from extracts.models import Said, ended_later
from initiatives.models.cases import BusinessCase

PERCENT_PLACES = PERSON_PLACES = 4


class Scenario(Said):
    """A named set of assumptions; `is_document` where they are those the document itself works with.

    `unit_price` is kroner a year for a full-year person of the benefit they leave, `other_price` of the one that those
    who go to other support come to (null: not known, and counted as nothing, which the page says). A person who leaves
    in a year counts `first_year_months` of its twelve, and whole in every later one. `investment_percent` is how much
    of the case's investment is made. Changing a scenario ends it and writes a further one of the same name.
    """

    case = models.ForeignKey(BusinessCase, models.PROTECT, related_name="scenarios")
    name = models.CharField("navn", max_length=80)
    is_document = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    unit_price = ScaledDecimalField("takst", places=OERE)
    other_price = ScaledDecimalField("takst på anden forsørgelse", places=OERE, null=True)
    reimbursement = ScaledDecimalField("refusion i procent", places=PERCENT_PLACES)
    first_year_months = ScaledDecimalField("måneder i det første år", places=PERCENT_PLACES)
    investment_percent = ScaledDecimalField("investering i procent", places=PERCENT_PLACES, default=100)
    note = models.CharField("bemærkning", max_length=500, blank=True)
    source = models.CharField("kilde", max_length=200)

    class Meta:
        ordering = ["-is_document", "position", "made_at"]
        constraints = [
            ended_later("scenario_is_ended_by_someone_later"),
            models.CheckConstraint(condition=~Q(name=""), name="scenario_has_a_name"),
            models.CheckConstraint(condition=Q(unit_price__gte=0), name="scenario_price_is_not_negative"),
            models.CheckConstraint(
                condition=Q(other_price=None) | Q(other_price__gte=0), name="scenario_other_price_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(reimbursement__gte=0, reimbursement__lte=100), name="scenario_reimbursement_is_a_percent"
            ),
            models.CheckConstraint(
                condition=Q(first_year_months__gte=0, first_year_months__lte=12),
                name="scenario_first_year_has_twelve_months",
            ),
            models.CheckConstraint(condition=Q(investment_percent__gte=0), name="scenario_investment_is_not_negative"),
            models.UniqueConstraint(
                fields=["case", "name"], condition=Q(ended_at=None), name="one_current_scenario_of_a_name_per_case"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(ended_at=None, is_document=True),
                name="one_current_scenario_of_the_document_per_case",
            ),
        ]

    def __str__(self):
        return self.name


class ScenarioYear(models.Model):
    """How many leave in a year, by where they go; null where there is no figure.

    `contacts` and `printed_left` are the document's table: how many there are when the year starts, and the row it
    prints below the reductions.
    """

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField("år")
    self_support = ScaledDecimalField("til selvforsørgelse", places=PERSON_PLACES, null=True)
    other_support = ScaledDecimalField("til anden forsørgelse", places=PERSON_PLACES, null=True)
    target_group = ScaledDecimalField("skift af målgruppe", places=PERSON_PLACES, null=True)
    contacts = ScaledDecimalField("kontaktforløb", places=PERSON_PLACES, null=True)
    printed_left = ScaledDecimalField("trykt i alt", places=PERSON_PLACES, null=True)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "year"], name="one_scenario_year"),
            models.CheckConstraint(
                condition=Q(
                    *(
                        Q(**{name: None}) | Q(**{f"{name}__gte": 0})
                        for name in ("self_support", "other_support", "target_group", "contacts", "printed_left")
                    )
                ),
                name="scenario_year_has_no_negative_persons",
            ),
        ]

    def __str__(self):
        return f"{self.scenario_id} {self.year}"
