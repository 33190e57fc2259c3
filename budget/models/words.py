"""What a budget is divided into: benefit types, kinds of line and programmes."""

from django.db import models
from django.urls import reverse

from budget.lines import LineKey


class LineKind(models.TextChoices):
    """Support is what citizens are paid; effort is what the job centre spends on helping them."""

    SUPPORT = "support", "forsørgelse"
    EFFORT = "effort", "indsats"


class BenefitType(models.Model):
    """What a citizen is paid under, as the plans' budgets are divided.

    `account_functions` are the functions of the municipal chart of accounts it is booked on, `scheme` is
    how the state reimburses it; null where nobody has said.
    """

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField("ydelse", max_length=80, unique=True)
    position = models.PositiveSmallIntegerField()
    aliases = models.JSONField(default=list)
    account_functions = models.JSONField("funktioner", default=list)
    account_source = models.CharField(max_length=200, blank=True)
    source = models.CharField("kilde", max_length=200)
    scheme = models.ForeignKey("budget.Scheme", models.PROTECT, null=True, related_name="benefit_types")

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("benefit_type", args=[self.code])

    @property
    def spellings(self):
        """Every text a file may use for the benefit type."""
        return [self.name, self.code, *self.aliases]


class Programme(models.Model):
    """What effort is paid by: the ordinary budget, or an investment strategy with money of its own."""

    ORDINARY = "ordinaer"

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField("program", max_length=80, unique=True)
    position = models.PositiveSmallIntegerField()
    aliases = models.JSONField(default=list)
    source = models.CharField("kilde", max_length=200)

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.name

    @property
    def spellings(self):
        """Every text a file may use for the programme."""
        return [self.name, self.code, *self.aliases]


class OnALine(models.Model):
    """Something said of one line of a budget: a benefit type, its kind and its programme."""

    benefit_type = models.ForeignKey(BenefitType, models.PROTECT, related_name="+", verbose_name="ydelse")
    kind = models.CharField("art", max_length=10, choices=LineKind)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="program")

    class Meta:
        abstract = True

    @property
    def key(self) -> LineKey:
        return LineKey(self.benefit_type_id, self.kind, self.programme_id)
