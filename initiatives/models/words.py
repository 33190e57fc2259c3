"""What the job centre does beyond the ordinary, and what of the plans and the budget it is to serve."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse


class InitiativeKind(models.TextChoices):
    STRATEGY = "strategy", "Investeringsstrategi"
    PROJECT = "project", "Projekt"
    EFFORT = "effort", "Indsats"


class InitiativeStatus(models.TextChoices):
    PLANNED = "planned", "Planlagt"
    RUNNING = "running", "I gang"
    CLOSED = "closed", "Afsluttet"
    UNKNOWN = "unknown", "Ikke oplyst"


class Edited(models.Model):
    """Loaded from a file, and from then on a person's own where somebody has changed it in the browser."""

    edited_at = models.DateTimeField(
        null=True, help_text="When someone last changed it in the browser; `load_plans` then leaves it alone."
    )
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class Initiative(Edited):
    """Something the job centre does beyond the ordinary, alone or as part of another initiative.

    `starts` and `ends` are the first and the last period, as exact as the source is: `2016`, `2018M06`. A status is
    what the newest source says, and `status_period` when that was: the program never guesses that something goes on.
    `guideposts` are those it stands under without serving one of their goals.
    """

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField("indsats", max_length=120, unique=True)
    kind = models.CharField("slags", max_length=10, choices=InitiativeKind)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts", verbose_name="del af")
    starts = models.CharField("begynder", max_length=12, blank=True)
    ends = models.CharField("slutter", max_length=12, blank=True)
    status = models.CharField("status", max_length=10, choices=InitiativeStatus, default=InitiativeStatus.UNKNOWN)
    status_period = models.CharField("status er fra", max_length=12, blank=True)
    office = models.CharField("ansvarlig", max_length=120, blank=True)
    description = models.TextField("beskrivelse", blank=True)
    source = models.CharField("kilde", max_length=200)
    programme = models.ForeignKey("budget.Programme", models.PROTECT, null=True, related_name="initiatives")
    guideposts = models.ManyToManyField("targets.Guidepost", related_name="initiatives")
    goals = models.ManyToManyField("targets.Goal", through="GoalLink", related_name="initiatives")
    benefit_types = models.ManyToManyField("budget.BenefitType", through="BenefitLink", related_name="initiatives")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=InitiativeKind.values), name="initiative_has_a_known_kind"),
            models.CheckConstraint(
                condition=Q(status__in=InitiativeStatus.values), name="initiative_has_a_known_status"
            ),
            models.CheckConstraint(
                condition=Q(status=InitiativeStatus.UNKNOWN, status_period="")
                | ~Q(status=InitiativeStatus.UNKNOWN) & ~Q(status_period=""),
                name="initiative_status_says_when_it_is_from",
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("pk")), name="initiative_is_not_part_of_itself"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("initiative", args=[self.code])


class GoalLink(models.Model):
    """A goal that an initiative serves, and how it is expected to."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="goal_links")
    goal = models.ForeignKey("targets.Goal", models.CASCADE, related_name="initiative_links", verbose_name="mål")
    how = models.CharField("sådan ventes den at virke", max_length=300)

    class Meta:
        ordering = ["-goal__plan__start", "goal__number"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "goal"], name="one_link_per_initiative_and_goal"),
            models.CheckConstraint(condition=~Q(how=""), name="goal_link_says_how"),
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.goal_id}"


class BenefitLink(models.Model):
    """A benefit type whose spending an initiative is to change, and how it is expected to."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="benefit_links")
    benefit_type = models.ForeignKey(
        "budget.BenefitType", models.PROTECT, related_name="initiative_links", verbose_name="ydelse"
    )
    how = models.CharField("sådan ventes den at virke", max_length=300)

    class Meta:
        ordering = ["benefit_type__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "benefit_type"], name="one_link_per_initiative_and_benefit_type"
            ),
            models.CheckConstraint(condition=~Q(how=""), name="benefit_link_says_how"),
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.benefit_type_id}"
