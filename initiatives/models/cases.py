"""Business cases: what was to be invested and won, by year and payer, what came of it, and what documents print.

Amounts are kroner. Which way a plus points is the document's own choice, kept in `BusinessCase.sign`.
"""

from django.db import models
from django.db.models import F, Q

from budget.models import OERE
from extracts.fields import ScaledDecimalField
from extracts.models import Said, ended_later
from initiatives.models.words import Edited, Initiative


class Unit(models.TextChoices):
    """What a document counts its kroner in."""

    THOUSAND = "thousand", "1.000 kr."
    MILLION = "million", "mio. kr."


class Sign(models.TextChoices):
    GAIN = "gain", "+ er gevinst"
    COST = "cost", "+ er nettoudgift"


class CaseKind(models.TextChoices):
    INVESTMENT = "investment", "Investering"
    SAVING = "saving", "Besparelse"
    FINANCING = "financing", "Øvrig finansiering"
    NET = "net", "Netto"


class Side(models.TextChoices):
    PROMISED = "promised", "Lovet"
    REALISED = "realised", "Realiseret"


class BusinessCase(Edited):
    """The money of an initiative. `frame` is what was set aside in all, as the source prints it.

    One that was made in the browser says by whom; one of a document is as the document has it.
    """

    initiative = models.OneToOneField(Initiative, models.PROTECT, related_name="business_case")
    unit = models.CharField("enhed", max_length=10, choices=Unit)
    sign = models.CharField("fortegn", max_length=10, choices=Sign)
    frame = ScaledDecimalField("afsat i alt", places=OERE, null=True)
    note = models.CharField("bemærkning", max_length=500, blank=True)
    source = models.CharField("kilde", max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="business_case_has_a_known_unit"),
            models.CheckConstraint(condition=Q(sign__in=Sign.values), name="business_case_has_a_known_sign"),
            models.CheckConstraint(condition=Q(frame=None) | Q(frame__gt=0), name="business_case_frame_is_money"),
        ]

    def __str__(self):
        return f"{self.initiative_id}"

    @property
    def is_from_a_document(self) -> bool:
        """Loading the documents again would undo what is changed of it."""
        return self.edited_at is None


class CaseLine(models.Model):
    """One kind of money from one payer from one day until before another: a year, or the part of it a document prints.

    Where the source does not say who pays, `payer` is empty. A net line stands for all kinds together, so a case has
    either net lines or lines of the other kinds for a span.
    """

    case = models.ForeignKey(BusinessCase, models.PROTECT, related_name="lines")
    starts = models.DateField("fra")
    ends = models.DateField("indtil")
    payer = models.CharField("betaler", max_length=60, blank=True)
    kind = models.CharField("art", max_length=12, choices=CaseKind)
    name = models.CharField("linje", max_length=80, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "starts"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CaseKind.values), name="case_line_has_a_known_kind"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="case_line_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["case", "starts", "ends", "payer", "kind", "name"], name="one_case_line_per_span_payer_and_kind"
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.starts} {self.kind} {self.name}"


class CaseAmount(Said):
    """What was promised or came of a line; a later amount ends the earlier one, which stays to be read."""

    line = models.ForeignKey(CaseLine, models.PROTECT, related_name="amounts")
    side = models.CharField("side", max_length=10, choices=Side)
    amount = ScaledDecimalField("beløb", places=OERE)
    source = models.CharField("kilde", max_length=200)

    class Meta:
        ordering = ["line", "side", "-made_at"]
        constraints = [
            models.CheckConstraint(condition=Q(side__in=Side.values), name="case_amount_has_a_known_side"),
            ended_later("case_amount_is_ended_by_someone_later"),
            models.UniqueConstraint(
                fields=["line", "side"], condition=Q(ended_at=None), name="one_current_case_amount_per_line_and_side"
            ),
        ]

    def __str__(self):
        return f"{self.line_id} {self.side} {self.amount}"


class PrintedTable(models.Model):
    """A table of the case as a document prints it, to be held cell by cell against the sums of our lines."""

    case = models.ForeignKey(BusinessCase, models.PROTECT, related_name="printed_tables")
    code = models.SlugField(max_length=40)
    title = models.CharField("titel", max_length=120)
    unit = models.CharField("enhed", max_length=10, choices=Unit)
    decimals = models.PositiveSmallIntegerField("decimaler")
    position = models.PositiveSmallIntegerField()
    source = models.CharField("kilde", max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="printed_table_has_a_known_unit"),
            models.UniqueConstraint(fields=["case", "code"], name="one_printed_table_of_a_code_per_case"),
        ]

    def __str__(self):
        return self.title


class PrintedSide(models.TextChoices):
    PROMISED = "promised", "Lovet"
    REALISED = "realised", "Realiseret"
    DIFFERENCE = "difference", "Realiseret minus lovet"


class PrintedRow(models.Model):
    """A row of a printed table, with the lines it is the sum of.

    `picks` are `{"kind", "payer", "name", "factor"}`: lines of that kind, and of that payer and name where they are
    given, times 1 or −1.
    """

    table = models.ForeignKey(PrintedTable, models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField()
    label = models.CharField("række", max_length=80)
    group = models.CharField("gruppe", max_length=80, blank=True)
    side = models.CharField(max_length=10, choices=PrintedSide, default=PrintedSide.PROMISED)
    picks = models.JSONField(default=list)
    is_sum = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(side__in=PrintedSide.values), name="printed_row_has_a_known_side"),
            models.UniqueConstraint(fields=["table", "position"], name="one_printed_row_per_position"),
        ]

    def __str__(self):
        return self.label


class PrintedCell(models.Model):
    """What a document prints for a row and a span; ours is the sum of the row's lines that lie wholly in the span."""

    row = models.ForeignKey(PrintedRow, models.CASCADE, related_name="cells")
    starts = models.DateField("fra")
    ends = models.DateField("indtil")
    amount = ScaledDecimalField("trykt", places=OERE)

    class Meta:
        ordering = ["starts", "ends"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="printed_cell_ends_after_it_starts"),
            models.UniqueConstraint(fields=["row", "starts", "ends"], name="one_printed_cell_per_row_and_span"),
        ]

    def __str__(self):
        return f"{self.row_id} {self.starts} {self.amount}"
