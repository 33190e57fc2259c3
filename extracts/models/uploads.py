"""Files on their way in, and what was decided about them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class UploadStatus(models.TextChoices):
    UPLOADED = "uploaded", "Tjekkes"
    BLOCKED = "blocked", "Afvist"
    READY = "ready", "Klar til at gemme"
    COMMITTED = "committed", "Gemt"
    REVERTED = "reverted", "Fortrudt"
    DISCARDED = "discarded", "Kasseret"


WAITING = (UploadStatus.UPLOADED, UploadStatus.READY, UploadStatus.BLOCKED)


class Origin(models.TextChoices):
    FILE = "file", "Fil"
    HAND = "hand", "Indtastet"
    DOCUMENT = "document", "Trykt i en plan"
    REVERT = "revert", "Fortrydelse"


class Work(models.TextChoices):
    """What the worker is to do, or is doing, with a large file."""

    NONE = "", "intet"
    CHECK = "check", "tjek"
    COMMIT = "commit", "gem"
    REVERT = "revert", "fortryd"


class UploadQuerySet(models.QuerySet):
    def waiting(self):
        """Files that somebody must look at, or that the worker has not looked at yet."""
        return self.filter(status__in=WAITING)

    def light(self):
        """Without the file and what was found in it, for lists."""
        return self.defer(*HEAVY)


HEAVY = ("content", "problems", "reading", "findings", "coverage")


class Upload(models.Model):
    """A file (or a hand-entered line) on its way in, with everything that was found in it.

    `content` is the file as received, zlib-compressed. It is null where the file may not be kept:
    it held a CPR number, was too large, or could not be searched for CPR numbers; and where it was deleted
    because it had been kept long enough (`file_deleted_at`): its name, hash and figures stay.

    `choices` is how a person wants it read, where that was not found out rightly. `findings` holds the digest of
    what the check found; for a large file all that its preview shows, as the worker found it. `coverage` is
    which series and periods the file had, once it is committed; `table` names the source table, so that the
    next one can be compared.
    """

    LOG_WITHOUT = ("work", "progress", "progress_at", "table", "new", "changed", "unchanged", "warned")

    file_name = models.CharField("fil", max_length=255)
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("størrelse")
    file_deleted_at = models.DateTimeField("fil slettet", null=True)
    origin = models.CharField("kilde", max_length=10, choices=Origin, default=Origin.FILE)
    profile = models.CharField("profil", max_length=40, blank=True)
    profile_version = models.ForeignKey("extracts.ProfileVersion", models.PROTECT, null=True, related_name="uploads")
    choices = models.JSONField(default=dict)
    table = models.CharField(max_length=200, blank=True)
    reading = models.JSONField(default=dict)
    findings = models.JSONField(null=True)
    coverage = models.JSONField(null=True)
    problems = models.JSONField(default=list)
    new = models.PositiveIntegerField("nye", default=0)
    changed = models.PositiveIntegerField("ændrede", default=0)
    unchanged = models.PositiveIntegerField("uændrede", default=0)
    warned = models.PositiveIntegerField(default=0, help_text="How many of the problems are warnings.")
    status = models.CharField("status", max_length=10, choices=UploadStatus)
    work = models.CharField(max_length=10, choices=Work, default=Work.NONE, blank=True)
    progress = models.PositiveSmallIntegerField(default=0, help_text="In percent, of the work.")
    progress_at = models.DateTimeField(null=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads", verbose_name="indlæst af"
    )
    uploaded_at = models.DateTimeField("indlæst", default=timezone.now)
    committed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    committed_at = models.DateTimeField("gemt", null=True)
    accepted = models.CharField(max_length=300, blank=True, help_text="Why the warnings were accepted.")
    reverts = models.ForeignKey("self", models.PROTECT, null=True, related_name="reverted_by")

    OF_THE_FILE = HEAVY
    """What the file says, which is nothing about whoever sent it; see `aabenraa_plan.people.own_data`."""

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=UploadStatus.values), name="upload_has_a_known_status"),
            models.CheckConstraint(
                condition=Q(status__in=["committed", "reverted"], committed_at__isnull=False)
                | Q(status__in=["uploaded", "blocked", "ready", "discarded"], committed_at__isnull=True),
                name="upload_has_a_commit_time_exactly_when_committed",
            ),
            models.CheckConstraint(
                condition=Q(committed_at__isnull=True, committed_by__isnull=True)
                | Q(committed_at__isnull=False, committed_by__isnull=False),
                name="upload_committed_at_a_time_is_committed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(status="uploaded", work="check")
                | Q(status="ready", work__in=["", "commit"])
                | Q(status="committed", work__in=["", "revert"])
                | Q(status__in=["blocked", "reverted", "discarded"], work=""),
                name="upload_is_worked_on_as_its_status_allows",
            ),
            models.CheckConstraint(
                condition=Q(file_deleted_at__isnull=True)
                | Q(status__in=["blocked", "committed", "reverted", "discarded"], content__isnull=True) & ~Q(sha256=""),
                name="upload_has_no_content_once_its_file_is_deleted",
            ),
            models.UniqueConstraint(
                fields=["reverts"], condition=Q(status="committed"), name="one_standing_revert_per_upload"
            ),
        ]

    def __str__(self):
        return self.file_name

    def get_additional_data(self) -> dict:
        """What every entry of the log says of a file: which one it is, and how many figures it brought."""
        return {name: getattr(self, name) for name in ("sha256", "size", "new", "changed", "unchanged")}

    @property
    def is_kept(self) -> bool:
        """Whether the bytes are there; asked of the hash, so that a list need not read them."""
        return bool(self.sha256) and self.file_deleted_at is None

    @property
    def can_be_reverted(self) -> bool:
        """A revert too: taking that back makes the file apply again, and then the file can be taken back again."""
        of_a_file = self.origin != Origin.REVERT or (self.reverts and self.reverts.origin != Origin.REVERT)
        return self.status == UploadStatus.COMMITTED and bool(self.profile) and bool(of_a_file)

    @property
    def was_looked_at_by_the_worker(self) -> bool:
        return "changes" in (self.findings or {})

    @property
    def errors(self):
        return self.problems_that_are("error")

    @property
    def warnings(self):
        return self.problems_that_are("warning")

    @property
    def notices(self):
        return self.problems_that_are("notice")

    def problems_that_are(self, severity: str) -> list[dict]:
        return [problem for problem in self.problems if problem["severity"] == severity]


class CprRelease(models.Model):
    """Somebody vouched that a column's texts are no CPR numbers. Written once, never changed."""

    upload = models.ForeignKey(Upload, models.PROTECT, related_name="releases")
    column = models.CharField("kolonne", max_length=200)
    reason = models.CharField("begrundelse", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "column"], name="one_release_per_upload_and_column"),
            models.CheckConstraint(condition=~Q(reason=""), name="cpr_release_has_a_reason"),
        ]

    def __str__(self):
        return self.column
