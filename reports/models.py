"""Follow-up reports: who said what of them when, what was frozen, and the meetings they went to.

A report names its plan and quarter by their codes and holds no foreign key to what it tells of: once published it
can be read when all of that is gone.
"""

import json

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from extracts.models.said import Said, ended_later
from extracts.periods import Period, parse

SHA256_LENGTH = 64


class ReportState(models.TextChoices):
    DRAFT = "draft", "kladde"
    SUBMITTED = "submitted", "sendt til godkendelse"
    RETURNED = "returned", "sendt tilbage"
    APPROVED = "approved", "godkendt"
    PUBLISHED = "published", "udgivet"


WRITABLE = (ReportState.DRAFT, ReportState.RETURNED)
FROZEN = (ReportState.SUBMITTED, ReportState.APPROVED, ReportState.PUBLISHED)
"""The states in which a report's content stands still."""
PER_VERSION = ["plan", "quarter", "version"]


class PublishedReport(Exception):
    """A published report was about to be changed or deleted; a correction is a further version."""


class ReportQuerySet(models.QuerySet):
    def published(self):
        """The newest quarter first, of each its newest version first."""
        return self.filter(state=ReportState.PUBLISHED).order_by("-quarter", "plan", "-version")

    def picture_of(self, plan: str):
        """A plan's published reports, the one to be shown first; an example only where there is no real one."""
        return self.published().filter(plan=plan).order_by("is_example", "-quarter", "-version")

    def in_hand(self):
        """Those that somebody still works on."""
        return self.exclude(state=ReportState.PUBLISHED).order_by("-quarter", "plan", "-version")

    def light(self):
        """Without what is heavy: the content and the PDF."""
        return self.defer("content", "pdf")

    def update(self, **kwargs):
        if self.filter(state=ReportState.PUBLISHED).exists():
            raise PublishedReport("A published report is never changed: correct it with a further version.")
        return super().update(**kwargs)

    def delete(self):
        if self.filter(state=ReportState.PUBLISHED, is_example=False).exists():
            raise PublishedReport("A published report is never deleted: correct it with a further version.")
        return super().delete()


class Report(models.Model):
    """One version of the follow-up report of a plan and a quarter, from its draft on.

    `content` is the payload as canonical JSON (see `reports.payload.shapes`). It is empty while the report is
    written; submitting freezes it, so that what is approved is what was submitted; publishing adds the signatures,
    and `sha256` is then the hash of exactly that text.
    """

    LOG_WITHOUT = ("content", "pdf")

    plan = models.SlugField(help_text="The plan's slug.")
    quarter = models.CharField("kvartal", max_length=6, help_text="As 2023Q3.")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField("status", max_length=10, choices=ReportState, default=ReportState.DRAFT)
    introduction = models.TextField("lederens sammenfatning", max_length=2000, blank=True)
    correction = models.TextField("hvorfor der er en ny version", max_length=1000, blank=True)
    meets_on = models.DateField("møde", null=True)
    item_number = models.PositiveSmallIntegerField("punkt", null=True)
    case_number = models.CharField("sagsnummer", max_length=20, blank=True)
    recommendation = models.TextField("indstilling", max_length=1000, blank=True)
    is_example = models.BooleanField("eksempel", default=False, help_text="Nobody approved it; it may be removed.")

    content = models.TextField(blank=True)
    figures_at = models.DateTimeField("tallene er fra", null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=SHA256_LENGTH, blank=True)
    pdf = models.BinaryField(null=True)
    pdf_sha256 = models.CharField(max_length=SHA256_LENGTH, blank=True)
    pdf_maker = models.CharField(max_length=60, blank=True, help_text="Program and version that set the PDF.")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-quarter", "plan", "-version"]
        constraints = [
            models.UniqueConstraint(fields=PER_VERSION, name="one_report_per_plan_quarter_and_version"),
            models.UniqueConstraint(
                fields=["plan", "quarter"], condition=~Q(state="published"), name="one_report_in_hand_per_quarter"
            ),
            models.CheckConstraint(
                condition=Q(version=1, correction="") | Q(version__gt=1) & ~Q(correction=""),
                name="report_correction_says_why",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(submitted_by__isnull=False) & ~Q(approved_by=F("submitted_by")),
                name="report_approved_by_another_than_submitted_it",
            ),
            models.CheckConstraint(
                condition=Q(state__in=WRITABLE, content="", submitted_by=None, submitted_at=None, figures_at=None)
                | Q(state__in=FROZEN, submitted_by__isnull=False, submitted_at__isnull=False, figures_at__isnull=False)
                & ~Q(content=""),
                name="report_content_stands_once_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*WRITABLE, "submitted"], approved_by=None, approved_at=None)
                | Q(state__in=["approved", "published"], approved_by__isnull=False, approved_at__isnull=False),
                name="report_approved_by_someone_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=False, published_at__isnull=False, pdf__isnull=False)
                & Q(state="published")
                & ~Q(sha256="")
                & ~Q(pdf_sha256="")
                & ~Q(pdf_maker="")
                | Q(published_by=None, published_at=None, pdf=None, sha256="", pdf_sha256="", pdf_maker="")
                & ~Q(state="published"),
                name="report_published_is_whole",
            ),
        ]

    def __str__(self):
        return f"{self.plan} {self.label}"

    def save(self, *args, **kwargs):
        if not self._state.adding and Report.objects.filter(pk=self.pk, state=ReportState.PUBLISHED).exists():
            raise PublishedReport("A published report is never changed: correct it with a further version.")
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("report", args=[self.plan, self.quarter, self.version])

    @property
    def when(self) -> Period:
        return parse(self.quarter)

    @property
    def label(self) -> str:
        """`2. kvartal 2023`, `2. kvartal 2023, version 2`."""
        return f"{self.when.label}, version {self.version}" if self.version > 1 else self.when.label

    @property
    def payload(self) -> dict:
        """What it was submitted or published with."""
        return json.loads(self.content)

    @property
    def is_published(self) -> bool:
        return self.state == ReportState.PUBLISHED

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE

    def delete(self, *args, **kwargs):
        if self.is_published and not self.is_example:
            raise PublishedReport("A published report is never deleted: correct it with a further version.")
        return super().delete(*args, **kwargs)


