"""Users. Each has one role; what a role may do stands in `access.py`."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models


class Role(models.TextChoices):
    ANALYST = "analytiker", "Analytiker"
    MANAGER = "leder", "Leder"
    APPROVER = "godkender", "Godkender"
    COMMITTEE = "udvalg", "Udvalgsmedlem"
    ADMINISTRATOR = "administrator", "Administrator"
    SYSTEM = "system", "Systemet"


class AccountManager(UserManager):
    def system(self, username: str = "system"):
        """The user that stands behind what the command line does on its own; cannot log in."""
        user, created = self.get_or_create(username=username, defaults={"role": Role.SYSTEM})
        if created:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        return user


class User(AbstractUser):
    role = models.CharField("rolle", max_length=20, choices=Role)

    objects = AccountManager()

    class Meta:
        verbose_name = "bruger"
        verbose_name_plural = "brugere"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_has_a_known_role"),
        ]

    def __str__(self):
        return self.get_full_name() or self.username
