"""Areas: municipalities, and groups of them."""

from django.db import models


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