class StepKind(models.TextChoices):
    DRAFTED = "drafted", "oprettet"
    EDITED = "edited", "rettet"
    SUBMITTED = "submitted", "sendt til godkendelse"
    RETURNED = "returned", "sendt tilbage"
    APPROVED = "approved", "godkendt"
    REOPENED = "reopened", "åbnet igen"
    PUBLISHED = "published", "udgivet"
    DISCARDED = "discarded", "kasseret"


EXPLAINED = (StepKind.RETURNED, StepKind.REOPENED)
"""The steps that must say why."""


class StepQuerySet(models.QuerySet):
    def of(self, report: Report):
        """The report's own: an earlier draft or example of the same name, which is gone, had others."""
        same = self.filter(plan=report.plan, quarter=report.quarter, version=report.version)
        begun = same.filter(kind=StepKind.DRAFTED).order_by("-pk").values("pk")[:1]
        return same.filter(pk__gte=Coalesce(Subquery(begun), 0))

    def update(self, **kwargs):
        raise PublishedReport("The steps of a report are never changed.")

    def delete(self):
        raise PublishedReport("The steps of a report are never deleted.")


class ReportStep(models.Model):
    """A line of the log: never changed, and kept when a draft is discarded.

    It names the report by its codes, so that the log can outlive it. `sha256` is of the content as it stood.
    """

    plan = models.SlugField()
    quarter = models.CharField(max_length=6)
    version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=StepKind)
    comment = models.TextField(max_length=1000, blank=True)
    sha256 = models.CharField(max_length=SHA256_LENGTH, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=PER_VERSION, name="step_of_report")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=StepKind.values), name="report_step_is_known"),
            models.CheckConstraint(condition=~Q(kind__in=EXPLAINED) | ~Q(comment=""), name="report_step_back_says_why"),
        ]

    def __str__(self):
        return f"{self.plan} {self.quarter} v{self.version}: {self.get_kind_display()}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise PublishedReport("The steps of a report are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise PublishedReport("The steps of a report are never deleted.")


class DecisionKind(models.TextChoices):
    APPROVED = "approved", "Godkendt"
    DISCUSSED = "discussed", "Drøftet"
    NOTED = "noted", "Taget til orientering"
    POSTPONED = "postponed", "Udsat"


class CommitteeDecision(Said):
    """What the committee decided of a published report: beside it, because it came later. A later word ends it."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="decisions")
    meets_on = models.DateField("møde")
    item_number = models.PositiveSmallIntegerField("punkt")
    case_number = models.CharField("sagsnummer", max_length=20, blank=True)
    kind = models.CharField("beslutning", max_length=10, choices=DecisionKind)
    text = models.TextField("beslutningens ord", max_length=1000, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(ended_at__isnull=True), name="one_decision_at_a_time"
            ),
            models.CheckConstraint(condition=Q(kind__in=DecisionKind.values), name="decision_is_known"),
            ended_later("decision_ends_after_it_began"),
        ]

    def __str__(self):
        return f"{self.report}: {self.get_kind_display()}"


class Meeting(models.Model):
    """A coming meeting of the committee, and the day its papers must be ready."""

    meets_on = models.DateField("møde", unique=True)
    papers_due_on = models.DateField("materialet skal være klar")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["meets_on"]
        constraints = [
            models.CheckConstraint(condition=Q(papers_due_on__lte=F("meets_on")), name="papers_are_due_by_the_meeting"),
        ]

    def __str__(self):
        return f"{self.meets_on:%Y-%m-%d}"
