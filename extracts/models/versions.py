"""The lock that commits take in turn, and the number that tells cached pages apart."""

from datetime import timedelta

from django.db import connections, models, router
from django.db.models import Q
from django.utils import timezone

from extracts.changes import tell_when_committed


class DataVersion(models.Model):
    """One row: the lock that commits take in turn, and the number that tells cached pages apart."""

    LOGGED = False

    number = models.PositiveBigIntegerField(default=0)
    moment = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_data_version")]

    def __str__(self):
        return str(self.number)

    @classmethod
    def now(cls) -> int:
        """The number of the latest change; 0 before the first. Every page asks, so it is asked without the ORM.

        From the database that the figures are read from: a page is kept under the version its figures have.
        """
        with connections[router.db_for_read(cls)].cursor() as cursor:
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
