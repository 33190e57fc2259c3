"""The cohorts of citizens an initiative is tried on, and what became of them."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from extracts.fields import ScaledDecimalField
from extracts.models import Fact, State
from extracts.periods import parse
from initiatives.models.words import Edited, Initiative


class Cohort(Edited):
    """Those who came in from one day until before another; `size` is how many, where a source says.

    The name is written as it reads after the initiative's: «KIK II, start 1. februar 2018». Cohorts that together
    are another one name it as their `whole`: it must never be added to them, and says more of small groups in them.
    """

    LOG_HIDES = ("size", "note")

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="cohorts", verbose_name="indsats")
    code = models.SlugField(max_length=60)
    name = models.CharField("hold", max_length=120)
    entered_from = models.DateField("kom ind fra", null=True)
    entered_before = models.DateField("kom ind før", null=True)
    size = models.PositiveIntegerField("antal borgere", null=True)
    whole = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts", verbose_name="del af holdet")
    note = models.CharField("bemærkning", max_length=500, blank=True)
    source = models.CharField("kilde", max_length=200)

    class Meta:
        ordering = ["initiative", "entered_from", "code"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "code"], name="one_cohort_of_a_code_per_initiative"),
            models.UniqueConstraint(fields=["initiative", "name"], name="one_cohort_of_a_name_per_initiative"),
            models.CheckConstraint(
                condition=Q(entered_from__isnull=True)
                | Q(entered_before__isnull=True)
                | Q(entered_before__gt=F("entered_from")),
                name="cohort_entry_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(size__isnull=True) | Q(size__gt=0), name="cohort_has_someone_in_it"),
            models.CheckConstraint(
                condition=Q(whole__isnull=True) | ~Q(whole=F("pk")), name="cohort_is_not_part_of_itself"
            ),
        ]

    def __str__(self):
        return f"{self.initiative}, {self.name}"

    @property
    def begins(self) -> date | None:
        """The first day anybody can have come in: the cohort's own, else the initiative's."""
        if self.entered_from or not self.initiative.starts:
            return self.entered_from
        return parse(self.initiative.starts).start


class OutcomeType(models.Model):
    """What may become of a citizen. A person has one at a time, so the outcomes of a cohort add up to its size.

    The name completes «12 er …»: «selvforsørgende». A new one is a row here, not a change of the program.
    """

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField("udfald", max_length=80, unique=True)
    position = models.PositiveSmallIntegerField()
    aliases = models.JSONField(default=list)
    meaning = models.CharField("betydning", max_length=300)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self):
        return self.name

    @property
    def spellings(self) -> list[str]:
        """Every text a file may use for the outcome."""
        return [self.name, self.code, *self.aliases]


class Outcome(Fact):
    """How many of a cohort had an outcome on a day, in one of the figure's versions.

    `promised` is how many were to have it by `promised_on`, or by the status date itself where that is null.
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="outcomes", verbose_name="hold")
    outcome_type = models.ForeignKey(OutcomeType, models.PROTECT, related_name="+", verbose_name="udfald")
    status_date = models.DateField("opgjort pr.")
    persons = ScaledDecimalField("antal borgere", places=0, null=True)
    promised = ScaledDecimalField("lovet", places=0, null=True)
    promised_on = models.DateField("lovet pr.", null=True)

    KEY = ("cohort_id", "outcome_type_id", "status_date")
    FIGURES = ("persons", "promised", "promised_on")
    LOOKUP = KEY

    class Meta:
        ordering = ["status_date", "recorded_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="outcome_has_a_known_state"),
            models.UniqueConstraint(
                fields=["cohort", "outcome_type", "status_date"],
                condition=Q(superseded_at__isnull=True),
                name="one_current_outcome_per_key",
            ),
            models.CheckConstraint(
                condition=Q(state=State.VALUE, persons__isnull=False) | ~Q(state=State.VALUE) & Q(persons__isnull=True),
                name="outcome_has_persons_exactly_when_it_says_so",
            ),
            models.CheckConstraint(
                condition=Q(persons__isnull=True) | Q(persons__gte=0), name="outcome_persons_are_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(promised=None, promised_on=None) | Q(promised__gte=0, promised__isnull=False),
                name="outcome_promise_is_not_negative_and_has_a_figure",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gt=F("recorded_at")),
                name="outcome_superseded_after_it_was_recorded",
            ),
        ]

    def __str__(self):
        return f"{self.cohort_id} {self.outcome_type_id} {self.status_date}"


class PrintedShare(models.Model):
    """A share that a document prints of a cohort, to be held against ours where the count is known.

    `base` is how many it is a share of: the cohort, or those of it who came out. `promised` is the share that was
    promised. `dated` says when it was counted, in words, because documents are not always exact.
    """

    LOG_HIDES = ("percent", "base", "promised")

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="printed_shares")
    outcome_type = models.ForeignKey(OutcomeType, models.PROTECT, related_name="+")
    percent = ScaledDecimalField("trykt andel", places=2)
    base = models.PositiveIntegerField("af")
    promised = ScaledDecimalField("lovet andel", places=2, null=True)
    dated = models.CharField("opgjort", max_length=120)
    source = models.CharField("kilde", max_length=200)

    class Meta:
        ordering = ["cohort", "outcome_type__position"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "outcome_type"], name="one_printed_share_per_cohort_and_outcome"),
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="printed_share_is_a_percent"),
            models.CheckConstraint(condition=Q(base__gt=0), name="printed_share_is_of_someone"),
        ]

    def __str__(self):
        return f"{self.cohort_id} {self.outcome_type_id} {self.percent}"
