"""Areas, uploads, and what every versioned fact has in common."""

from datetime import timedelta

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.utils import timezone

from extracts.changes import tell_when_committed


class AreaKind(models.TextChoices):
    MUNICIPALITY = "municipality", "Kommune"
    COUNTRY = "country", "Hele landet"
    REGION = "region", "Region"
    LABOUR_REGION = "labour_region", "RAR-område"
    PEER_GROUP = "peer_group", "Klynge"


class Area(models.Model):
    """A municipality by official code, or a group of them."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=AreaKind)
    aliases = models.JSONField(default=list)
    members = models.ManyToManyField("self", symmetrical=False, related_name="groups")
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def spellings(self):
        """Every text a file may use for the area."""
        return [self.name, self.code, *self.aliases]


class DataVersion(models.Model):
    """One row: the lock that commits take in turn, and the number that tells cached pages apart."""

    number = models.PositiveBigIntegerField(default=0)
    moment = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_data_version")]

    def __str__(self):
        return str(self.number)

    @classmethod
    def now(cls) -> int:
        """The number of the latest change; 0 before the first. Every page asks, so it is asked without the ORM."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT number FROM {cls._meta.db_table}")
            found = cursor.fetchone()
        return found[0] if found else 0

    @classmethod
    def locked(cls):
        """The version, held until the caller's transaction ends: nobody else commits meanwhile."""
        cls.objects.get_or_create(pk=1, defaults={"moment": timezone.now()})
        return cls.objects.select_for_update().get(pk=1)

    @classmethod
    def raised(cls):
        """The next version, inside the caller's transaction: later than every version before it."""
        version = cls.locked()
        tick = timedelta(microseconds=1)
        version.moment = max(timezone.now(), version.moment + tick)
        version.number += 1
        version.save()
        tell_when_committed()
        return version


class UploadStatus(models.TextChoices):
    BLOCKED = "blocked", "Afvist"
    READY = "ready", "Klar til at gemme"
    COMMITTED = "committed", "Gemt"
    REVERTED = "reverted", "Fortrudt"
    DISCARDED = "discarded", "Kasseret"


class Origin(models.TextChoices):
    FILE = "file", "Fil"
    HAND = "hand", "Indtastet"
    DOCUMENT = "document", "Trykt i en plan"
    REVERT = "revert", "Fortrydelse"


class UploadQuerySet(models.QuerySet):
    def light(self):
        """Without the file and what was found in it, for lists."""
        return self.defer("content", "problems", "reading")


class Upload(models.Model):
    """A file (or a hand-entered line) on its way in, with everything that was found in it.

    `content` is the file as received, zlib-compressed. It is null where the file may not be kept:
    it held a CPR number, was too large, or could not be searched for CPR numbers.
    """

    file_name = models.CharField("fil", max_length=255)
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("størrelse")
    origin = models.CharField("kilde", max_length=10, choices=Origin, default=Origin.FILE)
    profile = models.CharField("profil", max_length=40, blank=True)
    reading = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    new = models.PositiveIntegerField("nye", default=0)
    changed = models.PositiveIntegerField("ændrede", default=0)
    unchanged = models.PositiveIntegerField("uændrede", default=0)
    status = models.CharField("status", max_length=10, choices=UploadStatus)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads", verbose_name="indlæst af"
    )
    uploaded_at = models.DateTimeField("indlæst", default=timezone.now)
    committed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    committed_at = models.DateTimeField("gemt", null=True)
    accepted = models.CharField(max_length=300, blank=True, help_text="Why the warnings were accepted.")
    reverts = models.OneToOneField("self", models.PROTECT, null=True, related_name="reverted_by")

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=UploadStatus.values), name="upload_has_a_known_status"),
            models.CheckConstraint(
                condition=Q(status__in=["committed", "reverted"], committed_at__isnull=False)
                | Q(status__in=["blocked", "ready", "discarded"], committed_at__isnull=True),
                name="upload_has_a_commit_time_exactly_when_committed",
            ),
            models.CheckConstraint(
                condition=Q(committed_at__isnull=True, committed_by__isnull=True)
                | Q(committed_at__isnull=False, committed_by__isnull=False),
                name="upload_committed_at_a_time_is_committed_by_someone",
            ),
        ]

    def __str__(self):
        return self.file_name

    @property
    def is_kept(self) -> bool:
        """Whether the bytes were kept; asked of the hash, so that a list need not read them."""
        return bool(self.sha256)

    @property
    def can_be_reverted(self) -> bool:
        return self.status == UploadStatus.COMMITTED and self.origin != Origin.REVERT and bool(self.profile)

    @property
    def errors(self):
        return [problem for problem in self.problems if problem["severity"] == "error"]

    @property
    def warnings(self):
        return [problem for problem in self.problems if problem["severity"] == "warning"]


class State(models.TextChoices):
    VALUE = "value", "tal"
    SUPPRESSED = "suppressed", "diskretioneret"
    NOT_AVAILABLE = "not_available", "ikke oplyst"
    WITHDRAWN = "withdrawn", "trukket tilbage"


class ImmutableFact(Exception):
    """A fact's content was about to be updated or deleted; write a further version instead."""


class FactQuerySet(models.QuerySet):
    def current(self):
        """The newest version of every figure, figures that were taken back left out."""
        return self.filter(superseded_at=None).exclude(state=State.WITHDRAWN)

    def as_of(self, moment):
        """Every figure as it was known at that moment; `None` means now."""
        if moment is None:
            return self.current()
        known = Q(superseded_at=None) | Q(superseded_at__gt=moment)
        return self.filter(known, recorded_at__lte=moment).exclude(state=State.WITHDRAWN)

    def recorded_by(self, moment):
        """Every version written by that moment, superseded since or not; `None` means now."""
        return self if moment is None else self.filter(recorded_at__lte=moment)

    def with_changes(self, moment=None):
        """With `changes`: how often the figure has been changed by that moment."""
        same_key = {name: models.OuterRef(name) for name in self.model.LOOKUP}
        versions = self.model.objects.filter(**same_key).recorded_by(moment)
        count = versions.order_by().values(self.model.KEY[0]).annotate(count=models.Count("pk")).values("count")
        return self.annotate(changes=models.Subquery(count) - 1)

    def with_upload(self):
        """With where each came from, but not the files themselves."""
        heavy = ("upload__content", "upload__problems", "upload__reading")
        return self.select_related("upload__uploaded_by").defer(*heavy)

    def supersede(self, moment):
        """Close the current versions in the set; the one change a fact's row ever sees."""
        return super(FactQuerySet, self.filter(superseded_at=None)).update(superseded_at=moment)

    def update(self, **kwargs):
        raise ImmutableFact("Facts are append-only: commit an upload instead.")

    def delete(self):
        raise ImmutableFact("Facts are append-only: revert the upload instead.")


class Fact(models.Model):
    """A figure from a file. A new figure for the same key is a further row; none is overwritten.

    `KEY` names the columns that say which figure it is, `FIGURES` its numbers, and `LOOKUP` the key with
    whatever column the versions of one figure are found by quickest.

    One commit gives all its rows the same `recorded_at`, and the versions they replace that
    same moment as `superseded_at`.
    """

    state = models.CharField(max_length=15, choices=State, default=State.VALUE)
    provisional = models.BooleanField("foreløbig", default=False)
    invented = models.BooleanField("eksempeldata", default=False)
    note = models.CharField("bemærkning", max_length=500, blank=True)
    source = models.CharField("kilde", max_length=200, blank=True)
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="%(class)ss")
    line = models.PositiveIntegerField("linje")
    recorded_at = models.DateTimeField("indlæst")
    superseded_at = models.DateTimeField("afløst", null=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise ImmutableFact("Facts are append-only: commit an upload instead.")
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args, **kwargs):
        raise ImmutableFact("Facts are append-only: revert the upload instead.")
